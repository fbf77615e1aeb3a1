"""The time that is being booked (R33); wiped with the draft."""

from dataclasses import dataclass, field
from datetime import datetime

from drivers.id_card.cards import IdCard
from kiosk import words
from kiosk.cases.applicant import cert_type
from kiosk.cases.standing import day_of
from kiosk.center.contract import Booking, BookingRequest, Form, FormField, Slot, Words
from screens.text import Text

ITEM = "000000000000"  # of no item
PHONE = "phone"


@dataclass
class Appointment:
    """What was chosen and entered so far, and what the centre made of it."""

    slot: Slot | None = None
    place: Words | None = None
    values: dict[str, object] = field(default_factory=dict)
    problems: dict[str, Text] = field(default_factory=dict)
    booking: Booking | None = None

    @property
    def chosen(self) -> Slot:
        """RuntimeError before a time was chosen."""
        if self.slot is None:
            raise RuntimeError("no time was chosen")
        return self.slot

    @property
    def made(self) -> Booking:
        """RuntimeError before it was booked."""
        if self.booking is None:
            raise RuntimeError("nothing was booked")
        return self.booking

    @property
    def phone(self) -> str:
        return str(self.values.get(PHONE) or "")

    def request(self, person: IdCard, local_no: str, terminal_no: str) -> BookingRequest:
        """What the centre is asked."""
        return BookingRequest(
            terminal_no=terminal_no,
            local_no=local_no,
            slot=self.chosen.code,
            cert_type=cert_type(person),
            cert_no=person.id_number,
            name=person.name,
            phone=self.phone,
        )


def phone_form() -> Form:
    """The one thing that the card does not know."""
    return Form(
        item_code=ITEM,
        version="1",
        json_schema={
            "type": "object",
            "required": [PHONE],
            "properties": {PHONE: {"type": "string", "pattern": "^1[3-9][0-9]{9}$", "maxLength": 11}},
        },
        fields=(
            FormField(
                key=PHONE,
                kind="phone",
                label=_words(words.BOOK_PHONE),
                hint=_words(words.BOOK_PHONE_HINT),
            ),
        ),
    )


def hours_of(slot: Slot) -> Text:
    """09:30—10:30, in the terminal's zone."""
    begins, ends = (f"{_local(at):%H:%M}" for at in (slot.begins, slot.ends))
    return Text(f"{begins}—{ends}", f"{begins}–{ends}")


def when(slot: Slot) -> Text:
    """Day and hours."""
    day, hours = day_of(_local(slot.begins).date()), hours_of(slot)
    return Text(f"{day.zh}{hours.zh}", f"{day.in_('en')}, {hours.in_('en')}")


def day_key(slot: Slot) -> str:
    """The slots of one day have the same."""
    return _local(slot.begins).date().isoformat()


def _local(moment: datetime) -> datetime:
    return moment.astimezone()


def _words(text: Text) -> Words:
    return Words(zh=text.zh, en=text.in_("en"))
