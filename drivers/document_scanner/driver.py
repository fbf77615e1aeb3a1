"""The document scanner: a live preview with help, and one page taken straight."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import ClassVar

from drivers.device import Device, DeviceState, DeviceStatus, NoAnswer, status_after
from drivers.document_scanner.camera import source_for
from drivers.document_scanner.capture import Capture
from drivers.document_scanner.errors import PageNotFound, PictureTooBig, StaleFrame
from drivers.document_scanner.modes import ColourMode
from drivers.document_scanner.page import Frame, Help, Page
from drivers.document_scanner.page_finder import Sight, find_page
from drivers.document_scanner.v4l2 import USUAL, CameraSettings
from drivers.fitting import Fitting

# cv2 and numpy come with the first frame, not with this module: they cost the kiosk's start 0.2 s.

READ_TIMEOUT_S = 3.0  # a webcam wakes within 2 s
STALE_AFTER_S = 2.0
RETRY_INTERVAL_S = 1.0
CAPTURE_DEADLINE_S = 5.0
LOOK_INTERVAL_S = 0.2  # five words of help a second are enough
JPEG_LIMIT_BYTES = 1_000_000
REFUSED = frozenset({Help.CUT_OFF, Help.BLURRED, Help.GLARE, Help.DARK})  # nobody could read it afterwards
REFUSED_WHOLE = REFUSED - {Help.CUT_OFF}  # the whole frame has no edges to be cut off
DPI = 200

__all__ = ["CapturedPage", "DocumentScanner", "Help", "PageNotFound", "PreviewFrame", "StaleFrame"]


@dataclass(frozen=True, eq=False)
class PreviewFrame:
    """One live frame: the image, the page found in it or shortly before, and a word of help or None."""

    image: Frame
    page: Page | None
    help: Help | None


@dataclass(frozen=True, eq=False)
class CapturedPage:
    """One picture taken, its size in pixels, and whether a page was found in it and straightened.

    `image`: JPEG; PNG in black and white.
    """

    image: bytes
    width: int
    height: int
    found: bool


class DocumentScanner(Device):
    """A camera over a desk: `http://host/stream` (Motion JPEG) or the stable path of a V4L2 device.

    The camera runs between `start` and `stop` only. `stop` wipes the last frame.
    """

    kind: ClassVar[str] = "document_scanner"

    def __init__(
        self,
        name: str,
        source: str,
        *,
        read_timeout_s: float = READ_TIMEOUT_S,
        stale_after_s: float = STALE_AFTER_S,
        retry_interval_s: float = RETRY_INTERVAL_S,
        capture_deadline_s: float = CAPTURE_DEADLINE_S,
        jpeg_limit_bytes: int = JPEG_LIMIT_BYTES,
        camera: CameraSettings = USUAL,
        limits: Mapping[str, float] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(name)
        self._source = source_for(name, source, read_timeout_s, camera)
        self._limits = dict(limits or {})  # those of `page_quality.Limits` that differ from the usual ones
        self._capture = Capture(
            name,
            self._source,
            self._publish,
            stale_after_s=stale_after_s,
            retry_interval_s=retry_interval_s,
            clock=clock,
        )
        self._capture_deadline_s = capture_deadline_s
        self._jpeg_limit_bytes = jpeg_limit_bytes
        self._clock = clock

    async def start(self) -> None:
        """Switch the camera on; nothing happens when it is on. Raises `LineLost`, `NoAnswer`, `BadReply`."""
        await self._run(self._start)

    async def stop(self) -> None:
        """Switch the camera off and wipe what it saw last; a running `capture` gives up."""
        self._capture.interrupt()
        await self._run(self._capture.stop)

    async def frames(self) -> AsyncIterator[PreviewFrame]:
        """Live frames, each the newest there is, while the camera is on.

        Raises the camera's trouble when none comes: `NoAnswer`, `LineLost`, `BadReply`, `StaleFrame`.
        """
        loop = asyncio.get_running_loop()
        arrived = asyncio.Event()
        newest: list[PreviewFrame] = []
        looked_at, sight = 0.0, Sight(None, None)

        def take(image: Frame) -> None:
            nonlocal looked_at, sight
            now = self._clock()
            if now - looked_at >= LOOK_INTERVAL_S:
                looked_at, sight = now, self._sight(image)
            newest[:] = [PreviewFrame(image, sight.page, sight.help)]
            with suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(arrived.set)

        forget = self._capture.listen(take)
        try:
            while True:
                try:
                    async with asyncio.timeout(LOOK_INTERVAL_S):
                        await arrived.wait()
                except TimeoutError:
                    if self._capture.trouble is not None:
                        raise self._capture.trouble from None
                    if not self._capture.is_running:
                        return
                    continue
                arrived.clear()
                yield newest[0]
        finally:
            forget()
            newest.clear()

    async def capture(
        self, *, whole_frame: bool = False, mode: ColourMode = ColourMode.COLOUR, dpi: int = DPI
    ) -> CapturedPage:
        """Take the page that lies there now, straight, upright and evenly lit, in its paper's size.

        `whole_frame` gives the frame as it is, for a paper that cannot be found. Raises `PageNotFound` (with
        a word of help, also for a page or frame too bad to read), `NoAnswer`, `LineLost`, `BadReply`,
        `StaleFrame`, `PictureTooBig`.
        """
        return await self._run(self._take_page, whole_frame, mode, dpi)

    def _connect(self) -> None:
        if not self._capture.is_running:
            self._source.probe()

    def _disconnect(self) -> None:
        self._capture.stop()

    def _examine(self) -> DeviceStatus:
        if self._capture.is_running:
            trouble = self._capture.trouble
            return status_after(trouble) if trouble else DeviceStatus(DeviceState.ONLINE)
        self._source.probe()
        return DeviceStatus(DeviceState.ONLINE)

    def _look(self) -> None:
        if not self._capture.is_running:  # the running camera tells by itself
            self._source.look()

    def _start(self) -> None:
        try:
            self._capture.start()
        except NoAnswer as error:
            self._publish(status_after(error))
            raise

    def _sight(self, frame: Frame) -> Sight:
        if not self._limits:
            return find_page(frame)
        from drivers.document_scanner.page_quality import Limits

        return find_page(frame, Limits(**self._limits))

    def _flaw(self, frame: Frame) -> Help | None:
        """What makes the whole frame unreadable."""
        import numpy as np

        from drivers.document_scanner.page_quality import Limits, help_with, measure

        height, width = frame.shape[:2]
        rim = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], np.float32)
        limits = Limits(**self._limits | {"margin": -1.0, "tilt": 0.0})
        return help_with(replace(measure(frame, rim), finger=False), limits)

    def _take_page(self, whole_frame: bool, mode: ColourMode, dpi: int) -> CapturedPage:
        from drivers.document_scanner.correction import correct, in_mode
        from drivers.document_scanner.encoding import TooBig, encode

        if not self._capture.is_running:
            # Stopped under the citizen's hand: the supervisor opens a camera anew that fell silent.
            raise NoAnswer(self.name, "capture", "the camera does not run")
        frame = self._capture.next_frame(self._capture_deadline_s)
        if whole_frame:
            flaw = self._flaw(frame)
            if flaw in REFUSED_WHOLE:
                raise PageNotFound(self.name, "capture", flaw)
            picture = in_mode(frame, mode, dpi)
        else:
            sight = self._sight(frame)
            if sight.page is None:
                raise PageNotFound(self.name, "capture", sight.help or Help.NO_PAGE)
            if sight.help in REFUSED:
                raise PageNotFound(self.name, "capture", sight.help)
            picture = correct(frame, sight.page, dpi=dpi, mode=mode)
        try:
            image = encode(picture, self._jpeg_limit_bytes)
        except TooBig as error:
            raise PictureTooBig(self.name, "capture") from error
        return CapturedPage(image, picture.shape[1], picture.shape[0], found=not whole_frame)


def fit(fitting: Fitting) -> DocumentScanner:
    """The driver's entry point."""
    settings = fitting.settings
    wanted = {
        name: settings[name] for name in ("width_px", "height_px", "exposure", "focus") if name in settings
    }
    limits = {name: limit for name, limit in settings.get("limits", {}).items() if limit is not None}
    return DocumentScanner(fitting.slot, settings["source"], camera=CameraSettings(**wanted), limits=limits)
