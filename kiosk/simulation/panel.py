"""The bench panel: a second window of the demonstration, from which a person works the simulated rig."""

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Final

import structlog
from PySide6.QtCore import QObject, QRect, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtQml import QQmlError
from PySide6.QtQuick import QQuickView

from kiosk.simulation.bench import ways
from kiosk.simulation.bench.acts import Acts
from kiosk.simulation.bench.places import Rect, side_by_side
from kiosk.simulation.bench.slip_tray import SlipTray
from kiosk.simulation.bench.view import View
from kiosk.simulation.rig import Rig
from kiosk.terminal import Terminal
from screens.glass import ASSETS
from screens.pictures import IconProvider, VisitPictures
from screens.stage import Stage

SOURCE: Final = Path(__file__).parent / "Panel.qml"
TICK_S: Final = 0.15
TICKS_A_LOOK: Final = 7  # folders are looked at once a second

log = structlog.get_logger()


class BenchPanel(QObject):
    """One QQuickView beside the kiosk's. Made in the GUI thread while the kiosk's loop runs."""

    def __init__(self, rig: Rig, terminal: Terminal, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._pictures = VisitPictures()
        self._acts = Acts(rig, ways.all_of(rig), terminal.ledger)
        self._tray = SlipTray(rig)
        self._view = View(rig, terminal, self._acts, self._tray)
        self._icons = IconProvider(ASSETS / "icons")
        self._window = QQuickView()
        self._root: QObject | None = None  # its wrapper must live as long as the window
        self._shown: dict[str, object] = {}
        self._addresses: dict[str, tuple[bytes, str]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = asyncio.Event()

    @property
    def window(self) -> QQuickView:
        return self._window

    def open(self) -> None:
        """Shows the panel beside the kiosk. Raises RuntimeError where its QML does not load."""
        # Closing one window closes both, in order: Qt must not stop the loop before the kiosk has ended.
        QGuiApplication.setQuitOnLastWindowClosed(False)
        engine = self._window.engine()
        engine.setOutputWarningsToStandardError(False)
        engine.warnings.connect(self._warned)
        engine.addImageProvider("icon", self._icons)
        engine.addImageProvider("visit", self._pictures)
        self._window.setTitle("模拟台 · Bench")
        self._window.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self._window.setInitialProperties(self._view.fixed())
        self._window.setSource(QUrl.fromLocalFile(str(SOURCE)))
        if self._window.status() != QQuickView.Status.Ready:
            raise RuntimeError("; ".join(error.toString() for error in self._window.errors()))
        self._root = self._window.rootObject()
        self._root.asked.connect(self._asked)  # type: ignore[attr-defined]  # a signal of the QML
        self._place()
        self._window.show()
        for window in (self._window, self._stage.glass.window):
            window.visibleChanged.connect(self._see_who_closed)

    async def run(self) -> None:
        """Shows what there is to see until the person closes one of the two windows."""
        ticks = 0
        while not self._closed.is_set():
            if ticks % TICKS_A_LOOK == 0:
                self._show(self._view.files())
            ticks += 1
            self._show(self._view.now(self._stage.page_name))
            await self._tray.draw(self._acts.torn)
            pictures = {"page": self._acts.page, "slip": self._tray.picture}
            self._show({name: self._address(name, picture) for name, picture in pictures.items()})
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closed.wait(), TICK_S)

    async def close(self) -> None:
        """Takes the window down; an act under way is waited for."""
        for window in (self._window, self._stage.glass.window):
            window.visibleChanged.disconnect(self._see_who_closed)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        gone = asyncio.Event()
        self._window.destroyed.connect(gone.set)
        self._window.hide()
        self._window.deleteLater()
        await gone.wait()  # Qt takes it down while all that it shows is still there

    def _place(self) -> None:
        glass = self._stage.glass.window
        glass.setTitle("e政务")
        size = self._stage.glass.root.property("panel")
        screen = QGuiApplication.primaryScreen().availableGeometry()
        if QGuiApplication.platformName() == "offscreen":
            screen = QRect(0, 0, 1920, 1080)  # its own is a fiction
        room = Rect(screen.x(), screen.y(), screen.width(), screen.height())
        kiosk, panel = side_by_side(room, (size.width(), size.height()))
        if QGuiApplication.platformName() != "offscreen":
            glass.setGeometry(*kiosk)
        self._window.setGeometry(*panel)

    def _show(self, values: dict[str, object]) -> None:
        """Sets what has changed: a list that is set again would take its buttons from under the mouse."""
        if self._root is None:
            return
        for name, value in values.items():
            if name not in self._shown or self._shown[name] != value:
                self._shown[name] = value
                self._root.setProperty(name, value)

    def _address(self, name: str, picture: bytes) -> str:
        """Where the QML finds the picture; a new one has a new address."""
        before, address = self._addresses.get(name, (b"", ""))
        if picture is not before:
            self._pictures.drop(address)
            address = self._pictures.keep(picture) if picture else ""
            self._addresses[name] = (picture, address)
        return address

    @Slot(str, str, str)
    def _asked(self, verb: str, which: str, how: str) -> None:
        if verb == "open":
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(which)):
                self._acts.trouble = which  # no viewer here: the path tells where the paper lies
            return
        task = asyncio.ensure_future(self._acts.do(verb, which, how))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @Slot(bool)
    def _see_who_closed(self, visible: bool) -> None:
        if not visible:
            self._closed.set()

    @Slot(list)
    def _warned(self, warnings: list[QQmlError]) -> None:
        for warning in warnings:
            log.warning("page.qml_warning", file=warning.url().fileName(), line=warning.line())
