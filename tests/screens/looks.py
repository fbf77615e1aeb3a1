"""The ways in which every page is looked at: modes, panels, languages; and how one picture is taken."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from PySide6.QtGui import QImage

from kiosk import words
from screens import finger
from screens.modes import Modes
from screens.page import Caution
from screens.panel import Panel
from screens.stage import Stage
from screens.text import Language, Text
from tests.screens.key_samples import TOUCHED
from tests.screens.screen_samples import samples

MODES: Final = {
    "normal": Modes(),
    "elder": Modes(elder=True),
    "contrast": Modes(high_contrast=True),
    "low": Modes(low_reach=True),
    "left": Modes(left_hand=True),
    "elder-low": Modes(elder=True, low_reach=True),
}
PANELS: Final = {"portrait": Panel(), "landscape": Panel(1920, 1080)}
CAUTION: Final = Caution(
    words.TROUBLE_TITLE,
    Text("凭条打印机没纸了，办完没有凭条", "The receipt printer is out of paper: there will be no slip"),
    words.TROUBLE_KEPT,
    words.TROUBLE_GO_ON,
    words.LEAVE,
)
SHEETS: Final = ("sheet-help", "sheet-idle", "sheet-caution")
SHEET_OVER: Final = "notice-problem"
SHEET_S: Final = 0.35  # a sheet has risen by then
LOOK_S: Final = 0.005
PATIENCE_S: Final = 30

Look = Callable[[str, QImage], Awaitable[None]]


async def until(condition: Callable[[], object]) -> None:
    """Lets Qt work until the condition holds. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE_S):
        while not condition():  # noqa: ASYNC110  what Qt does sets no asyncio event
            await asyncio.sleep(LOOK_S)


async def looks(
    stage: Stage, modes: Modes, language: Language, look: Look, wanted: Callable[[str], bool] = lambda _: True
) -> None:
    """Shows every wanted sample, standing still, and lets `look` see a picture of it while it is there."""
    for name, (page, trail) in samples().items():
        sheets = SHEETS if name == SHEET_OVER else ()
        if not any(wanted(each) for each in (name, *sheets)):
            continue
        stage.clear()
        stage.modes = modes
        stage.language = language
        asking = asyncio.ensure_future(stage.ask(page, trail))
        try:
            await asyncio.sleep(0)
            await until(lambda: stage.settled)
            for touched in TOUCHED.get(name, ()):
                await _touch(stage, touched)
            await look(name, stage.glass.window.grabWindow())
            for sheet in filter(wanted, sheets):
                await _with_sheet(stage, sheet, look)
        finally:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)


async def _touch(stage: Stage, name: str) -> None:
    """Touches what has that name; a name after "?" is only waited for."""
    window = stage.glass.window
    window.grabWindow()  # what a touch has changed stands at its place only when it is drawn
    await until(lambda: finger.find(window, name.removeprefix("?")) is not None)
    if not name.startswith("?"):
        finger.touch(window, name)


async def _with_sheet(stage: Stage, sheet: str, look: Look) -> None:
    """The page that is there with a sheet risen over it."""
    staying = None
    if sheet == "sheet-help":
        stage.glass.set(helpOpen=True)
    else:
        asked = stage.still_there(30) if sheet == "sheet-idle" else stage.caution(CAUTION)
        staying = asyncio.ensure_future(asked)
        await asyncio.sleep(0)
    await asyncio.sleep(SHEET_S)
    await look(sheet, stage.glass.window.grabWindow())
    if staying is not None:
        staying.cancel()
        await asyncio.gather(staying, return_exceptions=True)
    stage.glass.set(helpOpen=False)
    await asyncio.sleep(SHEET_S)  # it has sunk again
