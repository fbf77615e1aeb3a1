"""One question with a few answers."""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Page
from screens.pages.parts import Choice
from screens.text import Text


@dataclass(frozen=True)
class Choose(Page[str]):
    """Answers the value of the choice that was touched."""

    title: Text
    choices: tuple[Choice, ...]
    subtitle: Text | None = None

    qml: ClassVar[str] = "Choose"

    def answer(self, raw: object) -> str:
        if raw not in [choice.value for choice in self.choices if choice.closed is None]:
            raise ValueError("no open choice of this page")
        return str(raw)
