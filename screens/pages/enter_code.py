"""A code of digits from a slip."""

from dataclasses import dataclass
from typing import ClassVar, Final

from screens.page import Page
from screens.text import Text

ANEW: Final = "anew"


@dataclass(frozen=True)
class EnterCode(Page[str]):
    """Answers the digits, or ANEW for who would rather begin again.

    `about` names what the code opens; `problem`: why the last one did not.
    """

    title: Text
    note: Text
    digits: int
    about: Text
    problem: Text | None = None

    qml: ClassVar[str] = "EnterCode"

    def answer(self, raw: object) -> str:
        if raw == ANEW:
            return ANEW
        if not (isinstance(raw, str) and raw.isascii() and raw.isdigit() and len(raw) == self.digits):
            raise ValueError("a code has all its digits")
        return raw
