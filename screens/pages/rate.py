"""The rating (好差评), of the citizen's own will; GB/T 39735—2020."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Final

from screens.page import Page
from screens.pages.parts import Choice
from screens.text import Text

LEVELS: Final = 5
BAD_LEVELS: Final = 2
"""The last two levels are bad ratings, and need a reason."""
COMMENT_CHARS: Final = 150


@dataclass(frozen=True)
class Tag:
    """A reason that belongs to one level. Three of a level are `shown_first`."""

    code: str
    text: Text
    shown_first: bool = False


@dataclass(frozen=True)
class Rating:
    """What the citizen chose: the value of a level, the codes of tags, a comment or ""."""

    level: str
    tags: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True)
class Rate(Page[Rating | None]):
    """Answers the rating, None when it was skipped. Nothing is chosen beforehand.

    `levels`: five, the best first; `tags`: by the value of their level. Both are the centre's.
    """

    levels: tuple[Choice, ...]
    tags: Mapping[str, tuple[Tag, ...]]

    qml: ClassVar[str] = "Rate"
    can_go_back: ClassVar[bool] = False
    can_go_home: ClassVar[bool] = False

    def __post_init__(self) -> None:
        if len(self.levels) != LEVELS:
            raise ValueError("a rating has five levels")

    def answer(self, raw: object) -> Rating | None:
        if raw is None:
            return None
        if not isinstance(raw, Mapping) or not isinstance(tags := raw.get("tags", []), list | tuple):
            raise ValueError("a rating is a level with its tags")  # noqa: TRY004  what a page may raise
        rating = Rating(str(raw.get("level")), tuple(map(str, tags)), str(raw.get("comment", "")))
        values = [level.value for level in self.levels]
        if rating.level not in values:
            raise ValueError("no level of this page")
        if not {tag.code for tag in self.tags.get(rating.level, ())} >= set(rating.tags):
            raise ValueError("no tag of this level")
        if len(set(rating.tags)) != len(rating.tags) or len(rating.comment) > COMMENT_CHARS:
            raise ValueError("a tag is chosen once, and a comment is short")
        if rating.level in values[-BAD_LEVELS:] and not (rating.tags or rating.comment.strip()):
            raise ValueError("a bad rating has a reason")
        return rating
