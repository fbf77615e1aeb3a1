"""The technician's PIN."""

from dataclasses import dataclass
from typing import ClassVar, Final

from screens.page import Page
from screens.text import Text

LEAST_DIGITS: Final = 6
MOST_DIGITS: Final = 12


@dataclass(frozen=True)
class EnterPin(Page[str]):
    """Answers the digits. `problem`: why the last ones did not open."""

    problem: Text | None = None

    qml: ClassVar[str] = "EnterPin"

    def answer(self, raw: object) -> str:
        if not (isinstance(raw, str) and raw.isascii() and raw.isdigit()):
            raise ValueError("a PIN has digits")
        if not LEAST_DIGITS <= len(raw) <= MOST_DIGITS:
            raise ValueError("a PIN has six to twelve digits")
        return raw
