"""An application that timed out is laid aside, and taken up again with card and code (R79)."""

import asyncio
from datetime import timedelta

import structlog

from drivers.device import DeviceError
from kiosk import words
from kiosk.cases.draft import Draft
from kiosk.cases.unfinished import CODE_DIGITS, NothingKept, WrongCode
from kiosk.catalog.models import said
from kiosk.documents.unfinished_slip import unfinished_slip
from kiosk.visit import Visit
from screens.pages.enter_code import ANEW, EnterCode
from screens.text import Text

log = structlog.get_logger()


async def lay_aside(visit: Visit, draft: Draft) -> None:
    """Keeps what was entered, sealed, and prints the slip that opens it; without the slip nothing is kept."""
    terminal, person = visit.terminal, visit.person
    entered = any(value is not None for value in draft.values.values()) or draft.scans
    if person is None or not entered or draft.receive_number or not terminal.unfinished.keeps:
        return
    if visit.agent is not None:
        return  # two people entered it: neither alone may open it
    if not terminal.devices.receipt_printer.status.usable:
        return
    visit.terminal.stage.clear()  # nobody stands here: what was on the glass must not wait for the print
    try:
        code = await asyncio.to_thread(terminal.unfinished.keep, draft, person.id_number)
    except NothingKept:
        log.warning("draft.no_room")
        return
    keep_s = terminal.settings.visit.unfinished_s
    until = terminal.now() + timedelta(seconds=keep_s)
    try:
        await terminal.devices.receipt_printer.print(
            unfinished_slip(draft.item, code, until, terminal.settings.terminal)
        )
    except DeviceError as error:
        terminal.unfinished.drop(person.id_number, draft.item.code)
        log.warning("draft.slip_not_printed", cause=error.cause.value)
        return
    asyncio.get_running_loop().call_later(keep_s, terminal.unfinished.tidy)
    log.info("draft.laid_aside", item=draft.item.code)


async def take_up(visit: Visit, draft: Draft) -> None:
    """Asks for the code where this person's application lies here; "begin anew" leaves it where it is."""
    unfinished, person = visit.terminal.unfinished, visit.identified
    problem: Text | None = None
    if visit.agent is not None:
        return  # what the applicant began alone is not the agent's to see (R67)
    while unfinished.has(person.id_number, draft.item.code):
        page = EnterCode(words.UNFINISHED, words.UNFINISHED_CODE, CODE_DIGITS, said(draft.item.name), problem)
        code = await visit.ask(page)
        if code == ANEW:
            return
        try:
            await asyncio.to_thread(unfinished.open, draft, person.id_number, code)
        except WrongCode as wrong:
            log.warning("draft.wrong_code")
            problem = words.filled(words.UNFINISHED_WRONG, left=str(wrong.left))
        except NothingKept:
            return
        else:
            log.info("draft.taken_up", item=draft.item.code)
            return
