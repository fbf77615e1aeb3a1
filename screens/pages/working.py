"""A device or the network works; the words follow its true state."""

from dataclasses import dataclass
from typing import ClassVar, NoReturn

from screens.page import Live, Page


@dataclass(frozen=True)
class Working(Page[NoReturn]):
    """Nothing can be touched meanwhile. `live`: message (Text), note (Text)."""

    live: Live

    qml: ClassVar[str] = "Working"
    can_go_back: ClassVar[bool] = False
    can_go_home: ClassVar[bool] = False
    live_keys: ClassVar[tuple[str, ...]] = ("message", "note")

    def answer(self, _raw: object) -> NoReturn:
        raise ValueError("this page has no answer")
