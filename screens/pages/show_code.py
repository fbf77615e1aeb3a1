"""Hold a code on the phone before the scanner."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from screens.page import Live, Page


@dataclass(frozen=True)
class ShowCode(Page[str]):
    """Answers "type" when the citizen rather types; a code that is read ends it too.

    `live`: status (Text), problem (Text or None). The words are those of an e-licence.
    """

    live: Live

    qml: ClassVar[str] = "ShowCode"
    live_keys: ClassVar[tuple[str, ...]] = ("status", "problem")

    def answer(self, raw: object) -> Literal["type"]:
        if raw != "type":
            raise ValueError("no answer of this page")
        return "type"
