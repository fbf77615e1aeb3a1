"""One booked time: kept, printed again, or given back."""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Page
from screens.pages.parts import Row
from screens.text import Text


@dataclass(frozen=True)
class ShowBooking(Page[str]):
    """Answers "keep", "cancel" or, where `printable`, "print". `keep` is what its button says."""

    title: Text
    rows: tuple[Row, ...]
    note: Text
    keep: Text
    printable: bool = False

    qml: ClassVar[str] = "ShowBooking"

    def answer(self, raw: object) -> str:
        if raw not in ("keep", "cancel") and not (raw == "print" and self.printable):
            raise ValueError("no answer of this page")
        return str(raw)
