"""A camera at the other end of an HTTP connection: Motion JPEG on loopback, as cheap IP cameras send it."""

import random
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from typing import TYPE_CHECKING

from drivers.document_scanner.page import Frame, Points
from drivers.far_end import Fault

if TYPE_CHECKING:
    from drivers.document_scanner.desk import Desk

FRAMES_PER_S = 15.0
SLOW_FRAMES_PER_S = 2.0
JPEG_QUALITY = 88
BOUNDARY = b"--frame"  # cheap cameras name it with its dashes, against RFC 2046
REQUEST_LIMIT_BYTES = 8192


class CameraFault(StrEnum):
    """What may go wrong in a camera besides the faults of any wire."""

    STALE_FRAME = "stale_frame"
    OTHER_SIZE = "other_size"  # from one frame to the next, as after a reset of its own


class DocumentScannerSimulator:
    """An empty desk until a page is laid on it; `url` is for the driver.

    `inject` takes NO_ANSWER (connections are taken, nothing comes), SLOW, GARBAGE and PARTIAL_FRAME (torn
    pictures), STALE_FRAME, OTHER_SIZE, UNPLUG, REPLUG, RENUMBER (another port); `heal` ends all but UNPLUG.
    """

    def __init__(self, *, frames_per_s: float = FRAMES_PER_S, with_length: bool = True) -> None:
        self._frames_per_s = frames_per_s
        self._with_length = with_length
        self._desk: Desk | None = None
        self._desk_lock = threading.Lock()
        self._page: Frame | None = None  # what lies on the desk, and where
        self._corners: Points | None = None
        self._light, self._blur_px = 1.0, 0.0
        self._tick = 0
        self._fault: Fault | CameraFault | None = None
        self._changed = threading.Event()
        self._gone = threading.Event()
        self._listener: socket.socket | None = None
        self._threads: list[threading.Thread] = []
        self._random = random.Random(11)  # noqa: S311  where packets are cut, no secret
        self.port = 0

    @property
    def url(self) -> str:
        """The stream's address."""
        return f"http://127.0.0.1:{self.port}/stream"

    def start(self) -> None:
        """Listen on a free loopback port."""
        self._the_desk()
        self._plug(self.port)

    def stop(self) -> None:
        """Close everything and join the threads; the page on the desk is forgotten."""
        self._unplug()
        self.take_away()

    def lay(self, page: Frame | None = None, corners: Points | None = None) -> None:
        """Lay a page (h x w x 3, BGR; None: an invented form), its corners at these pixels of the frame."""
        from drivers.document_scanner.desk import PAGE_CORNERS, invented_page

        desk = self._the_desk()
        with self._desk_lock:
            self._page = invented_page() if page is None else page
            self._corners = PAGE_CORNERS if corners is None else corners
            desk.lay(self._page, self._corners)

    def move(self, right_px: float = 0.0, down_px: float = 0.0, turn_deg: float = 0.0) -> None:
        """Push the page over the desk and turn it clockwise about its middle; nothing without a page."""
        import cv2
        import numpy as np

        with self._desk_lock:
            if self._page is None or self._corners is None:
                return
            x, y = (float(part) for part in np.mean(self._corners, axis=0))
            turn = cv2.getRotationMatrix2D((x, y), -turn_deg, 1.0)
            turn = turn + np.array([[0, 0, right_px], [0, 0, down_px]])
            moved = np.c_[self._corners, np.ones(4)] @ turn.T
            self._corners = np.asarray(moved, np.float32)
            self._the_desk().lay(self._page, self._corners)

    def light(self, share: float) -> None:
        """The lamp over the desk: 1 as usual, less is darker, more burns the paper out."""
        self._light = share

    def blur(self, sigma_px: float) -> None:
        """How far the lens is out of focus; 0: not at all."""
        self._blur_px = sigma_px

    def take_away(self) -> None:
        """Clear the desk."""
        desk = self._the_desk()
        with self._desk_lock:
            self._page = None
            desk.clear()

    def inject(self, fault: Fault | CameraFault) -> None:
        """Break something; raises ValueError on a fault that no camera has."""
        match fault:
            case Fault.UNPLUG:
                self._unplug()
            case Fault.REPLUG | Fault.RENUMBER:
                self._unplug()
                self._plug(self.port if fault is Fault.REPLUG else 0)
            case Fault.BAD_CHECKSUM:
                raise ValueError("a picture has no checksum")
            case _:
                self._fault = fault

    def heal(self) -> None:
        """The camera is well again."""
        self._fault = None

    def _the_desk(self) -> "Desk":
        from drivers.document_scanner.desk import Desk  # cv2 and numpy: 0.2 s that a start need not pay

        if self._desk is None:
            self._desk = Desk()
        return self._desk

    def _plug(self, port: int) -> None:
        self._gone = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = self._listener.getsockname()[1]
        self._spawn(self._accept, self._listener, self._gone)

    def _unplug(self) -> None:
        self._gone.set()
        if self._listener is not None:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)  # wakes the accept
            self._listener.close()
            self._listener = None
        while self._threads:  # the acceptor first: it may still add to them
            self._threads.pop(0).join()

    def _spawn(self, work: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=work, args=args, name="simulated camera", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket, gone: threading.Event) -> None:
        while not gone.is_set():
            try:
                host, _ = listener.accept()
            except OSError:
                return
            self._spawn(self._serve, host, gone)

    def _serve(self, host: socket.socket, gone: threading.Event) -> None:
        host.settimeout(1.0)
        with host, suppress(OSError):
            request = b""
            while b"\r\n\r\n" not in request and len(request) < REQUEST_LIMIT_BYTES:
                data = host.recv(1024)
                if not data:
                    return
                request += data
            while self._fault is Fault.NO_ANSWER and not gone.wait(0.02):
                pass
            host.sendall(
                b"HTTP/1.0 200 OK\r\nConnection: close\r\nCache-Control: no-cache\r\n"
                b"Content-Type: multipart/x-mixed-replace;boundary=" + BOUNDARY + b"\r\n\r\n"
            )
            while not gone.is_set():
                if self._fault is not Fault.NO_ANSWER:
                    self._send(host, self._part(self._picture()))
                gone.wait(1 / (SLOW_FRAMES_PER_S if self._fault is Fault.SLOW else self._frames_per_s))

    def _picture(self) -> bytes:
        import cv2

        desk = self._the_desk()
        with self._desk_lock:
            if self._fault is not CameraFault.STALE_FRAME:
                self._tick += 1
            frame = desk.frame(self._tick)
        if self._blur_px > 0:
            frame = cv2.GaussianBlur(frame, (0, 0), self._blur_px).astype(frame.dtype)
        if self._light != 1:
            frame = cv2.convertScaleAbs(frame, alpha=self._light).astype(frame.dtype)
        if self._fault is CameraFault.OTHER_SIZE:
            frame = frame[::2, ::2]
        data = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])[1].tobytes()
        if self._fault is Fault.PARTIAL_FRAME:
            return data[: len(data) // 2]
        if self._fault is Fault.GARBAGE:
            return bytes(byte ^ 0x5A for byte in data[:2000])
        return data

    def _part(self, picture: bytes) -> bytes:
        length = b"Content-Length: %d\r\n" % len(picture) if self._with_length else b""
        return BOUNDARY + b"\r\nContent-Type: image/jpeg\r\n" + length + b"\r\n" + picture + b"\r\n"

    def _send(self, host: socket.socket, data: bytes) -> None:
        """In pieces that end anywhere, in mid-header and mid-marker too."""
        at = 0
        while at < len(data):
            piece = self._random.choice((1, 700, 1460, 9000, 20000))
            host.sendall(data[at : at + piece])
            at += piece
