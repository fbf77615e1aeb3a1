"""A paper as it will come out of the printer."""

from dataclasses import dataclass
from typing import ClassVar, Final

from screens.page import Page
from screens.text import Text

PRINT: Final = "print"


@dataclass(frozen=True)
class ShowPaper(Page[str]):
    """Answers PRINT; Back leads away from it. `pages`: pictures (JPEG or PNG), one or more."""

    title: Text
    pages: tuple[bytes, ...]

    qml: ClassVar[str] = "ShowPaper"

    def answer(self, raw: object) -> str:
        if raw == PRINT:
            return PRINT
        raise ValueError("no such choice")
