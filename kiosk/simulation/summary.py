"""What came of the walked visits, as a table: proven by the papers, the centre and the terminal's disk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table

from drivers.id_card.cards import IdCard
from drivers.printer.receipt.paper import Ticket
from kiosk.simulation.bench import record

YES, NO, NOT_ASKED = "✓", "✗", "—"


@dataclass(frozen=True)
class Evidence:
    """One visit: its number, the centre's record of it, the slips and sheets that lie in the trays."""

    number: str
    record: Mapping[str, Any] | None
    slips: Sequence[Ticket]
    sheets: int


def table(visits: Iterable[Evidence], *, wiped: bool) -> Table:
    """A row for each visit; `wiped` when nothing of any person is readable on the terminal any more."""
    closing = Table("number", "slip", "certificate")
    closing.add_column("centre's receipt number", overflow="fold")
    closing.add_column("rating")
    closing.add_column("wiped")
    for visit in visits:
        proofs = visit.record["proofs"] if visit.record is not None else ()
        has_slip = any(visit.number in line for slip in visit.slips for line in slip.text_lines)
        closing.add_row(
            visit.number,
            YES if has_slip else NO,
            NOT_ASKED if not proofs else YES if visit.sheets >= len(proofs) else NO,
            record.receipt_number(visit.record),
            record.rating(visit.record),
            YES if wiped else NO,
        )
    return closing


def still_readable(folder: Path, people: Iterable[IdCard]) -> list[Path]:
    """The files under `folder` in which a name or number of these people stands in clear."""
    secrets = [
        word.encode(encoding)
        for person in people
        for word in (person.name, person.id_number)
        for encoding in ("utf-8", "utf-16-le", "gb18030")
    ]
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in files if any(secret in path.read_bytes() for secret in secrets)]
