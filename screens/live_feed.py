"""A page's live values, brought to the GUI thread."""

import threading
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtQuick import QQuickItem

from screens.page import Live
from screens.painted.frames import Frames, is_frame
from screens.text import Language
from screens.values import Picture, camel_case, qml_value


class LiveFeed(QObject):
    """Follows a `Live` and sets the `live` property of a page's item, as a map.

    Changes may come from any thread and faster than the glass draws: those that come before the GUI thread
    has taken the last one are taken together, so that no queue of old camera frames grows.
    """

    _changed = Signal()

    def __init__(self, live: Live, keys: Iterable[str], language: Language, picture: Picture) -> None:
        super().__init__()
        self._live = live
        self._keys = tuple(keys)
        self._language: Language = language
        self._picture = picture
        self._item: QQuickItem | None = None
        self._lock = threading.Lock()
        self._waiting = False
        self._cameras: dict[str, Frames] = {}
        self._unsubscribe: Callable[[], None] | None = None

    def values(self) -> dict[str, object]:
        """All values now, as QML reads them; keys that the page always has are empty until they are set."""
        values = dict.fromkeys(self._keys) | dict(self._live.values)
        return {camel_case(key): self._value(key, value) for key, value in values.items()}

    def follow(self, item: QQuickItem, given: object) -> None:
        """Keeps the item's `live` true from now on; it was made with what was `given`."""
        self._item = item
        self._changed.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = self._live.subscribe(self._tell)
        if self.values() != given:
            self._take()

    def translate(self, language: Language) -> None:
        self._language = language
        self._take()

    def close(self) -> None:
        """Follows no more."""
        if self._unsubscribe is not None:
            self._unsubscribe()
        self._item = None
        self._live = Live()
        for camera in self._cameras.values():
            camera.show(None)

    def _value(self, key: str, value: object) -> object:
        if key not in self._cameras and not is_frame(value):
            return qml_value(value, self._language, self._picture)
        camera = self._cameras.setdefault(key, Frames(self))
        camera.show(value)
        return camera

    def _tell(self) -> None:
        with self._lock:
            if self._waiting:
                return
            self._waiting = True
        self._changed.emit()

    @Slot()
    def _take(self) -> None:
        with self._lock:
            self._waiting = False
        if self._item is not None:
            self._item.setProperty("live", self.values())
