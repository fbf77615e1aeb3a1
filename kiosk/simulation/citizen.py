"""A scripted citizen: looks at the page, touches the glass, lays cards and papers, takes what comes out.

It does what a person can do and nothing else: real events on the real window, real far ends of the wires.
"""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtQuick import QQuickWindow

from screens import finger
from screens.stage import Stage

PATIENCE_S = 30.0
LOOK_S = 0.02
SIGNATURE = (
    ((0.12, 0.30), (0.30, 0.28), (0.22, 0.75), (0.10, 0.82)),
    ((0.22, 0.50), (0.32, 0.80)),
    ((0.45, 0.25), (0.60, 0.30), (0.50, 0.78), (0.66, 0.70)),
    ((0.75, 0.30), (0.78, 0.80), (0.92, 0.60)),
)


class Lost(Exception):
    """The page that was expected did not come; says which stood there instead."""


class Citizen:
    """One pair of eyes and one finger before `stage`. `tell` hears of every page, `before_touch` is called before each."""

    def __init__(
        self,
        stage: Stage,
        tell: Callable[[str], None],
        pictures: Path | None = None,
        before_touch: Callable[[], None] = lambda: None,
    ) -> None:
        self._stage = stage
        self._tell = tell
        self._pictures = pictures
        self._before_touch = before_touch
        self._seen = 0

    async def sees(self, page: str) -> None:
        """Waits until `page` stands still on the glass, and keeps a picture of it. Raises Lost."""
        await self._until(lambda: self._stage.page_name == page and self._stage.settled, page)
        self._seen += 1
        self._tell(page)
        if self._pictures is not None:
            self._window.grabWindow().save(str(self._pictures / f"{self._seen:02d}-{page}.png"))

    async def touches(self, name: str) -> None:
        """Touches the control of that name as soon as it is there and takes touches. Raises Lost."""
        await self._until(lambda: self._takes_touches(name), name)
        self._before_touch()
        finger.touch(self._window, name)

    async def fills(self, values: dict[str, str]) -> None:
        """Types numbers into fields of a form, turning its pages where needed."""
        for key, digits in values.items():
            await self._brings_up(f"field:{key}")
            await self.touches(f"field:{key}")
            for digit in digits:
                await self.touches(f"digit:{digit}")

    async def chooses(self, value: str) -> None:
        """Touches one of the choices of a form."""
        await self._brings_up(f"choice:{value}")
        await self.touches(f"choice:{value}")

    async def signs(self, name: str) -> None:
        """Writes on the pad of that name."""
        await self._until(lambda: self._takes_touches(name), name)
        pad = finger.find(self._window, name)
        assert pad is not None
        for stroke in SIGNATURE:
            finger.draw(
                self._window, [pad.mapToScene(QPointF(x * pad.width(), y * pad.height())) for x, y in stroke]
            )

    async def reads(self, name: str, *, until: str = "") -> str:
        """The text of an item, once it holds `until`. Raises Lost."""
        await self._until(lambda: until in self._text(name), f"{name}: {until}")
        return self._text(name)

    async def _brings_up(self, name: str) -> None:
        """Turns the pages of a list until `name` stands on the glass."""
        await self._until(lambda: finger.find(self._window, name) is not None, name)
        while not self._on_glass(name):
            await self.touches("next")
            await asyncio.sleep(LOOK_S)

    def _on_glass(self, name: str) -> bool:
        item = finger.find(self._window, name)
        return item is not None and finger.on_glass(item)

    def _text(self, name: str) -> str:
        item = finger.find(self._window, name)
        return str(item.property("text")) if item is not None else ""

    @property
    def _window(self) -> QQuickWindow:
        return self._stage.glass.window

    def _takes_touches(self, name: str) -> bool:
        item = finger.find(self._window, name)
        return item is not None and item.isEnabled() and self._stage.settled

    async def _until(self, holds: Callable[[], bool], awaited: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not holds():
            if time.monotonic() > deadline:
                raise Lost(f"waited for {awaited}, saw {self._stage.page_name}")
            await asyncio.sleep(LOOK_S)
