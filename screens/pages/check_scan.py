"""Is the picture that was taken good?"""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Page
from screens.text import Text


@dataclass(frozen=True)
class CheckScan(Page[bool]):
    """Answers True to keep the picture, False to take it again. `image` is a JPEG."""

    title: Text
    image: bytes

    qml: ClassVar[str] = "CheckScan"
    can_go_back: ClassVar[bool] = False  # taking it again is the way back

    def answer(self, raw: object) -> bool:
        if not isinstance(raw, bool):
            raise ValueError("the picture is kept or taken again")  # noqa: TRY004  what a page may raise
        return raw
