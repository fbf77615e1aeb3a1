"""A camera as code scanner: it looks only while a code is waited for, and its frames go nowhere else."""

import asyncio
from contextlib import suppress
from typing import ClassVar

from drivers.device import Device, DeviceError, DeviceState, DeviceStatus, status_after
from drivers.document_scanner.camera import source_for
from drivers.document_scanner.capture import Capture
from drivers.document_scanner.page import Frame
from drivers.document_scanner.v4l2 import USUAL, CameraSettings
from drivers.qr_scanner.errors import AlreadyReading
from drivers.qr_scanner.showing import REPEAT_S, ScannedCode, Showing

READ_TIMEOUT_S = 3.0  # a webcam wakes within 2 s
STALE_AFTER_S = 2.0
RETRY_INTERVAL_S = 1.0
SLICE_S = 0.2  # how often a waiting `read` asks what is wrong with the camera


class CodeCamera(Device):
    """A camera at `source`: `http://host/stream` (Motion JPEG) or the stable path of a V4L2 device."""

    kind: ClassVar[str] = "qr_scanner"

    def __init__(
        self,
        name: str,
        source: str,
        *,
        repeat_s: float = REPEAT_S,
        read_timeout_s: float = READ_TIMEOUT_S,
        stale_after_s: float = STALE_AFTER_S,
        retry_interval_s: float = RETRY_INTERVAL_S,
        camera: CameraSettings = USUAL,
    ) -> None:
        super().__init__(name)
        self._source = source_for(name, source, read_timeout_s, camera)
        self._capture = Capture(
            name, self._source, self._publish, stale_after_s=stale_after_s, retry_interval_s=retry_interval_s
        )
        self._showing = Showing(repeat_s)
        self._is_reading = False
        self._farewell: asyncio.Task[None] | None = None

    async def read(self) -> ScannedCode:
        """Wait for one code as long as it takes; cancel to stop waiting. The camera is on only meanwhile.

        The code of the last call, shown on for `repeat_s`, does not count. Raises `AlreadyReading`,
        `NoAnswer`, `BadReply`, `LineLost` or `StaleFrame`.
        """
        if self._is_reading:
            raise AlreadyReading(self.name, "read")
        self._is_reading = True
        try:
            await self._farewell_said()
            await self._run(self._start)
            return await self._next_code()
        finally:
            # A task of its own: who cancels does not wait for the camera.
            self._farewell = asyncio.create_task(self._say_farewell())
            self._is_reading = False

    async def close(self) -> None:
        """As every device's, after the camera is off."""
        await self._farewell_said()
        await super().close()

    async def _next_code(self) -> ScannedCode:
        from drivers.qr_scanner.decode import CodeReader  # cv2 and numpy: 0.2 s that a start need not pay

        loop, reader = asyncio.get_running_loop(), CodeReader()
        codes: asyncio.Queue[ScannedCode] = asyncio.Queue()

        def look(frame: Frame) -> None:
            for code in reader.read(frame):
                if code.text:
                    with suppress(RuntimeError):  # the loop is closed
                        loop.call_soon_threadsafe(codes.put_nowait, ScannedCode(code.data, code.text))

        forget = self._capture.listen(look)
        try:
            while True:
                try:
                    code = await asyncio.wait_for(codes.get(), SLICE_S)
                except TimeoutError:
                    if self._capture.trouble is not None:
                        raise self._capture.trouble from None
                    continue
                if self._showing.is_new(code.data):
                    return code
        finally:
            forget()

    async def _say_farewell(self) -> None:
        self._capture.interrupt()
        with suppress(DeviceError):  # a lost camera is published; nobody waits for this code any more
            await self._run(self._capture.stop)

    async def _farewell_said(self) -> None:
        farewell, self._farewell = self._farewell, None
        if farewell is not None:
            await asyncio.gather(farewell, return_exceptions=True)

    def _start(self) -> None:
        try:
            self._capture.start()
        except DeviceError as error:
            self._publish(status_after(error))
            raise

    def _connect(self) -> None:
        if not self._capture.is_running:
            self._source.probe()

    def _disconnect(self) -> None:
        self._capture.stop()

    def _examine(self) -> DeviceStatus:
        if not self._capture.is_running:
            self._source.probe()
        elif self._capture.trouble is not None:
            return status_after(self._capture.trouble)
        return DeviceStatus(DeviceState.ONLINE)

    def _look(self) -> None:
        if not self._capture.is_running:  # the running camera tells by itself
            self._source.look()
