"""The glass when nobody is there."""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Page


@dataclass(frozen=True)
class Attract(Page[None]):
    """Any touch answers."""

    qml: ClassVar[str] = "Attract"
    can_go_back: ClassVar[bool] = False
    can_go_home: ClassVar[bool] = False

    def answer(self, _raw: object) -> None:
        return None
