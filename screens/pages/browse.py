"""One page of a way to a service: groups of services, or services."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from screens.page import Page
from screens.pages.home import Tile
from screens.text import Text


@dataclass(frozen=True)
class Browse(Page[str]):
    """Answers the id of the entry that was touched; a closed one too, its guide tells what to do."""

    title: Text
    entries: tuple[Tile, ...]
    subtitle: Text | None = None
    kind: Literal["groups", "items"] = "items"

    qml: ClassVar[str] = "Browse"

    def answer(self, raw: object) -> str:
        if raw not in [entry.id for entry in self.entries]:
            raise ValueError("no entry of this page")
        return str(raw)
