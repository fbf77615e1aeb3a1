"""One finger at a time: a palm or a second finger, while the first is down, touches nothing."""

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QEventPoint, QTouchEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from screens.painted.ink import Ink


def is_stray(event: QTouchEvent, window: QQuickWindow) -> bool:
    """Whether the event brings a further finger that must not be heard.

    Keys of a keyboard (`rollover`) are the exception: quick hands press the next one early. So
    is the signature pad, which sees to palms itself.
    """
    if event.type() != QEvent.Type.TouchUpdate and event.pointCount() < 2:
        return False
    coming = [point for point in event.points() if point.state() == QEventPoint.State.Pressed]
    if not coming or (len(coming) == 1 and event.type() == QEvent.Type.TouchBegin):
        return False
    return not all(_rolls_over(window, point.scenePosition()) for point in coming)


def _rolls_over(window: QQuickWindow, at: QPointF) -> bool:
    item: QQuickItem | None = window.contentItem()
    while item is not None:
        if isinstance(item, Ink) or item.property("rollover"):
            return True
        place = item.mapFromScene(at)
        item = item.childAt(place.x(), place.y())
    return False
