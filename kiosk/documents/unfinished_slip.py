"""The slip that opens an application which timed out: nothing about the person stands on it (R79)."""

from collections.abc import Sequence
from datetime import datetime

from drivers.printer.receipt.layout import Align, Columns, Cut, Element, Rule, TextLine
from kiosk.center.contract import Item
from kiosk.config import Terminal


def unfinished_slip(item: Item, code: str, until: datetime, terminal: Terminal) -> Sequence[Element]:
    """What to do to go on with `item` at this terminal, with `code`, until `until`."""
    return (
        TextLine(terminal.place_zh or terminal.brand_zh, Align.CENTER, bold=True),
        TextLine("未办完凭条", Align.CENTER, width=2, height=2),
        Rule(),
        TextLine("续办号码", Align.CENTER),
        TextLine(f"{code[:3]} {code[3:]}", Align.CENTER, width=3, height=3, bold=True),
        TextLine(f"今天 {until:%H:%M} 前有效", Align.CENTER, bold=True),
        Rule(),
        Columns("事项", item.name.zh),
        TextLine("您的申请还没有提交，已填的内容加密保留在本机。"),
        TextLine("续办：在本机重新选择这个事项，放上您的身份证，输入上面的号码。"),
        TextLine("过了时间内容自动清除，没有人能看到。"),
        Columns("终端编号", terminal.number),
        *((TextLine(f"咨询监督电话 {terminal.phone}"),) if terminal.phone else ()),
        Cut(),
    )
