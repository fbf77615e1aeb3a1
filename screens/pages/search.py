"""Finding a service by what one types."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from screens.page import Live, Page


@dataclass(frozen=True)
class Search(Page[str]):
    """Answers the id of the result that was touched.

    `hear` is told what is typed so far, letter by letter, and sets `results` (tiles) in `live`; `query` is
    what stood there before.
    """

    live: Live
    hear: Callable[[object], None]
    query: str = ""

    qml: ClassVar[str] = "Search"
    live_keys: ClassVar[tuple[str, ...]] = ("results",)

    def answer(self, raw: object) -> str:
        results = self.live.values.get("results")
        if not isinstance(results, tuple) or raw not in [tile.id for tile in results]:
            raise ValueError("no result of this page")
        return str(raw)
