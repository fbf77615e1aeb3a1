"""What a slip consists of: plain elements without a word of ESC/POS."""

from dataclasses import dataclass
from enum import Enum

HALF_CELL_DOTS = 12  # a half-width character of font A; a Chinese character takes two cells
LINE_DOTS = 24  # the height of a character
MAX_MAGNIFICATION = 8


class Align(Enum):
    """Where a line stands; the values are those of ESC a."""

    LEFT = 0
    CENTER = 1
    RIGHT = 2


@dataclass(frozen=True)
class PaperRoll:
    """The printable width in dots (203 dpi, 8 dots/mm)."""

    dots: int

    @property
    def cells(self) -> int:
        """How many half-width characters stand in a line."""
        return self.dots // HALF_CELL_DOTS


PAPER_58_MM = PaperRoll(384)
PAPER_80_MM = PaperRoll(576)


@dataclass(frozen=True)
class TextLine:
    """A paragraph, wrapped by display width where it is longer than the paper; magnified 1 to 8 times."""

    text: str
    align: Align = Align.LEFT
    width: int = 1
    height: int = 1
    bold: bool = False

    def __post_init__(self) -> None:
        if not (1 <= self.width <= MAX_MAGNIFICATION and 1 <= self.height <= MAX_MAGNIFICATION):
            raise ValueError("a line is magnified 1 to 8 times")


@dataclass(frozen=True)
class Columns:
    """A label at the left edge and its value at the right edge, each wrapped in its own column."""

    left: str
    right: str
    bold: bool = False


@dataclass(frozen=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True)
class Qr:
    """A QR code in the middle; `module_dots` (3 to 16 dots a module) shrinks, not below 3, until it fits."""

    data: str
    module_dots: int = 6

    def __post_init__(self) -> None:
        if not self.data:
            raise ValueError("a QR code needs content")
        if not 3 <= self.module_dots <= 16:
            raise ValueError("a QR code's module takes 3 to 16 dots")


@dataclass(frozen=True)
class Feed:
    """Blank lines, 1 to 255."""

    lines: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.lines <= 255:
            raise ValueError("1 to 255 lines are fed at once")


@dataclass(frozen=True)
class Cut:
    """Feed the end of the slip to the cutter and cut; a partial cut keeps the slip hanging by a point."""

    partial: bool = True


Element = TextLine | Columns | Rule | Qr | Feed | Cut
