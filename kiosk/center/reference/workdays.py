"""工作日: working days of the People's Republic, with public holidays and the days worked for them (调休).

The holidays of a year are published in the autumn before it; `chinese_calendar` brings them up to its newest
release. Beyond that only Saturdays and Sundays are known to be free, and every answer says so.
"""

from datetime import date, timedelta

import chinese_calendar
from chinese_calendar.constants import holidays

PUBLISHED_UNTIL = date(max(holidays).year, 12, 31)
_DAY = timedelta(days=1)


def is_workday(day: date) -> bool:
    """Monday to Friday where the holidays of its year are not published yet."""
    if day > PUBLISHED_UNTIL:
        return day.weekday() < 5
    return bool(chinese_calendar.is_workday(day))


def after(day: date, workdays: int) -> tuple[date, bool]:
    """The day so many working days after `day`, and whether all holidays up to it were published."""
    left = workdays
    while left > 0:
        day += _DAY
        left -= is_workday(day)
    return day, day <= PUBLISHED_UNTIL


def between(first: date, last: date) -> int:
    """How many working days lie after `first`, up to and with `last`."""
    return sum(is_workday(first + count * _DAY) for count in range(1, (last - first).days + 1))
