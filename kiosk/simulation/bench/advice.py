"""What the person before the demonstration does next."""

from dataclasses import dataclass
from typing import Final, Literal

from screens.text import Text

Place = Literal["kiosk", "cards", "desk", "slip", "a4", "devices"]


@dataclass(frozen=True)
class Advice:
    """A sentence, and the part of panel or kiosk that it speaks of."""

    text: Text
    place: Place


TAKE_CARD: Final = Advice(Text("请取走证件 → 点「取走证件」", "Take the card away"), "cards")
CHANGE_CARD: Final = Advice(
    Text("这张不行？取走证件，或换一张卡", "Not taken? Lift the card or lay another"), "cards"
)
TAKE_PAGE: Final = Advice(Text("请拿走材料 → 点「拿走材料」", "Take the page away"), "desk")
LAY_PAGE: Final = Advice(
    Text("请把材料放到高拍仪下 → 点「示例材料」", "Put a page under the scanner"), "desk"
)
HEAL: Final = Advice(
    Text("有设备坏了：看屏幕怎么说，再点「恢复」", "Something is broken: read the kiosk, then heal it"),
    "devices",
)
TEAR: Final = Advice(
    Text("请撕下凭条，再在屏幕上点「我已取走」", "Tear off the slip, then say so on the kiosk"), "slip"
)

_PAGES: Final[tuple[tuple[str, Place, str, str], ...]] = (
    ("Attract", "kiosk", "请点一下一体机的屏幕", "Touch the kiosk's screen"),
    ("Home", "kiosk", "请在一体机上点一个事项", "Choose a service on the kiosk"),
    ("Browse", "kiosk", "请往下选，直到要办的事项", "Go on until the service you want"),
    ("Search", "kiosk", "请按字母，再点找到的事项", "Type some letters, then touch a service"),
    ("ReadGuide", "kiosk", "请看办事指南，再点开始", "Read the guide, then begin"),
    ("Leaflet", "kiosk", "请看大厅和网点，再回首页", "Read the board, then go home"),
    ("TakeGuide", "kiosk", "请扫码，或打印指南", "Scan the code or print the guide"),
    ("Choose", "kiosk", "请选择您的情况", "Choose your case"),
    ("PresentCard", "cards", "请把证件放到读卡区 → 点一张卡", "Lay a card on the reader: click one"),
    ("FillForm", "kiosk", "请在屏幕上填表", "Fill the form on the kiosk"),
    ("Materials", "kiosk", "请选一样材料怎样交", "Choose how a paper comes"),
    ("ScanPage", "kiosk", "请在屏幕上点拍照", "Take the picture on the kiosk"),
    ("CheckScan", "kiosk", "请看照片清不清楚", "Check the picture on the kiosk"),
    ("Sign", "kiosk", "请用鼠标在框里签名", "Sign in the box with the mouse"),
    ("Confirm", "kiosk", "请核对后确认", "Check and confirm"),
    ("Working", "kiosk", "请稍候：一体机正在办理", "Please wait: the kiosk is working"),
    ("TakeSlip", "kiosk", "请在屏幕上点蓝色按钮", "Touch the blue button on the kiosk"),
    ("Rate", "kiosk", "请评价这次服务", "Rate the service"),
    ("Farewell", "kiosk", "办完了，点一下屏幕回到首页", "Done: touch the screen to go home"),
    ("Notice", "kiosk", "请照屏幕上说的做", "Do what the kiosk says"),
    ("EnterCode", "kiosk", "请输入凭条上的六位码", "Enter the six digits of the slip"),
    ("EnterNumber", "kiosk", "请输入号码", "Enter the number"),
    ("FindCase", "kiosk", "请选怎样查进度", "Choose how to find the case"),
    ("ShowCase", "kiosk", "请看办到哪一步了", "See how far the case is"),
    ("ShowBooking", "kiosk", "请看预约的时间和地点", "See when and where the appointment is"),
    ("ShowCode", "kiosk", "请出示手机上的码", "Show the code on the phone"),
    ("Pick", "kiosk", "请选一项或几项", "Choose one or several"),
    ("Figures", "kiosk", "请看算出来的结果", "See what was reckoned"),
    ("ShowCodes", "kiosk", "请看二维码清单", "See the codes"),
    ("ShowPaper", "kiosk", "请看证照，再点打印", "See the licence, then print"),
    ("EnterPin", "kiosk", "请输入维护密码", "Enter the maintenance PIN"),
    ("Maintenance", "kiosk", "维护页面：设备、队列、重启", "Maintenance: devices, queue, restart"),
)
PAGES: Final = {page: Advice(Text(zh, en), place) for page, place, zh, en in _PAGES}
STARTING: Final = Advice(Text("一体机正在启动", "The kiosk is starting"), "kiosk")
OVER: Final = frozenset({"Home", "Attract", "Farewell"})


def next_step(page: str, *, card: bool, paper: bool, slip: bool, broken: bool) -> Advice:
    """What to do while `page` is shown; the flags say what lies on the reader, on the desk, in the slot."""
    first_wins = (
        (page in OVER and card, TAKE_CARD),
        (page in OVER and paper, TAKE_PAGE),
        (page == "PresentCard" and card, CHANGE_CARD),
        (page == "ScanPage" and not paper, LAY_PAGE),
        (page in ("Notice", "Home") and broken, HEAL),
        (page == "TakeSlip" and slip, TEAR),
    )
    return next((advice for holds, advice in first_wins if holds), PAGES.get(page, STARTING))
