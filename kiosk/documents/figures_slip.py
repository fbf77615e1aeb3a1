"""The slip of a calculation or of a record: to take along, no proof of anything."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from drivers.printer.receipt.layout import Align, Columns, Cut, Element, Rule, TextLine
from kiosk.center.contract import Item
from kiosk.config import Terminal
from screens.pages.confirm import Group
from screens.text import Text


def figures_slip(
    item: Item, groups: Sequence[Group], note: Text, terminal: Terminal, printed_at: datetime
) -> Sequence[Element]:
    """The rows as the glass showed them, under the name of `item`."""
    return (
        TextLine(terminal.place_zh or terminal.brand_zh, Align.CENTER, bold=True),
        TextLine(item.name.zh, Align.CENTER, height=2, bold=True),
        *_rows(groups),
        Rule(),
        TextLine(note.zh),
        TextLine("仅供参考，不作证明使用"),
        Columns("打印时间", f"{printed_at:%Y-%m-%d %H:%M}"),
        Columns("终端编号", terminal.number),
        *((TextLine(f"咨询监督电话 {terminal.phone}"),) if terminal.phone else ()),
        Cut(),
    )


def _rows(groups: Sequence[Group]) -> Iterator[Element]:
    for group in groups:
        yield Rule()
        yield TextLine(group.heading.zh, bold=True)
        for row in group.rows:
            yield Columns(row.label.zh, row.value.zh)
