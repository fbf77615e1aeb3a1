"""What was reckoned or looked up: rows to read, and to take along on a slip."""

from dataclasses import dataclass
from typing import ClassVar, Final

from screens.page import Page
from screens.pages.confirm import Group
from screens.text import Text

PRINT: Final = "print"
DONE: Final = "done"


@dataclass(frozen=True)
class Figures(Page[str]):
    """Answers PRINT or DONE; Back leads to what was entered. `note` says where the figures come from."""

    title: Text
    groups: tuple[Group, ...]
    note: Text
    printable: bool

    qml: ClassVar[str] = "Figures"

    def answer(self, raw: object) -> str:
        if raw == DONE or (raw == PRINT and self.printable):
            return str(raw)
        raise ValueError("no such choice")
