"""The times that an item may be booked for, from its rules and the calendar. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from kiosk.center.contract import Slot
from kiosk.center.reference import workdays
from kiosk.center.reference.life import CHINA

Rules = dict[str, Any]


def slots_of(rules: Rules, now: datetime) -> Iterator[tuple[Slot, int]]:
    """Each time with its seats, from tomorrow over `days` working days and the days of rest between them.

    `rules`: `days`, `workday` and `rest_day`, lists of [from, until, seats, kind].
    """
    day, left = now.astimezone(CHINA).date(), rules["days"]
    while left > 0:
        day += timedelta(days=1)
        works = workdays.is_workday(day)
        left -= works
        for begins, ends, seats, kind in rules["workday" if works else "rest_day"]:
            yield _slot(day, begins, ends, kind), seats


def _slot(day: date, begins: str, ends: str, kind: str) -> Slot:
    first, last = (datetime.combine(day, time.fromisoformat(at), CHINA) for at in (begins, ends))
    return Slot.model_validate(
        {"code": f"{first:%Y%m%d-%H%M}", "begins": first, "ends": last, "kind": kind, "free": 0}
    )
