"""The number of a case and its query code, as they stand on the slip."""

import re
from dataclasses import dataclass
from typing import ClassVar, Final

from screens.page import Page
from screens.text import Text

_NUMBER: Final = re.compile(r"[0-9A-Z-]{6,64}")
_CODE: Final = re.compile(r"[0-9A-Z]{6}")


@dataclass(frozen=True)
class EnterNumber(Page[tuple[str, str]]):
    """Answers number and query code. `number`: what stood there before; `problem`: why it did not serve."""

    number: str = ""
    problem: Text | None = None

    qml: ClassVar[str] = "EnterNumber"

    def answer(self, raw: object) -> tuple[str, str]:
        match raw:
            case [str(number), str(code)] if _NUMBER.fullmatch(number) and _CODE.fullmatch(code):
                return number, code
        raise ValueError("a number and a query code have letters and digits")
