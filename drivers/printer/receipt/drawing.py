"""What the printer's own font cannot print, drawn as dots: lines with rare characters, QR codes.

Images are PIL images of mode "1", black (0) on white, as wide as needed from the paper's left edge: the place
on the line is part of the image, because not every printer aligns images.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.printer.receipt.layout import HALF_CELL_DOTS, LINE_DOTS, Align, TextLine
from drivers.printer.receipt.text import cells, clusters

# PIL and segno are imported where they are used: most slips draw nothing but the code, and the kiosk's first
# page must not wait for them.
if TYPE_CHECKING:
    from PIL import Image, ImageFont

QR_QUIET_ZONE_MODULES = 4  # ISO/IEC 18004
QR_LEAST_MODULE_DOTS = 3  # 0.375 mm; phones read less only in good light
EM_DOTS = 22  # leaves a gap between characters in their cells of 24 dots
DARKNESS = 128  # grey levels of 255 from which a dot is burnt
_NOT_A_CHARACTER = "\U0010ffff"


@dataclass(frozen=True)
class Typeface:
    """A font file; `index` chooses the face in a collection."""

    path: Path
    index: int = 0


def draw_line(
    line: TextLine, paper_dots: int, typefaces: Sequence[Typeface]
) -> tuple["Image.Image", frozenset[str]]:
    """One line that fits the paper, on the grid of the printer's own characters, and what no font has.

    `typefaces` are tried in order for each character, the first must have the ASCII digits. A character that
    none has is drawn as a box with its code in it, so that the slip shows the gap.
    """
    from PIL import Image, ImageFont  # heavy, see above

    scale = max(line.width, line.height)
    size = EM_DOTS * scale
    fonts = [ImageFont.truetype(str(face.path), size, index=face.index) for face in typefaces]
    cell = HALF_CELL_DOTS * scale
    canvas = Image.new("L", (cells(line.text) * cell, LINE_DOTS * scale), 255)
    missing = set()
    x = 0
    for cluster in clusters(line.text):
        box = (cells(cluster) * cell, LINE_DOTS * scale)
        font = next((font for font in fonts if not _lacks(font, cluster)), None)
        if font is None:
            missing.add(cluster)
            glyph = _code_box(fonts[0], cluster, box)
        else:
            glyph = _glyph(font, cluster, box, stroke=max(1, scale // 2) if line.bold else 0)
        canvas.paste(glyph, (x, 0))
        x += box[0]
    wanted = (cells(line.text) * HALF_CELL_DOTS * line.width, LINE_DOTS * line.height)
    dots = canvas.resize(wanted).point(lambda grey: 255 * (grey > DARKNESS)).convert("1")
    return _placed(dots, line.align, paper_dots), frozenset(missing)


def _lacks(font: "ImageFont.FreeTypeFont", cluster: str) -> bool:
    if cluster.isspace():
        return False
    mask, nothing = font.getmask(cluster[0]), font.getmask(_NOT_A_CHARACTER)
    return mask.getbbox() is None or (mask.size == nothing.size and bytes(mask) == bytes(nothing))


def _glyph(font: "ImageFont.FreeTypeFont", cluster: str, size: tuple[int, int], stroke: int) -> "Image.Image":
    """`cluster` in the middle of its cell; squeezed when the font draws it wider."""
    from PIL import Image, ImageDraw  # heavy, see above

    width, height = size
    drawn_width = max(width, round(font.getlength(cluster)))
    image = Image.new("L", (drawn_width, height), 255)
    ImageDraw.Draw(image).text(
        (drawn_width / 2, height * 0.86), cluster, fill=0, font=font, anchor="ms", stroke_width=stroke
    )
    return image.resize(size)


def _code_box(font: "ImageFont.FreeTypeFont", cluster: str, size: tuple[int, int]) -> "Image.Image":
    from PIL import Image, ImageDraw  # heavy, see above

    width, height = size
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    draw.rectangle((1, 1, width - 2, height - 2), outline=0)
    code = f"{ord(cluster[0]):04X}"
    half = (len(code) + 1) // 2
    small = font.font_variant(size=height * 2 // 5)
    for digits, y in ((code[:half], height * 0.47), (code[half:], height * 0.88)):
        row = Image.new("L", (max(width - 4, round(small.getlength(digits))), height), 255)
        ImageDraw.Draw(row).text((row.width / 2, y), digits, fill=0, font=small, anchor="ms")
        top, bottom = (2, height // 2) if y < height / 2 else (height // 2, height - 2)
        image.paste(row.resize((width - 4, height)).crop((0, top, width - 4, bottom)), (2, top))
    return image


def qr_modules(data: str) -> tuple[tuple[bool, ...], ...]:
    """The code of UTF-8 `data` (level M, byte mode): rows of modules, True is dark. Raises `ValueError`."""
    import segno  # heavy, see above

    code = segno.make(data, error="m", mode="byte", encoding="utf-8", micro=False, boost_error=False)
    return tuple(tuple(map(bool, row)) for row in code.matrix)


def draw_qr(modules: tuple[tuple[bool, ...], ...], module_dots: int, paper_dots: int) -> "Image.Image":
    """The code in the middle of the paper, without the blank rows above and below."""
    from PIL import Image  # heavy, see above

    code = Image.new("1", (len(modules), len(modules)))
    code.putdata([255 * (not dark) for row in modules for dark in row])
    return _placed(code.resize((module_dots * len(modules),) * 2), Align.CENTER, paper_dots)


def fitting_module_dots(modules: int, wanted: int, paper_dots: int) -> int:
    """The size of a module so that the code and its quiet zone fit; raises `ValueError`."""
    most = paper_dots // (modules + 2 * QR_QUIET_ZONE_MODULES)
    if most < QR_LEAST_MODULE_DOTS:
        raise ValueError("the QR code holds too much for the paper")
    return min(wanted, most)


def _placed(image: "Image.Image", align: Align, paper_dots: int) -> "Image.Image":
    from PIL import Image  # heavy, see above

    left = (paper_dots - image.width) * align.value // 2
    placed = Image.new("1", (left + image.width, image.height), 255)
    placed.paste(image, (left, 0))
    return placed
