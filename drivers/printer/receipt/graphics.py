"""Raster images and QR codes as the simulated printer burns them: GS v 0, GS ( L, GS 8 L, GS ( k."""

from collections.abc import Callable
from math import ceil

from drivers.printer.receipt.paper import DotRow, Roll
from drivers.printer.receipt.reading import Command, take


class Graphics:
    """`left` places an image of so many dots; commands that are not known go to `unknown`."""

    def __init__(self, roll: Roll, left: Callable[[int], int], unknown: list[bytes]) -> None:
        self._roll = roll
        self._left = left
        self._unknown = unknown
        self._stored: tuple[int, int, int, int, bytes] | None = None
        self._qr_module_dots = 3
        self._qr_level = "l"
        self._qr_data = b""

    def raster(self) -> Command:
        """GS v 0: rows are burnt as they arrive, so paper may end in mid-image."""
        kind, mode, xl, xh, yl, yh = yield from take(6)
        width = xl + 256 * xh
        if kind != 0x30:
            self._unknown.append(bytes([0x1D, 0x76, kind]))
            return
        scale = 2 if mode & 1 else 1
        for _ in range(yl + 256 * yh):
            row = yield from take(width)
            self._burn_row(row, width * 8 * scale, scale, 2 if mode & 2 else 1)

    def _burn_row(self, row: bytes, width: int, scale: int, times: int) -> None:
        fitting = row[: ceil(self._roll.dots / 8 / scale)]
        for _ in range(times):
            self._roll.burn([DotRow(fitting, self._left(width), 0, scale)], 1)

    def function(self, *, long: bool) -> Command:
        """GS ( and GS 8: a letter, a length, and so many bytes of which the first two tell the function."""
        letter = yield
        length = int.from_bytes((yield from take(4 if long else 2)), "little")
        data = yield from take(length)
        try:
            if letter == ord("L") and data[0] == ord("0"):
                self._graphics_function(data[1], data[2:])
                return
            if letter == ord("k") and data[0] == ord("1"):
                self._qr_function(data[1], data[2:])
                return
        except (IndexError, ValueError):  # shorter than its function says, or no code can hold it
            pass
        self._unknown.append(bytes([0x1D, ord("8" if long else "("), letter]))

    def _graphics_function(self, function: int, data: bytes) -> None:
        if function == 112:
            _tone, scale, times, _color, xl, xh, yl, yh = data[:8]
            self._stored = (scale, times, xl + 256 * xh, yl + 256 * yh, data[8:])
        elif function in (2, 50) and self._stored is not None:
            scale, times, width, height, dots = self._stored
            row_bytes = ceil(width / 8)
            for y in range(height):
                row = dots[y * row_bytes : (y + 1) * row_bytes]
                self._burn_row(row, width * scale, scale, times)
            self._stored = None

    def _qr_function(self, function: int, data: bytes) -> None:
        match function:
            case 67:
                self._qr_module_dots = max(1, data[0])
            case 69:
                self._qr_level = "lmqh"[data[0] % 48]
            case 80:
                self._qr_data = data[1:]
            case 81:
                self._burn_qr()

    def _burn_qr(self) -> None:
        import segno  # only when a code is printed

        code = segno.make(self._qr_data, error=self._qr_level, mode="byte", micro=False, boost_error=False)
        scale = self._qr_module_dots
        for modules in code.matrix:
            bits = "".join(str(int(dark)) for dark in modules).ljust(-len(modules) % 8 + len(modules), "0")
            row = int(bits, 2).to_bytes(len(bits) // 8, "big")
            self._burn_row(row, len(modules) * scale, scale, scale)
