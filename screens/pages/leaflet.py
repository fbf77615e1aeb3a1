"""What hangs on the wall of a hall: places, hours, phones."""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Page
from screens.pages.parts import Section
from screens.text import Text


@dataclass(frozen=True)
class Leaflet(Page[str]):
    """Back and Home lead away; `further`, where there is more to see, answers "further"."""

    title: Text
    sections: tuple[Section, ...]
    subtitle: Text | None = None
    further: Text | None = None

    qml: ClassVar[str] = "Leaflet"

    def answer(self, raw: object) -> str:
        if raw != "further" or self.further is None:
            raise ValueError("a leaflet asks nothing else")
        return "further"
