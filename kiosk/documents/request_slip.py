"""The slip of what was left for a department: its number, and who calls back (R9)."""

from collections.abc import Sequence
from datetime import datetime

from drivers.printer.receipt.layout import Align, Columns, Cut, Element, Qr, Rule, TextLine
from kiosk.cases.applicant import masked_phone
from kiosk.center.contract import Guide, Item, RequestKind
from kiosk.config import Terminal


def request_slip(
    item: Item,
    guide: Guide,
    kind: RequestKind,
    *,
    number: str,
    phone: str,
    guide_url: str,
    terminal: Terminal,
    printed_at: datetime,
    again: bool = False,
) -> Sequence[Element]:
    """The citizen's `phone` stands masked; the code, where there is one, is the item's guide."""
    return (
        TextLine(terminal.place_zh or terminal.brand_zh, Align.CENTER, bold=True),
        TextLine(f"留言凭条{'（补打）' if again else ''}", Align.CENTER, width=2, height=2),
        Rule(),
        TextLine("留言编号", Align.CENTER),
        TextLine(number, Align.CENTER, width=2, height=2, bold=True),
        Rule(),
        Columns("事项", item.name.zh),
        Columns("留言", kind.name.zh),
        Columns("交给", item.department.zh),
        Columns("回电号码", masked_phone(phone)),
        Columns("留言时间", f"{printed_at:%Y-%m-%d %H:%M}"),
        Columns("终端编号", terminal.number),
        Rule(),
        TextLine(kind.next_step.zh),
        TextLine(f"询问请拨打 {guide.phone or terminal.phone}，报上面的留言编号"),
        *(
            (TextLine("扫码看办事指南，可以网上办的也从这里进", Align.CENTER), Qr(guide_url))
            if guide_url
            else ()
        ),
        TextLine("请保管好本凭条", Align.CENTER),
        Cut(),
    )


def copy_for_phone(item: Item, kind: RequestKind, number: str) -> str:
    """What stands in the code on the glass where no slip came out: nothing about the person."""
    return "\n".join((item.name.zh, kind.name.zh, f"留言编号 {number}"))
