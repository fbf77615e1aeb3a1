"""The calls of a terminal about bookings (R33); they block, as those of `client` do."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kiosk.center.answered import parsed
from kiosk.center.errors import CenterRefused, CenterUnreachable

# The contract's models are imported where they are used, see `line`.
if TYPE_CHECKING:
    from kiosk.center.contract import (
        Booking,
        BookingRequest,
        ByIdentity,
        ByNumber,
        BySlip,
        CancelRequest,
        SlotsAnswer,
    )


class BookingCalls:
    """Every call raises CenterUnreachable, CenterDenied, CenterRefused."""

    def __init__(self, get: Callable[..., Any], post: Callable[..., Any]) -> None:
        self._get = get
        self._post = post

    def slots(self, item_code: str) -> "SlotsAnswer":
        """The times that an item may be booked for."""
        from kiosk.center.contract import SlotsAnswer

        found = parsed(SlotsAnswer, self._get(f"/bookings/{item_code}/slots", {}))
        if found.item_code != item_code:
            raise CenterUnreachable("the times are of another item")
        return found

    def book(self, item_code: str, request: "BookingRequest", key: str) -> "Booking":
        """Books a time. `key`: 32 hex digits; the same key again brings the same booking.

        CenterRefused with SLOT_TAKEN or ALREADY_BOOKED.
        """
        from kiosk.center.contract import Booking

        booking = parsed(Booking, self._post(f"/bookings/{item_code}", request, {"id": key}))
        if (booking.number, booking.slot.code, booking.state) != (request.local_no, request.slot, "booked"):
            raise CenterUnreachable("the booking is not the one asked for")
        return booking

    def found(self, asked: "ByNumber | BySlip | ByIdentity") -> "tuple[Booking, ...]":
        """Bookings still to come, the next first; none where nothing is found."""
        from kiosk.center.contract import BookingsAnswer, BookingsRequest, Code

        try:
            data = self._post("/bookings/query", BookingsRequest(asked=asked))
        except CenterRefused as error:
            if error.code == Code.NOT_FOUND:
                return ()
            raise
        return parsed(BookingsAnswer, data).bookings

    def cancel(self, request: "CancelRequest") -> "Booking":
        """Gives a booked time back; again is no harm."""
        from kiosk.center.contract import Booking

        gone = parsed(Booking, self._post("/bookings/cancel", request))
        if (gone.number, gone.state) != (request.number, "cancelled"):
            raise CenterUnreachable("the booking was not given back")
        return gone
