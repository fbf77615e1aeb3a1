"""All that will be handed in, before it is."""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Page
from screens.pages.parts import Row
from screens.text import Text


@dataclass(frozen=True)
class Group:
    """Rows under one heading. What is personal is masked by who asks."""

    heading: Text
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Confirm(Page[None]):
    """Answers when the citizen confirms; Back leads to where it can be changed."""

    title: Text
    groups: tuple[Group, ...]

    qml: ClassVar[str] = "Confirm"

    def answer(self, _raw: object) -> None:
        return None
