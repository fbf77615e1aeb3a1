"""What is seen of a page: a frame, points in it, a word of help, and the page's corners."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Frame = NDArray[np.uint8]  # h x w x 3, BGR
    Points = NDArray[np.float32]  # n x 2, x and y in pixels
else:  # numpy costs the kiosk's start 0.1 s
    Frame = Points = Any


class Help(StrEnum):
    """One word for the citizen; the hall has the sentences."""

    NO_PAGE = "no_page"
    TOO_FAR = "too_far"
    CUT_OFF = "cut_off"
    TILTED = "tilted"
    BLURRED = "blurred"
    GLARE = "glare"
    DARK = "dark"
    FINGER = "finger"


class NotAFrame(ValueError):
    """The array is no frame, or one that is too small to hold a page."""


@dataclass(frozen=True, eq=False)
class Page:
    """Corners in pixels of the frame, float32 4 x 2, clockwise from top left."""

    corners: Points
