"""The guide of one service item, before anything is asked for."""

from dataclasses import dataclass
from typing import ClassVar, Final

from screens.page import Page
from screens.pages.parts import Row, Section
from screens.text import Text

BEGIN: Final = "begin"
TAKE: Final = "take"
REQUEST: Final = "request"


@dataclass(frozen=True)
class ReadGuide(Page[str]):
    """Answers BEGIN, TAKE for the guide to take away, or REQUEST: something is left for the department.

    While `closed` says why the item is closed, and where it is not `startable` here at all, nobody can begin.
    `stale` warns that the guide may have changed at the centre.
    """

    title: Text
    department: Text
    facts: tuple[Row, ...]
    note: Text
    sections: tuple[Section, ...]
    version: str
    closed: Text | None = None
    startable: bool = True
    request: bool = False
    stale: Text | None = None

    qml: ClassVar[str] = "ReadGuide"

    def answer(self, raw: object) -> str:
        if raw == TAKE or (raw == REQUEST and self.request):
            return str(raw)
        if raw != BEGIN or self.closed is not None or not self.startable:
            raise ValueError("a closed item cannot begin")
        return BEGIN
