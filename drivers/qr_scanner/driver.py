"""The code scanner: waits for one code, on a serial line of three families, as a keyboard or by a camera."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress

from drivers.device import Device, DeviceError, DeviceState, DeviceStatus
from drivers.evdev import EventSource
from drivers.fitting import Fitting
from drivers.line import Line
from drivers.qr_scanner.errors import AlreadyReading, CodeTooLong, CodeTruncated, CodeUndecodable, ScanError
from drivers.qr_scanner.hid import HidWire
from drivers.qr_scanner.keys import AltCodes, Typist
from drivers.qr_scanner.protocol import DIALECTS, Family, Mode
from drivers.qr_scanner.receiver import MAX_CODE_BYTES, Damage, Payload, Receiver, Suffix
from drivers.qr_scanner.serial_line import SerialWire
from drivers.qr_scanner.showing import REPEAT_S, ScannedCode, Showing
from drivers.qr_scanner.text import UndecodableText, text_of
from drivers.qr_scanner.wire import Heard, Wire

CAMERA = "camera"  # the family that is no scanner: `camera.CodeCamera` reads the frames
DEFAULT_BAUD = 9600
DEFAULT_CHARSETS = ("utf-8", "gb18030")
GAP_S = 0.08  # silence that ends a code: longer than a USB adapter holds bytes back
RETRIGGER_S = 3.0  # scanners leave the factory with a reading time of 3 to 5 s
SLICE_S = 0.2  # the longest that other work of this device waits for the line
SEPARATORS = "\t\r\n\x04\x1d\x1e\x1f"  # that stand in codes of GS1 and ISO/IEC 15434

_ERRORS: dict[Damage, type[ScanError]] = {
    Damage.TRUNCATED: CodeTruncated,
    Damage.TOO_LONG: CodeTooLong,
    Damage.UNKNOWN_KEY: CodeUndecodable,
}


class QrScanner(Device):
    """A scanner of any family at `port`: a line's url, or for HID the path of an input device.

    How the scanner was set up is the terminal's to say: `mode`, `suffix` behind a code, `charsets` in the
    order in which they are tried, `gap_s` of silence that ends a code, `retrigger_s` for how long one trigger
    lasts, `alt_codes` of a HID scanner. `set_mode` False leaves the mode as the scanner has it. `grab` keeps
    the keys of a HID scanner from every window.
    """

    kind = "qr_scanner"

    def __init__(
        self,
        name: str,
        port: str,
        family: Family = Family.NEWLAND,
        *,
        mode: Mode = Mode.TRIGGER,
        baud: int = DEFAULT_BAUD,
        suffix: Suffix = Suffix.ANY,
        charsets: Sequence[str] = DEFAULT_CHARSETS,
        gap_s: float = GAP_S,
        repeat_s: float = REPEAT_S,
        retrigger_s: float = RETRIGGER_S,
        max_bytes: int = MAX_CODE_BYTES,
        set_mode: bool = True,
        alt_codes: AltCodes = AltCodes.UNICODE,
        grab: bool = True,
    ) -> None:
        super().__init__(name)
        self.family = family
        self._showing = Showing(repeat_s)
        if family is Family.HID:
            self._charsets: tuple[str, ...] = ("utf-8",)  # of the wire itself: keys have no bytes
            self._wire: Wire = HidWire(
                EventSource(name, port, grab=grab), Typist(suffix, alt_codes, max_bytes), gap_s
            )
        else:
            self._charsets = tuple(charsets)
            self._wire = SerialWire(
                Line(name, port, baud),
                DIALECTS[family],
                Receiver(family, suffix, max_bytes),
                mode,
                gap_s=gap_s,
                retrigger_s=retrigger_s,
                set_mode=set_mode,
            )
        self._is_reading = False
        self._farewell: asyncio.Task[None] | None = None

    async def read(self) -> ScannedCode:
        """Wait for one code as long as it takes; cancel to stop waiting. The light is on only meanwhile.

        What came before the call never counts, nor the code of the last call shown on for `repeat_s`.
        Raises a `ScanError` for a code that cannot be used (show it again), `AlreadyReading`, `NoAnswer`,
        `BadReply` or `LineLost`.
        """
        if self._is_reading:
            raise AlreadyReading(self.name, "read")
        self._is_reading = True
        try:
            await self._farewell_said()
            await self._run(self._wire.start)
            return await self._next_code()
        finally:
            # A task of its own: who cancels does not wait for the line.
            self._farewell = asyncio.create_task(self._say_farewell())
            self._is_reading = False

    async def close(self) -> None:
        """As every device's, after the light is out."""
        await self._farewell_said()
        await super().close()

    async def _next_code(self) -> ScannedCode:
        while True:
            for heard in await self._run(self._wire.listen, time.monotonic() + SLICE_S):
                code = self._code(heard)
                if code is not None:
                    return code

    def _code(self, heard: Heard) -> ScannedCode | None:
        """The code; None for one that is merely still shown. Raises `ScanError`."""
        if not isinstance(heard, Payload):
            raise _ERRORS[heard](self.name, "read")
        text = self._text(heard.data)
        return ScannedCode(heard.data, text) if self._showing.is_new(heard.data) else None

    def _text(self, data: bytes) -> str:
        try:
            text = text_of(data, *self._charsets)
        except UndecodableText:
            text = ""
        if not text or any(char < " " and char not in SEPARATORS for char in text):
            raise CodeUndecodable(self.name, "read")
        return text

    async def _say_farewell(self) -> None:
        with suppress(DeviceError):  # a lost line is published; nobody waits for this code any more
            await self._run(self._wire.stop)

    async def _farewell_said(self) -> None:
        farewell, self._farewell = self._farewell, None
        if farewell is not None:
            await asyncio.gather(farewell, return_exceptions=True)

    def _reconnect(self) -> None:
        # One that cannot be asked is UNKNOWN until its first code: a fresh line would not cure that, and
        # would tear the code that is coming.
        if self.status.state is DeviceState.UNKNOWN and self._wire.is_open:
            self._wire.look()
        else:
            super()._reconnect()

    def _connect(self) -> None:
        self._wire.open()

    def _disconnect(self) -> None:
        self._wire.close()

    def _examine(self) -> DeviceStatus:
        return self._wire.examine()

    def _look(self) -> None:
        self._wire.look()


def fit(fitting: Fitting) -> Device:
    """The driver's entry point: what the settings of the slot say."""
    settings = fitting.settings
    if settings.get("family") == CAMERA:
        from drivers.qr_scanner.camera import CodeCamera

        return CodeCamera(fitting.slot, settings["port"], repeat_s=settings.get("repeat_s", REPEAT_S))
    return QrScanner(
        fitting.slot,
        settings["port"],
        Family(settings.get("family", Family.NEWLAND)),
        mode=Mode(settings.get("mode", Mode.TRIGGER)),
        baud=settings.get("baud", DEFAULT_BAUD),
        suffix=Suffix(settings.get("suffix", Suffix.ANY)),
        charsets=settings.get("charsets", DEFAULT_CHARSETS),
        gap_s=settings.get("gap_ms", GAP_S * 1000) / 1000,
        repeat_s=settings.get("repeat_s", REPEAT_S),
        set_mode=settings.get("set_mode", True),
        alt_codes=AltCodes(settings.get("alt_codes", AltCodes.UNICODE)),
    )
