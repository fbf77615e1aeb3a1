"""A page as it stood at the last start, on the glass before the rest of the kiosk is loaded.

This module and all that it imports are what the first picture waits for: nothing else is imported here.
"""

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem

from screens.glass import ASSETS, HERE, Glass, application
from screens.panel import Panel

DOWN: Final = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})
UP: Final = frozenset({QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel})
LIFT_WITHIN_S: Final = 2.0  # a hand that rests on the glass holds nothing up
LOOK_MS: Final = 10


class FirstLight(QObject):
    """Shows a sketch (`Stage.sketch`) and holds what is touched on it, until a stage takes the glass over."""

    _loaded = Signal()

    def __init__(self, sketch: Mapping[str, Any], assets: Path = ASSETS) -> None:
        super().__init__()
        self._application = application()
        self._sketch = sketch
        self.glass = Glass(Panel(**sketch["panel"]), assets)
        self._item: QQuickItem | None = None
        self._held: list[tuple[str, tuple[object, ...]]] = []
        self._answer: object = None
        self._down = False

    def show(self, *, full_screen: bool) -> None:
        """Returns when the picture is painted. Raises RuntimeError where the QML does not take the sketch."""
        root = self.glass.load()
        self.glass.translate("zh_CN")
        self.glass.set(**self._sketch["stage"])
        page = QUrl.fromLocalFile(str(HERE / "pages" / f"{self._sketch['page']}.qml"))
        component = QQmlComponent(self.glass.window.engine(), page)
        item = component.createWithInitialProperties(self._sketch["properties"])
        if not isinstance(item, QQuickItem):
            self.glass.close()
            raise RuntimeError(component.errorString())  # noqa: TRY004  a broken sketch
        item.setParent(self.glass.holder)
        item.setParentItem(self.glass.holder)
        self.glass.set(shown=item)
        self._item = item
        item.answered.connect(self._answered)  # type: ignore[attr-defined]  # a signal of the QML
        root.languageRequested.connect(self._language_requested)  # type: ignore[attr-defined]  # as above
        root.modeRequested.connect(self._mode_requested)  # type: ignore[attr-defined]  # as above
        window = self.glass.window
        window.installEventFilter(self)
        painted = QEventLoop()
        window.frameSwapped.connect(painted.quit)
        self.glass.show(full_screen=full_screen)
        painted.exec()

    def while_loading(self, load: Callable[[], object]) -> None:
        """Lives until `load` has run in a thread of its own, and no finger is on the glass."""
        until = QEventLoop()
        self._loaded.connect(until.quit)

        def work() -> None:
            try:
                load()
            finally:
                self._loaded.emit()

        thread = threading.Thread(target=work, name="loading")
        thread.start()
        until.exec()
        thread.join()
        deadline = time.monotonic() + LIFT_WITHIN_S
        while self._down and time.monotonic() < deadline:
            QTimer.singleShot(LOOK_MS, until.quit)
            until.exec()

    def take_down(self) -> object:
        """Removes the picture once the page itself stands; returns what was answered on it, or None."""
        if self._item is not None:
            self._item.setVisible(False)
            self._item.deleteLater()
            self._item = None
        return self._answer

    def hand_over(self) -> None:
        """Tells a stage that listens now what was asked of the glass before."""
        root = self.glass.root
        self.glass.window.removeEventFilter(self)
        root.languageRequested.disconnect(self._language_requested)  # type: ignore[attr-defined]  # of the QML
        root.modeRequested.disconnect(self._mode_requested)  # type: ignore[attr-defined]  # as above
        for signal, values in self._held:
            getattr(root, signal).emit(*values)
        self._held.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802  Qt's signature
        if event.type() in DOWN:
            self._down = True
        elif event.type() in UP:
            self._down = False
        return False

    @Slot("QVariant")
    def _answered(self, raw: object) -> None:
        if self._answer is None:  # the first one counts
            self._answer = raw

    @Slot(str)
    def _language_requested(self, language: str) -> None:
        self._held.append(("languageRequested", (language,)))

    @Slot(str)
    def _mode_requested(self, mode: str) -> None:
        self._held.append(("modeRequested", (mode,)))
