"""Bookings (R33): a seat of a time is a row under a unique key, so that two workers never give it twice."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import structlog
from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from kiosk.center.contract import (
    Booking,
    BookingRequest,
    BookingsRequest,
    ByIdentity,
    ByNumber,
    CancelRequest,
    Code,
    Item,
    Slot,
    SlotsAnswer,
    Words,
)
from kiosk.center.reference import guesses, tables
from kiosk.center.reference.casebook import QUERY_CODE_CHARS, QUERY_CODE_LENGTH, holder_of
from kiosk.center.reference.centre import Centre
from kiosk.center.reference.intake import Rejected
from kiosk.center.reference.items import Catalogue
from kiosk.center.reference.slots import Rules, slots_of

log = structlog.get_logger()

TRIES: Final = 5  # for a seat, when others book at the same moment
MOST: Final = 200  # on the desk's list at once


@dataclass(frozen=True)
class Booked:
    """One booking as the desk lists it."""

    booking: Booking
    name: str
    phone: str


class Bookings:
    """Blocks. Raises Rejected for what cannot be."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre

    def slots(self, item_code: str) -> SlotsAnswer:
        """The times of one item with what is free. Raises Rejected (404)."""
        item, rules = self._item(item_code)
        held = tables.bookings.c
        taken_of = select(held.slot, func.count().label("seats")).where(
            held.item_code == item.code, held.seat.is_not(None)
        )
        with self._centre.store.reading() as db:
            taken = {row.slot: row.seats for row in db.execute(taken_of.group_by(held.slot))}
        slots = tuple(
            slot.model_copy(update={"free": max(0, seats - taken.get(slot.code, 0))})
            for slot, seats in slots_of(rules, self._centre.now())
        )
        place = place_of(self._centre.catalogue, item)
        return SlotsAnswer(item_code=item.code, place=place, slots=slots)

    def book(self, item_code: str, key: str, request: BookingRequest) -> Booking:
        """A seat for one person; the same key again brings the same booking. Raises Rejected (404, 409)."""
        item, rules = self._item(item_code)
        for slot, seats in slots_of(rules, self._centre.now()):
            if slot.code == request.slot:
                booking = self._seated(item, key, request, slot, seats)
                log.info("center.booked", item=item.code, kind=slot.kind)
                return booking
        raise Rejected(409, Code.SLOT_TAKEN, "no such time, or not any more")

    def found(self, request: BookingsRequest) -> tuple[Booking, ...]:
        """Those still to come, the next first. Raises Rejected: 404, or 429 after many wrong codes."""
        asked, held, now = request.asked, tables.bookings.c, _utc(self._centre.now())
        query = select(tables.bookings).where(held.seat.is_not(None), held.ends > now)
        with self._centre.store.reading() as db:
            if isinstance(asked, ByIdentity):
                mine = query.where(held.holder == holder_of(asked.cert_no)).order_by(held.begins)
                return tuple(self._told(row) for row in db.execute(mine) if row.name == asked.name)
            if isinstance(asked, ByNumber):
                row = self._by_number(asked.number, asked.query_code)
                return (self._told(row),) if row.seat is not None and row.ends > now else ()
            slip = query.where(held.terminal_no == asked.terminal_no, held.number == asked.local_no)
            row = db.execute(slip).one_or_none()
        if row is None:
            raise Rejected(404, Code.NOT_FOUND, "no such booking")
        return (self._told(row),)

    def cancel(self, request: CancelRequest) -> Booking:
        """Gives the seat back; again, nothing more happens. Raises Rejected as `found`."""
        row, held = self._by_number(request.number, request.query_code), tables.bookings.c
        now = _utc(self._centre.now())
        if row.ends <= now:
            raise Rejected(409, Code.INVALID, "its time is over")
        gone = {"seat": None, "open_of": None, "cancelled_at": now}
        with self._centre.store.writing() as db:
            db.execute(update(tables.bookings).where(held.id == row.id, held.seat.is_not(None)).values(gone))
        log.info("center.booking_cancelled", item=row.item_code)
        return self._told(row).model_copy(update={"state": "cancelled"})

    def to_come(self) -> list[Booked]:
        """For the desk: who comes, the next first."""
        held, now = tables.bookings.c, _utc(self._centre.now())
        query = select(tables.bookings).where(held.seat.is_not(None), held.ends > now)
        with self._centre.store.reading() as db:
            rows = db.execute(query.order_by(held.begins, held.number).limit(MOST)).all()
        return [Booked(self._told(row), row.name, row.phone) for row in rows]

    def _item(self, item_code: str) -> tuple[Item, Rules]:
        catalogue = self._centre.catalogue
        item, rules = catalogue.items.get(item_code), catalogue.bookable.get(item_code)
        if item is None or rules is None or item.tool != "booking":
            raise Rejected(404, Code.NOT_FOUND, "no item that is booked here")
        return item, rules

    def _seated(self, item: Item, key: str, request: BookingRequest, slot: Slot, seats: int) -> Booking:
        holder, now = holder_of(request.cert_no), _utc(self._centre.now())
        row: dict[str, Any] = {
            "id": key,
            "number": request.local_no,
            "terminal_no": request.terminal_no,
            "query_code": "".join(secrets.choice(QUERY_CODE_CHARS) for _ in range(QUERY_CODE_LENGTH)),
            "item_code": item.code,
            "slot": slot.code,
            "begins": _utc(slot.begins),
            "ends": _utc(slot.ends),
            "kind": slot.kind,
            "holder": holder,
            "open_of": f"{holder}:{item.code}",
            "name": request.name,
            "phone": request.phone,
            "booked_at": now,
        }
        for _ in range(TRIES):
            try:
                with self._centre.store.writing() as db:
                    if (known := _of_key(db, key)) is not None:
                        if known.slot != slot.code or known.holder != holder:
                            raise Rejected(409, Code.KEY_REUSED, "this id came before with another request")
                        return self._told(known)
                    _free_what_is_over(db, row["open_of"], now)
                    row["seat"] = _free_seat(db, item.code, slot.code, seats)
                    db.execute(insert(tables.bookings).values(row))
            except IntegrityError as error:
                if self._is_open(row["open_of"]):
                    raise Rejected(409, Code.ALREADY_BOOKED, "this person has one of this item") from error
                continue  # the seat went to somebody else at the same moment
            with self._centre.store.reading() as db:
                return self._told(_of_key(db, key))
        raise Rejected(503, Code.FAILED, "the time is being booked by others")

    def _is_open(self, open_of: str) -> bool:
        with self._centre.store.reading() as db:
            query = select(tables.bookings.c.id).where(tables.bookings.c.open_of == open_of)
            return db.execute(query).one_or_none() is not None

    def _by_number(self, number: str, query_code: str) -> Any:
        held, now, guessed = tables.bookings.c, self._centre.now(), f"booking:{number}"
        query = select(tables.bookings).where(held.number == number, held.query_code == query_code)
        with self._centre.store.reading() as db:
            guesses.check(db, guessed, now)
            row = db.execute(query).one_or_none()
        if row is None:
            with self._centre.store.writing() as db:
                guesses.note(db, guessed, now)
            raise Rejected(404, Code.NOT_FOUND, "no such booking")
        return row

    def _told(self, row: Any) -> Booking:
        catalogue, code = self._centre.catalogue, row.item_code
        item, guide = catalogue.items.get(code), catalogue.document.guides.get(code)
        slot = {"code": row.slot, "begins": row.begins, "ends": row.ends, "kind": row.kind}
        return Booking(
            number=row.number,
            query_code=row.query_code,
            item_code=code,
            item_name=item.name if item else Words(zh=code),
            slot=Slot.model_validate(slot),
            place=place_of(catalogue, item) if item else Words(zh=code),
            holder=row.name[:1] + "*",
            phone=guide.phone if guide else "",
            state="cancelled" if row.seat is None else "booked",
        )


def place_of(catalogue: Catalogue, item: Item) -> Words:
    """The counter of its department; a guide's place names the other channels too."""
    window, name = catalogue.window, item.department
    return Words(zh=window.zh.format(department=name.zh), en=window.en.format(department=name.en))


def _utc(moment: datetime) -> str:
    """As the table has it: text that is in the order of time."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _of_key(db: Connection, key: str) -> Any:
    return db.execute(select(tables.bookings).where(tables.bookings.c.id == key)).one_or_none()


def _free_what_is_over(db: Connection, open_of: str, now: str) -> None:
    """Whoever had a time that is over may book again."""
    held = tables.bookings.c
    db.execute(update(tables.bookings).where(held.open_of == open_of, held.ends <= now).values(open_of=None))


def _free_seat(db: Connection, item_code: str, slot: str, seats: int) -> int:
    """The lowest seat that nobody has. Raises Rejected (409)."""
    held = tables.bookings.c
    query = select(held.seat).where(held.item_code == item_code, held.slot == slot, held.seat.is_not(None))
    taken: Iterable[int] = set(db.execute(query).scalars())
    free = next((seat for seat in range(seats) if seat not in taken), None)
    if free is None:
        raise Rejected(409, Code.SLOT_TAKEN, "this time is full")
    return free
