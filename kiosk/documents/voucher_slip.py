"""预约单: what was booked, where and when, and what gives it back (R33)."""

from collections.abc import Sequence
from datetime import datetime

from drivers.printer.receipt.layout import Align, Columns, Cut, Element, Qr, Rule, TextLine
from kiosk.cases.appointment import when
from kiosk.center.contract import Booking
from kiosk.config import Terminal
from kiosk.words import BOOK_COME, BOOK_KINDS


def voucher_slip(
    booking: Booking,
    terminal: Terminal,
    printed_at: datetime,
    *,
    booked_at: str = "",
    again: bool = False,
) -> Sequence[Element]:
    """The name stands masked, as the centre sends it. `booked_at`: the terminal that gave the number."""
    kind = BOOK_KINDS.get(booking.slot.kind)
    return (
        TextLine(terminal.place_zh or terminal.brand_zh, Align.CENTER, bold=True),
        TextLine(f"预约单{'（补打）' if again else ''}", Align.CENTER, width=2, height=2),
        Rule(),
        TextLine(booking.item_name.zh, Align.CENTER, bold=True),
        TextLine(when(booking.slot).zh, Align.CENTER, bold=True),
        *((TextLine(kind.zh, Align.CENTER),) if kind else ()),
        Rule(),
        TextLine("预约编号", Align.CENTER),
        TextLine(booking.number, Align.CENTER, width=2, height=2, bold=True),
        Columns("查询密码", booking.query_code),
        Columns("姓名", booking.holder),
        TextLine(f"地点：{booking.place.zh}"),
        Columns("打印时间", f"{printed_at:%Y-%m-%d %H:%M}"),
        Columns("终端编号", terminal.number),
        Rule(),
        TextLine(BOOK_COME.zh),
        TextLine("来不了请取消：在自助机“查进度”，用身份证、下面的码或编号和密码"),
        *((TextLine(f"有事请打 {booking.phone}"),) if booking.phone else ()),
        *((Qr(f"kiosk:{booked_at}:{booking.number}"),) if booked_at else ()),
        Cut(),
    )


def copy_for_phone(booking: Booking) -> str:
    """What stands in the code on the glass where no slip came out: nothing about the person."""
    lines = (booking.item_name.zh, when(booking.slot).zh, f"预约编号 {booking.number}")
    return "\n".join((*lines, f"查询密码 {booking.query_code}"))
