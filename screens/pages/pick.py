"""One step of choosing from many: a region in a region, a year, a month, a day."""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Page
from screens.pages.parts import Choice
from screens.text import Text

ENOUGH = " enough"


@dataclass(frozen=True)
class Pick(Page[str | None]):
    """Answers the value of the choice that was touched; None: what was `picked` before is enough.

    `columns`: at most so many choices stand in a row.
    """

    title: Text
    choices: tuple[Choice, ...]
    picked: Text | None = None
    columns: int = 3
    enough: bool = False

    qml: ClassVar[str] = "Pick"

    def answer(self, raw: object) -> str | None:
        if raw == ENOUGH and self.enough:
            return None
        if raw not in [choice.value for choice in self.choices]:
            raise ValueError("no choice of this page")
        return str(raw)
