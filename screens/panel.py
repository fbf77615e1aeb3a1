"""The glass that the pages are drawn for."""

import math
from dataclasses import dataclass

MM_PER_INCH = 25.4


@dataclass(frozen=True)
class Panel:
    """A touch panel: its pixels and its diagonal. Raises ValueError where one of them is not positive.

    Every measure of the design is in millimetres; `px_per_mm` turns it into pixels, so that a button is as
    large on a 32-inch panel as on a 21.5-inch one.
    """

    width_px: int = 1080
    height_px: int = 1920
    diagonal_inch: float = 21.5

    def __post_init__(self) -> None:
        if min(self.width_px, self.height_px, self.diagonal_inch) <= 0:
            raise ValueError("a panel has a positive width, height and diagonal")

    @property
    def px_per_mm(self) -> float:
        return math.hypot(self.width_px, self.height_px) / (self.diagonal_inch * MM_PER_INCH)
