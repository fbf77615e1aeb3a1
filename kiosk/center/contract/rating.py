"""GET /rating-scheme: 好差评 levels and tags as the province set them."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from kiosk.center.contract.envelopes import Satisfaction
from kiosk.center.contract.wire import Label, Wire, Words


class RatingTag(Wire):
    code: Label
    level: Satisfaction
    text: Words
    shown_first: bool = False


class RatingLevel(Wire):
    level: Satisfaction
    label: Words


class RatingScheme(Wire):
    """A terminal never adds or drops a level or a tag."""

    version: str
    levels: Annotated[tuple[RatingLevel, ...], Field(min_length=5, max_length=5)]
    tags: tuple[RatingTag, ...]

    @model_validator(mode="after")
    def _has_every_level(self) -> Self:
        if {level.level for level in self.levels} != set(Satisfaction):
            raise ValueError("a level is missing")
        return self
