"""A scanner in keyboard style: its keys come from the kernel's input layer, kept from every window."""

import time

from drivers.device import DeviceState, DeviceStatus
from drivers.evdev import EventSource
from drivers.qr_scanner.keys import Typist
from drivers.qr_scanner.protocol import Reply
from drivers.qr_scanner.wire import Heard

DISCARD_READS = 16  # a device that chatters without end must not hold its owner here


class HidWire:
    """The keys of `source`, made into codes by `typist`; a code also ends after `gap_s` without a key."""

    def __init__(self, source: EventSource, typist: Typist, gap_s: float) -> None:
        self._source = source
        self._typist = typist
        self._gap_s = gap_s
        self._last_key = 0.0

    @property
    def is_open(self) -> bool:
        """Whether it is open as far as known."""
        return self._source.is_open

    def open(self) -> None:
        """Open and grab; does nothing when open. Raises `LineLost`."""
        self._source.open()

    def close(self) -> None:
        """Close; never raises."""
        self._source.close()
        self._typist.clear()

    def look(self) -> None:
        """Raise `LineLost` when the scanner is unplugged."""
        self._source.look()

    def examine(self) -> DeviceStatus:
        """ONLINE: the kernel lists it, and nothing more can be asked of a keyboard."""
        self._source.look()
        return DeviceStatus(DeviceState.ONLINE)

    def start(self) -> None:
        """Forget what was typed before, and the rest of a code that has begun. Raises `LineLost`."""
        for _ in range(DISCARD_READS):
            events, _found = self._take(time.monotonic())
            if not events:
                break
        self._typist.skip_begun()

    def listen(self, deadline: float) -> tuple[Heard, ...]:
        """The codes that end before the deadline. Raises `LineLost`."""
        while True:
            _events, heard = self._take(deadline)
            if heard or time.monotonic() >= deadline:
                return heard

    def stop(self) -> None:
        """Forget the rest of what is typed."""
        self._typist.skip_begun()

    def _take(self, deadline: float) -> tuple[bool, tuple[Heard, ...]]:
        """Wait for keys or a silence that ends something: whether keys came, and what ended."""
        begun = self._typist.pending
        events = self._source.read(
            min(deadline, self._last_key + self._gap_s) if begun else deadline, "listen"
        )
        now = time.monotonic()
        if events:
            self._last_key = now
            found = [found for event in events for found in self._typist.feed(event)]
        else:
            is_over = begun and now >= self._last_key + self._gap_s
            found = list(self._typist.silence()) if is_over else []
        return bool(events), tuple(item for item in found if not isinstance(item, Reply))
