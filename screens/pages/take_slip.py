"""The number of the case, and the slip to take away."""

from dataclasses import dataclass, field
from typing import ClassVar

from screens.page import Live, Page
from screens.text import Text


@dataclass(frozen=True)
class TakeSlip(Page[str]):
    """`printed` is what the printer said. Where it did not print, the page asks to note the number down, and
    `code` is a picture of it for the phone. Answers "go_on", or "again" for another print.

    `live`, where the printer watches its mouth: waiting (bool: the slip stands there, and nothing can be
    touched), title and problem (Text or None), again (bool: another print is offered).
    """

    number: str
    message: Text
    next_step: Text
    printed: bool
    live: Live = field(default_factory=Live)
    code: bytes | None = None

    qml: ClassVar[str] = "TakeSlip"
    can_go_back: ClassVar[bool] = False
    can_go_home: ClassVar[bool] = False

    live_keys: ClassVar[tuple[str, ...]] = ("waiting", "title", "problem", "again")

    def answer(self, raw: object) -> str:
        if raw not in ("go_on", "again"):
            raise ValueError("no answer of this page")
        return str(raw)
