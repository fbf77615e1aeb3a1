"""The glass that the pages are drawn for."""

import math
from dataclasses import dataclass
from typing import Final

MM_PER_INCH: Final = 25.4

# What the largest page, in the elder mode, needs. A smaller panel shows it smaller than its millimetres.
LEAST_SHORT_SIDE_MM: Final = 250
LEAST_LONG_SIDE_MM: Final = 440
LEAST_REACH_MM: Final = 250


@dataclass(frozen=True)
class Panel:
    """A touch panel: its pixels and its diagonal. Raises ValueError where one of them is not positive.

    Every measure of the design is in millimetres; `px_per_mm` turns it into pixels, so that a button is as
    large on a 32-inch panel as on a 21.5-inch one. `reach_mm`: how high above the panel's lower edge a seated
    person can touch; the low-reach mode puts nothing to touch above that.
    """

    width_px: int = 1080
    height_px: int = 1920
    diagonal_inch: float = 21.5
    reach_mm: float = 300

    def __post_init__(self) -> None:
        if min(self.width_px, self.height_px, self.diagonal_inch, self.reach_mm) <= 0:
            raise ValueError("a panel has a positive width, height, diagonal and reach")

    @property
    def true_px_per_mm(self) -> float:
        return math.hypot(self.width_px, self.height_px) / (self.diagonal_inch * MM_PER_INCH)

    @property
    def px_per_mm(self) -> float:
        """Pixels of a design millimetre: a true one, or less where the panel is too small for the design."""
        short, long = sorted((self.width_px, self.height_px))
        return min(self.true_px_per_mm, short / LEAST_SHORT_SIDE_MM, long / LEAST_LONG_SIDE_MM)

    @property
    def too_small(self) -> bool:
        """Whether the design does not fit at its true size."""
        return self.px_per_mm < self.true_px_per_mm

    @property
    def reach_px(self) -> float:
        """The height of the band that a seated person reaches, from the lower edge up."""
        reach = max(self.reach_mm * self.true_px_per_mm, LEAST_REACH_MM * self.px_per_mm)
        return min(reach, float(self.height_px))
