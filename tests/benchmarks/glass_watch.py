"""Watches the glass from inside the kiosk's process: its frames, its slides, its thread, its pixels."""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRect, Qt, QTimer
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtQuick import QQuickItem

from kiosk.simulation.citizen import Citizen, Lost
from screens.stage import Stage

BEAT_MS = 4
TOLD_MS = 8.0
GIVE_UP_S = 1.0


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


class Slides:
    """The moments of the frames of every page that slid in, from its first frame to where it stands."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._moving: list[float] = []
        self.each: list[list[float]] = []
        stage.glass.window.frameSwapped.connect(self._frame)

    def _frame(self) -> None:
        item = self._stage.page_item
        moving = item is not None and item.x() != 0
        if moving or self._moving:
            self._moving.append(time.monotonic())
        if self._moving and not moving:
            self.each.append(self._moving)
            self._moving = []

    def gaps_ms(self) -> list[float]:
        """Between any two frames of a slide."""
        return [(after - before) * 1e3 for slide in self.each for before, after in pairwise(slide)]


class Heartbeat:
    """How late each beat of a timer in the glass's thread is: what a touch at that moment would have waited.

    `own_s` is the time that the bench itself took in that thread, which is taken off. `blocks` are the
    longer ones by the pages before and after them: how late, and how long the thread worked in it; the rest
    it waited for a processor or a lock.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._last = self._worked = 0.0
        self._page = ""
        self.own_s = 0.0
        self.late_ms: list[float] = []
        self.blocks: dict[str, list[tuple[float, float]]] = {}

    def start(self) -> None:
        self._last, self._worked, self.own_s = time.monotonic(), time.thread_time(), 0.0
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        now, worked = time.monotonic(), time.thread_time()
        late = max(0.0, (now - self._last - self.own_s) * 1e3 - BEAT_MS)
        self.late_ms.append(late)
        page, busy = self._stage.page_name, (worked - self._worked) * 1e3
        if late > TOLD_MS:
            self.blocks.setdefault(f"{self._page} → {page}", []).append((late, busy))
        self._last, self._worked, self._page, self.own_s = now, worked, page, 0.0


class QuietCitizen(Citizen):
    """A citizen whose looking around is not counted as the kiosk's work."""

    beat: Heartbeat | None = None

    async def _until(self, holds: Callable[[], bool], awaited: str) -> None:
        def looked() -> bool:
            began = time.monotonic()
            try:
                return holds()
            finally:
                if self.beat is not None:
                    self.beat.own_s += time.monotonic() - began

        try:
            await super()._until(looked, awaited)
        except Lost as error:
            item = self._stage.page_item
            raise Lost(f"{error}: {item.property('title') if item is not None else ''}") from error


class Fingertip:
    """Presses a control at a moment that a thread of its own chose, and says when its pixels changed.

    The pixels are those of the window's surface, not of a picture painted for the bench. The finger leaves
    the control before it goes up: nothing is chosen.
    """

    def __init__(self, stage: Stage) -> None:
        self._window = stage.glass.window
        self._area = QRect()
        self._before = QImage()
        self._changed: asyncio.Future[float] | None = None
        self._window.frameSwapped.connect(self._frame)

    async def press(self, item: QQuickItem, after_s: float) -> float:
        """Milliseconds from the touch to the first frame whose pixels differ; inf where none came in 1 s."""
        corner = item.mapToScene(QPointF(0, 0))
        self._area = QRect(round(corner.x()), round(corner.y()), round(item.width()), round(item.height()))
        self._before = self._pixels()
        self._changed = asyncio.get_running_loop().create_future()
        middle = QPointF(self._area.center())
        moment = time.monotonic() + after_s
        threading.Timer(
            after_s, self._post, (QEvent.Type.MouseButtonPress, middle, Qt.MouseButton.LeftButton)
        ).start()
        seen = float("inf")
        with suppress(TimeoutError):
            seen = (await asyncio.wait_for(self._changed, after_s + GIVE_UP_S) - moment) * 1e3
        self._changed = None
        aside = QPointF(2, 2)
        self._post(QEvent.Type.MouseMove, aside, Qt.MouseButton.LeftButton)
        self._post(QEvent.Type.MouseButtonRelease, aside, Qt.MouseButton.NoButton)
        return seen

    def _pixels(self) -> QImage:
        area = self._area.getRect()
        return self._window.screen().grabWindow(self._window.winId(), *area).toImage()

    def _frame(self) -> None:
        if self._changed is not None and not self._changed.done():
            now = time.monotonic()
            if self._pixels() != self._before:
                self._changed.set_result(now)

    def _post(self, kind: QEvent.Type, at: QPointF, held: Qt.MouseButton) -> None:
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, at, at, at, button, held, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.postEvent(self._window, event)
