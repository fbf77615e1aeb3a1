"""Where frames come from: a V4L2 device, a Motion-JPEG stream, files, behind one interface with deadlines."""

import http.client
import socket
import time
from collections import deque
from contextlib import suppress
from typing import Protocol
from urllib.parse import urlsplit

from drivers.device import BadReply, Cause, LineLost, NoAnswer
from drivers.document_scanner.files import FileCamera
from drivers.document_scanner.mjpeg import PartReader, boundary_of, is_whole
from drivers.document_scanner.page import Frame
from drivers.document_scanner.v4l2 import USUAL, CameraSettings, VideoCamera
from drivers.line import look_for_host

READ_CHUNK_BYTES = 1 << 16
LEAST_SIDE_PX = 64  # no camera gives less


class FrameSource(Protocol):
    """One camera; everything but `interrupt` is called by one thread at a time."""

    def probe(self) -> None:
        """Raise `LineLost` or `NoAnswer` when the camera is not there; leaves it as it was."""

    def look(self) -> None:
        """Raise `LineLost` when nothing is there any more; cheaper than `probe`, and tells less."""

    def open(self) -> None:
        """Raises `LineLost`, `NoAnswer`, `BadReply`."""

    def read(self) -> Frame:
        """The next frame. Raises `NoAnswer` at the deadline, `LineLost`, `BadReply` on a torn picture."""

    def interrupt(self) -> None:
        """From another thread: make a waiting `read` return soon."""

    def close(self) -> None:
        """MUST be safe on a closed source."""


def source_for(device: str, url: str, timeout_s: float, settings: CameraSettings = USUAL) -> FrameSource:
    """The source for `http://host[:port]/path`, a device `/dev/v4l/by-id/...-index0`, a file or a folder.

    Without an address ("") no camera is ever found. Raises ValueError on any other one. `settings` are for a
    camera at this machine; one behind HTTP has its own.
    """
    if not url:
        return NoCamera(device)
    if url.startswith("http://"):
        return HttpCamera(device, url, timeout_s)
    if url.startswith("/dev/"):
        return VideoCamera(device, url, timeout_s, settings)
    if url.startswith("/"):
        return FileCamera(device, url)
    raise ValueError(f"{device}: a camera is an http:// address or a path")


class NoCamera:
    """The slot of a terminal that has no camera."""

    def __init__(self, device: str) -> None:
        self._device = device

    def probe(self) -> None:
        """Raises `LineLost`, cause NOT_FOUND, always."""
        raise LineLost(self._device, "open", "no camera is configured", cause=Cause.NOT_FOUND)

    open = look = probe

    def read(self) -> Frame:
        """As `probe`."""
        raise LineLost(self._device, "read", "no camera is configured", cause=Cause.NOT_FOUND)

    def interrupt(self) -> None:
        """Nothing runs."""

    def close(self) -> None:
        """Nothing is open."""


class HttpCamera:
    """Motion JPEG over HTTP.

    Read here and not by OpenCV: its FFmpeg passes torn pictures on as whole ones and keeps old frames.
    """

    def __init__(self, device: str, url: str, timeout_s: float) -> None:
        parts = urlsplit(url)
        self._device = device
        self._host, self._port = parts.hostname or "", parts.port or http.client.HTTP_PORT
        self._path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._timeout_s = timeout_s
        self._line: http.client.HTTPConnection | None = None
        self._socket: socket.socket | None = None  # the connection forgets it when the camera says "close"
        self._response: http.client.HTTPResponse | None = None
        self._parts = PartReader(b"")
        self._waiting: deque[bytes] = deque()

    def look(self) -> None:
        """A host that takes connections."""
        look_for_host(self._device, self._host, self._port)

    def probe(self) -> None:
        """A stream that starts is a camera that is there."""
        if self._response is None:
            self.open()
            self.close()

    def open(self) -> None:
        """As `FrameSource.open`."""
        self.close()
        self._line = http.client.HTTPConnection(self._host, self._port, timeout=self._timeout_s)
        try:
            self._line.connect()
            self._socket = self._line.sock
        except TimeoutError as error:
            raise NoAnswer(self._device, "open") from error
        except OSError as error:
            raise LineLost(self._device, "open", "no camera there", cause=Cause.NOT_FOUND) from error
        try:
            self._line.request("GET", self._path)
            response = self._line.getresponse()
            if response.status != http.client.OK:
                raise BadReply(self._device, "open", f"HTTP {response.status}")
            self._parts = PartReader(boundary_of(response.getheader("Content-Type", "")))
            self._response = response
        except TimeoutError as error:
            raise NoAnswer(self._device, "open") from error
        except OSError as error:
            raise LineLost(self._device, "open") from error
        except (http.client.HTTPException, ValueError) as error:
            raise BadReply(self._device, "open") from error
        finally:
            if self._response is None:
                self.close()

    def read(self) -> Frame:
        """As `FrameSource.read`; of several pictures that came at once only the newest counts."""
        deadline = time.monotonic() + self._timeout_s
        while not self._waiting:
            self._waiting.extend(self._receive())
            if not self._waiting and time.monotonic() > deadline:
                raise NoAnswer(self._device, "read")
        picture = self._waiting.pop()
        self._waiting.clear()
        return self._decode(picture)

    def _receive(self) -> list[bytes]:
        if self._response is None:
            raise LineLost(self._device, "read")
        try:
            data = self._response.read1(READ_CHUNK_BYTES)
        except TimeoutError as error:
            raise NoAnswer(self._device, "read") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise LineLost(self._device, "read") from error
        if not data:
            raise LineLost(self._device, "read")
        try:
            return self._parts.feed(data)
        except ValueError as error:
            raise BadReply(self._device, "read") from error

    def _decode(self, picture: bytes) -> Frame:
        import cv2  # 0.1 s that the kiosk's start need not pay
        import numpy as np

        frame = None
        if is_whole(picture):
            with suppress(cv2.error):
                frame = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
        if frame is None or min(frame.shape[:2]) < LEAST_SIDE_PX:
            raise BadReply(self._device, "read", "torn picture")
        return np.asarray(frame, np.uint8)

    def interrupt(self) -> None:
        """Breaks the connection."""
        line = self._socket
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """As `FrameSource.close`."""
        if self._response is not None:
            self._response.close()
        if self._line is not None:
            self._line.close()
        self._line = self._socket = self._response = None
        self._waiting.clear()
