"""Times, seats and bookings of the reference centre (R33)."""

import secrets
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from drivers.id_card import people
from kiosk.center.contract import (
    BookingRequest,
    BookingsRequest,
    ByIdentity,
    ByNumber,
    BySlip,
    CancelRequest,
    Code,
)
from kiosk.center.errors import CenterRefused, CenterUnreachable
from kiosk.center.reference.bookings import Bookings
from kiosk.center.reference.guesses import TRIES
from kiosk.center.reference.intake import Rejected
from kiosk.center.reference.life import CHINA
from kiosk.center.reference.serve import open_centre
from kiosk.center.reference.slots import slots_of
from kiosk.center.reference.workdays import is_workday

TERMINAL = "T-0001"
MARRIAGE = "352011901000"
RULES = {
    "days": 10,
    "workday": [["08:30", "09:30", 4, "regular"], ["12:00", "13:30", 2, "staggered"]],
    "rest_day": [["09:00", "11:00", 2, "rest_day"]],
}

pytestmark = pytest.mark.requirement("R33")


@pytest.fixture
def centre(tmp_path):
    centre = open_centre(tmp_path, TERMINAL, "")
    yield centre
    centre.store.close()


@pytest.fixture
def bookings(centre):
    return Bookings(centre)


def request_of(slot, who=people.RESIDENT, **changes):
    return BookingRequest(
        terminal_no=TERMINAL,
        local_no=f"1126-{secrets.token_hex(3).upper()}",
        slot=slot,
        cert_type="resident_id_card",
        cert_no=who.id_number,
        name=who.name,
        phone="13800000000",
    ).model_copy(update=changes)


def key():
    return uuid.uuid4().hex


def first(bookings):
    return bookings.slots(MARRIAGE).slots[0]


def by_card(bookings, who=people.RESIDENT):
    asked = ByIdentity(cert_no=who.id_number, name=who.name)
    return bookings.found(BookingsRequest(asked=asked))


def test_times_begin_tomorrow_and_cover_so_many_working_days_with_the_rest_days_between():
    now = datetime(2026, 9, 28, 23, 30, tzinfo=CHINA)  # before the National Day holidays
    slots = [slot for slot, _ in slots_of(RULES, now)]
    days = {slot.begins.date() for slot in slots}
    assert min(days) == now.date() + timedelta(days=1)
    assert sum(map(is_workday, days)) == RULES["days"]
    for slot in slots:
        assert (slot.kind == "rest_day") is not is_workday(slot.begins.date())
    assert [slot.begins for slot in slots] == sorted(slot.begins for slot in slots)


def test_the_same_key_brings_the_same_booking_and_takes_one_seat(bookings):
    slot, mine = first(bookings), key()
    request = request_of(slot.code)
    assert bookings.book(MARRIAGE, mine, request) == bookings.book(MARRIAGE, mine, request)
    assert first(bookings).free == slot.free - 1
    with pytest.raises(Rejected) as refused:
        bookings.book(MARRIAGE, mine, request_of(slot.code, people.MINORITY))
    assert refused.value.code == Code.KEY_REUSED


def test_of_many_at_once_no_more_get_a_seat_than_there_are(bookings):
    slot = first(bookings)

    def booked(person):
        request = request_of(slot.code, cert_no=f"PERSON{person}")
        try:
            return bookings.book(MARRIAGE, key(), request).number
        except Rejected as error:
            return error.code

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(booked, range(slot.free + 4)))
    assert answers.count(Code.SLOT_TAKEN) == 4
    assert len(set(answers)) == slot.free + 1
    assert first(bookings).free == 0


def test_one_person_has_one_booking_of_an_item_until_it_is_given_back_or_over(centre, bookings):
    slot = first(bookings)
    booking = bookings.book(MARRIAGE, key(), request_of(slot.code))
    with pytest.raises(Rejected) as refused:
        bookings.book(MARRIAGE, key(), request_of(slot.code))
    assert refused.value.code == Code.ALREADY_BOOKED
    cancel = CancelRequest(terminal_no=TERMINAL, number=booking.number, query_code=booking.query_code)
    assert [bookings.cancel(cancel).state for _ in range(2)] == ["cancelled", "cancelled"]
    assert first(bookings).free == slot.free
    bookings.book(MARRIAGE, key(), request_of(slot.code))
    later = Bookings(replace(centre, now=lambda: datetime.now(UTC) + timedelta(days=30)))
    assert by_card(later) == ()
    assert later.book(MARRIAGE, key(), request_of(first(later).code)).state == "booked"


def test_a_booking_is_found_by_its_holder_its_voucher_or_its_number_and_by_nobody_else(bookings):
    request = request_of(first(bookings).code)
    booking = bookings.book(MARRIAGE, key(), request)
    assert request.name not in booking.model_dump_json()
    number = ByNumber(number=booking.number, query_code=booking.query_code)
    slip = BySlip(terminal_no=TERMINAL, local_no=booking.number)
    for asked in (number, slip):
        assert bookings.found(BookingsRequest(asked=asked)) == (booking,)
    assert by_card(bookings) == (booking,)
    assert by_card(bookings, people.MINORITY) == ()
    assert (
        bookings.found(BookingsRequest(asked=ByIdentity(cert_no=people.RESIDENT.id_number, name="别人")))
        == ()
    )
    wrong = CancelRequest(terminal_no=TERMINAL, number=booking.number, query_code="AAAAAA")
    codes = []
    for _ in range(TRIES + 1):
        with pytest.raises(Rejected) as refused:
            bookings.cancel(wrong)
        codes.append(refused.value.code)
    assert codes == [Code.NOT_FOUND] * TRIES + [Code.TOO_MANY]


def test_a_time_that_is_none_and_an_item_that_is_not_booked_here_are_refused(bookings):
    for item, slot, code in (
        (MARRIAGE, "20200101-0830", Code.SLOT_TAKEN),
        ("350511902000", first(bookings).code, Code.NOT_FOUND),
    ):
        with pytest.raises(Rejected) as refused:
            bookings.book(item, key(), request_of(slot))
        assert refused.value.code == code


def test_a_terminal_books_finds_and_gives_back_over_the_wire(client):
    slot = next(slot for slot in client.bookings.slots(MARRIAGE).slots if slot.free)
    request = request_of(slot.code)
    booking = client.bookings.book(MARRIAGE, request, key())
    asked = ByNumber(number=booking.number, query_code=booking.query_code)
    assert client.bookings.found(asked) == (booking,)
    assert client.bookings.found(BySlip(terminal_no=TERMINAL, local_no="1126-NOBODY")) == ()
    cancel = CancelRequest(terminal_no=TERMINAL, number=booking.number, query_code=booking.query_code)
    assert client.bookings.cancel(cancel).number == booking.number
    assert client.bookings.found(asked) == ()
    with pytest.raises(CenterRefused):
        client.bookings.book(MARRIAGE, request_of("20200101-0830"), key())
    with pytest.raises((CenterRefused, CenterUnreachable)):
        client.bookings.cancel(cancel.model_copy(update={"terminal_no": "T-0002"}))
