"""Working days: weekends, public holidays, the weekends worked for them, and what nobody knows yet."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.center.reference import workdays

DAYS = st.dates(date(2025, 1, 1), date(2026, 11, 1))


@pytest.mark.requirement("R10")
def test_a_public_holiday_is_no_working_day_and_the_weekend_worked_for_it_is():
    assert not workdays.is_workday(date(2026, 10, 5))  # a Monday in the National Day holiday
    assert workdays.is_workday(date(2026, 10, 10))  # a Saturday worked for it
    assert workdays.after(date(2026, 9, 30), 1) == (date(2026, 10, 8), True)
    assert workdays.after(date(2026, 10, 9), 1) == (date(2026, 10, 10), True)


@pytest.mark.requirement("R10")
def test_a_day_in_a_year_whose_holidays_are_not_published_is_not_certain():
    last = workdays.PUBLISHED_UNTIL
    assert workdays.after(last - timedelta(days=20), 3)[1]
    due, certain = workdays.after(last, 5)
    assert not certain
    assert due > last


@given(DAYS, st.integers(0, 40))
def test_as_many_working_days_lie_between_as_were_added(day, count):
    assert workdays.between(day, workdays.after(day, count)[0]) == count


@given(DAYS, st.integers(1, 40))
def test_a_due_day_is_a_working_day(day, count):
    assert workdays.is_workday(workdays.after(day, count)[0])
