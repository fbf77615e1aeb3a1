"""Something happened: what, what is safe, what to do now."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from screens.page import Page
from screens.pages.parts import Choice
from screens.text import Text


@dataclass(frozen=True)
class Notice(Page[str]):
    """Answers the value of the action that was touched; the first action is the primary one."""

    title: Text
    body: Text
    next: Text
    actions: tuple[Choice, ...]
    tone: Literal["problem", "info", "success"] = "info"

    qml: ClassVar[str] = "Notice"
    can_go_back: ClassVar[bool] = False

    def answer(self, raw: object) -> str:
        if raw not in [action.value for action in self.actions]:
            raise ValueError("no action of this page")
        return str(raw)
