"""The visit is over."""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Page
from screens.text import Text


@dataclass(frozen=True)
class Farewell(Page[None]):
    """Any touch answers."""

    message: Text
    note: Text

    qml: ClassVar[str] = "Farewell"
    can_go_back: ClassVar[bool] = False
    can_go_home: ClassVar[bool] = False

    def answer(self, _raw: object) -> None:
        return None
