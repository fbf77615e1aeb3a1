"""What host and keypad say to each other in frames, bytes to frozen dataclasses and back.

This project's own proposal, after what the libraries of SLE300, PJQ and Centerm keypads can do: greet, ask
with a time-out, light the keys, show the clerk's stars.
"""

from dataclasses import dataclass
from enum import IntEnum

from drivers.keypad.frames import frame

KEYS = range(1, 6)
MAX_TIMEOUT_S = 255
MAX_STARS = 5
ALL_LEDS = 0b11111  # bit 0 is key 1


class Verb(IntEnum):
    """The first byte of a host's frame."""

    PING = 0x01
    START = 0x02
    CANCEL = 0x03
    VOICE = 0x04
    LEDS = 0x05
    STARS = 0x06


class Word(IntEnum):
    """The first byte of a keypad's frame."""

    PONG = 0x81
    STARTED = 0x82
    KEY = 0x83
    TIMED_OUT = 0x84
    CANCELLED = 0x85
    ERROR = 0xFF


class Trouble(IntEnum):
    """The byte behind ERROR."""

    UNKNOWN_COMMAND = 0x01
    BAD_DATA = 0x02
    BAD_CHECKSUM = 0x03


@dataclass(frozen=True)
class Command:
    """A verb and its data."""

    verb: Verb
    data: bytes = b""

    @property
    def name(self) -> str:
        """For messages and logs."""
        return self.verb.name.lower()

    @property
    def request(self) -> bytes:
        """The frame to send."""
        return frame(bytes([self.verb]) + self.data)


PING = Command(Verb.PING)
CANCEL = Command(Verb.CANCEL)


def start(timeout_s: int) -> Command:
    """Ask for one key; ValueError outside 1 to 255 seconds."""
    return Command(Verb.START, _byte(timeout_s, 1, MAX_TIMEOUT_S))


def voice(prompt: int) -> Command:
    """Speak the prompt of that number, 0 to 255; which ones there are is the model's."""
    return Command(Verb.VOICE, _byte(prompt, 0, 255))


def leds(mask: int) -> Command:
    """Light the keys of the mask, bit 0 for key 1; ValueError outside 0 to 31."""
    return Command(Verb.LEDS, _byte(mask, 0, ALL_LEDS))


def stars(count: int) -> Command:
    """Show so many stars; ValueError outside 0 to 5."""
    return Command(Verb.STARS, _byte(count, 0, MAX_STARS))


@dataclass(frozen=True)
class Pong:
    """The keypad is there; `version` is its own text."""

    version: str


@dataclass(frozen=True)
class Started:
    """It asks now."""


@dataclass(frozen=True)
class KeyPressed:
    """A key from 1 to 5, which also ends the question."""

    key: int


@dataclass(frozen=True)
class TimedOut:
    """Nobody pressed a key in the time given to START."""


@dataclass(frozen=True)
class Cancelled:
    """It asks no more."""


@dataclass(frozen=True)
class Refused:
    """The keypad did not do what it was told; `trouble` is None for a number that nobody knows."""

    trouble: Trouble | None


@dataclass(frozen=True)
class Garbled:
    """Something came that is nothing: a damaged frame, or a whole one without a meaning."""


Message = Pong | Started | KeyPressed | TimedOut | Cancelled | Refused | Garbled

_WITHOUT_DATA: dict[int, Message] = {
    Word.STARTED: Started(),
    Word.TIMED_OUT: TimedOut(),
    Word.CANCELLED: Cancelled(),
}
_TROUBLES = {trouble.value: trouble for trouble in Trouble}


def parse_message(body: bytes) -> Message:
    """The message in a frame's body; `Garbled` when it contradicts itself."""
    word, data = body[:1], body[1:]
    if word == bytes([Word.PONG]):
        return Pong(data.decode("ascii", "replace"))
    if word == bytes([Word.KEY]):
        return KeyPressed(data[0]) if len(data) == 1 and data[0] in KEYS else Garbled()
    if word == bytes([Word.ERROR]):
        return Refused(_TROUBLES.get(data[0]) if data else None)
    return Garbled() if data or not word else _WITHOUT_DATA.get(word[0], Garbled())


def encode_message(message: Message) -> bytes:
    """The frame that a keypad sends."""
    match message:
        case Pong(version):
            return frame(bytes([Word.PONG]) + version.encode("ascii"))
        case KeyPressed(key):
            return frame(bytes([Word.KEY, key]))
        case Refused(trouble):
            return frame(bytes([Word.ERROR]) + (b"" if trouble is None else bytes([trouble])))
        case Started():
            return frame(bytes([Word.STARTED]))
        case TimedOut():
            return frame(bytes([Word.TIMED_OUT]))
        case Cancelled():
            return frame(bytes([Word.CANCELLED]))
        case Garbled():
            raise ValueError("nobody sends a garbled frame on purpose")


def _byte(value: int, lowest: int, highest: int) -> bytes:
    if not lowest <= value <= highest:
        raise ValueError(f"{value} is not in {lowest}..{highest}")
    return bytes([value])
