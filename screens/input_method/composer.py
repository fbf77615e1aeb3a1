"""Letters or strokes in, hanzi out: what the keyboard asks at every key."""

from typing import Final

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot

from screens.input_method.characters import Readings, readings, strokes
from screens.input_method.engine import Engine

PINYIN: Final = "pinyin"
STROKES: Final = "strokes"
KEYS: Final = {PINYIN: frozenset("abcdefghijklmnopqrstuvwxyz'"), STROKES: frozenset("012345")}
MOST_TYPED: Final = 60
# The library is asked for at most so much at once: with more ways to read it, it ends itself.
MOST_UNITS: Final = 8
MOST_ASKED: Final = 32
PATIENCE_MS: Final = 60  # a busy machine; then the table of characters answers


class Composer(QObject):
    """One keyboard's composition. It dies with its page, and with it all that was typed."""

    modeChanged = Signal()  # noqa: N815  Qt's way of naming
    typedChanged = Signal()  # noqa: N815  as above
    candidatesChanged = Signal()  # noqa: N815  as above

    def __init__(self, parent: QObject | None = None, patience_ms: int = PATIENCE_MS) -> None:
        super().__init__(parent)
        self._engine: Engine | None = None
        self._patience_ms = patience_ms
        self._asked = ""
        self._mode = PINYIN
        self._typed = ""
        self._found: list[tuple[str, int]] = []  # the candidate, and how much of `typed` it stands for
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._from_table)

    def _get_mode(self) -> str:
        return self._mode

    def _set_mode(self, mode: str) -> None:
        if mode in KEYS and mode != self._mode:
            self._mode = mode
            self.modeChanged.emit()
            self.clear()

    def _get_typed(self) -> str:
        return self._typed

    def _get_candidates(self) -> list[str]:
        return [text for text, _ in self._found]

    mode = Property(str, _get_mode, _set_mode, notify=modeChanged)
    typed = Property(str, _get_typed, notify=typedChanged)
    candidates = Property("QStringList", _get_candidates, notify=candidatesChanged)  # type: ignore[arg-type]  # Qt's own name

    @property
    def _table(self) -> Readings:
        return readings()

    @Slot()
    def prepare(self) -> None:
        """Gets ready beside the page, so that the first key need not wait."""
        readings()
        if self._engine is None:
            self._engine = Engine(self._answered)

    @Slot(str)
    def type(self, key: str) -> None:
        """One more letter, apostrophe or stroke."""
        if key not in KEYS[self._mode] or len(self._typed) >= MOST_TYPED or (key == "'" and not self._typed):
            return
        self._set(self._typed + key)

    @Slot(result=bool)
    def erase(self) -> bool:
        """Takes the last key back; False where nothing was typed."""
        if not self._typed:
            return False
        self._set(self._typed[:-1])
        return True

    @Slot()
    def clear(self) -> None:
        """Forgets what was typed."""
        self._late.stop()
        self._typed = self._asked = ""
        self._found = []
        self.typedChanged.emit()
        self.candidatesChanged.emit()

    @Slot(int, result=str)
    def choose(self, place: int) -> str:
        """The hanzi of a candidate; what it does not stand for stays typed. Empty where there is none."""
        if not 0 <= place < len(self._found):
            return ""
        text, length = self._found[place]
        self._found = []  # they stood for what was typed before
        self._set(self._typed[length:].lstrip("'"))
        return text

    @Slot(result=str)
    def settle(self) -> str:
        """The likeliest reading of all that is typed; then nothing is typed any more."""
        text = ""
        for _ in range(MOST_TYPED):
            if self._late.isActive() and self._engine is not None:
                self._engine.wait(self._patience_ms / 1000)
            if self._late.isActive():
                self._late.stop()
                self._from_table()
            if not self._typed or not self._found:
                break
            text += self.choose(0)
        self.clear()
        return text

    @Slot()
    def close(self) -> None:
        """Forgets everything and ends the engine."""
        self.clear()
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def _set(self, typed: str) -> None:
        if not typed:
            self.clear()
            return
        self._typed = typed
        self.typedChanged.emit()
        if self._mode == STROKES:
            self._show([(character, len(typed)) for character in strokes().begun(typed)])
        else:
            self._ask()

    def _ask(self) -> None:
        if self._engine is None:
            self._engine = Engine(self._answered)
        units = self._table.units(self._typed)
        end = min(units[:MOST_UNITS][-1][1], MOST_ASKED) if units else 0
        # The library says lue where the table says lve; both are three letters.
        self._asked = self._typed[:end].replace("lve", "lue").replace("nve", "nue")
        if self._asked and self._engine.ask(self._asked):
            self._late.start(self._patience_ms)
        else:
            self._from_table()

    def _answered(self, asked: str, starts: list[int], found: list[str]) -> None:
        if asked != self._asked:
            return  # too late: something else is typed by now
        self._late.stop()
        if not found:
            self._from_table()
            return
        ends = dict(enumerate(starts))
        whole = len(asked)
        taken = [(text, ends.get(len(text), whole)) for text in found]
        self._show(taken + self._singles(ends.get(1, whole)))

    def _singles(self, end: int) -> list[tuple[str, int]]:
        """Single characters that the engine lacks: of all that was typed, then of its first syllable."""
        whole = len(self._typed)
        found = [(character, whole) for character in self._table.read(self._typed)]
        first = self._table.units(self._typed)[0][1]
        for length in dict.fromkeys((end, first)):
            found += [(character, length) for character in self._table.read(self._typed[:length])]
        return found

    @Slot()
    def _from_table(self) -> None:
        units = self._table.units(self._typed)
        if not units:
            self._show([])
            return
        end = units[0][1]
        begun = self._table.beginning(self._typed[:end])
        self._show(self._singles(end) + [(character, end) for character in begun])

    def _show(self, found: list[tuple[str, int]]) -> None:
        known: dict[str, int] = {}
        for text, length in found:
            known.setdefault(text, length)
        rare = self._table.is_rare
        self._found = sorted(known.items(), key=lambda each: rare(each[0]))
        self.candidatesChanged.emit()
