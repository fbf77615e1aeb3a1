"""The number of the case, and the slip to take away."""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Page
from screens.text import Text


@dataclass(frozen=True)
class TakeSlip(Page[None]):
    """`printed` is what the printer said. Where it did not print, the page asks to write the number down."""

    number: str
    message: Text
    next_step: Text
    printed: bool

    qml: ClassVar[str] = "TakeSlip"
    can_go_back: ClassVar[bool] = False
    can_go_home: ClassVar[bool] = False

    def answer(self, _raw: object) -> None:
        return None
