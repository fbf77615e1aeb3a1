"""The paper of the simulated printer: what was burnt into it, cut into tickets, drawn as a picture."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageFont

CELL_WIDTH_DOTS = 12
CELL_HEIGHT_DOTS = 24
DOTS_PER_MM = 8
MARGIN_MM = 4  # unprintable at both edges: 80 mm paper has 72 mm of dots
_BASELINE = 0.86  # of the cell's height


@dataclass(frozen=True)
class Burnt:
    """A character: its upper left corner in dots, how many half cells it takes, and how it is magnified."""

    char: str
    x: int
    y: int
    cells: int
    width: int = 1
    height: int = 1
    bold: bool = False
    underlined: bool = False


@dataclass(frozen=True)
class DotRow:
    """One row of an image: bits from `x` on, most significant first, each `scale` dots wide."""

    bits: bytes
    x: int
    y: int
    scale: int = 1


@dataclass(frozen=True)
class Ticket:
    """What lies between two cuts: the lines of text as printed, and all marks."""

    text_lines: tuple[str, ...]
    marks: tuple[Burnt | DotRow, ...]
    dots: int
    rows: int
    partial_cut: bool = False

    def draw(self, font_path: Path, font_index: int = 0) -> "Image.Image":
        """The ticket as a picture of 8 dots/mm, black on white, with the margins of the paper."""
        from PIL import Image, ImageFont  # heavy, for pictures only

        margin = MARGIN_MM * DOTS_PER_MM
        picture = Image.new("L", (self.dots + 2 * margin, self.rows + 2 * margin), 255)
        font = ImageFont.truetype(str(font_path), 22, index=font_index)
        for mark in self.marks:
            image = _character(mark, font) if isinstance(mark, Burnt) else _dot_row(mark)
            black = image.point(lambda grey: 255 * (grey < 128))
            picture.paste(0, (margin + mark.x, margin + mark.y), black)
        return picture

    def save(self, path: Path, font_path: Path, font_index: int = 0) -> None:
        """Write the picture as PNG."""
        self.draw(font_path, font_index).save(path, "PNG", dpi=(203, 203))


def _character(mark: Burnt, font: "ImageFont.FreeTypeFont") -> "Image.Image":
    from PIL import Image, ImageDraw  # heavy, for pictures only

    image = Image.new("L", (mark.cells * CELL_WIDTH_DOTS, CELL_HEIGHT_DOTS), 255)
    pen = ImageDraw.Draw(image)
    place = (image.width / 2, CELL_HEIGHT_DOTS * _BASELINE)
    pen.text(place, mark.char, fill=0, font=font, anchor="ms", stroke_width=int(mark.bold))
    if mark.underlined:
        pen.line((0, CELL_HEIGHT_DOTS - 1, image.width, CELL_HEIGHT_DOTS - 1), fill=0)
    return image.resize((image.width * mark.width, image.height * mark.height), Image.Resampling.NEAREST)


def _dot_row(mark: DotRow) -> "Image.Image":
    from PIL import Image  # heavy, for pictures only

    white = bytes(255 - byte for byte in mark.bits)
    row = Image.frombytes("1", (len(mark.bits) * 8, 1), white).convert("L")
    return row.resize((row.width * mark.scale, 1), Image.Resampling.NEAREST)


class Roll:
    """The paper under the head: grows downwards, may end, is cut into tickets."""

    def __init__(
        self, dots: int, rows_left: int | None = None, on_cut: Callable[[Ticket], None] | None = None
    ) -> None:
        self.dots = dots
        self._on_cut = on_cut
        self.rows_left = rows_left  # None: a roll without end
        self.rows = 0
        self.tickets: list[Ticket] = []
        self._lines: list[str] = []
        self._marks: list[Burnt | DotRow] = []

    @property
    def is_out(self) -> bool:
        """Whether the end of the roll has passed the sensor."""
        return self.rows_left == 0

    @property
    def uncut_lines(self) -> tuple[str, ...]:
        """The lines of text since the last cut: they hang out of the printer."""
        return tuple(self._lines)

    @property
    def hanging(self) -> Ticket:
        """What hangs out of the printer, as if it were cut now."""
        return Ticket(tuple(self._lines), tuple(self._marks), self.dots, self.rows)

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed since the last cut."""
        return not self._marks and not self._lines

    def burn(self, marks: list[Burnt | DotRow], rows: int, line: str | None = None) -> None:
        """Print `marks` (their y relative to the head) and feed `rows`; `line` is the text they show."""
        self._marks += (replace(mark, y=mark.y + self.rows) for mark in marks)
        if line is not None:
            self._lines.append(line)
        self.feed(rows)

    def feed(self, rows: int) -> None:
        """Move the paper."""
        self.rows += rows
        if self.rows_left is not None:
            self.rows_left = max(0, self.rows_left - rows)

    def cut(self, *, partial: bool) -> None:
        """Cut off what was printed as one ticket."""
        self.tickets.append(
            Ticket(tuple(self._lines), tuple(self._marks), self.dots, self.rows, partial_cut=partial)
        )
        self._lines, self._marks, self.rows = [], [], 0
        if self._on_cut is not None:
            self._on_cut(self.tickets[-1])
