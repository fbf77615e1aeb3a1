"""A scripted citizen: looks at the page, touches the glass, lays cards and papers, takes what comes out.

It does what a person can do and nothing else: real events on the real window, real far ends of the wires.
"""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPointF
from PySide6.QtQuick import QQuickItem, QQuickWindow

from screens import finger
from screens.stage import Stage

PATIENCE_S = 30.0
LOOK_S = 0.02
MOST_TURNS = 30  # pages of one form
SIGNATURE = (
    ((0.12, 0.30), (0.30, 0.28), (0.22, 0.75), (0.10, 0.82)),
    ((0.22, 0.50), (0.32, 0.80)),
    ((0.45, 0.25), (0.60, 0.30), (0.50, 0.78), (0.66, 0.70)),
    ((0.75, 0.30), (0.78, 0.80), (0.92, 0.60)),
)


class Lost(Exception):
    """The page that was expected did not come; says which stood there instead."""


class Citizen:
    """One pair of eyes and one finger before `stage`.

    `tell` hears of every page, `before_touch` of every touch; pictures of the pages go to `pictures`.
    """

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
        self._last: QQuickItem | None = None

    async def sees(self, page: str, *, where: tuple[str, str] | None = None, again: bool = False) -> None:
        """Waits until `page` stands still on the glass, and keeps a picture of it. Raises Lost.

        `where` is an item and the text that it must hold by then; `again`: it must be another one than was
        seen last.
        """
        last = self._last if again else None
        await self._until(
            lambda: (
                self._stage.page_name == page and self._stage.settled and self._stage.page_item is not last
            ),
            page,
        )
        self._last = self._stage.page_item
        if where is not None:
            await self.reads(where[0], until=where[1])
        self._tell(page)
        self.keeps_picture(page)

    def keeps_picture(self, name: str) -> None:
        """Photographs the glass as it is now."""
        self._seen += 1
        if self._pictures is not None:
            self.window.grabWindow().save(str(self._pictures / f"{self._seen:02d}-{name}.png"))

    async def touches(self, name: str) -> None:
        """Touches the control of that name as soon as it is there and takes touches. Raises Lost."""
        await self._until(lambda: self._takes_touches(name), name)
        self._before_touch()
        finger.touch(self.window, name)

    async def fills(self, values: dict[str, str]) -> None:
        """Types numbers into fields of a form, turning its pages where needed."""
        for key, digits in values.items():
            await self.touches_listed(f"field:{key}")
            await self.types(digits)
            await self.touches("done")

    async def types(self, digits: str) -> None:
        """Touches the keys of the number pad."""
        for digit in digits:
            await self.touches(f"digit:{digit}")

    async def touches_listed(self, name: str) -> None:
        """Touches an entry of a list, turning its pages until it stands there."""
        await self._brings_up(name)
        await self.touches(name)

    async def writes(self, values: dict[str, str]) -> None:
        """Types small letters into fields of a form."""
        for key, letters in values.items():
            await self._brings_up(f"field:{key}")
            await self.touches(f"field:{key}")
            await self.touches("key:letters")
            for letter in letters:
                await self.touches(f"key:{letter}")
            await self.touches("key:done")

    async def chooses(self, value: str) -> None:
        """Touches one of the choices of a form."""
        await self.touches_listed(f"choice:{value}")

    async def signs(self, name: str) -> None:
        """Writes on the pad of that name."""
        await self._until(lambda: self._takes_touches(name), name)
        pad = finger.find(self.window, name)
        if pad is None:
            raise Lost(name)
        for stroke in SIGNATURE:
            finger.draw(
                self.window, [pad.mapToScene(QPointF(x * pad.width(), y * pad.height())) for x, y in stroke]
            )

    async def reads(self, name: str, *, until: str = "", what: str = "text") -> str:
        """The text of an item (or another property of it), once it holds `until`. Raises Lost."""
        await self._until(lambda: until in self._property(name, what), f"{name}: {until}")
        return self._property(name, what)

    async def until(self, holds: Callable[[], bool], awaited: str) -> None:
        """Waits for anything else that can be seen. Raises Lost."""
        await self._until(holds, awaited)

    async def sees_no(self, name: str) -> None:
        """Waits until no item of that name is on the glass. Raises Lost."""
        await self._until(lambda: finger.find(self.window, name) is None, f"no {name}")

    async def _brings_up(self, name: str) -> None:
        """Turns the pages and the parts of a form until `name` stands on the glass. Raises Lost."""
        await self._until(lambda: self._stage.settled, name)
        for _ in range(MOST_TURNS):
            if self._on_glass(name):
                break
            await self.touches("next" if self._takes_touches("next") else "primary")
            await asyncio.sleep(LOOK_S)
        else:
            raise Lost(f"turned every page for {name}")
        before, now = None, self._place(name)
        while before != now:  # a field that has only just come still finds its place
            await asyncio.sleep(LOOK_S)
            before, now = now, self._place(name)

    def _place(self, name: str) -> QPointF | None:
        item = finger.find(self.window, name)
        return item.mapToScene(QPointF(0, 0)) if item is not None else None

    def _on_glass(self, name: str) -> bool:
        item = finger.find(self.window, name)
        return item is not None and finger.on_glass(item)

    def _property(self, name: str, what: str) -> str:
        item = finger.find(self.window, name)
        return str(item.property(what)) if item is not None else ""

    @property
    def window(self) -> QQuickWindow:
        """The glass."""
        return self._stage.glass.window

    def _takes_touches(self, name: str) -> bool:
        item = finger.find(self.window, name)
        return item is not None and item.isEnabled() and self._stage.settled

    async def _until(self, holds: Callable[[], bool], awaited: str) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not holds():
            if time.monotonic() > deadline:
                raise Lost(f"waited for {awaited}, saw {self._stage.page_name}")
            await asyncio.sleep(LOOK_S)
