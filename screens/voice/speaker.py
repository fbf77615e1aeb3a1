"""Says what stands on the page: the newest sentence at once, again on request, louder or softer."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import structlog

from screens.voice.prompts import Prompts
from screens.voice.sound import Loudspeaker, NoSound, Samples, Unreadable, louder, samples

GAINS: Final = (
    0.35,
    0.6,
    1.0,
    1.5,
    2.2,
)
USUAL_VOLUME: Final = 2

log = structlog.get_logger()


class Speaker:
    """One voice. Every call returns at once; files are read and the device is opened in its own thread."""

    def __init__(self, prompts: Prompts, loudspeaker: Loudspeaker) -> None:
        self._prompts = prompts
        self._loudspeaker = loudspeaker
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="voice")
        self._lock = threading.Lock()
        self._said: tuple[str, ...] = ()
        self._turn = 0  # counts what was asked to be said: an older turn is not begun any more
        self._stream: Samples[int] | None = None
        self._at = 0
        self._paused = False
        self._mute_machine = False  # no device opens: said once
        self.volume = USUAL_VOLUME

    @property
    def speaking(self) -> bool:
        """Whether something is being said, a pause included."""
        with self._lock:
            return self._stream is not None

    @property
    def paused(self) -> bool:
        return self._paused

    def say(self, sentences: Sequence[str]) -> None:
        """Says `sentences` instead of whatever is being said."""
        self._said = tuple(sentences)
        self._begin()

    def repeat(self) -> None:
        """Says the last sentences again from their beginning."""
        self._begin()

    def pause(self) -> None:
        """Falls silent until `resume`; goes on where it was."""
        self._paused = True
        self._executor.submit(self._loudspeaker.stop)

    def resume(self) -> None:
        """Goes on after a pause."""
        if self._paused:
            self._paused = False
            self._executor.submit(self._play)

    def louder(self) -> None:
        self.volume = min(self.volume + 1, len(GAINS) - 1)

    def softer(self) -> None:
        self.volume = max(self.volume - 1, 0)

    def hush(self) -> None:
        """Stops saying anything."""
        with self._lock:
            self._turn += 1
            self._stream = None
        self._paused = False
        self._executor.submit(self._loudspeaker.stop)

    def forget(self) -> None:
        """After a visit: silent, the usual volume, and no sentence of the last citizen kept (R84)."""
        self.hush()
        self._said = ()
        self.volume = USUAL_VOLUME

    def close(self) -> None:
        """Silent for good; its thread ends."""
        self.forget()
        self._executor.shutdown(wait=True)

    def _begin(self) -> None:
        with self._lock:
            self._turn += 1
            turn = self._turn
            self._stream = None
        self._paused = False
        self._executor.submit(self._prepare, turn, self._said)

    def _prepare(self, turn: int, sentences: tuple[str, ...]) -> None:
        self._loudspeaker.stop()
        clips = [clip for sentence in sentences for clip in (*self._prompts.clips(sentence), None)]
        try:
            stream = samples(clips)
        except Unreadable as error:
            log.warning("voice.unreadable", file=str(error))
            return
        with self._lock:
            if turn != self._turn or not stream:
                return
            self._stream, self._at = stream, 0
        self._play()

    def _play(self) -> None:
        if not self.speaking or self._paused:
            return
        try:
            self._loudspeaker.play(self._pull)
            self._mute_machine = False
        except NoSound:
            if not self._mute_machine:
                log.warning("voice.no_sound_device")
            self._mute_machine = True
            with self._lock:
                self._stream = None

    def _pull(self, count: int) -> bytes:
        """The next samples; called by the sound device's own thread."""
        with self._lock:
            if self._stream is None or self._paused:
                return b""
            chunk = self._stream[self._at : self._at + count]
            self._at += len(chunk)
            if not chunk:
                self._stream = None
        return louder(chunk, GAINS[self.volume])
