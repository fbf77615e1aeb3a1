"""The glass: shows a page, returns the citizen's answer."""

import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

import structlog
from PySide6.QtCore import QEvent, QMetaObject, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPixmapCache, QTouchEvent
from PySide6.QtQuick import QQuickItem

from screens import finger, focus, touch
from screens.focus import ENTERS
from screens.glass import ASSETS, Glass
from screens.modes import Mode, Modes
from screens.page import Back, Caution, Leave, Page, Trail
from screens.panel import Panel
from screens.sheets import SECOND_MS, CautionSheet, IdleSheet
from screens.shown_page import ShownPage, properties_of
from screens.slide import Slide
from screens.text import LANGUAGES, Language, Text
from screens.values import camel_case
from screens.voice.reading import ReadingAloud
from screens.voice.speaker import Speaker

if TYPE_CHECKING:
    from screens.first_light import FirstLight

A = TypeVar("A")

NO_TEXT: Final = Text("")
STILL_THERE: Final = Text("您还在办理吗？", "Are you still there?")  # as the idle sheet has it
MODES: Final = get_args(Mode)
PRESSES: Final = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin}
)
TOUCHES: Final = PRESSES | {
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.KeyPress,
}

WAYS: Final = {Qt.Key.Key_Escape: "back", Qt.Key.Key_Home: "home"}
"""Keys of an assistive pad that has more than five."""

log = structlog.get_logger()


class Stage(QObject):
    """One window with one page on it. Made in the GUI thread; `open` shows the window.

    Needs a QGuiApplication; the application chooses the render backend before it makes that. `ask` and
    `still_there` need a running asyncio loop over Qt's events.
    """

    def __init__(
        self,
        panel: Panel,
        place: Text,
        terminal: Text,
        help_line: Text = NO_TEXT,
        *,
        speaker: Speaker | None = None,
        assets: Path = ASSETS,
        clock: Callable[[], float] = time.monotonic,
        second_ms: int = SECOND_MS,
        first: "FirstLight | None" = None,
    ) -> None:
        super().__init__()
        self.on_maintenance: Callable[[], None] | None = None
        self.last_touch = clock()
        self._panel = panel
        self._captions = {"place": place, "terminal": terminal}
        self._help_line = help_line
        self._clock = clock
        self._first = first
        self._glass = first.glass if first is not None else Glass(panel, assets)
        self._slide = Slide()
        self._language: Language = LANGUAGES[0]
        self._modes = Modes()
        self._reading = ReadingAloud(speaker)
        self._current: ShownPage[Any] | None = None
        self._leaving: ShownPage[Any] | None = None
        self._coming: ShownPage[Any] | None = None
        self._backwards = False
        self._painted = False
        self._idle = IdleSheet(self._glass, second_ms)
        self._caution = CautionSheet(self._glass)

    def open(self, *, full_screen: bool = False) -> None:
        """Loads fonts and the empty stage, and shows the window; takes it over where it stands already."""
        self._glass.learn_items()
        root = self._glass.load() if self._first is None else self._glass.root
        root.languageRequested.connect(self._switch_language)  # type: ignore[attr-defined]  # a signal of the QML
        root.maintenanceRequested.connect(self._ask_maintenance)  # type: ignore[attr-defined]  # as above
        root.modeRequested.connect(self._turn)  # type: ignore[attr-defined]  # as above
        root.voiceAsked.connect(self._voice_asked)  # type: ignore[attr-defined]  # as above
        self._idle.hear(root)
        self._caution.hear(root)
        self._slide.finished.connect(self._slid)
        self._translate()
        self._glass.set(canSpeak=self._reading.can_speak)
        self._glass.window.frameSwapped.connect(self._paint)
        self._glass.window.installEventFilter(self)
        if self._first is None:
            self._glass.show(full_screen=full_screen)
        else:
            self._first.hand_over()

    def close(self) -> None:
        """Clears the stage and takes the window down."""
        self.clear()
        self._glass.window.removeEventFilter(self)
        self._glass.close()

    @property
    def glass(self) -> Glass:
        return self._glass

    @property
    def settled(self) -> bool:
        """Whether the page was painted and stands, and none is coming; before that it is deaf to touches."""
        return self._painted and not self._slide.running and self._coming is None

    @property
    def page_item(self) -> QQuickItem | None:
        """The item of the page on the glass, for scripted citizens; None on a cleared stage."""
        return self._current.item if self._current is not None else None

    @property
    def page_name(self) -> str:
        """The name of the page on the glass, "" on a cleared stage."""
        return self._current.page.qml if self._current is not None else ""

    @property
    def language(self) -> Language:
        return self._language

    @language.setter
    def language(self, language: Language) -> None:
        if language != self._language:
            self._language = language
            self._translate()
            self._reading.turn(on=self._modes.voice, language=language)

    @property
    def modes(self) -> Modes:
        """How the glass is drawn for this citizen; `clear` brings back how it is drawn for everybody."""
        return self._modes

    @modes.setter
    def modes(self, modes: Modes) -> None:
        if modes != self._modes:
            self._modes = modes
            self._glass.set(**{camel_case(name): on for name, on in asdict(modes).items()})
            self._reading.turn(on=modes.voice, language=self._language)

    async def ask(self, page: Page[A], trail: Trail = Trail()) -> A:  # noqa: B008  frozen
        """Shows the page and returns its answer.

        Raises Back or Leave when the citizen touches these, and ValueError for an answer that the page cannot
        have given. A cancelled await leaves the page on the glass, deaf, until the next one comes.
        """
        shown = await self._show(page, trail)
        try:
            return await shown.answer
        except (Back, Leave):
            self._backwards = True
            raise

    def sketch(self, page: Page[Any]) -> dict[str, object]:
        """What `FirstLight` shows of a page without pictures, before anybody turned a mode: plain values."""
        language = LANGUAGES[0]
        return {
            "panel": asdict(self._panel),
            "stage": self._frame(language) | {"canSpeak": self._reading.can_speak},
            "page": page.qml,
            "properties": properties_of(page, Trail(), self._captions, language, lambda _picture: ""),
        }

    def call_out(self, sentence: Text) -> None:
        """Says a sentence that stands on the page to somebody who may be walking away."""
        self._reading.call_out(sentence)

    async def still_there(self, seconds: int) -> bool:
        """Counts down over the page, from 20 seconds at least; True when the citizen touches to go on."""
        if self._modes.voice and self._language == "zh_CN":
            self._reading.call_out(STILL_THERE)
        return await self._idle.still_there(seconds)

    async def caution(self, caution: Caution) -> bool:
        """Tells something over the page, which stays as it is; True when the citizen rather leaves.

        A cancelled await takes the words away again.
        """
        return await self._caution.tell(caution, self._language)

    def clear(self) -> None:
        """Drops the page and every value, image and cache of it; then `start_over`."""
        self._idle.close()
        self._caution.close()
        self._slide.stop()
        self._reading.forget()
        for shown in (self._leaving, self._current, self._coming):
            if shown is not None:
                shown.drop()
        self._leaving = self._current = self._coming = None
        self._backwards = False
        self._glass.forget()
        QPixmapCache.clear()
        self.start_over()

    def start_over(self) -> None:
        """The next citizen starts in Chinese, with no mode of the last one, and no sheet open."""
        self.language = LANGUAGES[0]
        self.modes = Modes()
        self._glass.set(helpOpen=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802  Qt's signature
        kind = event.type()
        if kind in TOUCHES:
            self.last_touch = self._clock()
        if isinstance(event, QKeyEvent) and kind == QEvent.Type.KeyPress:
            return self._key(event)
        # A page that nobody saw yet, or that still moves, cannot be hit where the eye saw it.
        if kind in PRESSES and self._current is not None and not self.settled:
            return True
        return isinstance(event, QTouchEvent) and touch.is_stray(event, self._glass.window)

    def _key(self, event: QKeyEvent) -> bool:
        """True where the key was one that moves the ring, or touches what nobody can have seen yet."""
        key = Qt.Key(event.key())
        if self._current is not None and not self.settled:
            return True
        if key in ENTERS:
            return event.isAutoRepeat()  # a key that stays down answers once
        modal = self._glass.root.property("modal")
        if modal is None and self._current is not None and not event.isAutoRepeat():
            name = WAYS.get(key, "")
            way = finger.find(self._glass.window, name) if name else None
            if way is not None:
                QMetaObject.invokeMethod(way, "click")
                return True
        return focus.move(self._glass.window, key, modal)

    async def _show(self, page: Page[A], trail: Trail) -> ShownPage[A]:
        self._slide.stop()
        self._slid()
        if self._coming is not None:
            self._coming.drop()
        old, language = self._current, self._language
        if old is not None:
            old.answer.cancel()
        shown = self._coming = ShownPage(page, trail, self._captions, self._glass.pictures)
        try:
            item = await shown.create(self._glass.component(page.qml), self._glass.holder, language)
        except BaseException:
            shown.drop()
            raise
        finally:
            if self._coming is shown:
                self._coming = None
        if self._language != language:
            shown.translate(self._language)
        self._glass.set(shown=item)
        self._painted = False
        self._leaving, self._current = old, shown
        if old is not None and old.item is not None:
            if old.page.qml == page.qml:
                self._slid()  # the same question with other values: it does not move
            else:
                self._slide.start(item, old.item, self._panel.width_px * (-1 if self._backwards else 1))
        self._backwards = False
        item.forceActiveFocus()
        if self._first is not None:
            shown.hear(self._first.take_down())
            self._first = None
        self._reading.follow(item)
        log.info("page.shown", page=page.qml)
        return shown

    def _translate(self) -> None:
        self._glass.translate(self._language)
        self._glass.set(**self._frame(self._language))
        self._caution.translate(self._language)
        if self._current is not None:
            self._current.translate(self._language)

    def _frame(self, language: Language) -> dict[str, object]:
        captions = {name: text.in_(language) for name, text in self._captions.items()}
        return {"language": language, "helpLine": self._help_line.in_(language), **captions}

    @Slot()
    def _paint(self) -> None:
        if not self._painted:
            self._painted = True
            self._glass.preload_when_idle()

    @Slot()
    def _slid(self) -> None:
        if self._leaving is not None:
            self._leaving.drop()
            self._leaving = None

    @Slot(str)
    def _switch_language(self, language: str) -> None:
        self.language = "en" if language == "en" else "zh_CN"

    @Slot(str)
    def _turn(self, mode: Mode) -> None:
        if mode in MODES:
            self.modes = self._modes.turned(mode)

    @Slot(str)
    def _voice_asked(self, verb: str) -> None:
        self._reading.ask(verb)
        self._glass.set(voicePaused=self._reading.paused)

    @Slot()
    def _ask_maintenance(self) -> None:
        if self.on_maintenance is not None:
            self.on_maintenance()
