"""The pages of form, scan, signature, rating and maintenance with invented content."""

from dataclasses import replace
from typing import Any

import cv2
import numpy as np

from kiosk import words
from kiosk.documents.codes import code_png
from screens.page import Live, Page, Trail
from screens.pages.check_scan import CheckScan
from screens.pages.confirm import Confirm, Group
from screens.pages.enter_code import EnterCode
from screens.pages.enter_pin import EnterPin
from screens.pages.figures import Figures
from screens.pages.fill_form import Field, FillForm
from screens.pages.home import Tile
from screens.pages.maintenance import DeviceRow, Maintenance
from screens.pages.parts import Choice, Row
from screens.pages.pick import Pick
from screens.pages.rate import Rate, Tag
from screens.pages.scan_page import ScanPage
from screens.pages.search import Search
from screens.pages.show_codes import ShowCodes, Shown
from screens.pages.show_paper import ShowPaper
from screens.pages.sign import Sign
from screens.text import Text

TOO_BIG = Text(
    "这些页加起来太大了，交不上去。请删掉用不着的页，或到窗口办理",
    "Together these pages are too large to send. Remove those not needed, or use the window",
)
CODES = Text("网上办、掌上办事项二维码", "Services online")
HOUSEHOLD = Text("居民户口簿", "Household register")
CODE_CARDS = tuple(
    Shown(Text(zh, en), code_png("https://centre.example/g/352014901000"))
    for zh, en in (
        ("个人参保证明打印", "Print proof of your insurance"),
        ("机动车驾驶证期满换证", "Renew a driving licence"),
        ("临时居民身份证领取情况查询", "See whether a temporary ID card is ready"),
    )
    * 4
)
STEPS = tuple(
    Text(zh, en)
    for zh, en in (
        ("看指南", "Guide"),
        ("刷身份证", "ID card"),
        ("填表", "Form"),
        ("扫材料", "Scan"),
        ("签名", "Sign"),
        ("确认", "Confirm"),
        ("取凭条", "Slip"),
    )
)
FIGURES = Figures(
    Text("住房公积金贷款额度试算", "Estimate a housing fund loan"),
    (
        Group(
            Text("结果", "Result"),
            (
                Row(Text("最多可以贷", "You may borrow up to"), Text("600,000.00 元", "¥600,000.00")),
                Row(Text("每月约还（等额本息）", "A month, about"), Text("3,207.94 元", "¥3,207.94")),
            ),
        ),
        Group(
            Text("您填的", "What you entered"),
            (
                Row(Text("公积金账户余额", "Balance of your housing fund"), Text("50,000 元", "¥50,000")),
                Row(Text("几个人缴存", "Who pays in"), Text("只有我一个人", "Only I")),
                Row(Text("房屋总价", "Price of the home"), Text("1,000,000 元", "¥1,000,000")),
            ),
        ),
    ),
    Text("演示数据，实际以窗口公布的为准", "Demonstration data; what the counter says counts"),
    printable=True,
)
UNFINISHED = EnterCode(
    Text("您有一份没办完的申请", "Unfinished application"),
    Text(
        "请输入凭条上的 6 位续办号码",
        "Enter the 6 digits of the slip",
    ),
    6,
    Text("临时救助申请", "Apply for temporary relief"),
)
RELIEF = Text("临时救助申请", "Apply for temporary relief")
NAME = Field("name", Text("姓名", "Name"), "fixed")
ID_NUMBER = Field("idNumber", Text("证件号码", "ID number"), "fixed")
PHONE = Field(
    "phone",
    Text("手机号码", "Mobile phone"),
    "phone",
    hint=Text("办理结果会打这个电话", "We will call this number"),
)
ADDRESS = Field("address", Text("证件上的住址", "Address on the card"), "fixed")
FAMILY = Field(
    "familySize",
    Text("家庭人口", "People in your household"),
    "number",
    hint=Text("一起生活的人数，含您本人", "All who live together, including you"),
)
REASON = Field(
    "reason",
    Text("困难原因", "Cause of hardship"),
    "choice",
    choices=(
        Choice("illness", Text("突发疾病", "Sudden illness")),
        Choice("accident", Text("意外事故", "Accident")),
        Choice("fire", Text("火灾", "Fire")),
        Choice("education", Text("子女就学", "Schooling")),
        Choice("other", Text("其他", "Other")),
    ),
)
INCOME = Field(
    "monthlyIncome",
    Text("家庭月收入（元）", "Household income per month (yuan)"),
    "money",
    hint=Text("没有收入请填 0", "Enter 0 if there is none"),
)
STORY = Field(
    "description",
    Text("情况说明", "What happened"),
    "longText",
    hint=Text("选填，200 字以内", "Optional, up to 200 characters"),
    required=False,
)
RELIEF_FIELDS = (NAME, ID_NUMBER, PHONE, ADDRESS, FAMILY, REASON, INCOME)
RETURNED_FIELDS = tuple(
    replace(each, source=words.GIVEN_BEFORE) if each.can_change else each for each in RELIEF_FIELDS
)
KNOWN = {
    "name": "林*",
    "idNumber": "3599**********0017",
    "address": "福建省莆田市荔城区镇海街道阔口社区文献西路 1 号 2 幢 3 单元 401 室",
}
PROBLEMS = {
    "phone": Text("手机号码是 11 位，请再看一看", "A mobile number has 11 digits, please check"),
    "reason": Text("请选一项", "Please choose one"),
    "familySize": Text("人数在 1 到 20 之间", "A number from 1 to 20"),
}
LONG_FIELDS = (
    *RELIEF_FIELDS,
    STORY,
    Field("rent", Text("每月房租", "Rent per month"), "money", required=False),
    Field("children", Text("未成年子女", "Children under 18"), "number"),
    Field(
        "housing",
        Text("现在住的房子", "Where you live now"),
        "choice",
        choices=(
            Choice("own", Text("自己的房子", "My own home")),
            Choice("rented", Text("租来的房子", "A rented home")),
            Choice(
                "relatives",
                Text("亲戚朋友家，或者单位安排的宿舍", "With relatives, friends or in a dormitory"),
            ),
        ),
    ),
)
PART_FIELDS = (
    NAME,
    replace(PHONE, group=Text("本人", "Yourself")),
    Field("partner", Text("配偶姓名", "Name of your spouse"), "hanziName", required=False),
    Field("partnerId", Text("配偶身份证号码", "ID number of your spouse"), "idNumber", required=False),
    Field("moved", Text("搬入日期", "Day you moved in"), "date", group=Text("住处", "Home")),
    replace(LONG_FIELDS[-1], key="home"),
    Field(
        "landlord",
        Text("房东", "Landlord"),
        "text",
        when=(("home", ("rented",)),),
        hint=Text("姓名或者单位", "A name"),
    ),
    Field(
        "helps",
        Text("已经得到的帮助", "Help you already get"),
        "choices",
        choices=(
            Choice("allowance", Text("低保", "Allowance")),
            Choice("disabled", Text("残疾人补贴", "Disability benefit")),
            Choice("none", Text("没有", "None")),
        ),
        group=Text("帮助", "Help"),
    ),
    STORY,
    Field(
        "promise",
        Text("承诺", "Statement"),
        "commitment",
        words=Text("本人承诺以上内容真实、完整。", "I state that this is true and complete."),
    ),
)
MEMBERS = Field(
    "members", Text("家庭成员", "Household members"), "table", group=Text("家里人", "Household"), most_rows=8
)
TABLE_FIELDS = (
    replace(PHONE, group=Text("本人", "Yourself")),
    MEMBERS,
    Field("cars", Text("家里的车", "Cars"), "table", required=False),
)
ROWS = {
    "members": (
        Text("林小明，儿子，2012-05-04", "林小明, son, 2012-05-04"),
        Text("陈秀英，母亲，1950-11-20", "陈秀英, mother, 1950-11-20"),
    )
}
ROW_FIELDS = (
    Field("memberName", Text("姓名", "Name"), "hanziName"),
    Field(
        "relation",
        Text("关系", "Relation"),
        "choice",
        choices=(
            Choice("child", Text("子女", "Child")),
            Choice("parent", Text("父母", "Parent")),
            Choice("spouse", Text("配偶", "Spouse")),
        ),
    ),
    Field("memberBirth", Text("出生日期", "Date of birth"), "date"),
    Field("share", Text("份额（百分之）", "Share (per cent)"), "decimal", required=False),
    Field("visit", Text("几点方便联系", "When to call"), "time", required=False),
    Field("account", Text("银行卡号", "Bank account"), "digits", required=False, most_characters=19),
    Field("mail", Text("电子邮箱", "E-mail"), "email", required=False),
)
ADDRESS_FIELDS = (
    Field("home", Text("现在住的地址", "Present address"), "address", by_region=True),
    Field("work", Text("工作单位地址", "Address of your work"), "address", required=False, by_region=True),
    Field("since", Text("从哪天开始住", "Since when"), "date"),
)
LIVES = {
    "home": {"region": "350304103", "place": "福建省莆田市荔城区镇海街道阔口社区", "detail": "文献西路 1 号"},
    "since": "2019-03-01",
}
TOWNS = (
    *("镇海街道", "拱辰街道", "西天尾镇", "黄石镇", "新度镇", "北高镇", "新溪镇", "丰美街道"),
    "福建莆田华林经济开发区", "湄洲湾北岸经济开发区管理委员会",
)  # fmt: skip
PICK_TOWN = Pick(
    Text("点选地区", "Choose the region"),
    tuple(Choice(str(at), Text(name)) for at, name in enumerate(TOWNS)),
    Text("福建省莆田市荔城区"),
    enough=True,
)
PICK_DAY = Pick(
    Text("出生日期", "Date of birth"),
    tuple(Choice(str(each), Text(str(each))) for each in range(1, 32)),
    Text("1950 年 11 月", "November 1950"),
    columns=5,
)
ROW_TITLE = Text("家庭成员：第 3 项", "Household members: no. 3")
FOUND = tuple(
    Tile(f"e{at}", Text(zh, en), Text(""), "file-text", department=Text("人社", "Human Resources"))
    for at, (zh, en) in enumerate(
        (
            ("个人参保证明打印", "Certificate of Insurance"),
            ("社会保障卡申领", "Apply for a social security card"),
            ("社会保障卡挂失", "Report a lost social security card"),
            ("企业职工基本养老保险关系转移接续申请", "Transfer employee pension"),
            ("灵活就业人员参保登记", "Insurance for flexible workers"),
        )
    )
)
HELP = Text("请把材料放平，四个角都露出来", "Lay the page flat with all four corners showing")
PROOF = Text("困难证明", "Proof of hardship")
STATEMENT = Text(
    "本人承诺：所填写的家庭人口、收入和困难情况以及提交的材料真实、完整；同意民政部门为审核本申请查询、核对本人及"
    "共同生活家庭成员的有关信息。如有隐瞒或者虚报，本人愿意退回已领取的救助款物，并承担相应的法律责任。",
    "I state that the household, income and hardship given here and the papers submitted are true and "
    "complete, and I agree that the civil affairs department checks the related information of myself and "
    "the members of my household for this application. If I conceal or misstate anything, I will return what "
    "I received and bear the legal consequences.",
)
COMMITMENT = Text("家庭情况承诺书", "Statement of Household Situation")
GROUPS = (
    Group(
        Text("申请内容", "Application"),
        (
            Row(Text("姓名", "Name"), Text("林*")),
            Row(Text("证件号码", "ID number"), Text("3599**********0017")),
            Row(Text("手机号码", "Mobile phone"), Text("138****1234")),
            Row(Text("现在的住址", "Present address"), Text(KNOWN["address"])),
            Row(Text("家庭人口", "People in your household"), Text("4")),
            Row(Text("困难原因", "Cause of hardship"), Text("突发疾病", "Sudden illness")),
            Row(Text("家庭月收入（元）", "Household income per month (yuan)"), Text("1,850.50")),
        ),
    ),
    Group(
        Text("材料", "Papers"),
        (
            Row(PROOF, Text("已拍 1 页", "1 page")),
            Row(COMMITMENT, Text("已签名", "Signed")),
        ),
    ),
)
LEVELS = tuple(
    Choice(value, Text(zh, en))
    for value, zh, en in (
        ("very_satisfied", "非常满意", "Very satisfied"),
        ("satisfied", "满意", "Satisfied"),
        ("fairly_satisfied", "基本满意", "Fairly satisfied"),
        ("dissatisfied", "不满意", "Dissatisfied"),
        ("very_dissatisfied", "非常不满意", "Very dissatisfied"),
    )
)
GOOD_TAGS = (
    ("510", "一窗受理一次办结", "One counter, one visit"),
    ("511", "可以先受理后补材料", "Accepted first, papers later"),
    ("512", "不用提交证明", "No proofs needed"),
    ("513", "可以全程网上办理", "All of it online"),
    ("514", "可以使用手机办理", "Can be done by phone"),
    ("515", "可以就近办理", "Can be done nearby"),
    ("516", "无需材料直接办理", "No papers needed"),
    ("517", "服务热情效率高", "Friendly and fast"),
)
BAD_TAGS = (
    ("207", "没有提供材料样本", "No sample of the papers was given"),
    ("208", "没有提供材料清单", "No list of the papers was given"),
    ("209", "未在承诺时间内办结", "Not finished in the promised time"),
    ("210", "同样内容的证明材料被要求多次提交", "The same proof was asked for several times"),
    ("211", "承诺网办但无法在线办理", "Promised online, but not possible"),
    ("212", "在线预约办理后到实体大厅重复取号排队", "Queued again in the hall after booking online"),
    ("213", "窗口人员业务不熟练", "Staff did not know the work"),
    ("214", "服务态度生硬", "Unfriendly service"),
)
TAGS = {
    level: tuple(Tag(code, Text(zh, en), place < 3) for place, (code, zh, en) in enumerate(tags))
    for level, tags in (("very_satisfied", GOOD_TAGS), ("dissatisfied", BAD_TAGS))
}
RATE = Rate(LEVELS, TAGS)
MAINTENANCE = Maintenance(
    (
        DeviceRow(Text("身份证读卡器", "ID-card reader"), Text("正常", "Online"), Text(""), "good"),
        DeviceRow(
            Text("凭条打印机", "Receipt printer"),
            Text("正常", "Online"),
            Text("纸快用完", "paper low"),
            "warning",
        ),
        DeviceRow(
            Text("A4 打印机", "A4 printer"),
            Text("故障", "Hardware error"),
            Text("卡纸、机盖打开", "paper jam, cover open"),
            "problem",
        ),
        DeviceRow(
            Text("高拍仪", "Document scanner"),
            Text("未连接", "Not found"),
            Text("找不到端口", "port not found"),
            "problem",
        ),
    ),
    (
        Row(Text("待发送", "Waiting"), Text("12")),
        Row(Text("发送中", "Sending"), Text("1")),
        Row(Text("已送达", "Delivered"), Text("1,204")),
        Row(Text("需人工处理", "Set aside"), Text("0")),
        Row(Text("已导出", "Exported"), Text("0")),
        Row(Text("中心未授权", "Centre refuses the key"), Text("已暂停", "Paused")),
    ),
    (
        Row(Text("最早一件", "Oldest"), Text("11-23 08:12")),
        Row(Text("磁盘剩余", "Disk free"), Text("41.3 GB")),
        Row(Text("受理申请", "Applications"), Text("照常受理", "Open")),
    ),
    (
        Row(Text("终端编号", "Terminal"), Text("359900-0001")),
        Row(Text("软件版本", "Version"), Text("0.1.0")),
        Row(Text("事项清单版本", "List version"), Text("2026-11-01")),
        Row(Text("台账记录", "Ledger rows"), Text("1204")),
    ),
)


CAMERA_OUTLINE = tuple((x / 1920, y / 1080) for x, y in ((420, 120), (1500, 90), (1540, 990), (390, 1010)))


def camera_frame() -> np.ndarray:
    """1080 × 1920 BGR: a paper on a dark desk."""
    frame = np.full((1080, 1920, 3), (70, 62, 58), np.uint8)
    paper = np.rint(np.array(CAMERA_OUTLINE) * (1920, 1080)).astype(int)
    cv2.fillPoly(frame, [paper], (240, 244, 246), cv2.LINE_AA)
    cv2.putText(
        frame, "PROOF OF HARDSHIP", (640, 240), cv2.FONT_HERSHEY_DUPLEX, 1.8, (60, 40, 30), 3, cv2.LINE_AA
    )
    for line in range(9):
        cv2.line(frame, (520, 340 + 60 * line), (1400 - 90 * (line % 3), 335 + 60 * line), (120, 110, 100), 9)
    return frame


def paper_png() -> bytes:
    """A page as a centre renders it: A4, with lines and a mark."""
    page = np.full((1170, 827, 3), 255, np.uint8)
    cv2.rectangle(page, (90, 90), (737, 560), (120, 120, 120), 2)
    for row in range(6):
        cv2.rectangle(page, (150, 200 + row * 50), (680, 205 + row * 50), (60, 60, 60), -1)
        cv2.line(page, (60, 180 + row * 180), (760, 60 + row * 180), (200, 200, 200), 3)
    return cv2.imencode(".png", page)[1].tobytes()


def scan_jpeg() -> bytes:
    """An upright page as the scanner corrects it."""
    page = np.full((1754, 1240, 3), 246, np.uint8)
    cv2.putText(
        page, "PROOF OF HARDSHIP", (260, 220), cv2.FONT_HERSHEY_DUPLEX, 2, (40, 40, 40), 3, cv2.LINE_AA
    )
    for line in range(18):
        cv2.line(page, (150, 340 + 66 * line), (1080 - 120 * (line % 3), 340 + 66 * line), (110, 110, 110), 8)
    _, encoded = cv2.imencode(".jpg", page)
    return encoded.tobytes()


def form_samples() -> dict[str, tuple[Page[Any], Trail]]:
    """Every page by a name for its picture."""
    trail = [Trail(STEPS, current) for current in range(len(STEPS))]
    filled = KNOWN | {
        "phone": "13800001234",
        "familySize": 4,
        "reason": "illness",
        "monthlyIncome": 12_345_650,
    }
    return {
        "fill-form": (FillForm(RELIEF, RELIEF_FIELDS, KNOWN), trail[2]),
        "fill-form-filled": (FillForm(RELIEF, RELIEF_FIELDS, filled), trail[2]),
        "fill-form-problems": (
            FillForm(RELIEF, RELIEF_FIELDS, KNOWN | {"phone": "1380000", "familySize": 99}, PROBLEMS),
            trail[2],
        ),
        "fill-form-returned": (
            FillForm(RELIEF, RETURNED_FIELDS, filled | {"phone": "1380000"}, {"phone": PROBLEMS["phone"]}),
            trail[2],
        ),
        "fill-form-parts": (FillForm(RELIEF, PART_FIELDS, KNOWN), trail[2]),
        "fill-form-table": (FillForm(RELIEF, TABLE_FIELDS, ROWS, at="members"), trail[2]),
        "fill-form-row": (
            FillForm(
                ROW_TITLE,
                ROW_FIELDS,
                {"account": "6222000011112222333", "visit": "08:30:00+08:00"},
                is_row=True,
            ),
            trail[2],
        ),
        "fill-form-address": (FillForm(RELIEF, ADDRESS_FIELDS, LIVES, at="home"), trail[2]),
        "pick-region": (PICK_TOWN, trail[2]),
        "pick-day": (PICK_DAY, trail[2]),
        "fill-form-long": (FillForm(RELIEF, LONG_FIELDS, filled), trail[2]),
        "search": (Search(Live(results=FOUND), lambda _typed: None, "社保"), Trail()),
        "search-nothing": (Search(Live(results=()), lambda _typed: None, "xyz"), Trail()),
        "scan-page": (ScanPage(PROOF, Live(frame=camera_frame(), help=HELP)), trail[3]),
        "scan-page-ready": (
            ScanPage(
                PROOF, Live(frame=camera_frame(), help=words.PAGE_STILL, outline=CAMERA_OUTLINE, good=True)
            ),
            trail[3],
        ),
        "scan-page-finger": (
            ScanPage(PROOF, Live(frame=camera_frame(), help=words.PAGE_FINGER, outline=CAMERA_OUTLINE)),
            trail[3],
        ),
        "scan-page-dark": (ScanPage(PROOF, Live(frame=None, help=HELP)), trail[3]),
        "check-scan": (CheckScan(PROOF, (scan_jpeg(),)), trail[3]),
        "check-scan-pages": (CheckScan(PROOF, (scan_jpeg(), scan_jpeg()), 1, more=True), trail[3]),
        "check-scan-problem": (
            CheckScan(PROOF, (scan_jpeg(), scan_jpeg(), scan_jpeg()), 0, False, TOO_BIG),
            trail[3],
        ),
        "show-codes": (ShowCodes(CODES, CODE_CARDS, printable=True), Trail()),
        "show-paper": (ShowPaper(HOUSEHOLD, (paper_png(),)), trail[3]),
        "show-paper-pages": (ShowPaper(HOUSEHOLD, (paper_png(), paper_png())), trail[3]),
        "sign": (Sign(STATEMENT, COMMITMENT, "欧阳春梅"), trail[4]),
        "confirm": (Confirm(RELIEF, GROUPS), trail[5]),
        "figures": (FIGURES, trail[2]),
        "rate": (RATE, Trail()),
        "enter-pin": (EnterPin(), Trail()),
        "enter-pin-wrong": (
            EnterPin(Text("输错次数太多，请 300 秒后再试", "Too many wrong tries. Try again in 300 s")),
            Trail(),
        ),
        "enter-code": (UNFINISHED, trail[2]),
        "enter-code-wrong": (
            replace(UNFINISHED, problem=Text("号码不对，还可以试 4 次", "Wrong code. Tries left: 4")),
            trail[2],
        ),
        "maintenance": (MAINTENANCE, Trail()),
    }
