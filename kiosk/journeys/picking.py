"""What is chosen beside a form by touch: a region in a region, and a day by its year, month and day."""

import calendar
from collections.abc import Callable, Mapping
from datetime import date

from kiosk import words
from kiosk.center.contract import Regions
from kiosk.visit import Visit
from screens.page import Back
from screens.pages.parts import Choice
from screens.pages.pick import Pick
from screens.text import Text

Offered = tuple[dict[int, Text], int]  # what there is to choose, and in how many columns
Step = Callable[[list[int], date, date], Offered]

MOST_YEARS = 24  # more are asked for by ten years first


async def region(visit: Visit, regions: Regions) -> Mapping[str, object]:
    """`region`, the code, and `place`, the names of all it lies in. Raises Back on the first page."""
    chosen: tuple[str, ...] = ()
    while True:
        inside = regions.within(chosen[-1] if chosen else "")
        page = Pick(
            title=words.PICK_REGION,
            choices=tuple(Choice(code, Text(regions.names[code])) for code in inside),
            picked=Text(regions.place(chosen)) if chosen else None,
            enough=bool(chosen),
        )
        try:
            answer = await visit.ask(page) if inside else None
        except Back:
            if not chosen:
                raise
            chosen = chosen[:-1]
            continue
        if answer is None:
            return {"region": chosen[-1], "place": regions.place(chosen)}
        chosen = (*chosen, answer)


async def day(visit: Visit, title: Text, first: date, last: date) -> str:
    """A day from `first` to `last`, as 1990-01-31. Raises Back on the first page."""
    steps = (_decades, _years, _months, _days)
    chosen: list[int] = []
    while len(chosen) < len(steps):
        offered, columns = steps[len(chosen)](chosen, first, last)
        if len(offered) == 1:  # nothing to choose
            chosen.append(next(iter(offered)))
            continue
        page = Pick(
            title=title,
            choices=tuple(Choice(str(value), text) for value, text in offered.items()),
            picked=_picked(chosen),
            columns=columns,
        )
        try:
            answer = await visit.ask(page)
        except Back:
            chosen = _before(chosen, steps, first, last)
            continue
        chosen.append(int(answer or 0))
    return date(*chosen[1:]).isoformat()


def _before(chosen: list[int], steps: tuple[Step, ...], first: date, last: date) -> list[int]:
    """Without the last step that asked something. Raises Back where none did."""
    while chosen:
        *chosen, _ = chosen
        if len(steps[len(chosen)](chosen, first, last)[0]) > 1:
            return chosen
    raise Back


def _picked(chosen: list[int]) -> Text | None:
    match chosen[1:]:
        case [year]:
            return Text(f"{year} 年", f"{year}")
        case [year, month]:
            return Text(f"{year} 年 {month} 月", f"{calendar.month_name[month]} {year}")
        case _:
            return None


def _decades(_: list[int], first: date, last: date) -> Offered:
    if last.year - first.year < MOST_YEARS:
        return {first.year: Text("")}, 1
    tens = range(first.year // 10 * 10, last.year + 1, 10)
    return {ten: Text(f"{ten}—{ten + 9} 年", f"{ten}–{ten + 9}") for ten in tens}, 2


def _years(chosen: list[int], first: date, last: date) -> Offered:
    many = last.year - first.year >= MOST_YEARS
    begin, end = (chosen[0], chosen[0] + 9) if many else (first.year, last.year)
    years = range(max(begin, first.year), min(end, last.year) + 1)
    return {year: Text(f"{year} 年", f"{year}") for year in years}, 3


def _months(chosen: list[int], first: date, last: date) -> Offered:
    year = chosen[1]
    begin = first.month if year == first.year else 1
    end = last.month if year == last.year else 12
    return {month: Text(f"{month} 月", calendar.month_abbr[month]) for month in range(begin, end + 1)}, 3


def _days(chosen: list[int], first: date, last: date) -> Offered:
    year, month = chosen[1:3]
    begin = first.day if (year, month) == (first.year, first.month) else 1
    end = last.day if (year, month) == (last.year, last.month) else calendar.monthrange(year, month)[1]
    return {each: Text(f"{each}") for each in range(begin, end + 1)}, 5
