"""Where a case stands (R37), or a booking (R33): found by card, by the code of its slip, or by its number.

It is read from the centre each time; nothing of it stays here.
"""

import asyncio
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

import structlog

from drivers.device import DeviceError
from kiosk import words
from kiosk.cases import standing
from kiosk.cases.applicant import cert_type
from kiosk.catalog.models import said
from kiosk.center.contract import (
    Booking,
    ByIdentity,
    ByNumber,
    BySlip,
    CaseState,
    Item,
    Progress,
    ReturnedCase,
    ReturnedRequest,
)
from kiosk.center.errors import CenterDenied, CenterRefused, CenterUnreachable
from kiosk.documents.notice_paper import notice_paper
from kiosk.documents.progress_slip import progress_slip
from kiosk.journeys.booked import OneBooking, tile_of_booking
from kiosk.journeys.find import Place
from kiosk.journeys.guiding import guided
from kiosk.journeys.identify import laid_card, read_card
from kiosk.race import first, runner
from kiosk.visit import Visit
from screens.page import Back, Live
from screens.pages.browse import Browse
from screens.pages.enter_number import EnterNumber
from screens.pages.find_case import FindCase
from screens.pages.home import Tile
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.pages.show_case import ShowCase
from screens.text import Text

log = structlog.get_logger()

SLIP_CODE = re.compile(r"kiosk:([A-Za-z0-9-]{1,32}):([A-Za-z0-9._-]{1,64})")
CODE_RETRY_S = 1.0
SLOTS = ("id_card", "qr_scanner")
WELL = frozenset({CaseState.GRANTED, CaseState.DELIVERED})
MATTERS = frozenset({CaseState.CORRECTION, CaseState.NOT_ACCEPTED, CaseState.DENIED, CaseState.TERMINATED})

Asked = ByIdentity | ByNumber | BySlip


class TrackDesk:
    """Where it begins: what the citizen has decides how the case is found."""

    async def ask(self, visit: Visit) -> Item | Place:
        """The case, or the list of one's own. Raises Back, Leave."""
        if visit.person is not None:
            raise Back  # the card still lies there: it would lead straight on again
        number, problem = "", None
        while True:
            found = await _found_by(visit)
            asked = found
            while asked is None:
                try:
                    number, code = await visit.ask(EnterNumber(number, problem))
                except Back:
                    break
                asked = ByNumber(number=number, query_code=code)
            if asked is None:
                continue
            found_there = await _fetched(visit, asked)
            if found_there is None:
                continue
            cases, bookings = found_there
            if isinstance(asked, ByIdentity) and (cases or bookings):
                return MyCases(cases, bookings)
            if cases or bookings:
                return OneCase(cases[0]) if cases else OneBooking(bookings[0])
            visit.person = None
            await visit.ask(_nothing_found(visit, asked))
            problem = words.TRACK_WRONG if isinstance(asked, ByNumber) else None


@dataclass(frozen=True)
class MyCases:
    """All that the person of the card has booked, then what is under way or closed, the newest first."""

    cases: tuple[Progress, ...]
    bookings: tuple[Booking, ...] = ()
    cancelled: set[str] = field(default_factory=set)  # numbers of those given back since

    async def ask(self, visit: Visit) -> Item | Place:
        """The case or the booking that was chosen. Raises Back, Leave."""
        bookings = [booking for booking in self.bookings if booking.number not in self.cancelled]
        tiles = (*map(tile_of_booking, bookings), *map(_tile, self.cases))
        if not tiles:
            raise Back
        chosen = await visit.ask(Browse(words.TRACK_MINE, tiles, words.TRACK_MINE_CHOOSE))
        for booking in bookings:
            if booking.number == chosen:
                return OneBooking(booking, self.cancelled)
        return OneCase(next(case for case in self.cases if case.receive_no == chosen))


@dataclass(frozen=True)
class OneCase:
    """One case with its stations; one that was returned is corrected from here."""

    case: Progress

    async def ask(self, visit: Visit) -> Item | Place:
        """The item where the citizen corrects it now. Raises Back, Leave."""
        item = _correctable(visit, self.case)
        while True:
            answer = await visit.ask(_page(visit, self.case, correctable=item is not None))
            if answer == "print":
                await _print(visit, self.case)
            elif answer == "correct" and item is not None:
                with suppress(Back):
                    visit.returned = await _returned(visit, self.case)
                    visit.corrects = self.case.receive_no
                    return item
            else:
                raise Back


async def _returned(visit: Visit, case: Progress) -> ReturnedCase | None:
    """What was given in the case, for whoever's card says that it is theirs; None where the centre tells
    nothing, and all is entered anew. Raises Back, Leave."""
    if visit.person is None:
        visit.person = await laid_card(visit)
    terminal, person = visit.terminal, visit.person
    request = ReturnedRequest(
        terminal_no=terminal.settings.terminal.number,
        receive_no=case.receive_no,
        cert_type=cert_type(person),
        cert_no=person.id_number,
        name=person.name,
    )
    if terminal.center is None:
        return None
    try:
        async with visit.work(words.LOOKING_UP, words.TRACK_SAFE):
            return await asyncio.to_thread(terminal.center.returned, request)
    except (CenterUnreachable, CenterDenied, CenterRefused) as error:
        log.warning("track.nothing_given", reason=str(error))
        return None


async def _found_by(visit: Visit) -> Asked | None:
    """Card or slip, whichever comes first; None for who rather types. Raises Back, Leave."""
    scanner = visit.terminal.devices.qr_scanner
    readable = scanner is not None and scanner.status.usable
    live = Live(problem=None)
    async with guided(visit.terminal, SLOTS if readable else SLOTS[:1]):
        page = runner(visit.ask(FindCase(live, readable)))
        card = runner(read_card(visit, live))
        slip = runner(_read_slip(visit, live) if readable else asyncio.Event().wait())
        winner = await first(page, card, slip)
    if winner is page:
        page.result()  # or Back, or Leave
        return None
    if winner is card:
        visit.person = card.result()
        return ByIdentity(cert_no=visit.person.id_number, name=visit.person.name)
    code: BySlip = slip.result()
    return code


async def _read_slip(visit: Visit, live: Live) -> BySlip:
    scanner = visit.terminal.devices.qr_scanner
    if scanner is None:
        raise RuntimeError("no scanner is fitted")  # asked before
    while True:
        try:
            read = await scanner.read()
        except DeviceError as error:
            log.info("track.code_not_read", cause=error.cause.value)
            await asyncio.sleep(CODE_RETRY_S)
            continue
        match = SLIP_CODE.fullmatch(read.text.strip())
        if match is not None:
            return BySlip(terminal_no=match[1], local_no=match[2])
        live.set(problem=words.TRACK_OTHER_CODE)


async def _fetched(visit: Visit, asked: Asked) -> tuple[tuple[Progress, ...], tuple[Booking, ...]] | None:
    """Cases and bookings that the centre has; None where the citizen looks another way. Raises Leave."""
    center = visit.terminal.center
    if center is not None:  # else this terminal is not enrolled yet
        try:
            async with visit.work(words.LOOKING_UP, words.TRACK_SAFE):
                cases = await asyncio.to_thread(center.progress, asked)
                if cases and not isinstance(asked, ByIdentity):
                    return cases, ()
                return cases, await asyncio.to_thread(center.bookings.found, asked)
        except (CenterUnreachable, CenterDenied, CenterRefused) as error:
            log.warning("track.not_answered", reason=str(error))
    visit.person = None
    phone = visit.terminal.settings.terminal.phone
    what_now = words.filled(words.TRACK_AWAY_NEXT, phone=phone)
    again = (Choice("again", words.AGAIN),)
    await visit.ask(Notice(words.TRACK_AWAY, words.TRACK_AWAY_BODY, what_now, again, "problem"))
    return None


def _nothing_found(visit: Visit, asked: Asked) -> Notice:
    body: Mapping[str, Text] = {
        "identity": words.TRACK_NONE_MINE,
        "slip": words.TRACK_NONE_SLIP,
        "number": words.TRACK_NONE_NUMBER,
    }
    phone = visit.terminal.settings.terminal.phone
    what_now = words.filled(words.TRACK_NONE_NEXT, phone=phone)
    return Notice(words.TRACK_NONE, body[asked.by], what_now, (Choice("again", words.TRACK_ANOTHER),))


def _tile(case: Progress) -> Tile:
    name, state = said(case.item_name), said(case.state_name)
    title = Text(f"{name.zh}（{state.zh}）", f"{name.in_('en')} ({state.in_('en')})")
    received = standing.moment_of(case.received_at)
    note = standing.due(case)
    return Tile(
        case.receive_no,
        title,
        note if note.zh else received,
        "warning-circle" if case.overdue or case.state in MATTERS else "file-text",
    )


def _page(visit: Visit, case: Progress, *, correctable: bool) -> ShowCase:
    phone = case.phone or visit.terminal.settings.terminal.phone
    call = words.filled(words.TRACK_CALL, phone=phone)
    step = said(case.next_step)
    return ShowCase(
        title=said(case.item_name),
        standing=said(case.state_name),
        due=standing.due(case),
        next_step=Text(f"{step.zh}\n{call.zh}", f"{step.in_('en')}\n{call.in_('en')}"),
        stations=standing.stations(case),
        sections=tuple(standing.sections(case)),
        tone=_tone(case),
        printable=visit.terminal.devices.receipt_printer.status.usable or _notice_printer(visit, case),
        correctable=correctable,
    )


def _tone(case: Progress) -> Literal["info", "caution", "success"]:
    if case.overdue or case.state in MATTERS:
        return "caution"
    return "success" if case.state in WELL else "info"


def _correctable(visit: Visit, case: Progress) -> Item | None:
    """The item whose journey corrects this case here."""
    item = visit.terminal.shelf.catalog.by_code.get(case.item_code)
    return item if case.state is CaseState.CORRECTION and item is not None and item.startable else None


def _notice_printer(visit: Visit, case: Progress) -> bool:
    return bool(case.defects) and visit.terminal.devices.a4_printer.status.usable


async def _print(visit: Visit, case: Progress) -> None:
    """A returned case as its one-time notice on A4 where that printer works; else the slip."""
    terminal = visit.terminal
    a4 = _notice_printer(visit, case)
    try:
        async with visit.work(words.TRACK_PRINTING, words.TRACK_SAFE):
            if a4:
                paper = await asyncio.to_thread(
                    notice_paper, case, terminal.settings.terminal, terminal.now()
                )
                await terminal.devices.a4_printer.print(paper, case.item_code)
            else:
                slip = progress_slip(case, terminal.settings.terminal, terminal.now())
                await terminal.devices.receipt_printer.print(slip)
    except DeviceError as error:
        log.warning("track.not_printed", cause=error.cause.value)
        await visit.ask(
            Notice(words.TRACK_NOT_PRINTED, words.TRACK_NOT_PRINTED_BODY, words.TRACK_NOTE_IT, ON, "problem")
        )
    else:
        await visit.ask(Notice(words.TRACK_PRINTED, words.TRACK_TAKE_IT, Text(""), ON, "success"))


ON = (Choice("on", words.GO_ON),)
