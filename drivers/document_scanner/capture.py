"""Frames as they come, in a thread of their own: the newest one, and what is wrong with the camera."""

import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress

import structlog

from drivers.device import BadReply, DeviceError, DeviceState, DeviceStatus, LineLost, status_after
from drivers.document_scanner.camera import FrameSource
from drivers.document_scanner.errors import StaleFrame, WrongFrame
from drivers.document_scanner.page import Frame

log = structlog.get_logger()

REOPEN_AFTER = 3  # times the age at which a frame is stale

OnFrame = Callable[[Frame], None]
OnStatus = Callable[[DeviceStatus], None]


class Capture:
    """Keeps one source open between `start` and `stop` and reopens it when it breaks.

    A camera may "succeed" for ever with one old frame, so a frame counts only when its content differs from
    the one before: the noise of a live sensor does that, even over an empty desk.
    """

    def __init__(
        self,
        device: str,
        source: FrameSource,
        on_status: OnStatus,
        *,
        stale_after_s: float,
        retry_interval_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._device = device
        self._source = source
        self._on_status = on_status
        self._stale_after_s = stale_after_s
        self._retry_interval_s = retry_interval_s
        self._clock = clock
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self._news = threading.Condition()
        self._listeners: list[OnFrame] = []
        self._frame: Frame | None = None
        self._frame_number = 0
        self._changed_at = self._opened_at = 0.0
        self._checksum: int | None = None
        self._shape: tuple[int, ...] | None = None  # of the first frame since the camera was opened
        self._trouble: DeviceError | None = None

    @property
    def is_running(self) -> bool:
        """Between `start` and `stop`."""
        return self._thread is not None

    @property
    def trouble(self) -> DeviceError | None:
        """What is wrong with the camera now, to be raised."""
        return self._trouble and self._trouble.with_traceback(None)  # raised often, it would gather them

    def start(self) -> None:
        """Open the source and begin; raises what opening raises."""
        if self._thread is not None:
            return
        self._source.open()
        self._stopped = threading.Event()
        self._changed_at, self._checksum, self._trouble = self._clock(), None, None
        self._shape, self._opened_at = None, self._changed_at
        self._thread = threading.Thread(target=self._work, name=f"{self._device} frames", daemon=True)
        self._thread.start()

    def interrupt(self) -> None:
        """Make the thread and everyone who waits for a frame give up; `stop` follows."""
        self._stopped.set()
        self._source.interrupt()
        with self._news:
            self._news.notify_all()

    def stop(self) -> None:
        """End the thread, close the camera, wipe the last frame: it may show somebody's papers."""
        self.interrupt()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self._source.close()
        with self._news:
            if self._frame is not None:
                with suppress(ValueError):  # read-only arrays cannot be wiped, only dropped
                    self._frame.fill(0)
                self._frame = None

    def listen(self, on_frame: OnFrame) -> Callable[[], None]:
        """Call `on_frame` in the capture thread with every new frame; returns how to stop that."""
        with self._news:
            self._listeners.append(on_frame)

        def forget() -> None:
            with self._news, suppress(ValueError):
                self._listeners.remove(on_frame)

        return forget

    def next_frame(self, timeout_s: float) -> Frame:
        """The next frame that the camera gives from now on.

        Raises the camera's trouble at the deadline: `NoAnswer`, `LineLost`, `BadReply`, `StaleFrame`. Stopped
        meanwhile, it raises `LineLost`.
        """
        with self._news:
            known = self._frame_number
            self._news.wait_for(lambda: self._frame_number != known or self._stopped.is_set(), timeout_s)
            if self._frame_number != known and self._frame is not None:
                return self._frame
        if self._stopped.is_set():
            raise LineLost(self._device, "capture", "stopped")
        raise self.trouble or StaleFrame(self._device, "capture")

    def _work(self) -> None:
        while not self._stopped.is_set():
            try:
                self._take(self._source.read())
            except DeviceError as error:
                if not self._stopped.is_set():
                    self._stumble(error)
            except Exception as error:  # noqa: BLE001  OpenCV's own errors must not end the camera
                self._log(error)
                self._stopped.wait(self._retry_interval_s)

    def _take(self, frame: Frame) -> None:
        self._check(frame)
        checksum = zlib.crc32(frame[::2].tobytes())  # half the rows: 1 ms at 1080p
        now = self._clock()
        if checksum == self._checksum:
            stale = StaleFrame(self._device, "read")
            if now - max(self._changed_at, self._opened_at) >= REOPEN_AFTER * self._stale_after_s:
                raise stale  # opening it anew wakes many a camera that hangs
            if now - self._changed_at >= self._stale_after_s:
                self._report(stale)
            return
        self._checksum, self._changed_at, self._trouble = checksum, now, None
        with self._news:
            self._frame = frame
            self._frame_number += 1
            listeners = tuple(self._listeners)
            self._news.notify_all()
        self._on_status(DeviceStatus(DeviceState.ONLINE))
        for on_frame in listeners:
            try:
                on_frame(frame)
            except Exception as error:  # noqa: BLE001  one listener must not blind the others
                self._log(error)

    def _check(self, frame: Frame) -> None:
        """Raises `WrongFrame` on what cannot be a frame of this camera."""
        shape = self._shape or frame.shape
        if frame.dtype != "uint8" or len(shape) != 3 or shape[2] != 3 or frame.shape != shape:
            raise WrongFrame(self._device, "read", "a frame of another size or type")
        self._shape = frame.shape

    def _log(self, error: Exception) -> None:
        log.warning("document_scanner.frame_failed", device=self._device, error=type(error).__name__)

    def _stumble(self, error: DeviceError) -> None:
        if isinstance(error, BadReply):
            # A torn picture now and then is the way of USB; only a run of them is a fault.
            if self._clock() - self._changed_at >= self._stale_after_s:
                self._report(error)
            return
        self._report(error)
        self._source.close()
        if isinstance(
            error, WrongFrame
        ):  # else a camera that gives nothing better would be opened in a circle
            self._stopped.wait(self._retry_interval_s)
        while not self._stopped.is_set():
            try:
                self._source.open()
                self._shape, self._opened_at = None, self._clock()
            except DeviceError as again:
                self._report(again)
                self._stopped.wait(self._retry_interval_s)
            else:
                return

    def _report(self, trouble: DeviceError) -> None:
        self._trouble = trouble
        self._on_status(status_after(trouble))
