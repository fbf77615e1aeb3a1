"""Recordings as one stream of samples, and the loudspeaker that drains it."""

import array
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    import miniaudio  # at run time when the first word is said

RATE: Final = 24_000  # samples per second of every recording
BREATH_S: Final = 0.18
FULL: Final = 32_767

Samples = array.array  # of signed 16-bit integers, one channel


class Loudspeaker(Protocol):
    """One way out for sound."""

    def play(self, pull: Callable[[int], bytes]) -> None:
        """Begins to drain `pull(count)`, which gives at most `count` samples; b"" is the end."""

    def stop(self) -> None:
        """Falls silent; nothing of what was pulled is heard after that."""


class NoSound(Exception):
    """The machine has no sound device that opens."""


class Unreadable(Exception):
    """A recording is damaged or gone; the exception's text is its file name."""


def samples(clips: Sequence[Path | None]) -> "Samples[int]":
    """All `clips` one after the other; None is a breath. Raises Unreadable."""
    import miniaudio

    joined: Samples[int] = array.array("h")
    for clip in clips:
        if clip is None:
            joined.frombytes(bytes(2 * int(BREATH_S * RATE)))
            continue
        try:
            decoded = miniaudio.vorbis_read_file(str(clip))
        except (miniaudio.MiniaudioError, OSError) as error:
            raise Unreadable(clip.name) from error
        joined.extend(decoded.samples)
    return joined


def louder(chunk: "Samples[int]", gain: float) -> bytes:
    """`chunk` at `gain` (1.0: as recorded), clipped at full scale."""
    if gain == 1.0:
        return chunk.tobytes()
    return array.array("h", (max(-FULL, min(FULL, int(sample * gain))) for sample in chunk)).tobytes()


class MiniaudioLoudspeaker:
    """The machine's default sound device by miniaudio: PulseAudio, ALSA, whichever opens first."""

    def __init__(self, backends: "Sequence[miniaudio.Backend]" = ()) -> None:
        self._backends = list(backends)
        self._device: miniaudio.PlaybackDevice | None = None

    def play(self, pull: Callable[[int], bytes]) -> None:
        """As Loudspeaker; raises NoSound when no device opens."""
        import miniaudio

        self.stop()
        try:
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                backends=self._backends or [miniaudio.Backend.PULSEAUDIO, miniaudio.Backend.ALSA],
                app_name="e-kiosk",
            )
            stream = _drained(pull)
            next(stream)
            self._device.start(stream)
        except miniaudio.MiniaudioError as error:
            self.stop()
            raise NoSound(str(error)) from error

    def stop(self) -> None:
        device, self._device = self._device, None
        if device is not None:
            device.close()


def _drained(pull: Callable[[int], bytes]) -> Generator[bytes, int, None]:
    count = yield b""
    while chunk := pull(count):
        count = yield chunk
