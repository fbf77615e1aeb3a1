"""What the technician sees."""

from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from screens.page import Page
from screens.pages.parts import Row
from screens.text import Text

ACTIONS: Final = frozenset({"refresh", "carry", "restart", "close"})


@dataclass(frozen=True)
class DeviceRow:
    """One device: the word for its state, what is the matter, and how bad that is."""

    name: Text
    state: Text
    detail: Text
    tone: Literal["good", "warning", "problem"]


@dataclass(frozen=True)
class Maintenance(Page[str]):
    """Answers "refresh", "carry", "restart" or "close"."""

    devices: tuple[DeviceRow, ...]
    queue: tuple[Row, ...]
    backlog: tuple[Row, ...]
    facts: tuple[Row, ...]

    qml: ClassVar[str] = "Maintenance"
    can_go_back: ClassVar[bool] = False
    can_go_home: ClassVar[bool] = False

    def answer(self, raw: object) -> str:
        if raw not in ACTIONS:
            raise ValueError("no action of this page")
        return str(raw)
