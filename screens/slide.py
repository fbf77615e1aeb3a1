"""How one page takes the place of another: the next one from the right, Back from the left."""

from typing import Final

from PySide6.QtCore import (
    QAbstractAnimation,
    QEasingCurve,
    QObject,
    QParallelAnimationGroup,
    QPropertyAnimation,
    Signal,
)
from PySide6.QtQuick import QQuickItem

SLIDE_MS: Final = 220
FRAME_MS: Final = 16


class Slide(QObject):
    """Moves two items once; `finished` comes when they stand."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._group = QParallelAnimationGroup(self)
        self._coming, self._going = (QPropertyAnimation(self._group) for _ in range(2))
        for animation in (self._coming, self._going):
            animation.setPropertyName(b"x")
            animation.setDuration(SLIDE_MS)
            animation.setEasingCurve(QEasingCurve.Type.OutCubic)
            self._group.addAnimation(animation)
        self._group.finished.connect(self.finished)

    @property
    def running(self) -> bool:
        return self._group.state() == QAbstractAnimation.State.Running

    def start(self, coming: QQuickItem, going: QQuickItem, from_x: float) -> None:
        """`coming` enters from `from_x` pixels, `going` leaves to the other side."""
        self._coming.setTargetObject(coming)
        self._coming.setStartValue(float(from_x))
        self._coming.setEndValue(0.0)
        self._going.setTargetObject(going)
        self._going.setStartValue(0.0)
        self._going.setEndValue(float(-from_x))
        self._group.start()
        self._group.setCurrentTime(FRAME_MS)  # so that the first painted frame already shows the next page

    def stop(self) -> None:
        """Puts the coming item at its place at once."""
        if self.running:
            self._group.stop()
            coming = self._coming.targetObject()
            if isinstance(coming, QQuickItem):
                coming.setX(0.0)
