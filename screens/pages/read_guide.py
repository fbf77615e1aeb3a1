"""The guide of one service item, before anything is asked for."""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Page
from screens.pages.parts import Row, Section
from screens.text import Text


@dataclass(frozen=True)
class ReadGuide(Page[None]):
    """Answers when the citizen begins; while `closed` says why the item is closed, nobody can begin."""

    title: Text
    department: Text
    facts: tuple[Row, ...]
    note: Text
    sections: tuple[Section, ...]
    version: str
    closed: Text | None = None

    qml: ClassVar[str] = "ReadGuide"

    def answer(self, _raw: object) -> None:
        if self.closed is not None:
            raise ValueError("a closed item cannot begin")
