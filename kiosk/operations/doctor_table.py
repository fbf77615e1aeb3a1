"""The doctor's report for a person: two tables in colour on a terminal, plain where there is none."""

from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from kiosk.operations.doctor import VERDICTS, Diagnosis, Report
from kiosk.operations.surroundings import Level
from screens.text import Language, Text

STYLES = {Level.WELL: "green", Level.WARNING: "yellow", Level.CLOSED: "bold red"}
ASKED = {
    "id_card": Text("请把一张证件放在读卡器上", "Lay a card on the reader"),
    "document_scanner": Text("请在高拍仪下放一页纸", "Lay a page under the document scanner"),
    "qr_scanner": Text("请扫一个码", "Show a code to the scanner"),
    "keypad": Text("请按评价器上任意一个键", "Press any key of the keypad"),
}
_COLUMNS = (
    Text("设备", "Device"),
    Text("配置", "Configured"),
    Text("实际端口", "Found"),
    Text("标识", "Identity"),
    Text("状态", "Status"),
    Text("说明", "Causes"),
    Text("往返 ms", "Round trip ms"),
)


def shown(report: Report, console: Console, language: Language) -> None:
    """Prints `report`."""
    table = Table(*(column.in_(language) for column in _COLUMNS))
    for seen in report.devices:
        table.add_row(*_cells(seen, language))
    console.print(table)
    facts = Table(show_header=False)
    for fact in report.facts:
        facts.add_row(fact.name.in_(language), Styled(fact.value.in_(language), STYLES[fact.level]))
    console.print(facts)
    console.print(Styled(VERDICTS[report.level].in_(language), STYLES[report.level]))


def _cells(seen: Diagnosis, language: Language) -> tuple[str | Styled, ...]:
    took = seen.health.round_trip_ms
    found = "" if seen.found == seen.configured else seen.found
    return (
        seen.name.in_(language),
        Styled(seen.configured or "—"),  # never as markup: an address may hold brackets
        Styled(found),
        Styled(seen.health.identity),
        Styled(seen.word.in_(language), STYLES[seen.level]),
        seen.detail.in_(language),
        "" if took is None else f"{took:.1f}",
    )


def asked(kind: str, language: Language) -> None:
    """Asks the person at the machine to act, on standard error: standard output may be a program's."""
    Console(stderr=True).print(ASKED[kind].in_(language))
