"""The life of a case: which state follows which, its clock, and the orders 点单, 下单, 批单. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any

from kiosk.center.contract import CaseState
from kiosk.center.reference import workdays

CHINA = timezone(timedelta(hours=8))

_DECIDED = frozenset({CaseState.GRANTED, CaseState.DENIED})
_ENDED = frozenset({CaseState.WITHDRAWN, CaseState.TERMINATED})
CLOSED = _DECIDED | _ENDED | {CaseState.NOT_ACCEPTED, CaseState.DELIVERED}
STOPPED = frozenset({CaseState.CORRECTION, CaseState.SPECIAL})
_UNDER_WAY = _DECIDED | _ENDED | {CaseState.SPECIAL, CaseState.EXTENDED}
FOLLOWING: Mapping[CaseState, frozenset[CaseState]] = {
    CaseState.SUBMITTED: _ENDED | {CaseState.ACCEPTED, CaseState.CORRECTION, CaseState.NOT_ACCEPTED},
    # Handed in again, or taken as it is.
    CaseState.CORRECTION: _ENDED | {CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.NOT_ACCEPTED},
    CaseState.ACCEPTED: _UNDER_WAY | {CaseState.IN_REVIEW, CaseState.CORRECTION},
    CaseState.IN_REVIEW: _UNDER_WAY,
    CaseState.SPECIAL: _ENDED | {CaseState.IN_REVIEW},
    CaseState.EXTENDED: _UNDER_WAY - {CaseState.EXTENDED},
    **dict.fromkeys(_DECIDED, frozenset({CaseState.DELIVERED})),
}


class Order(StrEnum):
    """The closed loop of R8: what the citizen ordered, to whom it was given, what was decided."""

    REQUEST = "request"  # 点单
    DISPATCH = "dispatch"  # 下单
    DECISION = "decision"  # 批单


ORDER_OF: Mapping[CaseState, Order] = {
    CaseState.IN_REVIEW: Order.DISPATCH,
    CaseState.SPECIAL: Order.DISPATCH,
    **dict.fromkeys((*_DECIDED, CaseState.NOT_ACCEPTED), Order.DECISION),
}


@dataclass(frozen=True)
class Event:
    """One thing that happened. `actor`: the terminal's number, the staff's name, or the centre itself;
    `detail`: JSON of what belongs to it (defects, days, the office that is right)."""

    at: datetime
    by: str  # applicant, centre or staff
    actor: str
    state: CaseState
    note: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    serial: int = 0

    @property
    def order(self) -> Order | None:
        return Order.REQUEST if self.by == "applicant" else ORDER_OF.get(self.state)


@dataclass(frozen=True)
class Clock:
    """`due_on` is None before acceptance, for what is done on the spot, and while the clock is stopped."""

    accepted_at: datetime | None = None
    closed_at: datetime | None = None
    due_on: date | None = None
    certain: bool = True
    stopped: bool = False

    def overdue(self, now: datetime) -> bool:
        """Past its day, open or closed too late (R10)."""
        return self.due_on is not None and local_day(self.closed_at or now) > self.due_on


def local_day(moment: datetime) -> date:
    """The day in China, whatever zone the moment is in."""
    return moment.astimezone(CHINA).date()


def clock_of(events: Sequence[Event], promised_days: int | None) -> Clock:
    """The clock after `events`: acceptance plus the promise, plus what an extension gave and pauses took."""
    accepted = next((event for event in events if event.state is CaseState.ACCEPTED), None)
    closed = next((event.at for event in events if event.state in CLOSED), None)
    stopped = bool(events) and events[-1].state in STOPPED
    if accepted is None or promised_days is None or stopped:
        return Clock(accepted.at if accepted else None, closed, stopped=stopped)
    since = events[events.index(accepted) :]
    days = promised_days + sum(int(event.detail.get("days", 0)) for event in since)
    days += sum(workdays.between(local_day(first.at), local_day(last.at)) for first, last in _pauses(since))
    due_on, certain = workdays.after(local_day(accepted.at), days)
    return Clock(accepted.at, closed, due_on, certain)


def _pauses(events: Sequence[Event]) -> Iterator[tuple[Event, Event]]:
    """Each stop of the clock with the event that started it again."""
    begun: Event | None = None
    for event in events:
        if begun is None and event.state in STOPPED:
            begun = event
        # What is handed in again is not looked at yet.
        elif begun is not None and event.state not in STOPPED | {CaseState.SUBMITTED}:
            yield begun, event
            begun = None


def orders_of(events: Sequence[Event]) -> dict[Order, Event]:
    """The first event of each order."""
    found: dict[Order, Event] = {}
    for event in events:
        if event.order is not None:
            found.setdefault(event.order, event)
    return found


def missing_orders(events: Sequence[Event]) -> tuple[Order, ...]:
    """The orders that this case lacks; one that its applicant or the law ended needs no decision."""
    ended = bool(events) and events[-1].state in _ENDED
    return () if ended else tuple(order for order in Order if order not in orders_of(events))
