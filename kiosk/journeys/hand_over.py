"""The step that hands over the slip: printed only when the printer says so (P2)."""

import asyncio

import structlog

from drivers.device import DeviceError
from kiosk import words
from kiosk.cases.applicant import masked_name
from kiosk.cases.draft import Draft
from kiosk.center.contract import Need
from kiosk.documents.slip import slip
from kiosk.operations.ledger import LedgerRow
from kiosk.visit import Visit
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.pages.take_slip import TakeSlip

log = structlog.get_logger()


async def hand_over_slip(visit: Visit, draft: Draft) -> None:
    """Prints the slip and shows the number. A slip that does not come is said so, with the number to keep."""
    ledger = visit.terminal.ledger
    # Before the print, so that a power cut in between leaves a row; after it, with what the printer said.
    await asyncio.to_thread(ledger.note, _ledger_row(visit, draft, printed=False))
    if not _slip_is_due(visit, draft):
        await visit.ask(_certificate_only())
        return
    printed = await _printed(visit, draft)
    await asyncio.to_thread(ledger.note, _ledger_row(visit, draft, printed=printed))
    if draft.verify_code:
        message, take = words.CERTIFICATE_READY, words.TAKE_PAPERS
    else:
        message = words.ACCEPTED if draft.receive_number else words.ACCEPTED_OFFLINE
        take = words.TAKE_SLIP
    next_step = take if printed else words.SLIP_NOT_PRINTED_NEXT
    await visit.ask(TakeSlip(draft.number, message, next_step, printed))


def _slip_is_due(visit: Visit, draft: Draft) -> bool:
    """A certificate bears its own proof: without a slip printer it is handed over all the same."""
    return Need.PRINT_SLIP in draft.item.needs or visit.terminal.devices.receipt_printer.status.usable


def _certificate_only() -> Notice:
    return Notice(
        title=words.CERTIFICATE_READY,
        body=words.CERTIFICATE_PROVES_ITSELF,
        next=words.TAKE_CERTIFICATE,
        actions=(Choice("go_on", words.GO_ON),),
        tone="success",
    )


def _ledger_row(visit: Visit, draft: Draft, *, printed: bool) -> LedgerRow:
    return LedgerRow(
        number=draft.number,
        at=visit.terminal.now().isoformat(timespec="seconds"),
        item_code=draft.item.code,
        kind=draft.item.kind,
        holder=masked_name(visit.identified.name),
        receive_number=draft.receive_number,
        slip_printed=printed,
    )


async def _printed(visit: Visit, draft: Draft) -> bool:
    terminal = visit.terminal
    again = False
    while True:
        holder = (visit.identified.name, visit.identified.id_number)
        elements = slip(draft, holder, terminal.settings.terminal, terminal.now(), again=again)
        try:
            async with visit.work(words.PRINTING_SLIP, words.NOTHING_LOST):
                await terminal.devices.receipt_printer.print(elements)
        except DeviceError as error:
            log.warning("slip.not_printed", cause=error.cause.value)
        else:
            return True
        again = True
        answer = await visit.ask(
            Notice(
                title=words.SLIP_NOT_PRINTED,
                body=words.filled(words.SLIP_NOT_PRINTED_BODY, number=draft.number),
                next=words.SLIP_NOT_PRINTED_NEXT,
                actions=(Choice("again", words.AGAIN), Choice("go_on", words.WITHOUT_SLIP)),
                tone="problem",
            )
        )
        if answer == "go_on":
            return False
