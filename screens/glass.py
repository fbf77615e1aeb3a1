"""The window: QML engine, fonts, translations, and the components of all pages."""

import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, QObject, QSize, QTimer, QTranslator, QUrl, Slot
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtQml import QQmlComponent, QQmlError
from PySide6.QtQuick import QQuickItem, QQuickView

from screens import fonts
from screens import late_log as log
from screens.panel import Panel
from screens.pictures import IconProvider, VisitPictures
from screens.text import Language

HERE: Final = Path(__file__).parent
ASSETS: Final = HERE.parent / "assets"
IDLE_MS: Final = 300  # a slide is over by then
WINDOW_SHARE: Final = 0.9  # of a developer's screen, where the panel is larger than that


def application() -> QGuiApplication:
    """The one application of this process, made where there is none yet."""
    _read_no_sources()
    # Measured on two cores without a GPU: software 18 % of one core for a sliding page, llvmpipe 179 %.
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    running = QGuiApplication.instance()
    return running if isinstance(running, QGuiApplication) else QGuiApplication(sys.argv[:1])


def _read_no_sources() -> None:
    """Qt's binding reads the source of every module imported after it, in search of its optional features.

    Nobody asks for one here, and 350 sources cost a start 0.1 s and 10 MB. PySide6 has no switch for it.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False  # type: ignore[union-attr]  # noqa: SLF001


class Glass(QObject):
    """Owns the QQuickView. `load`, then `show`."""

    def __init__(self, panel: Panel, assets: Path) -> None:
        super().__init__()
        self.pictures = VisitPictures()
        self._panel = panel
        self._assets = assets
        self._icons = IconProvider(assets / "icons")
        self._view: QQuickView | None = None
        self._root: QQuickItem | None = None
        self._holder: QQuickItem | None = None
        self._translator: QTranslator | None = None
        self._components: dict[str, QQmlComponent] = {}
        self._unloaded: list[str] = []
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._preload)

    def load(self) -> QQuickItem:
        """Builds the window with the empty stage and returns its root item. Raises NoFont."""
        fonts.load(self._assets / "fonts")
        self._view = view = QQuickView()
        view.setColor(QColor("#0B2E5C"))
        view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        engine = view.engine()
        engine.setOutputWarningsToStandardError(False)
        engine.warnings.connect(self._warned)
        engine.addImageProvider("icon", self._icons)
        engine.addImageProvider("visit", self.pictures)
        panel = self._panel
        if panel.too_small:
            log.warning(
                "panel.too_small", wanted=round(panel.true_px_per_mm, 2), drawn=round(panel.px_per_mm, 2)
            )
        view.setInitialProperties(
            {"panel": QSize(*self._size), "pxPerMm": panel.px_per_mm, "reach": panel.reach_px}
        )
        view.setSource(QUrl.fromLocalFile(str(HERE / "Stage.qml")))
        if view.status() != QQuickView.Status.Ready:
            raise RuntimeError("; ".join(error.toString() for error in view.errors()))
        # Both wrappers must live as long as the window: shiboken takes their children down with them.
        self._root = view.rootObject()
        self._holder = self._root.property("holder")
        self._unloaded = sorted(path.stem for path in (HERE / "pages").glob("*.qml"))
        return self.root

    def learn_items(self) -> None:
        """Makes what Python draws and composes known to QML; the first picture does without."""
        from screens import painted
        from screens.input_method import registration as input_method

        painted.register()
        input_method.register()

    def show(self, *, full_screen: bool) -> None:
        view = self.window
        if full_screen:
            view.showFullScreen()  # without a resize before: the compositor gives the size
            return
        view.resize(self._window_size())
        view.show()

    def close(self) -> None:
        self._idle.stop()
        self._components.clear()
        if self._translator is not None:
            QGuiApplication.removeTranslator(self._translator)
        if self._view is not None:
            self._view.hide()
            self._view.deleteLater()
            self._view = self._root = self._holder = None

    @property
    def window(self) -> QQuickView:
        if self._view is None:
            raise RuntimeError("the stage is not open")
        return self._view

    @property
    def root(self) -> QQuickItem:
        if self._root is None:
            raise RuntimeError("the stage is not open")
        return self._root

    @property
    def holder(self) -> QQuickItem:
        """The item that pages stand on."""
        if self._holder is None:
            raise RuntimeError("the stage is not open")
        return self._holder

    @property
    def idle_remaining(self) -> int:
        return int(self.root.property("idleRemaining"))

    def set(self, **properties: object) -> None:
        """Sets properties of the stage's root."""
        if self._view is not None:
            for name, value in properties.items():
                self.root.setProperty(name, value)

    def component(self, name: str) -> QQmlComponent:
        """The compiled page of this name; compiled now where it was not yet."""
        found = self._components.get(name)
        if found is None or found.status() == QQmlComponent.Status.Loading:
            found = self._components[name] = self._compile(
                name, QQmlComponent.CompilationMode.PreferSynchronous
            )
        return found

    def preload_when_idle(self) -> None:
        """Soon compiles the pages that nobody asked for yet, one at a time between events."""
        if self._unloaded:
            self._idle.start(IDLE_MS)

    def translate(self, language: Language) -> None:
        """Makes `qsTr` of every page speak `language`."""
        if self._translator is not None:
            QGuiApplication.removeTranslator(self._translator)
            self._translator = None
        if language == "en":
            self._translator = QTranslator(self)
            if self._translator.load(str(self._assets / "translations" / "kiosk_en.qm")):
                QGuiApplication.installTranslator(self._translator)
        QLocale.setDefault(QLocale(language))
        self.window.engine().retranslate()

    def forget(self) -> None:
        """Drops every picture of the visit and what the engine keeps of dead pages."""
        self.pictures.clear()
        if self._view is not None:
            engine = self._view.engine()
            engine.collectGarbage()
            self._view.releaseResources()

    @property
    def _size(self) -> tuple[int, int]:
        return self._panel.width_px, self._panel.height_px

    def _window_size(self) -> QSize:
        size = QSize(*self._size)
        room = QGuiApplication.primaryScreen().availableSize()
        if QGuiApplication.platformName() == "offscreen":
            return size  # its screen is a fiction
        if size.width() <= room.width() and size.height() <= room.height():
            return size
        scale = WINDOW_SHARE * min(room.width() / size.width(), room.height() / size.height())
        return QSize(round(size.width() * scale), round(size.height() * scale))

    def _compile(self, name: str, mode: QQmlComponent.CompilationMode) -> QQmlComponent:
        url = QUrl.fromLocalFile(str(HERE / "pages" / f"{name}.qml"))
        return QQmlComponent(self.window.engine(), url, mode, self)

    @Slot()
    def _preload(self) -> None:
        name = self._unloaded.pop()
        if name not in self._components:
            self._components[name] = self._compile(name, QQmlComponent.CompilationMode.Asynchronous)
        if self._unloaded:
            self._idle.start(0)

    @Slot(list)
    def _warned(self, warnings: list[QQmlError]) -> None:
        # The message of a warning may quote a value of the page; file and line tell a developer enough.
        for warning in warnings:
            log.warning("page.qml_warning", file=warning.url().fileName(), line=warning.line())
