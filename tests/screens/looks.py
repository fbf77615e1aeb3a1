"""The ways in which every page is looked at: modes, panels, languages; and how one picture is taken."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from PySide6.QtGui import QImage

from screens.modes import Modes
from screens.page import Page, Trail
from screens.panel import Panel
from screens.stage import Stage
from screens.text import Language

MODES: Final = {
    "normal": Modes(),
    "elder": Modes(elder=True),
    "contrast": Modes(high_contrast=True),
    "low": Modes(low_reach=True),
    "left": Modes(left_hand=True),
    "elder-low": Modes(elder=True, low_reach=True),
}
PANELS: Final = {"portrait": Panel(), "landscape": Panel(1920, 1080)}
SHEET_S: Final = 0.35  # a sheet has risen by then
LOOK_S: Final = 0.005
PATIENCE_S: Final = 10


async def until(condition: Callable[[], object]) -> None:
    """Lets Qt work until the condition holds. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE_S):
        while not condition():  # noqa: ASYNC110  what Qt does sets no asyncio event
            await asyncio.sleep(LOOK_S)


async def look_at(
    stage: Stage,
    page: Page[Any],
    trail: Trail,
    modes: Modes,
    language: Language,
    look: Callable[[QImage], Awaitable[None]],
) -> None:
    """Shows the page, standing still, and lets `look` see a picture of it while it is there."""
    stage.clear()
    stage.modes = modes
    stage.language = language
    asking = asyncio.ensure_future(stage.ask(page, trail))
    try:
        await asyncio.sleep(0)
        await until(lambda: stage.settled)
        await look(stage.glass.window.grabWindow())
    finally:
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)


async def with_sheet(stage: Stage, sheet: str, look: Callable[[QImage], Awaitable[None]]) -> None:
    """Lets `look` see the page that is there with a sheet risen over it: "help" or "idle"."""
    staying = None
    if sheet == "idle":
        staying = asyncio.ensure_future(stage.still_there(30))
        await asyncio.sleep(0)
    else:
        stage.glass.set(helpOpen=True)
    await asyncio.sleep(SHEET_S)
    await look(stage.glass.window.grabWindow())
    if staying is not None:
        staying.cancel()
        await asyncio.gather(staying, return_exceptions=True)
    stage.glass.set(helpOpen=False)
    await asyncio.sleep(SHEET_S)  # it has sunk again
