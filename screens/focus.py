"""Operation by keys alone: Tab and arrows, or a pad of five keys, move a ring; Enter touches.

A page need not know of it: every control takes part that Tab may reach, where it is drawn and not cut off.
"""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtQuick import QQuickItem, QQuickWindow

from screens import finger

Key = Qt.Key

DIRECTIONS: Final = {
    Key.Key_Left: QPointF(-1, 0),
    Key.Key_Right: QPointF(1, 0),
    Key.Key_Up: QPointF(0, -1),
    Key.Key_Down: QPointF(0, 1),
}
STEPS: Final = {Key.Key_Tab: 1, Key.Key_Backtab: -1}
ENTERS: Final = frozenset({Key.Key_Return, Key.Key_Enter, Key.Key_Space, Key.Key_Select})
ASIDE: Final = 2.5
"""What stands aside of the way of an arrow is so much farther than what stands on it."""


def targets(window: QQuickWindow, modal: QQuickItem | None = None) -> list[QQuickItem]:
    """All that keys can reach, the page first, the header last; only what is in `modal`, if one is open."""
    header = finger.find(window, "header")
    found = [
        item
        for item in finger.visible_items(window)
        if item.activeFocusOnTab()
        and item.isEnabled()
        and (modal is None or modal.isAncestorOf(item))
        and finger.on_glass(item)
    ]
    return sorted(found, key=lambda item: header is not None and header.isAncestorOf(item))


def move(window: QQuickWindow, key: Key, modal: QQuickItem | None = None) -> bool:
    """Moves the ring as `key` says; False where the key moves nothing."""
    if key not in DIRECTIONS and key not in STEPS:
        return False
    found = targets(window, modal)
    if not found:
        return False
    here = window.activeFocusItem()
    if here is None or here not in found:
        following = found[0]
    elif key in STEPS:
        following = found[(found.index(here) + STEPS[key]) % len(found)]
    else:
        following = _nearest(here, found, DIRECTIONS[key])
    following.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    return True


def _nearest(here: QQuickItem, found: list[QQuickItem], way: QPointF) -> QQuickItem:
    """The next one in that direction; the same where there is none."""
    start = _place(here)
    ahead = [(_far(start, _place(each), way), each) for each in found if each is not here]
    reachable = [(far, each) for far, each in ahead if far is not None]
    if not reachable:
        return here
    return min(reachable, key=lambda pair: pair[0])[1]


def _far(start: QRectF, end: QRectF, way: QPointF) -> float | None:
    """How far `end` is along `way`; None where it lies the other way."""
    step = end.center() - start.center()
    along = QPointF.dotProduct(step, way)
    if along <= 1:
        return None
    across = abs(step.x() * way.y()) + abs(step.y() * way.x())
    overlap = (
        min(start.right(), end.right()) - max(start.left(), end.left())
        if way.x() == 0
        else min(start.bottom(), end.bottom()) - max(start.top(), end.top())
    )
    return along + (0 if overlap > 0 else ASIDE * across)


def _place(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
