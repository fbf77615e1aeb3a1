"""One's own e-licences (R92): listed, looked at, printed with their purpose across the page, kept nowhere."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import structlog

from drivers.device import DeviceError
from drivers.printer.errors import PrintError
from kiosk import words
from kiosk.cases.applicant import applicant, masked_name
from kiosk.cases.draft import Draft
from kiosk.catalog.models import said
from kiosk.center.client import CenterClient
from kiosk.center.contract import LicenceCopy, LicenceCopyRequest, Need, OwnLicence, OwnLicencesRequest
from kiosk.center.errors import CenterDenied, CenterRefused, CenterUnreachable
from kiosk.journeys.fill import fill_form
from kiosk.journeys.guide import show_guide
from kiosk.journeys.identify import identify
from kiosk.journeys.journey import Step
from kiosk.journeys.scan import purpose_of
from kiosk.journeys.sheets import note_sheets
from kiosk.operations.ledger import LedgerRow, Outcome
from kiosk.visit import Visit
from screens.page import Back, Leave
from screens.pages.browse import Browse
from screens.pages.home import Tile
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.pages.show_paper import ShowPaper
from screens.text import Text

log = structlog.get_logger()

Found = TypeVar("Found")


async def show_licences(visit: Visit, draft: Draft) -> None:
    """From the list to one licence and back to the list. Raises Back, Leave."""
    asked = _request(visit, draft)
    licences = (await _answered(visit, lambda center: center.own_licences(asked))).licences
    if not licences:
        phone = draft.guide.phone or visit.terminal.settings.terminal.phone
        what_now = words.filled(words.LICENCES_NONE_NEXT, phone=phone)
        await visit.ask(Notice(words.LICENCES_NONE, words.LICENCES_NONE_BODY, what_now, DONE))
        return
    while True:
        tiles = tuple(map(_tile, licences))
        ref = await visit.ask(Browse(words.LICENCES_MINE, tiles, words.LICENCES_CHOOSE))
        chosen = next(licence for licence in licences if licence.ref == ref)
        wanted = LicenceCopyRequest(**_request(visit, draft).model_dump(), ref=chosen.ref)
        copy = await _answered(visit, partial(_copied, wanted))
        try:
            await visit.ask(ShowPaper(said(chosen.title), copy.pages))
        except Back:
            continue
        if not await _printed(visit, draft, copy):
            continue
        if await visit.ask(PRINTED) == "done":
            return
        draft.renew(visit.terminal.now())


def _request(visit: Visit, draft: Draft) -> OwnLicencesRequest:
    who = applicant(visit.identified)
    return OwnLicencesRequest(
        terminal_no=visit.terminal.settings.terminal.number,
        local_no=draft.number,
        item_code=draft.item.code,
        cert_type=who.cert_type,
        cert_no=who.cert_no,
        name=who.name,
        purpose=purpose_of(draft, "licence-purpose"),
    )


def _copied(wanted: LicenceCopyRequest, center: CenterClient) -> LicenceCopy:
    return center.licence_copy(wanted)


async def _answered(visit: Visit, call: Callable[[CenterClient], Found]) -> Found:
    """What the centre says. Raises Leave when the citizen gives up."""
    center = visit.terminal.center
    if center is None:
        raise RuntimeError("licences before enrolment")  # the gate is shut then
    while True:
        try:
            async with visit.work(words.LICENCES_LOOKED_UP, words.NOTHING_LOST):
                return await asyncio.to_thread(call, center)
        except (CenterUnreachable, CenterDenied, CenterRefused) as error:
            log.warning("licence.not_answered", reason=type(error).__name__)
        again = (Choice("again", words.AGAIN), Choice("leave", words.LEAVE))
        notice = Notice(words.LICENCES_AWAY, words.LICENCES_AWAY_BODY, words.LICENCES_AWAY_NEXT, again)
        if await visit.ask(notice) == "leave":
            raise Leave


async def _printed(visit: Visit, draft: Draft, copy: LicenceCopy) -> bool:
    """Whether it came out, as the printer says; each print has its number and its count in the ledger."""
    printer = visit.terminal.devices.a4_printer
    while True:
        try:
            async with visit.work(words.PRINTING_LICENCE, words.NOTHING_LOST):
                printed = await printer.print(copy.pdf, draft.item.code)
        except DeviceError as error:
            log.warning("licence.not_printed", cause=error.cause.value)
            came_out = error.came_out.impressions if isinstance(error, PrintError) else None
            await note_sheets(visit, draft, Outcome.FAILED, came_out)
        else:
            await note_sheets(visit, draft, Outcome.PRINTED, printed.impressions)
            await asyncio.to_thread(visit.terminal.ledger.note, _ledger_row(visit, draft))
            return True
        if await visit.ask(NOT_PRINTED) == "enough":
            return False


def _ledger_row(visit: Visit, draft: Draft) -> LedgerRow:
    return LedgerRow(
        number=draft.number,
        at=visit.terminal.now().isoformat(timespec="seconds"),
        item_code=draft.item.code,
        kind=draft.item.kind,
        holder=masked_name(visit.identified.name),
        receive_number="",
        slip_printed=False,
    )


def _tile(licence: OwnLicence) -> Tile:
    day = licence.valid_until
    until = words.LICENCE_FOR_EVER if day is None else words.filled(words.LICENCE_UNTIL, day=f"{day}")
    issuer = said(licence.issuer)
    note = Text(f"{issuer.zh}，{until.zh}", f"{issuer.in_('en')}. {until.in_('en')}")
    return Tile(licence.ref, said(licence.title), note, "identification-card")


DONE = (Choice("done", words.GO_ON),)
PRINTED = Notice(
    words.LICENCE_PRINTED,
    words.LICENCE_PRINTED_BODY,
    words.LICENCE_TAKE,
    (Choice("done", words.GO_ON), Choice("another", words.LICENCE_ANOTHER)),
    "success",
)
NOT_PRINTED = Notice(
    words.LICENCE_NOT_PRINTED,
    words.LICENCE_NOT_PRINTED_BODY,
    words.LICENCE_NOT_PRINTED_NEXT,
    (Choice("again", words.AGAIN), Choice("enough", words.ENOUGH_COPIES)),
    "problem",
)

STEPS = (
    Step(show_guide, words.STEP_GUIDE),
    Step(fill_form, words.STEP_PURPOSE),
    Step(identify, words.STEP_IDENTIFY, (Need.ID,)),
    Step(show_licences, words.STEP_LICENCES, (Need.PRINT_A4,)),
)
