"""The life of a case as rules: the clock, the orders, which state follows which."""

from datetime import UTC, date, datetime

import pytest

from kiosk.center.contract import CaseState
from kiosk.center.reference.life import (
    CLOSED,
    FOLLOWING,
    Event,
    Order,
    clock_of,
    missing_orders,
)


def events(*told):
    """(state, day of November 2026[, days that an extension gives])."""
    return tuple(
        Event(
            datetime(2026, 11, day, 2, tzinfo=UTC),
            "applicant" if state == "submitted" else "staff",
            "王",
            CaseState(state),
            detail={"days": extra[0]} if extra else {},
        )
        for state, day, *extra in told
    )


HANDED_IN = (("submitted", 2), ("accepted", 2))  # a Monday


@pytest.mark.requirement("R10")
def test_the_due_day_is_the_acceptance_and_the_promise_in_working_days():
    clock = clock_of(events(*HANDED_IN), 10)
    assert clock.due_on == date(2026, 11, 16)
    assert not clock.overdue(datetime(2026, 11, 16, 15, 59, tzinfo=UTC))
    assert clock.overdue(datetime(2026, 11, 16, 16, 0, tzinfo=UTC))  # midnight in China


@pytest.mark.requirement("R10")
def test_a_correction_and_a_special_procedure_stop_the_clock():
    begun = (*HANDED_IN, ("in_review", 3), ("special", 4))
    assert clock_of(events(*begun), 10).due_on is None
    assert clock_of(events(*begun), 10).stopped
    assert clock_of(events(*begun, ("in_review", 9)), 10).due_on == date(2026, 11, 19)
    corrected = (*HANDED_IN, ("correction", 3), ("submitted", 5), ("accepted", 6))
    assert clock_of(events(*corrected), 10).due_on == date(2026, 11, 19)


@pytest.mark.requirement("R10")
def test_time_before_the_acceptance_does_not_count():
    corrected = (("submitted", 2), ("correction", 2), ("submitted", 12), ("accepted", 12))
    assert clock_of(events(*corrected), 5).due_on == date(2026, 11, 19)


@pytest.mark.requirement("R10")
def test_an_extension_gives_its_days():
    assert clock_of(events(*HANDED_IN, ("extended", 5, 10)), 10).due_on == date(2026, 11, 30)


@pytest.mark.requirement("R10")
def test_what_was_decided_in_time_is_not_overdue_later():
    decided = clock_of(events(*HANDED_IN, ("granted", 16)), 10)
    late = clock_of(events(*HANDED_IN, ("granted", 17)), 10)
    now = datetime(2026, 12, 30, tzinfo=UTC)
    assert (decided.overdue(now), late.overdue(now)) == (False, True)


@pytest.mark.requirement("R8")
def test_a_decision_without_a_dispatch_lacks_a_step():
    assert missing_orders(events(*HANDED_IN, ("granted", 3))) == (Order.DISPATCH,)
    assert missing_orders(events(*HANDED_IN, ("in_review", 3))) == (Order.DECISION,)
    assert missing_orders(events(*HANDED_IN, ("in_review", 3), ("denied", 4))) == ()
    assert missing_orders(events(*HANDED_IN, ("withdrawn", 3))) == ()


@pytest.mark.requirement("R24")
def test_nothing_is_reviewed_before_it_is_accepted():
    before = {CaseState.SUBMITTED, CaseState.CORRECTION}
    reviewed = {CaseState.IN_REVIEW, CaseState.SPECIAL, CaseState.GRANTED, CaseState.DENIED}
    assert all(not FOLLOWING[state] & reviewed for state in before)


def test_every_state_leads_on_or_is_an_end():
    assert set(FOLLOWING) | CLOSED == set(CaseState)
    reached = {CaseState.SUBMITTED}.union(*FOLLOWING.values())
    assert reached == set(CaseState)
