"""The far end of any wire: a thread that serves while the plug is in, at the wire's speed or at once."""

import contextlib
import os
import select
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable

from drivers.line import wire_time_s

Serve = Callable[[bytes], Iterable[bytes] | bytes]

READ_CHUNK_BYTES = 4096
PACED_CHUNK_BYTES = 16  # the FIFO of a 16550 UART: what a host sees arrive at once


class FarEnd(ABC):
    """A wire's far end with a thread of its own while it is plugged in.

    `serve` gets the bytes as they come, cut anywhere, and returns what goes back: bytes, or an iterable whose
    parts are sent one by one (it may call `pause` between them). With `baud` every byte takes the wire's
    time, in both directions; with None nothing waits.
    """

    def __init__(self, baud: int | None = None) -> None:
        self.baud = baud
        self._serve: Serve = lambda _data: b""
        self._thread: threading.Thread | None = None
        self._gone = threading.Event()
        self._unasked: deque[bytes] = deque()
        self._wake_lock = threading.Lock()
        self._wake_r = self._wake_w = -1
        self._sent_until = 0.0
        self._received_until = 0.0
        self._empty_at = 0.0  # when nothing of the host's stood there for the last time

    @property
    @abstractmethod
    def url(self) -> str:
        """What a `Line` opens to reach this end."""

    def start(self, serve: Serve) -> None:
        """Plug in for the first time; `serve` runs in this end's thread."""
        self._serve = serve
        self._open_wire()
        self._start_thread()

    def stop(self) -> None:
        """Unplug for good; joins the thread and leaves nothing behind."""
        self.unplug()

    def unplug(self) -> None:
        """Pull the plug: the line at the other side breaks. `serve` itself may call this."""
        self._gone.set()
        self._wake()
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join()
            self._thread = None

    def replug(self) -> None:
        """Plug in again under the same url."""
        self._replug(renumbered=False)

    def renumber(self) -> None:
        """Plug in again as after a reboot with another order of ports."""
        self._replug(renumbered=True)

    def send(self, data: bytes) -> None:
        """Send bytes that nobody asked for; from any thread."""
        self._unasked.append(data)
        self._wake()

    def pause(self, seconds: float) -> None:
        """Wait in `serve`, no longer than the plug is in."""
        self._gone.wait(seconds)

    @abstractmethod
    def _open_wire(self, *, renumbered: bool = False) -> None: ...

    @abstractmethod
    def _close_wire(self) -> None: ...

    @abstractmethod
    def _read(self) -> bytes:
        """Wait for bytes or for `_wake_r`; b"" when nothing is to be served."""

    @abstractmethod
    def _stands(self) -> bool:
        """Whether bytes of the host's are there already."""

    @abstractmethod
    def _write(self, data: bytes) -> None:
        """Write all of `data` unless the plug goes meanwhile."""

    def _replug(self, *, renumbered: bool) -> None:
        self.unplug()
        self._open_wire(renumbered=renumbered)
        self._start_thread()

    def _start_thread(self) -> None:
        self._gone = threading.Event()
        self._empty_at = time.monotonic()
        self._unasked.clear()
        self._wake_r, self._wake_w = os.pipe()
        os.set_blocking(self._wake_w, False)
        self._thread = threading.Thread(target=self._work, name=f"far end {self.url}", daemon=True)
        self._thread.start()

    def _wake(self) -> None:
        with self._wake_lock:
            if self._wake_w >= 0:
                with contextlib.suppress(BlockingIOError):  # full: woken already
                    os.write(self._wake_w, b"!")

    def _work(self) -> None:
        served = False  # else what stands there may have come this very moment
        try:
            while not self._gone.is_set():
                stood = served and self.baud is not None and self._stands()
                data = self._read()
                served = bool(data)
                if not (stood and data):
                    self._empty_at = time.monotonic()
                while self._unasked:
                    self._send_paced(self._unasked.popleft())
                if data:
                    self._wait_received(len(data))
                    answer = self._serve(data)
                    for part in (answer,) if isinstance(answer, bytes) else answer:
                        self._send_paced(part)
                        if self._gone.is_set():
                            break
        finally:
            # Only the thread that uses the descriptors closes them: their numbers are reused at once.
            self._close_wire()
            with self._wake_lock:
                os.close(self._wake_r)
                os.close(self._wake_w)
                self._wake_r = self._wake_w = -1

    def _ready(self, fd: int, *, to_write: bool = False) -> bool:
        """Wait until `fd` is ready (True) or somebody woke this thread (False)."""
        readable, writable, _ = select.select(
            [self._wake_r, *([] if to_write else [fd])], [fd] * to_write, []
        )
        if self._wake_r in readable:
            os.read(self._wake_r, READ_CHUNK_BYTES)
        return fd in readable or fd in writable

    def _wait_received(self, byte_count: int) -> None:
        if self.baud is None:
            return
        # The pty hands a request over at once; on a wire its last byte comes this much later. Bytes that
        # stood there when this end came back have travelled meanwhile: a wire does not wait for its reader.
        begin = max(self._received_until, self._sent_until, self._empty_at)
        self._received_until = begin + wire_time_s(byte_count, self.baud)
        self._gone.wait(max(0.0, self._received_until - time.monotonic()))

    def _send_paced(self, data: bytes) -> None:
        if self.baud is None:
            self._write_unless_gone(data)
            return
        # One schedule for the whole run of bytes: a late wake-up is caught up, not added.
        begin = max(self._sent_until, time.monotonic())
        for offset in range(0, len(data), PACED_CHUNK_BYTES):
            chunk = data[offset : offset + PACED_CHUNK_BYTES]
            self._sent_until = begin + wire_time_s(offset + len(chunk), self.baud)
            self._gone.wait(max(0.0, self._sent_until - time.monotonic()))
            self._write_unless_gone(chunk)

    def _write_unless_gone(self, data: bytes) -> None:
        if data and not self._gone.is_set():
            self._write(data)
