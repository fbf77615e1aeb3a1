"""The step that hands over the slip: printed only when the printer says so (P2)."""

import structlog

from drivers.device import DeviceError
from kiosk import words
from kiosk.cases.draft import Draft
from kiosk.documents.slip import slip
from kiosk.visit import Visit
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.pages.take_slip import TakeSlip

log = structlog.get_logger()


async def hand_over_slip(visit: Visit, draft: Draft) -> None:
    """Prints the slip and shows the number. A slip that does not come is said so, with the number to keep."""
    printed = await _printed(visit, draft)
    received = bool(draft.receive_number or draft.verify_code)
    await visit.ask(
        TakeSlip(
            number=draft.reference,
            message=words.ACCEPTED if received else words.ACCEPTED_OFFLINE,
            next_step=words.NEXT_BY_MESSAGE if printed else words.SLIP_NOT_PRINTED_NEXT,
            printed=printed,
        )
    )


async def _printed(visit: Visit, draft: Draft) -> bool:
    assert visit.person is not None
    terminal = visit.terminal
    again = False
    while True:
        holder = (visit.person.name, visit.person.id_number)
        elements = slip(draft, holder, terminal.settings.terminal, terminal.now(), again=again)
        try:
            async with visit.work(words.PRINTING_SLIP, words.NOTHING_LOST):
                await terminal.devices.receipt_printer.print(elements)
            return True
        except DeviceError as error:
            log.warning("slip.not_printed", cause=error.cause.value)
        again = True
        answer = await visit.ask(
            Notice(
                title=words.SLIP_NOT_PRINTED,
                body=words.filled(words.SLIP_NOT_PRINTED_BODY, number=draft.reference),
                next=words.SLIP_NOT_PRINTED_NEXT,
                actions=(Choice("again", words.AGAIN), Choice("go_on", words.WITHOUT_SLIP)),
                tone="problem",
            )
        )
        if answer == "go_on":
            return False
