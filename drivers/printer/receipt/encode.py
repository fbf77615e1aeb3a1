"""Elements to ESC/POS, as a list of whole commands, so that a job can stop between any two of them.

Source: Epson ESC/POS command reference (ESC @, ESC a, ESC E, ESC 3, ESC d, ESC J, GS !, GS V, GS v 0,
GS ( k).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from drivers.printer.receipt.drawing import (
    QR_QUIET_ZONE_MODULES,
    Typeface,
    draw_line,
    draw_qr,
    fitting_module_dots,
    qr_modules,
)
from drivers.printer.receipt.layout import (
    LINE_DOTS,
    PAPER_58_MM,
    PAPER_80_MM,
    Align,
    Columns,
    Cut,
    Element,
    Feed,
    PaperRoll,
    Qr,
    Rule,
    TextLine,
)
from drivers.printer.receipt.text import FS_KANJI_OFF, CharacterSet, encode_text
from drivers.printer.receipt.wrap import columns, wrap

if TYPE_CHECKING:
    from PIL import Image

INITIALIZE = b"\x1b@"
ALIGN_LEFT = b"\x1ba\x00"
LINE_GAP_DOTS = 6  # between lines of text; a unit of ESC 3 and ESC J is a dot on 203 dpi printers
CUT_FEED_DOTS = 24  # beyond the way from the head to the cutter, which GS V B adds by itself
STRIP_DOTS = 24  # an image goes out in strips: the smaller a command, the less a broken job leaves half sent
IMAGE_HEADER_BYTES = 8
QR_LEVEL_M = 1
# Width in dots -> a profile of python-escpos that has it; nothing else of the profile matters here.
_ESCPOS_PROFILES = {PAPER_58_MM.dots: "POS-5890", PAPER_80_MM.dots: "NT-80-V-UL"}


@dataclass(frozen=True)
class PrinterModel:
    """What the encoder needs to know of the printer.

    `typefaces`, tried in order, draw what the printer has no character for; `character_set` is what its own
    font holds; `native_qr` lets the printer draw the QR code (fewer bytes), where it can; `cuts_whole`: a
    slip that hangs by a point cannot be shown in a mouth.
    """

    typefaces: tuple[Typeface, ...]
    paper: PaperRoll = PAPER_80_MM
    character_set: CharacterSet = "gbk"
    native_qr: bool = False
    cuts_whole: bool = False


@dataclass(frozen=True)
class EncodedSlip:
    """The job: whole commands, the paper it takes (dot rows), and the characters drawn as boxes."""

    commands: tuple[bytes, ...]
    dot_rows: int
    missing: frozenset[str] = frozenset()


def encode(slip: Iterable[Element], model: PrinterModel) -> EncodedSlip:
    """The job for `slip`, cut at its end in any case. Raises `ValueError` for a QR code that does not fit."""
    elements: list[Element] = list(slip)
    if not elements or not isinstance(elements[-1], Cut):
        elements.append(Cut())
    encoder = _Encoder(model)
    for element in elements:
        encoder.add(element)
    return EncodedSlip(tuple(encoder.commands), encoder.dot_rows, frozenset(encoder.missing))


def placed(slip: Iterable[Element], paper: PaperRoll) -> Iterator[TextLine | Qr | Feed | Cut]:
    """The slip with every paragraph, column and rule resolved to lines that fit the paper."""
    for element in slip:
        match element:
            case TextLine():
                for text in wrap(element.text, paper.cells // element.width):
                    yield replace(element, text=text)
            case Columns():
                for text in columns(element.left, element.right, paper.cells):
                    yield TextLine(text, bold=element.bold)
            case Rule():
                yield TextLine("-" * paper.cells)
            case _:
                yield element


_PLAIN = TextLine("")


@dataclass
class _Encoder:
    """Collects the commands of one job and remembers the printer's state to send only what changes."""

    model: PrinterModel
    commands: list[bytes] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    dot_rows: int = 0
    style: TextLine = _PLAIN

    def __post_init__(self) -> None:
        # Said although ESC @ resets them: printers differ in what they reset.
        self.commands += [INITIALIZE, FS_KANJI_OFF, ALIGN_LEFT, _line_spacing(1)]

    def add(self, element: Element) -> None:
        for part in placed((element,), self.model.paper):
            match part:
                case TextLine():
                    self._add_line(part)
                case Qr():
                    self._add_qr(part)
                case Feed():
                    self._set_style(_PLAIN)
                    self._print(b"\x1bd" + bytes([part.lines]), part.lines * (LINE_DOTS + LINE_GAP_DOTS))
                case Cut():
                    self._set_style(_PLAIN)
                    function = b"B" if part.partial and not self.model.cuts_whole else b"A"
                    self._print(b"\x1dV" + function + bytes([CUT_FEED_DOTS]), CUT_FEED_DOTS)

    def _print(self, command: bytes, dot_rows: int) -> None:
        self.commands.append(command)
        self.dot_rows += dot_rows

    def _add_line(self, line: TextLine) -> None:
        text = encode_text(line.text, self.model.character_set)
        if text is None:
            image, missing = draw_line(line, self.model.paper.dots, self.model.typefaces)
            self.missing |= missing
            self._add_image(image)
            self._print(_feed_dots(LINE_GAP_DOTS), LINE_GAP_DOTS)
        else:
            self._set_style(line)
            self._print(text + b"\n", LINE_DOTS * line.height + LINE_GAP_DOTS)

    def _set_style(self, line: TextLine) -> None:
        old, self.style = self.style, line
        if line.align != old.align:
            self.commands.append(b"\x1ba" + bytes([line.align.value]))
        if line.bold != old.bold:
            self.commands.append(b"\x1bE" + bytes([line.bold]))
        if (line.width, line.height) != (old.width, old.height):
            self.commands.append(b"\x1d!" + bytes([(line.width - 1) << 4 | (line.height - 1)]))
        if line.height != old.height:
            self.commands.append(_line_spacing(line.height))

    def _add_qr(self, qr: Qr) -> None:
        modules = qr_modules(qr.data)
        module_dots = fitting_module_dots(len(modules), qr.module_dots, self.model.paper.dots)
        quiet_dots = QR_QUIET_ZONE_MODULES * module_dots
        self._set_style(_PLAIN)
        self._print(_feed_dots(quiet_dots), quiet_dots)
        # Bytes below the space could be read as real-time commands inside the code's own command.
        if self.model.native_qr and min(qr.data) >= " ":
            self._set_style(replace(_PLAIN, align=Align.CENTER))
            self._print(_native_qr(qr.data, module_dots, self.model.paper), module_dots * len(modules))
        else:
            self._add_image(draw_qr(modules, module_dots, self.model.paper.dots))
        self._set_style(_PLAIN)
        self._print(_feed_dots(quiet_dots), quiet_dots)

    def _add_image(self, image: "Image.Image") -> None:
        self._set_style(_PLAIN)
        builder = _builder(self.model.paper)
        for top in range(0, image.height, STRIP_DOTS):
            strip = image.crop((0, top, image.width, min(top + STRIP_DOTS, image.height)))
            builder.clear()
            builder.image(strip, impl="bitImageRaster")
            self._print(without_real_time_commands(builder.output), strip.height)


def without_real_time_commands(image: bytes) -> bytes:
    """A GS v 0 command in whose dots no DLE EOT, DLE ENQ or DLE DC4 hides: one dot more in such places.

    A printer obeys those three even inside image data; DLE DC4 opens the drawer or switches the printer off.
    """
    header, dots = image[:IMAGE_HEADER_BYTES], image[IMAGE_HEADER_BYTES:]
    for second in b"\x04\x05\x14":
        dots = dots.replace(bytes([0x10, second]), bytes([0x18, second]))
    return header + dots


def _native_qr(data: str, module_dots: int, paper: PaperRoll) -> bytes:
    builder = _builder(paper)
    builder.qr(data, ec=QR_LEVEL_M, size=module_dots, native=True)
    return bytes(builder.output)


def _builder(paper: PaperRoll) -> Any:  # python-escpos has no types
    """A python-escpos printer that keeps its bytes; for images and codes: its text knows no Chinese mode."""
    from escpos.printer import Dummy  # a quarter of a second to import

    return Dummy(profile=_ESCPOS_PROFILES[paper.dots])


def _line_spacing(height: int) -> bytes:
    return b"\x1b3" + bytes([LINE_DOTS * height + LINE_GAP_DOTS])


def _feed_dots(dots: int) -> bytes:
    return b"\x1bJ" + bytes([dots])
