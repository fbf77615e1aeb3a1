"""How somebody else applies for the applicant (R67)."""

from dataclasses import dataclass
from typing import Literal

Stroke = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Acting:
    """`relation`: who they are to each other, in the centre's code; `strokes`: the applicant's signature
    under the consent, none where a letter of authority stands for it."""

    relation: str
    present: bool
    strokes: tuple[Stroke, ...] = ()

    @property
    def authorisation(self) -> Literal["present", "letter"]:
        """In the contract's word."""
        return "present" if self.present else "letter"
