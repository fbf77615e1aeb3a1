"""What hangs on the wall of a hall: places, hours, phones."""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Page
from screens.pages.parts import Section
from screens.text import Text


@dataclass(frozen=True)
class Leaflet(Page[None]):
    """Nothing is asked; Back and Home lead away."""

    title: Text
    sections: tuple[Section, ...]
    subtitle: Text | None = None

    qml: ClassVar[str] = "Leaflet"

    def answer(self, _raw: object) -> None:
        raise ValueError("a leaflet asks nothing")
