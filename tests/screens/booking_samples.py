"""The pages of booking a time, with the reference centre's own rules."""

from datetime import datetime
from itertools import groupby
from typing import Any

from kiosk import words
from kiosk.cases import form as forms
from kiosk.cases.appointment import day_key, phone_form
from kiosk.cases.sheet import sheet
from kiosk.catalog.models import said
from kiosk.center.contract import Booking
from kiosk.center.reference.bookings import place_of
from kiosk.center.reference.items import load_catalogue
from kiosk.center.reference.life import CHINA
from kiosk.center.reference.slots import slots_of
from kiosk.journeys.book import _day, _day_name, _time
from kiosk.journeys.booked import _rows, have_one, surely, tile_of_booking
from screens.page import Page, Trail
from screens.pages.browse import Browse
from screens.pages.choose import Choose
from screens.pages.fill_form import FillForm
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.pages.show_booking import ShowBooking

CATALOGUE = load_catalogue()
MARRIAGE = "352011901000"
ITEM = CATALOGUE.items[MARRIAGE]
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=CHINA)
FULL_DAY = 2  # of the list: nothing is free there
STEPS = Trail(
    (words.STEP_GUIDE, words.STEP_TIME, words.STEP_IDENTIFY, words.STEP_FORM, words.STEP_CONFIRM), 1
)
ROWS = slots_of(CATALOGUE.bookable[MARRIAGE], NOW)
SLOTS = [slot.model_copy(update={"free": seats - 1}) for slot, seats in ROWS]
DAYS = {day: tuple(slots) for day, slots in groupby(SLOTS, key=day_key)}
BOOKING = Booking(
    number="1126-K7M3QX",
    query_code="7KQ2MX",
    item_code=MARRIAGE,
    item_name=ITEM.name,
    slot=SLOTS[1],
    place=place_of(CATALOGUE, ITEM),
    holder="张*",
    phone="12345",
)


def booking_samples() -> dict[str, tuple[Page[Any], Trail]]:
    """Each page with its place in the journey."""
    days = {
        day: tuple(slot.model_copy(update={"free": 0}) for slot in slots) if place == FULL_DAY else slots
        for place, (day, slots) in enumerate(DAYS.items())
    }
    of_day = next(iter(DAYS.values()))
    first = (of_day[0].model_copy(update={"free": 0}), *of_day[1:])
    asked = sheet(phone_form())
    return {
        "booking-days": (
            Choose(words.BOOK_DAY, tuple(_day(*each) for each in days.items()), said(ITEM.name)),
            STEPS,
        ),
        "booking-times": (Choose(words.BOOK_TIME, tuple(map(_time, first)), _day_name(first)), STEPS),
        "booking-phone": (FillForm(said(ITEM.name), forms.shown_fields(asked), {}), STEPS),
        "booking-taken": (
            Notice(
                words.BOOK_TAKEN,
                words.BOOK_TAKEN_BODY,
                words.BOOK_TAKEN_NEXT,
                (Choice("other", words.BOOK_OTHER_TIME), Choice("leave", words.LEAVE)),
            ),
            STEPS,
        ),
        "booking-unsure": (
            Notice(
                words.BOOK_AWAY,
                words.BOOK_UNSURE_BODY,
                words.BOOK_UNSURE_NEXT,
                (Choice("again", words.AGAIN), Choice("leave", words.LEAVE)),
            ),
            STEPS,
        ),
        "booking-have-one": (have_one(BOOKING), STEPS),
        "booking-sure": (surely(BOOKING), Trail()),
        "booking-seen": (
            ShowBooking(said(ITEM.name), _rows(BOOKING), words.BOOK_COME, words.GO_ON, printable=True),
            Trail(),
        ),
        "booking-in-list": (
            Browse(words.TRACK_MINE, (tile_of_booking(BOOKING),), words.TRACK_MINE_CHOOSE),
            Trail(),
        ),
    }
