"""A time is booked at the terminal, its voucher printed, and given back by card or by the voucher (R33)."""

import asyncio

import pytest

from drivers.id_card import people
from kiosk import words
from kiosk.center.contract import BookingRequest, ByIdentity
from tests.flows.conftest import Hall
from tests.flows.test_tools import goes_to
from tests.flows.traces import logged_secrets, readable_secrets

MARRIAGE = "352011901000"  # 结婚登记预约
PHONE = "13800000000"
ME = ByIdentity(cert_no=people.RESIDENT.id_number, name=people.RESIDENT.name)


def choices(stage):
    """The open choices of the page on the glass, in its order."""
    shown = stage.page_item.property("choices")
    shown = shown.toVariant() if hasattr(shown, "toVariant") else shown
    return [choice["value"] for choice in shown if not choice["closed"]]


async def chooses_a_time(citizen, terminal, stage):
    """From home to the reader; returns the code of the first free time."""
    await goes_to(citizen, terminal, MARRIAGE)
    await citizen.sees("ReadGuide")
    await citizen.touches("primary")
    await citizen.sees("Choose", where=("title", words.BOOK_DAY.zh))
    await citizen.touches(f"choice:{choices(stage)[0]}")
    await citizen.sees("Choose", where=("title", words.BOOK_TIME.zh), again=True)
    (first, *_) = choices(stage)
    await citizen.touches(f"choice:{first}")
    await citizen.sees("PresentCard")
    return first


async def confirms_the_booking(citizen):
    await citizen.sees("FillForm")
    await citizen.fills({"phone": PHONE})
    await citizen.touches("primary")
    await citizen.sees("Confirm")
    await citizen.touches("primary")


async def books(citizen, hall, terminal, stage):
    """From home to home; returns the number of the voucher."""
    await chooses_a_time(citizen, terminal, stage)
    hall.rig.card.lay(people.RESIDENT)
    await confirms_the_booking(citizen)
    await citizen.sees("TakeSlip")
    number = await citizen.reads("number", until="-")
    hall.rig.card.take_away()
    await citizen.touches("primary")
    await citizen.sees("Farewell")
    await citizen.touches("anywhere")
    await citizen.sees("Home")
    return number


def booking_of(terminal, slot, number, cert_no):
    """What another machine asks the centre for."""
    return BookingRequest(
        terminal_no=terminal.settings.terminal.number,
        local_no=number,
        slot=slot,
        cert_type="resident_id_card",
        cert_no=cert_no,
        name="李样例",
        phone="",
    )


async def mine(terminal):
    return await asyncio.to_thread(terminal.center.bookings.found, ME)


async def cancels(citizen):
    """From the booking on the glass until it is gone."""
    await citizen.sees("ShowBooking")
    await citizen.touches("cancel")
    await citizen.sees("ShowBooking", where=("title", words.BOOK_CANCEL_SURE.zh), again=True)
    await citizen.touches("cancel")
    await citizen.sees("Notice", where=("title", words.BOOK_CANCELLED.zh))


@pytest.mark.requirement("R33")
def test_a_time_is_booked_with_a_voucher_and_given_back_by_card(hall: Hall, logged: list[dict[str, object]]):
    async def scene(citizen, terminal, stage):
        number = await books(citizen, hall, terminal, stage)
        (booking,) = await mine(terminal)
        assert booking.number == number
        assert terminal.ledger.last_number() == number
        (ticket,) = hall.rig.slip.tickets
        voucher = "\n".join(ticket.text_lines)
        assert number in voucher
        assert booking.query_code in voucher
        assert people.RESIDENT.name not in voucher
        await citizen.touches("tile:track")
        await citizen.sees("FindCase")
        hall.rig.card.lay(people.RESIDENT)
        await citizen.sees("Browse")
        await citizen.touches(f"tile:{number}")
        await cancels(citizen)
        assert await mine(terminal) == ()
        hall.rig.card.take_away()
        await citizen.touches("primary")
        await citizen.sees("Farewell")  # the list had nothing else

    hall.live(scene)
    assert readable_secrets(hall.state) == []
    assert logged_secrets(logged) == []


@pytest.mark.requirement("R33")
def test_the_code_of_the_voucher_finds_the_booking_without_a_card(hall: Hall):
    async def scene(citizen, terminal, stage):
        number = await books(citizen, hall, terminal, stage)
        await citizen.touches("tile:track")
        await citizen.sees("FindCase")
        hall.rig.codes.show(f"kiosk:{terminal.settings.terminal.number}:{number}")
        await cancels(citizen)
        assert await mine(terminal) == ()

    hall.live(scene)


@pytest.mark.requirement("R33")
def test_who_has_a_time_already_keeps_it_or_gives_it_back_before_entering_anything(hall: Hall):
    async def scene(citizen, terminal, stage):
        first = await books(citizen, hall, terminal, stage)
        await chooses_a_time(citizen, terminal, stage)
        hall.rig.card.lay(people.RESIDENT)
        await citizen.sees("ShowBooking", where=("title", words.BOOK_HAVE_ONE.zh))
        await cancels(citizen)
        await citizen.touches("primary")
        await confirms_the_booking(citizen)
        await citizen.sees("TakeSlip")
        (booking,) = await mine(terminal)
        assert booking.number != first

    hall.live(scene)


@pytest.mark.requirement("R33")
def test_a_time_that_others_took_meanwhile_is_said_and_another_one_booked(hall: Hall):
    async def scene(citizen, terminal, stage):
        slot = await chooses_a_time(citizen, terminal, stage)
        hall.rig.card.lay(people.RESIDENT)
        await citizen.sees("FillForm")
        found = await asyncio.to_thread(terminal.center.bookings.slots, MARRIAGE)
        (free,) = (each.free for each in found.slots if each.code == slot)
        for person in range(free):
            other = booking_of(terminal, slot, f"1126-OTHER{person}", f"OTHER{person}")
            await asyncio.to_thread(terminal.center.bookings.book, MARRIAGE, other, f"{person:032x}")
        await confirms_the_booking(citizen)
        await citizen.sees("Notice", where=("title", words.BOOK_TAKEN.zh))
        await citizen.touches("primary")
        await citizen.sees("Choose", where=("title", words.BOOK_DAY.zh))
        await citizen.touches(f"choice:{choices(stage)[0]}")
        await citizen.sees("Choose", where=("title", words.BOOK_TIME.zh), again=True)
        assert slot not in choices(stage)
        await citizen.touches(f"choice:{choices(stage)[0]}")
        await citizen.sees("TakeSlip")
        (booking,) = await mine(terminal)
        assert booking.slot.code != slot

    hall.live(scene)


@pytest.mark.requirement("R33")
def test_who_has_booked_elsewhere_meanwhile_is_told_where_to_find_it(hall: Hall):
    async def scene(citizen, terminal, stage):
        slot = await chooses_a_time(citizen, terminal, stage)
        hall.rig.card.lay(people.RESIDENT)
        await citizen.sees("FillForm")
        elsewhere = booking_of(terminal, slot, "1126-PHONE2", people.RESIDENT.id_number)
        await asyncio.to_thread(terminal.center.bookings.book, MARRIAGE, elsewhere, "0" * 32)
        await confirms_the_booking(citizen)
        await citizen.sees("Notice", where=("title", words.BOOK_HAVE_ONE.zh))

    hall.live(scene)


@pytest.mark.requirement("R33")
@pytest.mark.requirement("R5")
def test_without_the_centre_booking_is_closed_before_any_effort(hall: Hall):
    async def scene(citizen, terminal, _stage):
        await citizen.until(lambda: bool(terminal.shelf.catalog.items), "the list")
        terminal.availability.centre_answers(answers=False)
        await goes_to(citizen, terminal, MARRIAGE)
        await citizen.sees("ReadGuide")
        await citizen.reads("closed", until=words.CLOSED_NO_CENTRE.zh)
        await citizen.reads("request", until=words.LEAVE_REQUEST.zh)

    hall.live(scene)
