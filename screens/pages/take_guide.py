"""The guide to take away: by phone, or on paper."""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Page
from screens.text import Text


@dataclass(frozen=True)
class TakeGuide(Page[str]):
    """`code` is a picture of the guide's address; None where the centre gave none.

    Answers "print"; `printable` is whether that can be touched.
    """

    title: Text
    code: bytes | None
    printable: bool

    qml: ClassVar[str] = "TakeGuide"

    def answer(self, raw: object) -> str:
        if raw != "print" or not self.printable:
            raise ValueError("no answer of this page")
        return "print"
