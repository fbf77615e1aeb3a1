"""Are the pages that were taken good?"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from screens.page import Page
from screens.text import Text


class Wish(StrEnum):
    """What is to happen next."""

    DONE = "done"
    AGAIN = "again"  # the shown page is to be taken again
    ADD = "add"  # one page more


@dataclass(frozen=True)
class Checked:
    """`kept`: the pages that stay, in their new order, each as (number before, clockwise quarters).

    `shown` counts in the new order.
    """

    wish: Wish
    kept: tuple[tuple[int, int], ...]
    shown: int


@dataclass(frozen=True)
class CheckScan(Page[Checked]):
    """The pages (JPEG or PNG) of one material; the citizen turns, orders, removes them, or wants others.

    `shown`: the page to begin with. `more`: another page may be added. `problem`: why these do not do.
    """

    title: Text
    pages: tuple[bytes, ...]
    shown: int = 0
    more: bool = False
    problem: Text | None = None

    qml: ClassVar[str] = "CheckScan"
    can_go_back: ClassVar[bool] = False  # taking it again is the way back

    def answer(self, raw: object) -> Checked:
        if not isinstance(raw, Mapping):
            raise ValueError("the pages are kept or taken again")  # noqa: TRY004  what a page may raise
        try:
            wish = Wish(raw["wish"])
            kept = tuple((int(page), int(quarters) % 4) for page, quarters in raw["kept"])
            shown = int(raw["shown"])
        except (KeyError, TypeError) as error:
            raise ValueError("the pages are kept or taken again") from error
        numbers = [page for page, _ in kept]
        count = len(self.pages)
        if not kept or len(set(numbers)) != len(numbers) or not set(numbers) <= set(range(count)):
            raise ValueError("each page is kept once, and one at least")
        if not 0 <= shown < len(kept) or (wish is Wish.ADD and not self.more and len(kept) == count):
            raise ValueError("no such page")
        return Checked(wish, kept, shown)
