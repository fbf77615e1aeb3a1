"""The routes of bookings (R33): who asks is proved by the terminal's signature."""

from typing import Annotated

from fastapi import Depends, FastAPI, Query
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from kiosk.center.contract import (
    Booking,
    BookingRequest,
    BookingsAnswer,
    BookingsRequest,
    CancelRequest,
    Code,
    ItemCode,
    Key,
    SlotsAnswer,
)
from kiosk.center.reference.bookings import Bookings
from kiosk.center.reference.centre import Centre
from kiosk.center.reference.described import answers, booking_call, bookings_call, cancel_call, signed_call
from kiosk.center.reference.gate import Gate, Proved
from kiosk.center.reference.intake import Rejected, parsed
from kiosk.center.reference.wrapped import answered


def add_booking_routes(app: FastAPI, gate: Gate, centre: Centre) -> None:
    """Times, booking, finding again, giving back."""
    Terminal = Annotated[Proved, Depends(gate)]  # noqa: N806 - a type
    bookings = Bookings(centre)

    @app.get(
        "/bookings/{item_code}/slots",
        dependencies=[Depends(gate)],
        responses=answers(SlotsAnswer),
        openapi_extra=signed_call(),
    )
    async def slots(item_code: ItemCode) -> JSONResponse:
        found = await run_in_threadpool(bookings.slots, item_code)
        return answered(found.model_dump(mode="json"))

    @app.post("/bookings/query", responses=answers(BookingsAnswer), openapi_extra=bookings_call())
    async def booked(proved: Terminal) -> JSONResponse:
        request = parsed(BookingsRequest, proved.body)
        found = await run_in_threadpool(bookings.found, request)
        return answered(BookingsAnswer(bookings=found).model_dump(mode="json"))

    @app.post("/bookings/cancel", responses=answers(Booking), openapi_extra=cancel_call())
    async def cancel(proved: Terminal) -> JSONResponse:
        request = parsed(CancelRequest, proved.body)
        _check(request, proved)
        gone = await run_in_threadpool(bookings.cancel, request)
        return answered(gone.model_dump(mode="json"))

    @app.post("/bookings/{item_code}", responses=answers(Booking), openapi_extra=booking_call())
    async def book(
        proved: Terminal, item_code: ItemCode, key: Annotated[Key, Query(alias="id")]
    ) -> JSONResponse:
        request = parsed(BookingRequest, proved.body)
        _check(request, proved)
        booking = await run_in_threadpool(bookings.book, item_code, key, request)
        return answered(booking.model_dump(mode="json"))


def _check(request: BookingRequest | CancelRequest, proved: Proved) -> None:
    if request.terminal_no != proved.terminal_no:
        raise Rejected(422, Code.INVALID, "the terminal differs from the one that signed")
