"""A code scanner on a pty, of any family and mode, in front of which a code is held; all faults of a wire."""

import re
import threading
from collections import deque
from collections.abc import Iterator

from drivers.far_end import FarEnd, Fault, PtyEnd, spoil
from drivers.qr_scanner.protocol import (
    GM65_BAUD_ZONE,
    GM65_TRIGGER_ZONE,
    Family,
    Mode,
    gm65_reply,
    newland_reply,
)

SLOW_S = 0.3  # a late answer that still counts
REPEAT_S = 0.2  # how often presentation mode sends what is still shown
KEPT_REQUESTS = 1000
GM65_BAUD_9600 = bytes.fromhex("39 01")
_LONGEST_REQUEST_BYTES = 64
_NEWLAND = re.compile(rb"~\x01\d{4}[@#]([A-Z0-9]{6})([^;]*);\x03")
_GM65 = re.compile(rb"\x7e\x00([\x07\x08\x09])\x01(..)(.)(..)", re.DOTALL)
_HONEYWELL = re.compile(rb"\x16([TU])\r")
_REQUESTS = {Family.NEWLAND: _NEWLAND, Family.GM65: _GM65, Family.HONEYWELL: _HONEYWELL}


class QrScannerSimulator:
    """Answers as a scanner of `family` in `mode`, set to send `suffix` behind each code."""

    def __init__(
        self,
        family: Family = Family.NEWLAND,
        mode: Mode = Mode.TRIGGER,
        end: FarEnd | None = None,
        *,
        suffix: bytes = b"\r",
        charset: str = "utf-8",
        repeat_s: float = REPEAT_S,
    ) -> None:
        self.end = end or PtyEnd()
        self.family = family
        self.mode = mode
        self.suffix = suffix
        self.charset = charset
        self.requests: deque[bytes] = deque(maxlen=KEPT_REQUESTS)
        self._asked = threading.Condition()
        self._repeat_s = repeat_s
        self._held = bytearray()
        self._code: bytes | None = None
        self._triggered = False
        self._fault: Fault | None = None
        self._fault_times: int | None = None
        self._refuses = False
        self._changed = threading.Event()
        self._stopped = threading.Event()
        self._repeater: threading.Thread | None = None

    @property
    def url(self) -> str:
        """What the driver opens."""
        return self.end.url

    @property
    def is_lit(self) -> bool:
        """Whether it tries to read."""
        return self._triggered or self.mode is Mode.PRESENTATION

    def start(self) -> None:
        """Begin to answer."""
        self.end.start(self._serve)
        self._repeater = threading.Thread(target=self._repeat, name="shown code", daemon=True)
        self._repeater.start()

    def stop(self) -> None:
        """Stop answering and free the line."""
        self._stopped.set()
        self._changed.set()
        if self._repeater is not None:
            self._repeater.join()
        self.end.stop()

    def show(self, code: str | bytes) -> None:
        """Hold a code before the scanner until `hide`; bytes are sent as they are."""
        with self._asked:
            self._code = code if isinstance(code, bytes) else code.encode(self.charset)
            if self.mode is Mode.TRIGGER and self._triggered:
                self._triggered = False
                self.end.send(self._sent())
        self._changed.set()

    def hide(self) -> None:
        """Take the code away."""
        with self._asked:
            self._code = None

    def inject(self, fault: Fault, *, times: int | None = None) -> None:
        """From now on something is wrong, for ever or for some messages; the plug's faults happen at once."""
        match fault:
            case Fault.UNPLUG:
                self.end.unplug()
            case Fault.REPLUG:
                self._forget_power()
                self.end.replug()
            case Fault.RENUMBER:
                self._forget_power()
                self.end.renumber()
            case _:
                with self._asked:
                    self._fault, self._fault_times = fault, times

    def refuse(self) -> None:
        """Answer NAK to every command from now on."""
        self._refuses = True

    def heal(self) -> None:
        """Nothing is wrong any more; an unplugged line still needs `Fault.REPLUG`."""
        with self._asked:
            self._fault = None
        self._refuses = False

    def wait_for_requests(self, count: int, timeout_s: float = 5.0) -> bool:
        """Block until `count` requests are kept in `requests`; False when they did not come in time."""
        with self._asked:
            return self._asked.wait_for(lambda: len(self.requests) >= count, timeout_s)

    def _forget_power(self) -> None:
        self._triggered = False
        self._held.clear()

    def _repeat(self) -> None:
        while not self._stopped.is_set():
            with self._asked:
                shown = self._code is not None and self.mode is Mode.PRESENTATION
                if shown:
                    self.end.send(self._sent())
            self._changed.wait(self._repeat_s if shown else None)
            self._changed.clear()

    def _sent(self) -> bytes:
        """The shown code as it goes out, spoiled where a fault wants it."""
        return self._spoiled((self._code or b"") + self.suffix)

    def _spoiled(self, message: bytes) -> bytes:
        fault = self._fault
        if fault is None:
            return message
        if self._fault_times is not None:
            self._fault_times -= 1
            if self._fault_times <= 0:
                self._fault = None
        if fault is Fault.SLOW:
            self.end.pause(SLOW_S)
        return spoil(message, fault)

    def _serve(self, data: bytes) -> Iterator[bytes]:
        self._held += data
        pattern = _REQUESTS[self.family]
        while found := pattern.search(self._held):
            groups = tuple(bytes(group) for group in found.groups())
            request = found.group()
            del self._held[: found.end()]
            with self._asked:
                self.requests.append(bytes(request))
                self._asked.notify_all()
                out = [self._spoiled(reply) for reply in self._replies(groups)]
                if self._triggered and self._code is not None and self.mode is Mode.TRIGGER:
                    self._triggered = False
                    out.append(self._sent())
            yield from out
        del self._held[:-_LONGEST_REQUEST_BYTES]

    def _replies(self, groups: tuple[bytes, ...]) -> list[bytes]:
        match self.family:
            case Family.NEWLAND:
                return [self._newland(groups[0].decode(), groups[1].decode("latin-1"))]
            case Family.GM65:
                return [self._gm65(groups[0][0], int.from_bytes(groups[1], "big"), groups[2][0])]
            case _:
                self._triggered = groups[0] == b"T"
                return []

    def _newland(self, tag: str, value: str) -> bytes:
        if self._refuses:
            return newland_reply(tag + value, ok=False)
        if tag == "SCNTRG":
            self._triggered = value == "1"
        elif tag == "SCNMOD" and value == "*":
            return newland_reply("SCNMOD" + ("2" if self.mode is Mode.PRESENTATION else "0"))
        elif tag == "SCNMOD":
            self.mode = Mode.PRESENTATION if value == "2" else Mode.TRIGGER
        return newland_reply(tag + value)

    def _gm65(self, operation: int, zone: int, value: int) -> bytes:
        if self._refuses:
            return gm65_reply(b"\0", kind=1)
        if operation == 0x07:
            return gm65_reply(GM65_BAUD_9600 if zone == GM65_BAUD_ZONE else bytes(value))
        if zone == GM65_TRIGGER_ZONE:
            self._triggered = value == 1
        return gm65_reply(b"\0")
