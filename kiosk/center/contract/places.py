"""Where else a citizen can go: the hall with its hours (R20), and the sites nearby (R12)."""

from typing import Annotated, Literal

from pydantic import Field

from kiosk.center.contract.wire import Label, Wire, Words

MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]


class Season(Wire):
    """夏令时 or 冬令时: opening hours between two days of the year, which may lie across New Year."""

    name: Words
    from_day: MonthDay
    until_day: MonthDay
    hours: Words

    def holds(self, day: str) -> bool:
        """Whether `day` (MM-DD) lies in it."""
        if self.from_day <= self.until_day:
            return self.from_day <= day <= self.until_day
        return day >= self.from_day or day <= self.until_day


class Phone(Wire):
    name: Words
    number: str


class Hall(Wire):
    name: Words
    address: Words
    traffic: tuple[Words, ...] = ()
    resident: tuple[Words, ...] = ()  # who and what is there
    seasons: tuple[Season, ...] = ()
    phones: tuple[Phone, ...] = ()
    supervision: str  # 监督电话


class Site(Wire):
    """A place of the 15-minute circle; `minutes` on foot from the terminal, None: not known."""

    code: Label
    kind: Literal["centre", "township", "community", "park", "station", "hospital", "bank", "post", "notary"]
    name: Words
    address: Words
    hours: Words
    offers: Words
    minutes: Annotated[int, Field(ge=0)] | None = None
