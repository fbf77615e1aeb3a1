"""The count of what came out of the A4 printer, in the ledger."""

import asyncio

from kiosk.cases.draft import Draft
from kiosk.operations.ledger import Outcome, PaperRow
from kiosk.visit import Visit


async def note_sheets(visit: Visit, draft: Draft, outcome: Outcome, sides: int | None) -> None:
    """`sides` as the printer counted them; None where it does not."""
    at = visit.terminal.now().isoformat(timespec="seconds")
    row = PaperRow(at, draft.number, visit.terminal.devices.a4_printer.kind, outcome, sides)
    await asyncio.to_thread(visit.terminal.ledger.note_paper, row)
