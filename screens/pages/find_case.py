"""How a case is found again: by the card, by the code of its slip, or by its number."""

from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from screens.page import Live, Page

NUMBER: Final = "number"


@dataclass(frozen=True)
class FindCase(Page[Literal["number"]]):
    """The card and the slip's code are read meanwhile and end the page; answers NUMBER for who rather types.

    `scanner`: a slip's code can be read here. `live`: problem (Text or None).
    """

    live: Live
    scanner: bool

    qml: ClassVar[str] = "FindCase"
    live_keys: ClassVar[tuple[str, ...]] = ("problem",)

    def answer(self, raw: object) -> Literal["number"]:
        if raw != NUMBER:
            raise ValueError("no answer of this page")
        return NUMBER
