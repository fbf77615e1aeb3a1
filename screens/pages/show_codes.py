"""Codes for the phone, several on a page."""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Page
from screens.text import Text


@dataclass(frozen=True)
class Shown:
    """One code (PNG), and what it leads to."""

    name: Text
    code: bytes


@dataclass(frozen=True)
class ShowCodes(Page[str]):
    """Answers "print", where `printable`; Back and Home lead away."""

    title: Text
    codes: tuple[Shown, ...]
    printable: bool

    qml: ClassVar[str] = "ShowCodes"

    def answer(self, raw: object) -> str:
        if raw != "print" or not self.printable:
            raise ValueError("no answer of this page")
        return "print"
