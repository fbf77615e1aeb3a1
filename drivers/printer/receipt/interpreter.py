"""Reads ESC/POS as a Chinese slip printer does and burns it into paper; knows nothing of our encoder.

Sources: Epson ESC/POS command reference; the two-byte reading of FS & mode as GB 18030 models do it (a byte
from 81 on begins a pair, whatever the second byte is).
"""

from dataclasses import dataclass, replace

from drivers.printer.receipt.graphics import Graphics
from drivers.printer.receipt.paper import CELL_HEIGHT_DOTS, CELL_WIDTH_DOTS, Burnt, DotRow, Roll
from drivers.printer.receipt.reading import Command, take
from drivers.printer.receipt.simulated_mouth import SimulatedMouth

DEFAULT_LINE_SPACING_DOTS = 30
CUTTER_DISTANCE_DOTS = 96  # from the head to the cutter: what GS V A/B feeds by itself
MODEL_ID = 0x20

# Commands of a fixed number of parameters that change nothing on our paper.
_PASSED_OVER = {
    b"\x1bt": 1, b"\x1bR": 1, b"\x1b ": 1, b"\x1bM": 1, b"\x1bV": 1, b"\x1b{": 1, b"\x1b=": 1, b"\x1bp": 3,
    b"\x1bU": 1, b"\x1bc": 2, b"\x1b9": 1,
    b"\x1dB": 1, b"\x1dP": 2, b"\x1dL": 2, b"\x1dW": 2, b"\x1dh": 1, b"\x1dw": 1, b"\x1dH": 1, b"\x1df": 1,
    b"\x1cC": 1, b"\x1cS": 2,
}  # fmt: skip
_PARAMETERS = {
    b"\x1b@": 0, b"\x1b2": 0, b"\x1b3": 1, b"\x1ba": 1, b"\x1bE": 1, b"\x1bG": 1, b"\x1b!": 1, b"\x1b-": 1,
    b"\x1b$": 2, b"\x1b\\": 2, b"\x1bd": 1, b"\x1bJ": 1, b"\x1bi": 0, b"\x1bm": 0,
    b"\x1d!": 1, b"\x1da": 1, b"\x1dr": 1, b"\x1dI": 1,
    b"\x1c&": 0, b"\x1c.": 0, b"\x1c!": 1, b"\x1c-": 1, b"\x1cW": 1,
}  # fmt: skip


@dataclass
class _Style:
    """What ESC @ resets."""

    chinese: bool = True  # Chinese models start in FS & mode
    width: int = 1
    height: int = 1
    bold: bool = False
    underlined: bool = False
    align: int = 0
    line_spacing: int = DEFAULT_LINE_SPACING_DOTS


class Interpreter:
    """Takes one byte at a time; the printer stops feeding it when it goes offline.

    `mouth` is the presenter, where the printer has one; `answers` collects what in-order commands (GS r,
    GS I) send back, `unknown` the commands that it does not know, `automatic_status` the mask of GS a;
    `four_byte` reads four-byte GB 18030 codes as few printers do.
    """

    def __init__(self, roll: Roll, *, four_byte: bool = False, mouth: SimulatedMouth | None = None) -> None:
        self.roll = roll
        self._mouth = mouth
        self.answers = bytearray()
        self.unknown: list[bytes] = []
        self.automatic_status = 0
        self.asked_automatic_status = False
        self._four_byte = four_byte
        self._style = _Style()
        self._line: list[Burnt] = []
        self._text = ""
        self._x = 0
        self._graphics = Graphics(roll, self._left, self.unknown)
        self._reading = self._start()

    def feed(self, byte: int) -> None:
        """Read one byte."""
        self._reading.send(byte)

    def drop_command(self) -> None:
        """Forget the command and the line in progress, as clearing the buffers does."""
        self._line, self._text, self._x = [], "", 0
        self._reading = self._start()

    def _start(self) -> Command:
        reading = self._read()
        next(reading)
        return reading

    def _read(self) -> Command:
        while True:
            byte = yield
            if byte in (0x1B, 0x1C, 0x1D):
                yield from self._read_command(bytes([byte, (yield)]))
            elif byte == 0x10:  # real-time commands were obeyed when they arrived
                yield from self._pass_over_real_time()
            elif byte == 0x0A:
                self._print_line()
            elif byte == 0x09:
                self._move_to(self._x + 8 * CELL_WIDTH_DOTS - self._x % (8 * CELL_WIDTH_DOTS))
            elif byte >= 0x20:
                yield from self._read_character(byte)
            elif self._mouth is not None and bytes([byte]) in self._mouth.commands:
                yield from self._mouth.obey(bytes([byte]), self.answers)
            elif byte not in (0x00, 0x0D):
                self.unknown.append(bytes([byte]))

    def _pass_over_real_time(self) -> Command:
        function = 0x10
        while function == 0x10:  # one that was cut off before it
            function = yield
        if function in (0x04, 0x05):
            yield
        elif function == 0x14:
            yield from take({1: 2, 2: 2, 8: 7}.get((yield), 0))
        else:
            self.unknown.append(bytes([0x10, function]))

    def _read_character(self, byte: int) -> Command:
        if not self._style.chinese or byte <= 0x80:
            self._put(bytes([byte]).decode("cp437"), 1)
            return
        code = bytes([byte, (yield)])
        if self._four_byte and 0x30 <= code[1] <= 0x39:
            code += yield from take(2)
        self._put(code.decode("gb18030", "replace")[0], 2)

    def _read_command(self, name: bytes) -> Command:
        if self._mouth is not None and name in self._mouth.commands:
            yield from self._mouth.obey(name, self.answers)
        elif name in _PARAMETERS:
            self._obey(name, (yield from take(_PARAMETERS[name])))
        elif name in _PASSED_OVER:
            yield from take(_PASSED_OVER[name])
        elif name == b"\x1dV":
            yield from self._cut()
        elif name == b"\x1dv":
            yield from self._graphics.raster()
        elif name in (b"\x1d(", b"\x1d8"):
            yield from self._graphics.function(long=name == b"\x1d8")
        elif name == b"\x1c(":  # the choice of a font
            yield
            yield from take(int.from_bytes((yield from take(2)), "little"))
        elif name == b"\x1b*":
            mode, low, high = yield from take(3)
            yield from take((low + 256 * high) * (3 if mode >= 32 else 1))
            self.unknown.append(name)
        else:
            self.unknown.append(name)

    def _obey(self, name: bytes, parameters: bytes) -> None:  # noqa: C901, PLR0912  one case per command
        n = parameters[0] if parameters else 0
        style = self._style
        match name:
            case b"\x1b@":
                self._style = _Style()
                self._line, self._text, self._x = [], "", 0
            case b"\x1b2":
                style.line_spacing = DEFAULT_LINE_SPACING_DOTS
            case b"\x1b3":
                style.line_spacing = n
            case b"\x1ba":
                if not self._line:  # ignored in mid-line
                    style.align = n % 48
            case b"\x1bE" | b"\x1bG":
                style.bold = bool(n & 1)
            case b"\x1b-" | b"\x1c-":
                style.underlined = n % 48 > 0
            case b"\x1b!":
                style.bold, style.underlined = bool(n & 0x08), bool(n & 0x80)
                style.height, style.width = 1 + bool(n & 0x10), 1 + bool(n & 0x20)
            case b"\x1c!":
                style.underlined = bool(n & 0x80)
                style.height, style.width = 1 + bool(n & 0x08), 1 + bool(n & 0x04)
            case b"\x1cW":
                style.width = style.height = 1 + (n & 1)
            case b"\x1d!":
                style.width, style.height = (n >> 4 & 7) + 1, (n & 7) + 1
            case b"\x1b$":
                self._move_to(int.from_bytes(parameters, "little"))
            case b"\x1b\\":
                self._move_to(self._x + int.from_bytes(parameters, "little", signed=True))
            case b"\x1bd":
                self._print_line(feed=n * style.line_spacing)
            case b"\x1bJ":
                self._print_line(feed=n)
            case b"\x1bi" | b"\x1bm":
                self.roll.cut(partial=True)
            case b"\x1c&" | b"\x1c.":
                style.chinese = name == b"\x1c&"
            case b"\x1da":
                self.automatic_status = n
                self.asked_automatic_status = True
            case b"\x1dr":
                self.answers.append(0x0C if self.roll.is_out else 0x00)
            case b"\x1dI":
                self.answers.append(MODEL_ID)

    def _put(self, char: str, cells: int) -> None:
        style = self._style
        if self._x + cells * CELL_WIDTH_DOTS * style.width > self.roll.dots:
            self._print_line()
        mark = Burnt(char, self._x, 0, cells, style.width, style.height, style.bold, style.underlined)
        self._line.append(mark)
        self._text += char
        self._x += cells * CELL_WIDTH_DOTS * style.width

    def _move_to(self, x: int) -> None:
        x = min(max(x, 0), self.roll.dots)
        self._text += " " * ((x - self._x) // CELL_WIDTH_DOTS)
        self._x = x

    def _print_line(self, feed: int | None = None) -> None:
        """Print the line and feed; `feed` (dots) instead of the line spacing. Blank lines show no text."""
        height = max((mark.height for mark in self._line), default=0) * CELL_HEIGHT_DOTS
        left = self._left(self._x)
        marks: list[Burnt | DotRow] = [
            replace(mark, x=mark.x + left, y=height - mark.height * CELL_HEIGHT_DOTS) for mark in self._line
        ]
        rows = max(height, self._style.line_spacing if feed is None else feed)
        self.roll.burn(marks, rows, self._text if self._line else None)
        self._line, self._text, self._x = [], "", 0

    def _left(self, width: int) -> int:
        return max(0, (self.roll.dots - width) * self._style.align // 2)

    def _cut(self) -> Command:
        mode = yield
        if mode in (65, 66):
            self.roll.feed(CUTTER_DISTANCE_DOTS + (yield))
        self.roll.cut(partial=mode in (1, 49, 66))
