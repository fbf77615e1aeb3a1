"""Lay the ID card on the reader."""

from dataclasses import dataclass
from typing import ClassVar, NoReturn

from screens.page import Live, Page
from screens.text import Text


@dataclass(frozen=True)
class PresentCard(Page[NoReturn]):
    """Only the reader ends it, or Back, or Home. `whose`: which card, where it is not plain.

    `live`: status (Text), problem (Text or None), reading (bool: the card lies on the reader).
    """

    live: Live
    whose: Text | None = None

    qml: ClassVar[str] = "PresentCard"
    live_keys: ClassVar[tuple[str, ...]] = ("status", "problem", "reading")

    def answer(self, _raw: object) -> NoReturn:
        raise ValueError("this page has no answer")
