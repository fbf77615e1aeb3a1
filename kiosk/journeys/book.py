"""Booking a time (R33): free times before any effort, the card, a phone number, the voucher.

The centre decides at once, so nothing of it waits here: without the centre the item is closed beforehand.
"""

import asyncio
from itertools import groupby

import structlog

from kiosk import words
from kiosk.cases.applicant import masked_name, masked_phone
from kiosk.cases.appointment import day_key, hours_of, phone_form, when
from kiosk.cases.draft import Draft
from kiosk.cases.sheet import sheet
from kiosk.cases.standing import day_of
from kiosk.catalog.models import said
from kiosk.center.contract import ByIdentity, Code, Need, Slot
from kiosk.center.errors import CenterDenied, CenterRefused, CenterUnreachable
from kiosk.documents.voucher_slip import copy_for_phone, voucher_slip
from kiosk.journeys.booked import calls_of, given_back, have_one
from kiosk.journeys.fill import filled
from kiosk.journeys.guide import show_guide
from kiosk.journeys.hand_over import Slip, hand_over
from kiosk.journeys.identify import identify
from kiosk.journeys.journey import Step
from kiosk.journeys.told import APPLICANT
from kiosk.operations.ledger import LedgerRow
from kiosk.visit import Visit
from screens.page import Back, Leave
from screens.pages.choose import Choose
from screens.pages.confirm import Confirm, Group
from screens.pages.notice import Notice
from screens.pages.parts import Choice, Row
from screens.text import Text

log = structlog.get_logger()

AGAIN_OR_LEAVE = (Choice("again", words.AGAIN), Choice("leave", words.LEAVE))
LEAVE = (Choice("leave", words.LEAVE),)


async def choose_time(visit: Visit, draft: Draft) -> None:
    """The day, then the hour, of what is free now. Raises Back, Leave."""
    slots = await _free(visit, draft)
    days = {day: tuple(of_day) for day, of_day in groupby(slots, key=day_key)}
    while True:
        choices = tuple(_day(day, of_day) for day, of_day in days.items())
        day = await visit.ask(Choose(words.BOOK_DAY, choices, said(draft.item.name)))
        page = Choose(words.BOOK_TIME, tuple(map(_time, days[day])), _day_name(days[day]))
        try:
            chosen = await visit.ask(page)
        except Back:
            continue
        draft.appointment.slot = next(slot for slot in days[day] if slot.code == chosen)
        return


async def tell_of_another(visit: Visit, draft: Draft) -> None:
    """Who has a time for this already keeps it, or gives it back first. Raises Leave."""
    person = visit.identified
    me = ByIdentity(cert_no=person.id_number, name=person.name)
    try:
        async with visit.work(words.LOOKING_UP, words.NOTHING_LOST):
            mine = await asyncio.to_thread(calls_of(visit).found, me)
    except (CenterUnreachable, CenterDenied, CenterRefused):
        return  # booking itself will say so
    for booking in mine:
        while booking.item_code == draft.item.code:
            if await visit.ask(have_one(booking)) == "keep":
                raise Leave
            if await given_back(visit, booking):
                break


async def ask_phone(visit: Visit, draft: Draft) -> None:
    """Where to call when something changes."""
    asked, made = sheet(phone_form()), draft.appointment
    await filled(visit, draft.catalog, asked, made.values, made.problems, said(draft.item.name))


async def confirm_booking(visit: Visit, draft: Draft) -> None:
    """What, when, where and for whom, before it is booked."""
    made, person = draft.appointment, visit.identified
    rows = (
        Row(words.BOOK_WHEN, when(made.chosen)),
        Row(words.BOOK_PLACE, said(made.place or draft.guide.place)),
        Row(APPLICANT, Text(masked_name(person.name))),
        Row(words.BOOK_PHONE, Text(masked_phone(made.phone))),
    )
    await visit.ask(Confirm(said(draft.item.name), (Group(words.BOOK_WHAT, rows),)))


async def book(visit: Visit, draft: Draft) -> None:
    """Books it; called booked only when the centre has said so (P2). Raises Back, Leave."""
    terminal, made = visit.terminal, draft.appointment
    phone = draft.guide.phone or terminal.settings.terminal.phone
    while True:
        request = made.request(visit.identified, draft.number, terminal.settings.terminal.number)
        try:
            async with visit.work(words.BOOKING, words.NOTHING_LOST):
                made.booking = await asyncio.to_thread(
                    calls_of(visit).book, draft.item.code, request, draft.case_id
                )
        except (CenterUnreachable, CenterDenied) as error:
            log.warning("booking.not_answered", reason=str(error))
            unsure = Notice(words.BOOK_AWAY, words.BOOK_UNSURE_BODY, words.BOOK_UNSURE_NEXT, AGAIN_OR_LEAVE)
            if await visit.ask(unsure) == "leave":
                raise Leave from error
        except CenterRefused as error:
            log.warning("booking.refused", code=error.code)
            if error.code != Code.SLOT_TAKEN:
                await visit.ask(_refused(error.code, phone))
                raise Leave from error
            other = (Choice("other", words.BOOK_OTHER_TIME), *LEAVE)
            taken = Notice(words.BOOK_TAKEN, words.BOOK_TAKEN_BODY, words.BOOK_TAKEN_NEXT, other)
            if await visit.ask(taken) == "leave":
                raise Leave from error
            await choose_time(visit, draft)
        else:
            return


async def hand_over_voucher(visit: Visit, draft: Draft) -> None:
    """The voucher; without a printer its number stands on the glass."""
    terminal, booking = visit.terminal, draft.appointment.made

    async def note(printed: bool) -> None:
        at, holder = terminal.now().isoformat(timespec="seconds"), masked_name(visit.identified.name)
        row = LedgerRow(draft.number, at, draft.item.code, draft.item.kind, holder, booking.number, printed)
        await asyncio.to_thread(terminal.ledger.note, row)

    voucher = Slip(
        number=booking.number,
        elements=lambda again: voucher_slip(
            booking,
            terminal.settings.terminal,
            terminal.now(),
            booked_at=terminal.settings.terminal.number,
            again=again,
        ),
        message=words.BOOKED,
        next_step=words.BOOK_COME,
        copy=copy_for_phone(booking),
        not_kept=words.BOOKED_WITHOUT_SLIP,
        missing=words.BOOKED_NOTE_IT,
    )
    await hand_over(visit, voucher, note)


async def _free(visit: Visit, draft: Draft) -> tuple[Slot, ...]:
    """The times of which at least one is free. Raises Leave."""
    phone = draft.guide.phone or visit.terminal.settings.terminal.phone
    while True:
        try:
            async with visit.work(words.SLOTS_LOOKED_UP, words.NOTHING_LOST):
                found = await asyncio.to_thread(calls_of(visit).slots, draft.item.code)
        except (CenterUnreachable, CenterDenied, CenterRefused) as error:
            log.warning("booking.not_answered", reason=str(error))
            call = words.filled(words.BOOK_AWAY_NEXT, phone=phone)
            away = Notice(words.BOOK_AWAY, words.BOOK_AWAY_BODY, call, AGAIN_OR_LEAVE)
        else:
            if any(slot.free for slot in found.slots):
                draft.appointment.place = found.place
                return found.slots
            call = words.filled(words.BOOK_NONE_NEXT, phone=phone)
            away = Notice(words.BOOK_NONE, words.BOOK_NONE_BODY, call, AGAIN_OR_LEAVE)
        if await visit.ask(away) == "leave":
            raise Leave


def _refused(code: str, phone: str) -> Notice:
    if code == Code.ALREADY_BOOKED:  # at another machine meanwhile, or the centre could not be asked before
        return Notice(words.BOOK_HAVE_ONE, words.BOOK_HAVE_ONE_BODY, words.BOOK_HAVE_ONE_WHERE, LEAVE)
    call = words.filled(words.CENTRE_SAYS_NO_NEXT, phone=phone)
    return Notice(words.BOOK_REFUSED, words.BOOK_REFUSED_BODY, call, LEAVE)


def _day(day: str, slots: tuple[Slot, ...]) -> Choice:
    free = sum(slot.free for slot in slots)
    left = words.filled(words.BOOK_FREE, free=str(free))
    return Choice(day, _day_name(slots), left, "calendar-check", None if free else words.BOOK_FULL)


def _time(slot: Slot) -> Choice:
    left, kind = words.filled(words.BOOK_FREE, free=str(slot.free)), words.BOOK_KINDS.get(slot.kind)
    if kind is not None:
        left = Text(f"{left.zh} · {kind.zh}", f"{left.in_('en')} · {kind.in_('en')}")
    return Choice(slot.code, hours_of(slot), left, "clock", None if slot.free else words.BOOK_FULL)


def _day_name(slots: tuple[Slot, ...]) -> Text:
    return day_of(slots[0].begins.astimezone().date())


STEPS = (
    Step(show_guide, words.STEP_GUIDE),
    Step(choose_time, words.STEP_TIME),
    Step(identify, words.STEP_IDENTIFY, (Need.ID,)),
    Step(tell_of_another),
    Step(ask_phone, words.STEP_FORM),
    Step(confirm_booking, words.STEP_CONFIRM),
    Step(book),
    Step(hand_over_voucher, words.STEP_VOUCHER, (Need.PRINT_SLIP,)),
)
