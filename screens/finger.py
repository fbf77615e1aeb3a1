"""A finger for scripted citizens and tests: finds an item by its name and touches it as Qt would hear it."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow


class NothingThereError(LookupError):
    """No visible item of that name can be touched."""


def visible_items(window: QQuickWindow) -> Iterator[QQuickItem]:
    """Every visible item of the window, delegates too (which findChild does not see), parents first."""
    waiting = [window.contentItem()]
    while waiting:
        item = waiting.pop()
        yield item
        waiting.extend(child for child in reversed(item.childItems()) if child.isVisible())


def visible_names(window: QQuickWindow) -> list[str]:
    """The object names of all visible items."""
    return [item.objectName() for item in visible_items(window) if item.objectName()]


def find(window: QQuickWindow, object_name: str) -> QQuickItem | None:
    """The visible item of that name on the newest page; None where there is none."""
    found = None
    for item in visible_items(window):
        if item.objectName() == object_name:
            found = item
    return found


def touch(window: QQuickWindow, object_name: str, *, hold: bool = False) -> None:
    """Presses and releases the middle of an item; with `hold` the finger stays down until `lift`.

    Raises NothingThereError where no such item is visible and enabled. What lies over it gets the touch, as
    on the real glass.
    """
    item = find(window, object_name)
    if item is None or not item.isEnabled():
        raise NothingThereError(object_name)
    at = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
    press(window, at)
    if not hold:
        lift(window, at)


def on_glass(item: QQuickItem) -> bool:
    """Whether the middle of the item can be seen: no list that is turned to another page cuts it off."""
    middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
    around = item.parentItem()
    while around is not None:
        if around.clip() and not around.contains(around.mapFromScene(middle)):
            return False
        around = around.parentItem()
    return True


def draw(window: QQuickWindow, places: Sequence[QPointF]) -> None:
    """One stroke: down at the first place, over the others, up at the last."""
    press(window, places[0])
    for at in places[1:]:
        _send(window, QEvent.Type.MouseMove, at, Qt.MouseButton.LeftButton)
    lift(window, places[-1])


def press(window: QQuickWindow, at: QPointF) -> None:
    """A finger comes down at a place of the window, in its logical pixels."""
    _send(window, QEvent.Type.MouseButtonPress, at, Qt.MouseButton.LeftButton)


def lift(window: QQuickWindow, at: QPointF) -> None:
    """The finger goes up again."""
    _send(window, QEvent.Type.MouseButtonRelease, at, Qt.MouseButton.NoButton)


def _send(window: QQuickWindow, kind: QEvent.Type, at: QPointF, held: Qt.MouseButton) -> None:
    on_screen = QPointF(window.mapToGlobal(at.toPoint()))
    # A move names no button of its own; Qt would not bring it to who holds the finger.
    moved = kind == QEvent.Type.MouseMove
    button = Qt.MouseButton.NoButton if moved else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, at, at, on_screen, button, held, Qt.KeyboardModifier.NoModifier)
    QCoreApplication.sendEvent(window, event)
