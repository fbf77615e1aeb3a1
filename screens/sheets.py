"""What is laid over a page while it stays: the question whether anybody is there, words of caution."""

import asyncio
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtQuick import QQuickItem

from screens.glass import Glass
from screens.page import Caution
from screens.text import Language
from screens.values import camel_case

LEAST_COUNTDOWN_S: Final = 20  # WCAG 2.2.1: who is warned has at least 20 seconds to ask for more time
SECOND_MS: Final = 1000


class IdleSheet(QObject):
    """Asks "Are you still there?" and counts down."""

    def __init__(self, glass: Glass, second_ms: int = SECOND_MS) -> None:
        super().__init__()
        self._glass = glass
        self._second_ms = second_ms
        self._staying: asyncio.Future[bool] | None = None
        self._countdown = QTimer(self)
        self._countdown.timeout.connect(self._count_down)

    def hear(self, root: QQuickItem) -> None:
        """Listens to the sheet's button."""
        root.stay.connect(self._stay)  # type: ignore[attr-defined]  # a signal of the QML

    async def still_there(self, seconds: int) -> bool:
        """Counts down, from 20 seconds at least; True when the citizen touches to go on."""
        if self._staying is not None:
            self._staying.cancel()
        staying: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._staying = staying
        self._glass.set(idleRemaining=max(seconds, LEAST_COUNTDOWN_S), idleOpen=True)
        self._countdown.start(self._second_ms)
        try:
            return await staying
        finally:
            if self._staying is staying:
                self._take_away()

    def close(self) -> None:
        """Takes the sheet away; whoever waits for its answer is cancelled."""
        if self._staying is not None:
            self._staying.cancel()
        self._take_away()

    def _take_away(self) -> None:
        self._countdown.stop()
        self._staying = None
        self._glass.set(idleOpen=False)

    @Slot()
    def _stay(self) -> None:
        if self._staying is not None and not self._staying.done():
            self._staying.set_result(True)

    @Slot()
    def _count_down(self) -> None:
        remaining = self._glass.idle_remaining - 1
        self._glass.set(idleRemaining=max(remaining, 0))
        if remaining <= 0 and self._staying is not None and not self._staying.done():
            self._staying.set_result(False)


class CautionSheet(QObject):
    """Tells something over the page, and asks whether the citizen rather leaves."""

    def __init__(self, glass: Glass) -> None:
        super().__init__()
        self._glass = glass
        self._caution: Caution | None = None
        self._deciding: asyncio.Future[bool] | None = None

    def hear(self, root: QQuickItem) -> None:
        """Listens to the sheet's buttons."""
        root.decided.connect(self._decided)  # type: ignore[attr-defined]  # a signal of the QML

    async def tell(self, caution: Caution, language: Language) -> bool:
        """True when the citizen rather leaves. A cancelled await takes the words away again."""
        deciding: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._caution, self._deciding = caution, deciding
        self.translate(language)
        try:
            return await deciding
        finally:
            if self._deciding is deciding:
                self.close()

    def translate(self, language: Language) -> None:
        """Says it in this language, where anything is said."""
        if self._caution is not None:
            words = {name: text.in_(language) for name, text in vars(self._caution).items()}
            self._glass.set(**{camel_case(f"caution_{name}"): said for name, said in words.items()})
        self._glass.set(cautionOpen=self._caution is not None)

    def close(self) -> None:
        """Takes the words away."""
        self._caution = self._deciding = None
        self._glass.set(cautionOpen=False)

    @Slot(bool)
    def _decided(self, leaves: bool) -> None:
        if self._deciding is not None and not self._deciding.done():
            self._deciding.set_result(leaves)
