"""预约 (R33): the times that an item may be booked for, booking one, finding it again, giving it back.

| call                            | asks                    | answers          |
|---------------------------------|-------------------------|------------------|
| GET  /bookings/{itemCode}/slots | -                       | SlotsAnswer      |
| POST /bookings/{itemCode}?id=   | BookingRequest, JSON    | Booking          |
| POST /bookings/query            | BookingsRequest, JSON   | BookingsAnswer   |
| POST /bookings/cancel           | CancelRequest, JSON     | Booking          |

`id` is the idempotency key: the same one again brings the same booking. A time that was taken meanwhile is
SLOT_TAKEN; a second booking of one person for one item is ALREADY_BOOKED.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from kiosk.center.contract.cases import ByIdentity, ByNumber, BySlip
from kiosk.center.contract.people import CertNo, CertType, Name
from kiosk.center.contract.wire import ItemCode, Label, Sent, TerminalNo, Wire, Words

QueryCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9]{4,32}$")]


class Slot(Wire):
    """A time that can be booked; `kind`: as usual, 错时 over noon, 延时 in the evening, on a day of rest."""

    code: Label
    begins: AwareDatetime
    ends: AwareDatetime
    kind: Literal["regular", "staggered", "extended", "rest_day"] = "regular"
    free: Annotated[int, Field(ge=0)] = 0


class SlotsAnswer(Wire):
    """In the order of time; those of a full day are there with nothing free."""

    item_code: ItemCode
    place: Words
    slots: tuple[Slot, ...]


class BookingRequest(Sent):
    terminal_no: TerminalNo
    local_no: Label  # stands on the voucher
    slot: Label
    cert_type: CertType
    cert_no: CertNo
    name: Name
    phone: Annotated[str, Field(max_length=20)]


class Booking(Wire):
    """`number` and `query_code` stand on the voucher, and give it back; `holder` is masked."""

    number: Label
    query_code: QueryCode
    item_code: ItemCode
    item_name: Words
    slot: Slot
    place: Words
    holder: str
    phone: str = ""  # whom to call about it
    state: Literal["booked", "cancelled"] = "booked"


class BookingsRequest(Sent):
    """Those still to come: of a person, or the one of a voucher."""

    asked: Annotated[ByNumber | BySlip | ByIdentity, Field(discriminator="by")]


class BookingsAnswer(Wire):
    bookings: tuple[Booking, ...]


class CancelRequest(Sent):
    terminal_no: TerminalNo
    number: Label
    query_code: QueryCode
