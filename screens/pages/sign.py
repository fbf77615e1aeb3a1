"""Sign a statement with the finger."""

from dataclasses import dataclass
from typing import ClassVar, Final

from screens.page import Page
from screens.text import Text

Stroke = tuple[tuple[float, float], ...]

PAD_ASPECT: Final = 3.0
"""Width of the pad over its height; whoever draws the strokes again keeps it."""


@dataclass(frozen=True)
class Sign(Page[tuple[Stroke, ...]]):
    """Answers the strokes in the order they were drawn: points 0..1 across and down the pad.

    Who cannot write signs by a key: the strokes are then the outlines of `name`, and of words that say so.
    """

    statement: Text
    heading: Text
    name: str = ""

    qml: ClassVar[str] = "Sign"

    def answer(self, raw: object) -> tuple[Stroke, ...]:
        if not isinstance(raw, list | tuple):
            raise ValueError("a signature is a list of strokes")  # noqa: TRY004  what a page may raise
        strokes = tuple(_stroke(each) for each in raw)
        if not any(len(set(stroke)) > 1 for stroke in strokes):
            raise ValueError("dots are no signature")
        return strokes


def _stroke(raw: object) -> Stroke:
    if not isinstance(raw, list | tuple) or not raw:
        raise ValueError("a stroke is a list of points")
    return tuple(_point(each) for each in raw)


def _point(raw: object) -> tuple[float, float]:
    if not isinstance(raw, list | tuple) or len(raw) != 2:
        raise ValueError("a point has two coordinates")
    x, y = raw
    if not (isinstance(x, int | float) and isinstance(y, int | float) and 0 <= x <= 1 and 0 <= y <= 1):
        raise ValueError("a point lies on the pad")
    return float(x), float(y)
