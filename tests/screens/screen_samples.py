"""One of each page with invented content, for the gallery and for tests that look at every page."""

from typing import Any

from kiosk import words
from kiosk.documents.codes import code_png
from screens.page import Live, Page, Trail
from screens.pages.attract import Attract
from screens.pages.farewell import Farewell
from screens.pages.home import Home, Tile
from screens.pages.notice import Notice
from screens.pages.parts import Choice, Row, Section
from screens.pages.present_card import PresentCard
from screens.pages.read_guide import ReadGuide
from screens.pages.take_slip import TakeSlip
from screens.pages.working import Working
from screens.text import Text
from tests.screens.booking_samples import booking_samples
from tests.screens.carry_samples import carry_samples
from tests.screens.control_samples import control_samples
from tests.screens.finding_samples import EDITION, finding_samples
from tests.screens.form_samples import form_samples
from tests.screens.key_samples import key_samples
from tests.screens.paper_samples import paper_samples
from tests.screens.people_samples import people_samples
from tests.screens.request_samples import request_samples
from tests.screens.track_samples import track_samples

PLACE = Text("福建政务服务 · e政务", "Fujian Government Services")
TERMINAL = Text("荔城区镇海街道阔口社区便民服务站", "Kuokou Community Service Station, Licheng")
HELP_LINE = Text("需要人帮忙，请拨打 0594-12345", "Call 0594-12345 if you need help")
STEPS = tuple(
    Text(zh, en)
    for zh, en in (
        ("看指南", "Guide"),
        ("刷身份证", "ID card"),
        ("填表", "Form"),
        ("扫材料", "Scan"),
        ("确认", "Confirm"),
    )
)
CERTIFICATE = Tile(
    "certificate",
    Text("打印参保证明", "Print insurance proof"),
    Text("社保缴费证明，当场打印", "Proof of social insurance, printed here"),
    "heartbeat",
    department=Text("市人力资源和社会保障局", "Human Resources and Social Security Bureau"),
)
RELIEF = Tile(
    "relief",
    Text("申请临时救助", "Apply for temporary relief"),
    Text("家里遇到急难，可以申请救助金", "Help for households in sudden hardship"),
    "hand-coins",
    department=Text("区民政局", "District Civil Affairs Bureau"),
)
CLOSED = Tile(
    "closed",
    Text("打印户籍证明", "Print household proof"),
    Text("户籍证明，当场打印", "Household registration proof"),
    "printer",
    closed=Text("打印机没纸了，请到 2 号窗口", "The printer is out of paper, please go to window 2"),
    department=Text("市公安局", "Public Security Bureau"),
)
SIX = (
    CERTIFICATE,
    RELIEF,
    CLOSED,
    Tile("housing", Text("公积金不动产", "Housing"), Text("缴存证明 · 房产查询", "Fund, property"), "house"),
    Tile("booking", Text("预约办事", "Booking"), Text("先约时间再来", "Choose a time"), "calendar-check"),
    Tile("company", Text("企业办事", "Business"), Text("执照 · 一件事", "Licences"), "bank"),
)
GUIDE_TITLE = Text("个人参保证明打印", "Print personal insurance proof")
FACTS = (
    Row(Text("收费", "Fee"), Text("不收费", "Free")),
    Row(Text("多久办好", "Time"), Text("当场拿到", "At once")),
    Row(Text("要带什么", "Bring"), Text("本人身份证", "Your ID card")),
    Row(Text("谁能办", "For whom"), Text("在本市参保的人", "Persons insured here")),
)
NOTE = Text(
    "放上身份证，机器就把您的缴费证明打印出来，不用排队。",
    "Lay your ID card on the reader and take the printed proof. No queue.",
)
SECTIONS = tuple(
    Section(
        Text(heading, english),
        tuple(
            Text(f"{line}", f"{english}: what is needed and how it is done, in plain words.")
            for line in lines
        ),
    )
    for heading, english, lines in (
        (
            "办理条件",
            "Conditions",
            ("在本市参加城镇职工基本养老保险、失业保险或者工伤保险的个人，均可申请打印。",),
        ),
        ("需要的材料", "Papers", ("本人有效身份证件（原件，只在机器上读取，不留存）。",)),
        (
            "办理步骤",
            "Steps",
            (
                "第一步：把身份证放在读卡区，等屏幕显示您的姓名。",
                "第二步：选择证明的时间范围，核对信息后确认。",
                "第三步：取走打印好的证明，带好身份证离开。",
            ),
        ),
        (
            "办理依据",
            "Legal basis",
            ("《社会保险个人权益记录管理办法》（人力资源和社会保障部令第14号）第十四条。",),
        ),
        ("咨询电话", "Phone", ("咨询电话 12333，监督电话 12345。工作日 8:00—12:00，15:00—18:00。",)),
    )
)
CLOSED_REASON = Text(
    "打印机没有纸了。您可以到 2 号窗口办理，或到镇海街道便民服务中心的自助机办理（步行约 8 分钟）。",
    "The printer is out of paper. Please go to window 2, or to the kiosk at Zhenhai Subdistrict (8 minutes).",
)


def samples() -> dict[str, tuple[Page[Any], Trail]]:
    """Every page by a name for its picture."""
    trail = [Trail(STEPS, current) for current in range(len(STEPS))]
    guide = ReadGuide(GUIDE_TITLE, CERTIFICATE.department or NOTE, FACTS, NOTE, SECTIONS, "3（2026-10-08）")
    pages: dict[str, tuple[Page[Any], Trail]] = {
        "attract": (Attract(), Trail()),
        "home": (Home((CERTIFICATE, RELIEF)), Trail()),
        "home-closed": (Home((CERTIFICATE, RELIEF, CLOSED)), Trail()),
        "home-4": (Home(SIX[:4]), Trail()),
        "home-6": (Home(SIX, items=6, searchable=True, edition=EDITION), Trail()),
        "read-guide": (guide, trail[0]),
        "read-guide-closed": (
            ReadGuide(
                GUIDE_TITLE,
                CERTIFICATE.department or NOTE,
                FACTS,
                NOTE,
                SECTIONS,
                "3（2026-10-08）",
                CLOSED_REASON,
            ),
            trail[0],
        ),
        "present-card": (PresentCard(Live(status=Text("等待放卡", "Waiting for your card"))), trail[1]),
        "present-card-problem": (
            PresentCard(
                Live(
                    status=Text("等待放卡", "Waiting for your card"),
                    problem=Text(
                        "身份证拿开得太早了，没有读完。请重新放好，等提示后再拿开。",
                        "The card was taken away too early. Please lay it down again and wait.",
                    ),
                )
            ),
            trail[1],
        ),
        "present-card-reading": (
            PresentCard(Live(status=Text("正在读取", "Reading"), reading=True)),
            trail[1],
        ),
        "working": (
            Working(
                Live(
                    message=Text("正在打印，请稍候", "Printing, please wait"),
                    note=Text("凭条从下方出口出来", "The slip comes out below"),
                )
            ),
            trail[4],
        ),
        "take-slip": (
            TakeSlip(
                "359900-20261123-0007",
                Text("您的申请已经收到", "Your application has been received"),
                Text("区民政局会在 3 个工作日内联系您", "The bureau will call you within 3 working days"),
                printed=True,
            ),
            trail[4],
        ),
        "take-slip-not-printed": (
            TakeSlip(
                "359900-20261123-0007",
                Text("您的申请已经收到", "Your application has been received"),
                Text("区民政局会在 3 个工作日内联系您", "The bureau will call you within 3 working days"),
                printed=False,
                code=code_png("359900-20261123-0007"),
            ),
            trail[4],
        ),
        "take-slip-still-there": (
            TakeSlip(
                "1125-7KQ2MX",
                Text("您的申请已经收到", "Your application has been received"),
                Text("请取走凭条，并保管好上面的编号", "Please take the slip and keep its number"),
                printed=True,
                live=Live(waiting=True, problem=words.SLIP_STILL_THERE),
            ),
            trail[4],
        ),
        "take-slip-taken-back": (
            TakeSlip(
                "1125-7KQ2MX",
                Text("您的申请已经收到", "Your application has been received"),
                Text("区民政局会在 3 个工作日内联系您", "The bureau will call you within 3 working days"),
                printed=True,
                live=Live(
                    waiting=False,
                    title=words.SLIP_TAKEN_BACK,
                    problem=words.SLIP_TAKEN_BACK_NEXT,
                    again=True,
                ),
            ),
            trail[4],
        ),
        "notice-problem": (
            Notice(
                Text("网络暂时不通", "The network is down"),
                Text(
                    "您填的内容已经安全保存，一点没有丢。网络恢复后会自动送出。",
                    "What you filled in is safe. It is sent when the network is back.",
                ),
                Text(
                    "可以先取走凭条，过一会儿凭编号查进度。", "Take your slip and ask for the progress later."
                ),
                (Choice("again", Text("再试一次", "Try again")), Choice("leave", Text("结束办理", "End"))),
                "problem",
            ),
            trail[4],
        ),
        "notice-success": (
            Notice(
                Text("您的申请已经送达", "Delivered"),
                Text("中心已经收到", "The centre has it"),
                Text(""),
                (Choice("on", Text("继续", "Go on")),),
                "success",
            ),
            Trail(),
        ),
        "farewell": (
            Farewell(
                Text("办好了，慢走", "Done. Goodbye"),
                Text("您的信息已经从本机清除", "Your data has been deleted from this machine"),
            ),
            Trail(),
        ),
    }
    return (
        pages
        | finding_samples()
        | form_samples()
        | carry_samples()
        | key_samples()
        | control_samples()
        | paper_samples(trail[3])
        | track_samples()
        | people_samples(tuple(trail))
        | request_samples(guide)
        | booking_samples()
    )
