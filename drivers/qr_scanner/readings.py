"""The two decoders behind one shape: zxing-cpp, and zbar as second opinion in binary mode."""

from collections.abc import Callable
from ctypes import c_char_p, c_void_p, cast, string_at
from dataclasses import dataclass
from typing import Any

from drivers.qr_scanner.regions import Gray
from drivers.qr_scanner.text import UndecodableText, text_of, text_with_eci

QR, CODE_128 = "QR Code", "Code 128"
ZBAR_CFG_BINARY = 4  # zbar >= 0.23.1: bytes as they stand in the symbol; pyzbar's own enum is older
KANJI_MODE = 0b1000
# Condition for inverting the module at row i, column j; ISO/IEC 18004, 7.8.2.
_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda i, j: (i + j) % 2 == 0,
    lambda i, _j: i % 2 == 0,
    lambda _i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
)

Point = tuple[float, float]
Corners = tuple[Point, ...]


@dataclass(frozen=True, repr=False)
class Reading:
    """One decoder's reading. `sure` False: another reading must agree before it counts.

    It has no repr: a code may hold what a person is.
    """

    data: bytes
    text: str
    symbology: str
    corners: Corners  # pixels of the image that was read, clockwise from the symbol's own top left
    sure: bool


def read_zxing(image: Gray, *, linear: bool, seen: list[Corners] | None = None) -> list[Reading]:
    """What zxing-cpp reads in the image; `linear` codes, which take longer, only where no QR code is.

    `seen` takes the corners of QR codes that are there and could not be read.
    """
    import zxingcpp  # here: neither the kiosk's start nor a hardware scanner pays for it

    # No Micro QR: its smallest symbol only detects errors, and is "found" in ordinary text.
    qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
    found = zxingcpp.read_barcodes(
        image, qr, text_mode=zxingcpp.TextMode.HexECI, return_errors=seen is not None
    )
    if seen is not None:
        seen += [_corners(code) for code in found if not code.valid]
        found = [code for code in found if code.valid]
    # With all its error correction used up, a symbol may have been "corrected" into another one.
    readings = [_reading(code, QR, _qr_text, sure=_extra(code, "UEC") > 0) for code in found]
    if linear and not readings:
        code_128 = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.Code128)
        found = zxingcpp.read_barcodes(image, code_128)
        readings = [_reading(code, CODE_128, _plain_text, sure=True) for code in found]
    return [reading for reading in readings if reading is not None]


def _reading(found: Any, symbology: str, text: Callable[[Any], str], *, sure: bool) -> Reading | None:
    try:
        return Reading(found.bytes, text(found), symbology, _corners(found), sure)
    except UndecodableText:
        return None


def _corners(found: Any) -> Corners:
    place = found.position
    points = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return tuple((float(point.x), float(point.y)) for point in points)


def _extra(found: Any, key: str) -> float:
    return float(found.extra.get(key, 0))


def _plain_text(found: Any) -> str:
    return text_of(found.bytes)


def _qr_text(found: Any) -> str:
    identifier, _, data = bytes.fromhex(found.text).partition(b"]Q")
    designated = data[1:]
    if not identifier and designated != found.bytes and b"\\" in designated:
        return text_with_eci(designated)
    try:
        return text_of(found.bytes, "utf-8")
    except UndecodableText:
        return text_of(found.bytes, "shift_jis" if _first_mode(found) == KANJI_MODE else "gb18030")


def _first_mode(found: Any) -> int:
    """The mode indicator of a QR code's first segment: the four modules in its bottom right corner."""
    import numpy as np

    modules = np.array(found.to_image(scale=1, add_quiet_zones=False)) == 0
    size = modules.shape[0]
    inverted = _MASKS[int(_extra(found, "DataMask"))]
    mode = 0
    for i, j in ((size - 1, size - 1), (size - 1, size - 2), (size - 2, size - 1), (size - 2, size - 2)):
        mode = mode * 2 + int(bool(modules[i, j]) != inverted(i, j))
    return mode


def read_zbar(image: Gray) -> list[Reading]:
    """What zbar reads in the image, never sure. Empty where the library is not installed.

    Only UTF-8 counts: zbar does not tell Kanji mode from bytes.
    """
    try:
        from pyzbar import wrapper as zbar
    except ImportError:
        return []
    kinds = {zbar.ZBarSymbol.QRCODE.value: QR, zbar.ZBarSymbol.CODE128.value: CODE_128}
    pixels = image.tobytes()
    scanner, picture = zbar.zbar_image_scanner_create(), zbar.zbar_image_create()
    try:
        zbar.zbar_image_scanner_set_config(scanner, 0, zbar.ZBarConfig.CFG_ENABLE, 0)
        for kind in kinds:
            zbar.zbar_image_scanner_set_config(scanner, kind, zbar.ZBarConfig.CFG_ENABLE, 1)
        zbar.zbar_image_scanner_set_config(scanner, zbar.ZBarSymbol.QRCODE, ZBAR_CFG_BINARY, 1)
        zbar.zbar_image_set_format(picture, int.from_bytes(b"Y800", "little"))
        zbar.zbar_image_set_size(picture, image.shape[1], image.shape[0])
        zbar.zbar_image_set_data(picture, cast(c_char_p(pixels), c_void_p), len(pixels), None)
        zbar.zbar_scan_image(scanner, picture)
        readings = []
        symbol = zbar.zbar_image_first_symbol(picture)
        while symbol:
            data = string_at(zbar.zbar_symbol_get_data(symbol), zbar.zbar_symbol_get_data_length(symbol))
            corners = tuple(
                (float(zbar.zbar_symbol_get_loc_x(symbol, k)), float(zbar.zbar_symbol_get_loc_y(symbol, k)))
                for k in range(zbar.zbar_symbol_get_loc_size(symbol))
            )
            kind = kinds.get(symbol.contents.type)
            symbol = zbar.zbar_symbol_next(symbol)
            if kind is None:
                continue
            try:
                readings.append(Reading(data, text_of(data, "utf-8"), kind, corners, sure=False))
            except UndecodableText:
                continue
        return readings
    finally:
        zbar.zbar_image_destroy(picture)
        zbar.zbar_image_scanner_destroy(scanner)
