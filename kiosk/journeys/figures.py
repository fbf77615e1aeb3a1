"""Shows what was reckoned or looked up, and prints it on a slip where the citizen wants one."""

import structlog

from drivers.device import DeviceError
from kiosk import words
from kiosk.cases.draft import Draft
from kiosk.catalog.models import said
from kiosk.documents.figures_slip import figures_slip
from kiosk.visit import Visit
from screens.pages.confirm import Group
from screens.pages.figures import PRINT, Figures
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.text import Text

log = structlog.get_logger()


async def show_figures(visit: Visit, draft: Draft, groups: tuple[Group, ...], note: Text) -> None:
    """Returns when the citizen has read them. Raises Back, Leave."""
    printer = visit.terminal.devices.receipt_printer
    while True:
        page = Figures(said(draft.item.name), groups, note, printer.status.usable)
        if await visit.ask(page) != PRINT:
            return
        elements = figures_slip(
            draft.item, groups, note, visit.terminal.settings.terminal, visit.terminal.now()
        )
        try:
            async with visit.work(words.PRINTING_SLIP, words.NOTHING_LOST):
                await printer.print(elements)
        except DeviceError as error:
            log.warning("slip.not_printed", cause=error.cause.value)
            title, body = words.FIGURES_NOT_PRINTED, words.FIGURES_NOT_PRINTED_BODY
            told = Notice(title, body, words.FIGURES_NOT_PRINTED_NEXT, (Choice("go_on", words.GO_ON),))
        else:
            title, body = words.FIGURES_PRINTED, words.FIGURES_PRINTED_BODY
            told = Notice(title, body, words.TAKE_FIGURES, (Choice("go_on", words.GO_ON),), tone="success")
        await visit.ask(told)
