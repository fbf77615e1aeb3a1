"""How the glass is drawn for this one citizen; chosen by the citizen, gone with the visit."""

from dataclasses import dataclass, replace
from typing import Final, Literal

Mode = Literal["elder", "high_contrast", "low_reach", "left_hand", "voice"]

ELDER_PATIENCE: Final = 3
"""Who chose the elder mode has so many times the time of others."""


@dataclass(frozen=True)
class Modes:
    """Every one may be on with every other."""

    elder: bool = False
    """Larger type and targets, fewer things on a page, plain words first, more time."""
    high_contrast: bool = False
    """White and yellow on black."""
    low_reach: bool = False
    """Everything to touch within the reach of a seated person."""
    left_hand: bool = False
    """The primary action at the left."""
    voice: bool = False
    """Every page is read aloud."""

    def turned(self, mode: Mode) -> "Modes":
        """With `mode` switched to the other state, the voice with the elder mode.

        Raises TypeError for a mode that there is not.
        """
        on = not getattr(self, mode, None)
        return replace(self, **{mode: on} | ({"voice": on} if mode == "elder" else {}))

    @property
    def patience(self) -> int:
        """By how much every time of the visit is multiplied."""
        return ELDER_PATIENCE if self.elder else 1
