"""Keeps the camera's picture on the page while the citizen lays the paper."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from drivers.device import DeviceError
from drivers.document_scanner.driver import DocumentScanner
from drivers.document_scanner.page import Help
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
async def keep_preview(scanner: DocumentScanner, live: Live) -> AsyncIterator[None]:
    """Starts the camera, shows its frames in `live`, and leaves no picture behind."""
    showing = asyncio.ensure_future(_show(scanner, live))
    try:
        yield
    finally:
        showing.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await showing
        live.set(frame=None)
        await scanner.stop()


async def _show(scanner: DocumentScanner, live: Live) -> None:
    while True:
        try:
            await scanner.start()
            async for frame in scanner.frames():
                live.set(frame=frame.image, help=SAY[frame.help])
        except DeviceError:
            live.set(frame=None, help=words.CAMERA_RESTING)
            await asyncio.sleep(1)
