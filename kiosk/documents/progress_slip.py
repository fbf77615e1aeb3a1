"""Where a case stands, on a slip: for whoever cannot keep it in mind, or reads it to somebody at home."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from drivers.printer.receipt.layout import Align, Columns, Cut, Element, Rule, TextLine
from kiosk.cases import standing
from kiosk.center.contract import Progress
from kiosk.config import Terminal
from screens.pages.show_case import Station


def progress_slip(case: Progress, terminal: Terminal, printed_at: datetime) -> Sequence[Element]:
    """The slip of one case; the applicant stands masked, as the centre sends it."""
    return (
        TextLine(terminal.place_zh or terminal.brand_zh, Align.CENTER, bold=True),
        TextLine("办件进度", Align.CENTER, width=2, height=2),
        Rule(),
        Columns("事项", case.item_name.zh),
        Columns("申请人", case.applicant),
        TextLine(f"受理编码 {case.receive_no}"),
        Rule(),
        TextLine(case.state_name.zh, Align.CENTER, width=2, height=2, bold=True),
        *_lines(standing.due(case).zh),
        TextLine(case.next_step.zh),
        *_cures(case),
        Rule(),
        *(line for station in standing.stations(case) for line in _station(station)),
        Rule(),
        Columns("打印时间", f"{printed_at:%Y-%m-%d %H:%M}"),
        Columns("终端编号", terminal.number),
        *_lines(f"咨询电话 {case.phone}" if case.phone else ""),
        *_lines(f"监督电话 {terminal.phone}" if terminal.phone else ""),
        Cut(),
    )


def _station(station: Station) -> Iterator[Element]:
    mark = {"done": "√", "now": "→", "ahead": "…"}[station.state]
    yield Columns(f"{mark} {station.name.zh}", station.when.zh)
    if station.note is not None:
        yield TextLine(f"   {station.note.zh}")


def _cures(case: Progress) -> Iterator[Element]:
    for section in standing.sections(case):
        yield Rule()
        yield TextLine(section.heading.zh, bold=True)
        yield from (TextLine(line.zh) for line in section.lines)


def _lines(text: str) -> tuple[TextLine, ...]:
    return (TextLine(text),) if text else ()
