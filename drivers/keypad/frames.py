"""Frames of the evaluation keypad: `AA 55 LEN CMD DATA XOR`, found again after any garbage.

LEN counts CMD and DATA; XOR is that of every byte from LEN to the end of DATA. The frame is this project's
own proposal: makers of such keypads publish closed libraries and no wire protocol.
"""

from collections.abc import Iterator
from functools import reduce
from operator import xor

HEAD = b"\xaa\x55"
MAX_LENGTH = 33  # a command and a version text of 32 characters
CHECKSUM_BYTES = 1


class Damaged:
    """Bytes behind a head were no frame."""


DAMAGED = Damaged()


def checksum(data: bytes | bytearray) -> int:
    """The XOR of all bytes; 0 over a whole frame behind its head."""
    return reduce(xor, data, 0)


def frame(body: bytes) -> bytes:
    """The frame around `CMD DATA`; ValueError when that is empty or too long."""
    if not 0 < len(body) <= MAX_LENGTH:
        raise ValueError(f"{len(body)} bytes do not fit a frame")
    counted = bytes([len(body)]) + body
    return HEAD + counted + bytes([checksum(counted)])


class FrameReader:
    """Cuts a stream of bytes into frame bodies; never holds more than one frame besides what it is fed."""

    def __init__(self) -> None:
        self._held = bytearray()

    @property
    def in_frame(self) -> bool:
        """Whether a head has come whose frame is not complete."""
        return self._held.startswith(HEAD)

    def feed(self, data: bytes) -> Iterator[bytes | Damaged]:
        """Take bytes as they come; yields each complete body, and each damage met on the way.

        A damaged frame is searched again behind its head, so that it never takes its successor with it.
        """
        self._held += data
        yield from self._scan()

    def give_up(self) -> Iterator[bytes | Damaged]:
        """The unfinished frame will not be finished: look for whole frames behind its head."""
        while self.in_frame:
            del self._held[0]
            yield from self._scan()

    def _scan(self) -> Iterator[bytes | Damaged]:
        while True:
            start = self._held.find(HEAD)
            if start < 0:
                del self._held[: len(self._held) - self._held.endswith(HEAD[:1])]
                return
            del self._held[:start]
            found = self._take()
            if found is None:
                return
            yield found

    def _take(self) -> bytes | Damaged | None:
        """The body or the damage behind the head at the front; None when bytes are missing."""
        begin = len(HEAD) + 1
        if len(self._held) < begin:
            return None
        length = self._held[len(HEAD)]
        end = begin + length + CHECKSUM_BYTES
        if 0 < length <= MAX_LENGTH and len(self._held) < end:
            return None
        if not 0 < length <= MAX_LENGTH or checksum(self._held[len(HEAD) : end]) != 0:
            del self._held[0]
            return DAMAGED
        body = bytes(self._held[begin : end - CHECKSUM_BYTES])
        del self._held[:end]
        return body
