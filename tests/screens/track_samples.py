"""The pages that tell where a case stands."""

from typing import Any

from screens.page import Live, Page, Trail
from screens.pages.enter_number import EnterNumber
from screens.pages.find_case import FindCase
from screens.pages.home import TRACK, Home, Tile
from screens.pages.parts import Section
from screens.pages.show_case import ShowCase, Station
from screens.text import Text

RELIEF = Text("临时救助申请", "Apply for temporary relief")
DONE = (
    Station(Text("已收件", "Received"), "done", Text("2026-11-25 09:12", "2026-11-25 09:12")),
    Station(Text("已受理", "Accepted"), "done", Text("2026-11-25 09:12", "2026-11-25 09:12")),
)
THEMES = tuple(
    Tile(icon, Text(*name), Text(*note), icon)
    for name, note, icon in (
        (("社保医保", "Insurance"), ("养老、医保、社保卡", "Pension, medical, card"), "heartbeat"),
        (
            ("户口证件", "ID and household"),
            ("户口、身份证、居住证", "Household, ID, residence"),
            "identification-card",
        ),
        (("住房不动产", "Housing"), ("公积金、房产、租房", "Housing fund, property"), "house"),
        (("民生婚育", "Family and support"), ("救助、婚姻、生育", "Relief, marriage, birth"), "users-three"),
        (("交通生活", "Transport and daily life"), ("驾照、车辆、水电", "Licences, cars, utilities"), "car"),
        (("企业办事", "Business"), ("开办、变更、证明", "Opening, changes, proofs"), "bank"),
    )
)
UNDER_WAY = ShowCase(
    RELIEF,
    Text("办理中", "In progress"),
    Text("承诺 10 个工作日，12月9日（星期三）前办结", "Promised in 10 working days, by Wed 2026-12-09"),
    Text(
        "承办部门正在审查，您不用再做什么\n有问题请打 12345",
        "The office in charge examines it; nothing more is needed from you\nQuestions: 12345",
    ),
    (
        *DONE,
        Station(
            Text("办理中", "In progress"),
            "now",
            Text("2026-11-26 10:30，民政窗口 王", "2026-11-26 10:30, Wang"),
            Text("已交民政所入户核查", "With the township office"),
        ),
        Station(Text("作出决定", "Decision"), "ahead", Text("")),
        Station(Text("已送达", "Delivered"), "ahead", Text("")),
    ),
    printable=True,
)
RETURNED = ShowCase(
    RELIEF,
    Text("需要补正", "Correction needed"),
    Text("现在不计时，恢复办理后接着计", "The clock stands still until work goes on"),
    Text(
        "请按一次性告知单补齐，可以在自助终端或窗口补交\n有问题请打 12345",
        "Please correct what the notice lists, at a terminal or the counter\nQuestions: 12345",
    ),
    (
        *DONE,
        Station(Text("需要补正", "Correction needed"), "now", Text("2026-11-26 10:30", "2026-11-26 10:30")),
        Station(Text("已受理", "Accepted"), "ahead", Text("")),
        Station(Text("办理中", "In progress"), "ahead", Text("")),
        Station(Text("作出决定", "Decision"), "ahead", Text("")),
        Station(Text("已送达", "Delivered"), "ahead", Text("")),
    ),
    (
        Section(
            Text("请在12月16日（星期三）前补正", "Please correct this by Wed 2026-12-16"),
            (
                Text(
                    "1. 困难证明：看不清公章。请重新扫描，公章要完整",
                    "1. Proof of hardship: the seal cannot be read. Please scan it again with the whole seal",
                ),
                Text(
                    "2. 告知承诺书：没有签名。请阅读承诺书并签名",
                    "2. Commitment: not signed. Please read the commitment and sign it",
                ),
            ),
        ),
    ),
    "caution",
    printable=True,
    correctable=True,
)


def track_samples() -> dict[str, tuple[Page[Any], Trail]]:
    """Each by a name for its picture."""
    other = Text("这不是凭条上的二维码，请换一张试试", "This is not the code of a slip. Try another one")
    wrong = Text("编号或密码不对，请对照凭条再输", "Number or code is wrong. Compare with the slip")
    names = (("常办", "Popular"), ("一件事", "Packages"), ("人生事件", "By event"))
    names += (("按部门", "By office"), ("大厅网点", "Places"), ("查进度", "Progress"))
    icons = ("star", "circles-four", "users-three", "bank", "map-pin", "clock")
    ways = tuple(
        Tile(TRACK if icon == "clock" else icon, Text(*name), Text(""), icon)
        for name, icon in zip(names, icons, strict=True)
    )
    return {
        "home-ways": (Home(THEMES, ways, items=375, searchable=True), Trail()),
        "find-case": (FindCase(Live(problem=None), scanner=True), Trail()),
        "find-case-other": (FindCase(Live(problem=other), scanner=True), Trail()),
        "find-case-card": (FindCase(Live(problem=None), scanner=False), Trail()),
        "enter-number": (EnterNumber(), Trail()),
        "enter-number-wrong": (EnterNumber("1125-7KQ2MX", wrong), Trail()),
        "show-case": (UNDER_WAY, Trail()),
        "show-case-returned": (RETURNED, Trail()),
    }
