"""USB keypads that type digits: the kernel's key codes, kept from every window.

Source: include/uapi/linux/input-event-codes.h.
"""

import time
from collections.abc import Iterable

from drivers.evdev import EventSource, InputEvent

# The number row, and the number block, whose codes do not depend on NumLock.
DIGIT_ROW = {1: 2, 2: 3, 3: 4, 4: 5, 5: 6}  # KEY_1 .. KEY_5
DIGIT_BLOCK = {1: 79, 2: 80, 3: 81, 4: 75, 5: 76}  # KEY_KP1 .. KEY_KP5
_KEYS = {code: key for codes in (DIGIT_ROW, DIGIT_BLOCK) for key, code in codes.items()}


def decode_keys(events: Iterable[InputEvent]) -> tuple[int, ...]:
    """The digits 1 to 5 that went down; Enter, NumLock and keys merely held are none."""
    return tuple(_KEYS[event.code] for event in events if event.is_press and event.code in _KEYS)


class HidKeys:
    """The keys of such a keypad."""

    def __init__(self, source: EventSource) -> None:
        self._source = source

    def open(self) -> None:
        """Open and grab; does nothing when open. Raises `LineLost`."""
        self._source.open()

    def close(self) -> None:
        """Close; never raises."""
        self._source.close()

    def look(self) -> None:
        """Raise `LineLost` when the keypad is unplugged."""
        self._source.look()

    def read(self, deadline: float) -> tuple[int, ...]:
        """Wait for keys until the deadline. Raises `LineLost`."""
        while True:
            events = self._source.read(deadline, "listen")
            keys = decode_keys(events)
            if keys or not events or time.monotonic() > deadline:
                return keys
