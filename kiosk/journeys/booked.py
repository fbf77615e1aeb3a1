"""A booking that was made (R33): looked at, printed again, given back."""

import asyncio
from dataclasses import dataclass, field

import structlog

from drivers.device import DeviceError
from kiosk import words
from kiosk.cases.appointment import when
from kiosk.catalog.models import said
from kiosk.center.bookings import BookingCalls
from kiosk.center.contract import Booking, CancelRequest, Item
from kiosk.center.errors import CenterDenied, CenterRefused, CenterUnreachable
from kiosk.documents.voucher_slip import voucher_slip
from kiosk.journeys.find import Place
from kiosk.visit import Visit
from screens.page import Back
from screens.pages.home import Tile
from screens.pages.notice import Notice
from screens.pages.parts import Choice, Row
from screens.pages.show_booking import ShowBooking
from screens.text import Text

log = structlog.get_logger()

ON = (Choice("on", words.GO_ON),)


@dataclass(frozen=True)
class OneBooking:
    """One booking of whoever has found it: by card, by its voucher, or by number and code."""

    booking: Booking
    cancelled: set[str] = field(default_factory=set)  # of the list that it was chosen from

    async def ask(self, visit: Visit) -> Item | Place:
        """Never leads on. Raises Back, Leave."""
        while True:
            printable = visit.terminal.devices.receipt_printer.status.usable
            title = said(self.booking.item_name)
            page = ShowBooking(title, _rows(self.booking), words.BOOK_COME, words.GO_ON, printable)
            answer = await visit.ask(page)
            if answer == "print":
                await _print(visit, self.booking)
            elif answer == "keep":
                raise Back
            elif await given_back(visit, self.booking):
                self.cancelled.add(self.booking.number)
                raise Back


def calls_of(visit: Visit) -> BookingCalls:
    """RuntimeError before enrolment: the gate is shut then."""
    if visit.terminal.center is None:
        raise RuntimeError("a booking before enrolment")
    return visit.terminal.center.bookings


def tile_of_booking(booking: Booking) -> Tile:
    """A line of the list of one's own."""
    name = said(booking.item_name)
    return Tile(booking.number, name, when(booking.slot), "calendar-check")


def have_one(booking: Booking) -> ShowBooking:
    """Who has a time already is told before anything is entered."""
    return ShowBooking(words.BOOK_HAVE_ONE, _rows(booking), words.BOOK_HAVE_ONE_NEXT, words.KEEP_BOOKING)


def surely(booking: Booking) -> ShowBooking:
    """Asked once more: a time that was given back may be gone."""
    note = words.BOOK_CANCEL_SURE_NEXT
    return ShowBooking(words.BOOK_CANCEL_SURE, _rows(booking), note, words.KEEP_BOOKING)


async def given_back(visit: Visit, booking: Booking) -> bool:
    """Asks once more and gives it back; whether it is gone. Raises Leave."""
    try:
        if await visit.ask(surely(booking)) == "keep":
            return False
    except Back:
        return False
    terminal = visit.terminal
    request = CancelRequest(
        terminal_no=terminal.settings.terminal.number,
        number=booking.number,
        query_code=booking.query_code,
    )
    try:
        async with visit.work(words.BOOK_CANCELLING, words.NOTHING_LOST):
            await asyncio.to_thread(calls_of(visit).cancel, request)
    except (CenterUnreachable, CenterDenied, CenterRefused) as error:
        log.warning("booking.not_cancelled", reason=str(error))
        call = words.filled(words.BOOK_AWAY_NEXT, phone=booking.phone or terminal.settings.terminal.phone)
        await visit.ask(Notice(words.BOOK_NOT_CANCELLED, words.BOOK_KEPT, call, ON, "problem"))
        return False
    await visit.ask(Notice(words.BOOK_CANCELLED, words.BOOK_CANCELLED_BODY, Text(""), ON, "success"))
    return True


def _rows(booking: Booking) -> tuple[Row, ...]:
    return (
        Row(words.BOOK_WHEN, when(booking.slot)),
        Row(words.BOOK_PLACE, said(booking.place)),
        Row(words.BOOK_NUMBER, Text(booking.number)),
        Row(words.BOOK_NAME, Text(booking.holder)),
    )


async def _print(visit: Visit, booking: Booking) -> None:
    terminal = visit.terminal
    elements = voucher_slip(booking, terminal.settings.terminal, terminal.now(), again=True)
    try:
        async with visit.work(words.PRINTING_SLIP, words.NOTHING_LOST):
            await terminal.devices.receipt_printer.print(elements)
    except DeviceError as error:
        log.warning("slip.not_printed", cause=error.cause.value)
        missing = Notice(words.SLIP_NOT_PRINTED, words.BOOK_KEPT, words.BOOKED_NOTE_IT, ON, "problem")
        await visit.ask(missing)
    else:
        await visit.ask(Notice(words.TRACK_PRINTED, words.BOOK_KEPT, words.TRACK_TAKE_IT, ON, "success"))
