"""Keeps the camera's picture on the page while the citizen lays the paper, and tells when it lies still."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

from drivers.device import DeviceError
from drivers.document_scanner import steady
from drivers.document_scanner.driver import DocumentScanner
from drivers.document_scanner.page import Frame, Help, Page
from drivers.document_scanner.page_finder import Sight
from kiosk import words
from screens.page import Live
from screens.text import Text

SAY: dict[Help | None, Text] = {
    None: words.PAGE_READY,
    Help.NO_PAGE: words.LAY_PAGE,
    Help.TOO_FAR: words.PAGE_TOO_FAR,
    Help.CUT_OFF: words.PAGE_CUT_OFF,
    Help.TILTED: words.PAGE_TILTED,
    Help.BLURRED: words.PAGE_BLURRED,
    Help.GLARE: words.PAGE_GLARE,
    Help.DARK: words.PAGE_DARK,
    Help.FINGER: words.PAGE_FINGER,
}


@contextlib.asynccontextmanager
async def keep_preview(scanner: DocumentScanner, live: Live) -> AsyncIterator[asyncio.Event]:
    """Starts the camera, shows its frames in `live`, and leaves no picture behind.

    The event is set once a good page was laid down before the camera and lies still.
    """
    still = asyncio.Event()
    showing = asyncio.ensure_future(_show(scanner, live, still))
    try:
        yield still
    finally:
        showing.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await showing
        live.set(frame=None, outline=())
        await scanner.stop()


async def _show(scanner: DocumentScanner, live: Live, still: asyncio.Event) -> None:
    hold: steady.Hold | None = None
    while True:
        try:
            await scanner.start()
            async for frame in scanner.frames():
                now_s, sight = time.monotonic(), Sight(frame.page, frame.help)
                hold = steady.follow(hold, sight, now_s)
                outline = _shares(steady.outline(hold, sight), frame.image)
                good = frame.help is None
                said = words.PAGE_STILL if good and hold.laid else SAY[frame.help]
                live.set(frame=frame.image, help=said, outline=outline, good=good)
                if steady.ready(hold, now_s):
                    still.set()
        except DeviceError:
            live.set(frame=None, help=words.CAMERA_RESTING, outline=())
            await asyncio.sleep(1)


def _shares(page: Page | None, image: Frame) -> tuple[tuple[float, float], ...]:
    """The page's corners as shares of the picture's width and height; empty without a page."""
    if page is None:
        return ()
    height, width = image.shape[:2]
    return tuple((float(x + 0.5) / width, float(y + 0.5) / height) for x, y in page.corners)
