"""A page's live values in the GUI thread."""

import threading
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtQml import QQmlPropertyMap

from screens.page import Live
from screens.text import Language
from screens.values import Picture, camel_case, qml_value


class LiveMap(QObject):
    """Follows a `Live` and shows its values as `map`.

    Changes may come from any thread and faster than the glass draws: those that come before the GUI thread
    has taken the last one are taken together, so that no queue of old camera frames grows.
    """

    _changed = Signal()

    def __init__(self, live: Live, keys: Iterable[str], language: Language, picture: Picture) -> None:
        super().__init__()
        self._live = live
        self._language: Language = language
        self._picture = picture
        self._lock = threading.Lock()
        self._waiting = False
        self.map = QQmlPropertyMap(self)
        for key in keys:
            self.map.insert(camel_case(key), "")
        self._take()
        self._changed.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe: Callable[[], None] = live.subscribe(self._tell)

    def translate(self, language: Language) -> None:
        self._language = language
        self._take()

    def close(self) -> None:
        """Follows no more and forgets every value."""
        self._unsubscribe()
        self._live = Live()
        for key in self.map.keys():  # noqa: SIM118  a QQmlPropertyMap is no dict
            self.map.insert(key, "")

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
        for key, value in self._live.values.items():
            name, new = camel_case(key), qml_value(value, self._language, self._picture)
            old = self.map.value(name)
            if not (type(old) is type(new) and isinstance(new, str | int | float | bool) and old == new):
                self.map.insert(name, new)
