"""The readiness report (自检单): what the technician leaves in the machine's folder, printed by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from drivers.printer.receipt.layout import Align, Columns, Cut, Element, Feed, Rule, TextLine
from kiosk.config import Terminal

MARKS = ("√", "!", "×")  # by level: well, warning, closed; all in the printer's own font


@dataclass(frozen=True)
class ReadinessLine:
    """One thing that was checked: its word, details below it where there are any, and its level 0 to 2."""

    name: str
    word: str
    level: int
    detail: str = ""


def readiness_slip(
    lines: Sequence[ReadinessLine], verdict: str, terminal: Terminal, version: str, at: datetime
) -> Sequence[Element]:
    """The report as a slip for the receipt printer."""
    rows: list[Element] = []
    for line in lines:
        rows.append(Columns(f"{MARKS[line.level]} {line.name}", line.word, bold=line.level > 0))
        if line.detail:
            rows.append(TextLine(f"   {line.detail}"))
    return (
        TextLine(terminal.place_zh or terminal.brand_zh, Align.CENTER, bold=True),
        TextLine("自检单", Align.CENTER, width=2, height=2),
        Rule(),
        Columns("终端编号", terminal.number or "—"),
        Columns("软件版本", version),
        Columns("自检时间", f"{at:%Y-%m-%d %H:%M}"),
        Rule(),
        *rows,
        Rule(),
        TextLine(verdict, Align.CENTER, bold=True),
        Feed(),
        TextLine("检查人签字：________________"),
        Cut(),
    )
