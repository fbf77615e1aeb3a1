"""Copies of a card or of papers: laid down, printed with proof, and kept nowhere (R91)."""

import structlog

from drivers.device import DeviceError
from kiosk import words
from kiosk.cases.draft import Draft
from kiosk.center.contract import Need
from kiosk.journeys.fill import fill_form
from kiosk.journeys.guide import show_guide
from kiosk.journeys.journey import Step
from kiosk.journeys.scan import scan_materials
from kiosk.visit import Visit
from screens.pages.notice import Notice
from screens.pages.parts import Choice

log = structlog.get_logger()


async def print_copies(visit: Visit, draft: Draft) -> None:
    """Prints as many as were asked for; after a failure only those that are still missing."""
    printer = visit.terminal.devices.a4_printer
    wanted = draft.values.get("copies")
    missing = wanted if isinstance(wanted, int) else 1
    while missing:
        try:
            async with visit.work(words.PRINTING_COPIES, words.NOTHING_LOST):
                for scanned in draft.scans.values():
                    await printer.print(scanned.pdf, draft.item.code)
            missing -= 1
        except DeviceError as error:
            log.warning("copy.not_printed", cause=error.cause.value)
            body = words.filled(words.COPIES_MISSING, missing=str(missing))
            choices = (Choice("again", words.AGAIN), Choice("enough", words.ENOUGH_COPIES))
            notice = Notice(words.COPIES_NOT_PRINTED, body, words.COPIES_NEXT, choices, "problem")
            if await visit.ask(notice) == "enough":
                return
    done = (Choice("done", words.GO_ON),)
    await visit.ask(
        Notice(words.COPIES_PRINTED, words.COPIES_KEPT_NOWHERE, words.TAKE_COPIES, done, "success")
    )


STEPS = (
    Step(show_guide, words.STEP_GUIDE),
    Step(fill_form, words.STEP_FIGURES),
    Step(scan_materials, words.STEP_SCAN, (Need.SCAN,)),
    Step(print_copies, words.STEP_COPIES, (Need.PRINT_A4,)),
)
