"""Reads the page on the glass aloud while the citizen wants it, in Mandarin: no other voice is recorded."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtQuick import QQuickItem

from screens.text import Language, Text
from screens.voice.speaker import Speaker


class ReadingAloud(QObject):
    """Follows the page that stands; what it says is its property `speech`, which stands on it too.

    Without a `speaker` (no recordings are installed) everything stays silent.
    """

    def __init__(self, speaker: Speaker | None) -> None:
        super().__init__()
        self._speaker = speaker
        self._item: QQuickItem | None = None
        self._on = False
        self._language: Language = "zh_CN"

    @property
    def can_speak(self) -> bool:
        return self._speaker is not None

    @property
    def paused(self) -> bool:
        return self._speaker is not None and self._speaker.paused

    def follow(self, item: QQuickItem) -> None:
        """From now on `item` is read, again whenever what it says changes."""
        if self._item is not None:
            self._item.speechChanged.disconnect(self._say)  # type: ignore[attr-defined]  # of the QML property
        self._item = item
        item.speechChanged.connect(self._say)  # type: ignore[attr-defined]  # as above
        self._say()

    def turn(self, *, on: bool, language: Language) -> None:
        """Switches reading on or off, or the page to another language; only Chinese is read."""
        before, now = self._on and self._language == "zh_CN", on and language == "zh_CN"
        self._on, self._language = on, language
        if now and not before:
            self._say()
        elif before and not now and self._speaker is not None:
            self._speaker.hush()

    def call_out(self, sentence: Text) -> None:
        """Says `sentence` to somebody who may be walking away, whether or not pages are read."""
        if self._speaker is not None:
            self._speaker.say([sentence.zh])

    def ask(self, verb: str) -> None:
        """What the citizen wants of the voice: repeat, pause (and go on), louder, softer."""
        speaker = self._speaker
        if speaker is None:
            return
        match verb:
            case "repeat":
                speaker.repeat()
            case "pause" if speaker.paused:
                speaker.resume()
            case "pause":
                speaker.pause()
            case "louder":
                speaker.louder()
                speaker.repeat()  # to be heard at its new loudness
            case "softer":
                speaker.softer()
                speaker.repeat()

    def forget(self) -> None:
        """Silent, at the usual volume, following nothing."""
        if self._item is not None:
            self._item.speechChanged.disconnect(self._say)  # type: ignore[attr-defined]  # as above
            self._item = None
        if self._speaker is not None:
            self._speaker.forget()

    @Slot()
    def _say(self) -> None:
        if self._speaker is None or self._item is None or not self._on or self._language != "zh_CN":
            return
        self._speaker.say(str(self._item.property("speech")).split("\n"))
