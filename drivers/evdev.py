"""Keys of a USB keyboard, keypad or scanner from the kernel's input layer, before any window sees them.

Source: Linux Documentation/input/input.rst and event-codes.rst; include/uapi/linux/input.h.
"""

import contextlib
import errno
import fcntl
import os
import select
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass

from drivers.device import Cause, LineLost

EV_SYN = 0x00
EV_KEY = 0x01
SYN_REPORT = 0
SYN_DROPPED = 3
KEY_UP, KEY_DOWN, KEY_HELD = 0, 1, 2  # values of EV_KEY; HELD is the kernel's auto-repeat

EVIOCGRAB = 0x40044590  # _IOW('E', 0x90, int): the events reach this program only

_EVENT = struct.Struct("llHHi")  # struct input_event: time (seconds, microseconds), type, code, value
EVENT_BYTES = _EVENT.size
READ_EVENTS = 64
DISCARD_READS = 16  # a device that chatters without end must not hold its owner here


@dataclass(frozen=True)
class InputEvent:
    """One event without its time: `type` EV_KEY, `code` KEY_1, `value` KEY_DOWN."""

    type: int
    code: int
    value: int

    @property
    def is_press(self) -> bool:
        """Whether a key went down; a key that is merely held is none."""
        return self.type == EV_KEY and self.value == KEY_DOWN


def pack_event(event: InputEvent) -> bytes:
    """`struct input_event` of it, at time 0."""
    return _EVENT.pack(0, 0, event.type, event.code, event.value)


def stroke(code: int) -> bytes:
    """What a key pressed and let go writes: down, report, up, report."""
    report = InputEvent(EV_SYN, SYN_REPORT, 0)
    down, up = InputEvent(EV_KEY, code, KEY_DOWN), InputEvent(EV_KEY, code, KEY_UP)
    return b"".join(map(pack_event, (down, report, up, report)))


class EventDecoder:
    """Cuts bytes into events; holds less than one event besides what it is fed."""

    def __init__(self) -> None:
        self._held = b""
        self._dropping = False

    def feed(self, data: bytes) -> Iterator[InputEvent]:
        """Yields each whole event.

        SYN_DROPPED (the kernel's queue ran over) is yielded, and nothing behind it up to its SYN_REPORT:
        those events are the torn rest of a report. Whoever tracks keys held down starts afresh there.
        """
        data = self._held + data
        whole = len(data) // EVENT_BYTES * EVENT_BYTES
        self._held = data[whole:]
        for _seconds, _microseconds, kind, code, value in _EVENT.iter_unpack(data[:whole]):
            if self._dropping:
                self._dropping = (kind, code) != (EV_SYN, SYN_REPORT)
                continue
            self._dropping = (kind, code) == (EV_SYN, SYN_DROPPED)
            yield InputEvent(kind, code, value)


class EventSource:
    """The events of one input device, used by its owner's thread only; every failure is `LineLost`.

    `path` is a stable name, such as `/dev/input/by-id/usb-...-event-kbd` or a udev link, never a number.
    With `grab` no window, browser or console gets the keys while it is open.
    """

    def __init__(self, device: str, path: str, *, grab: bool = True) -> None:
        self.device = device
        self.path = path
        self._grab = grab
        self._fd: int | None = None
        self._decoder = EventDecoder()

    @property
    def is_open(self) -> bool:
        """Whether it is open as far as known; a lost device closes itself."""
        return self._fd is not None

    def open(self) -> None:
        """Open and grab; does nothing when open.

        Raises `LineLost` with NOT_FOUND, also for what is no input device, or IN_USE when another program
        has grabbed it.
        """
        if self._fd is not None:
            return
        try:
            # NOCTTY: a terminal given by mistake must not become ours and end the program when it hangs up
            fd = os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
        except (OSError, ValueError) as error:
            raise LineLost(
                self.device, "open", "the input device cannot be opened", cause=Cause.NOT_FOUND
            ) from error
        try:
            if self._grab:
                fcntl.ioctl(fd, EVIOCGRAB, 1)
        except OSError as error:  # ENOTTY: it is no input device
            os.close(fd)
            cause = Cause.IN_USE if error.errno == errno.EBUSY else Cause.NOT_FOUND
            raise LineLost(
                self.device, "grab", "the keys cannot be kept to ourselves", cause=cause
            ) from error
        self._decoder = EventDecoder()
        self._fd = fd

    def close(self) -> None:
        """Close, which lets go of the grab; never raises, does nothing when closed."""
        fd, self._fd = self._fd, None
        if fd is not None:
            with contextlib.suppress(OSError):
                os.close(fd)

    def read(self, deadline: float, command: str) -> tuple[InputEvent, ...]:
        """Wait for events until `deadline` (absolute `time.monotonic()`), then return all that are there.

        Empty at the deadline. Raises `LineLost` (the kernel's ENODEV) when the device is unplugged.
        """
        if self._fd is None:
            raise LineLost(self.device, command, "the input device is not open", cause=Cause.NOT_FOUND)
        poll = select.poll()
        poll.register(self._fd, select.POLLIN)
        wait_ms = max(0, round((deadline - time.monotonic()) * 1000))
        if not poll.poll(wait_ms):
            return ()
        try:
            data = os.read(self._fd, READ_EVENTS * EVENT_BYTES)
        except BlockingIOError:
            return ()
        except OSError as error:
            raise self._lost(command) from error
        if not data:
            raise self._lost(command)
        return tuple(self._decoder.feed(data))

    def look(self) -> None:
        """Raise `LineLost` when the device is unplugged; takes no event."""
        if self._fd is None:
            raise LineLost(self.device, "look", "the input device is not open", cause=Cause.NOT_FOUND)
        poll = select.poll()
        poll.register(self._fd, 0)  # the kernel tells of a hang-up unasked
        if poll.poll(0):
            raise self._lost("look")

    def discard_input(self) -> None:
        """Forget what was typed before anybody asked. Raises `LineLost`."""
        for _ in range(DISCARD_READS):
            if not self.read(time.monotonic(), "discard"):
                return

    def _lost(self, command: str) -> LineLost:
        self.close()
        return LineLost(self.device, command, "the input device is gone")
