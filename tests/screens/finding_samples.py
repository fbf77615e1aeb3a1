"""The pages that lead to a service, with invented content."""

from typing import Any

from kiosk import words
from kiosk.documents.codes import code_png
from screens.page import Live, Page, Trail
from screens.pages.browse import Browse
from screens.pages.choose import Choose
from screens.pages.home import Home, Tile
from screens.pages.leaflet import Leaflet
from screens.pages.parts import Choice, Section
from screens.pages.search import Search
from screens.pages.take_guide import TakeGuide
from screens.text import Text

NOTHING = Text("")
OUT_OF_PAPER = Text("打印机没纸了，请到 2 号窗口", "The printer is out of paper, please go to window 2")
THEMES = tuple(
    Tile(f"theme{place}", Text(zh, en), Text(note, note_en), icon)
    for place, (zh, en, note, note_en, icon) in enumerate(
        (
            ("社保医保", "Insurance", "养老、医保、失业", "Pension, medical, unemployment", "heartbeat"),
            ("户籍身份", "Identity", "证明、居住证", "Proofs, residence permit", "identification-card"),
            ("公积金不动产", "Housing", "缴存证明、房产查询", "Housing fund, property", "house"),
            ("民政救助", "Relief", "救助、补贴、养老", "Relief, benefits, care", "hand-coins"),
            ("企业开办", "Business", "执照、一件事", "Licences, packages", "bank"),
            ("更多事项", "More", "交通、教育、其他", "Traffic, schools, others", "circles-four"),
        )
    )
)
SHORTCUTS = (
    Tile("frequent", words.FREQUENT, NOTHING, "star"),
    Tile("together", words.TOGETHER, NOTHING, "circles-four"),
    Tile("departments", words.DEPARTMENTS, NOTHING, "bank"),
    Tile("hall", words.HALL_SHORT, words.HALL, "map-pin"),
)
ITEMS = tuple(
    Tile(
        f"item{place}",
        Text(zh, en),
        Text("市人力资源和社会保障局", "Human Resources and Social Security Bureau"),
        "file-text",
        closed=OUT_OF_PAPER if place == 1 else None,
        department=Text("市人力资源和社会保障局", "Human Resources and Social Security Bureau"),
    )
    for place, (zh, en) in enumerate(
        (
            ("个人参保证明打印", "Print personal insurance proof"),
            ("城乡居民养老保险待遇领取证明", "Proof of pension for urban and rural residents"),
            ("失业登记", "Register as unemployed"),
            ("灵活就业人员参保登记", "Insurance for the self-employed"),
            ("养老保险关系转移接续申请", "Transfer of a pension insurance"),
            ("社会保障卡申领进度查询", "Progress of a social security card"),
            ("工伤认定申请", "Recognition of a work injury"),
            ("就业困难人员认定", "Recognition as hard to employ"),
        )
    )
)
GROUPS = tuple(
    Tile(f"group{place}", Text(zh, en), Text("", ""), "books")
    for place, (zh, en) in enumerate(
        (
            ("养老保险", "Pension"),
            ("医疗保险", "Medical insurance"),
            ("失业保险", "Unemployment insurance"),
            ("工伤保险", "Work injury insurance"),
            ("社会保障卡", "Social security card"),
            ("就业创业", "Work and starting a business"),
        )
    )
)
CASES = tuple(
    Choice(value, Text(zh, en))
    for value, zh, en in (
        ("self", "本人来办", "I come for myself"),
        ("agent", "替家里人来办，手上有委托书", "For a relative, with a letter of authority"),
        ("company", "替单位来办", "For a company"),
    )
)
BOARD = (
    Section(
        Text("今天", "Today"),
        (
            Text("大厅：8:00—12:00，15:00—18:00", "Hall: 8:00–12:00, 15:00–18:00"),
            Text("自助机：24 小时", "Terminals: day and night"),
        ),
    ),
    Section(
        Text("附近还可以到", "Also nearby"),
        (
            Text("镇海街道便民服务中心，步行约 8 分钟", "Zhenhai Subdistrict Centre, 8 minutes on foot"),
            Text("电话 0594-2345678", "Phone 0594-2345678"),
        ),
    ),
)
EDITION = words.filled(words.EDITION, version="2026.11.1", day="2026-11-23")
ALL_CLOSED = Text(
    "网络不通已超过一天，所有事项暂停受理，可以先看指南",
    "No network for more than a day: guides can be read, nothing can be started",
)
ADDRESS = "https://www.example.gov.cn/guide/350305/11350305MB0000000X"


def finding_samples() -> dict[str, tuple[Page[Any], Trail]]:
    """Every page by a name for its picture."""
    home = {
        "tiles": THEMES,
        "shortcuts": SHORTCUTS,
        "items": 292,
        "searchable": True,
        "edition": EDITION,
    }
    return {
        "home-tree": (Home(**home), Trail()),
        "home-tree-notice": (Home(**home, notice=ALL_CLOSED), Trail()),
        "home-empty": (Home(()), Trail()),
        "browse-groups": (Browse(Text("社保医保", "Insurance"), GROUPS, kind="groups"), Trail()),
        "browse-items": (Browse(Text("养老保险", "Pension"), ITEMS), Trail()),
        "search": (Search(Live(results=()), _unheard), Trail()),
        "search-found": (Search(Live(results=ITEMS[:5]), _unheard, "yl"), Trail()),
        "search-nothing": (Search(Live(results=()), _unheard, "xyz"), Trail()),
        "choose": (Choose(Text("您是哪种情况？", "Which is your case?"), CASES), Trail()),
        "leaflet": (Leaflet(words.HALL, BOARD, further=words.CODES_SHORT), Trail()),
        "take-guide": (TakeGuide(ITEMS[0].title, code_png(ADDRESS), printable=True), Trail()),
        "take-guide-no-printer": (TakeGuide(ITEMS[0].title, code_png(ADDRESS), printable=False), Trail()),
        "take-guide-no-code": (TakeGuide(ITEMS[0].title, None, printable=True), Trail()),
    }


def _unheard(_typed: object) -> None:
    """What is typed into a picture finds nothing."""
