"""Frames of the SAM_V serial protocol: `AA AA AA 96 69 LenH LenL body CHK`, found again after any garbage.

Len is big-endian and counts body and CHK; CHK is the XOR of everything from LenH to the end of the body.
Source: SAM_V vendor manuals (GA 450/GA 467 interface).
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import reduce
from operator import xor

HEAD = bytes.fromhex("aa aa aa 96 69")
LENGTH_BYTES = 2
CHECKSUM_BYTES = 1
MAX_LENGTH = 0x090A  # text, portrait and two fingerprints: the longest frame that exists
MIN_REPLY_LENGTH = 4  # SW1 SW2 SW3 CHK
MIN_REQUEST_LENGTH = 3  # CMD PARA CHK


class Damage(StrEnum):
    """Why bytes behind a head were no frame."""

    WRONG_CHECKSUM = "wrong checksum"
    IMPOSSIBLE_LENGTH = "impossible length"


def checksum(data: bytes | bytearray) -> int:
    """The XOR of all bytes; 0 over a whole frame behind its head."""
    return reduce(xor, data, 0)


def frame(body: bytes) -> bytes:
    """The frame around a request's `CMD PARA [DATA]` or a reply's `SW1 SW2 SW3 [DATA]`."""
    counted = (len(body) + CHECKSUM_BYTES).to_bytes(LENGTH_BYTES, "big") + body
    return HEAD + counted + bytes([checksum(counted)])


class FrameReader:
    """Cuts a stream of bytes into frame bodies; never holds more than one frame besides what it is fed."""

    def __init__(self, min_length: int = MIN_REPLY_LENGTH) -> None:
        self._min_length = min_length
        self._held = bytearray()

    @property
    def in_frame(self) -> bool:
        """Whether a head has come whose frame is not complete."""
        return self._held.startswith(HEAD)

    def feed(self, data: bytes) -> Iterator[bytes | Damage]:
        """Take bytes as they come; yields each complete body, and each damage met on the way.

        A damaged frame is searched again behind its head, so the next valid frame is found even when the
        damage was a lost byte and the frame swallowed the beginning of its successor.
        """
        self._held += data
        yield from self._scan()

    def give_up(self) -> Iterator[bytes | Damage]:
        """The unfinished frame will not be finished: look for whole frames behind its head."""
        while self.in_frame:
            del self._held[0]
            yield from self._scan()

    def _scan(self) -> Iterator[bytes | Damage]:
        while self._skip_to_head():
            body = self._take()
            if body is None:
                return
            yield body

    def _skip_to_head(self) -> bool:
        start = self._held.find(HEAD)
        if start < 0:
            # A head may be cut by the end of what came: keep the longest tail that could begin one.
            start = next(
                len(self._held) - size
                for size in range(min(len(HEAD) - 1, len(self._held)), -1, -1)
                if self._held.endswith(HEAD[:size])
            )
            del self._held[:start]
            return False
        del self._held[:start]
        return True

    def _take(self) -> bytes | Damage | None:
        """The body or the damage behind the head at the front; None when bytes are missing."""
        begin = len(HEAD) + LENGTH_BYTES
        if len(self._held) < begin:
            return None
        length = int.from_bytes(self._held[len(HEAD) : begin], "big")
        if not self._min_length <= length <= MAX_LENGTH:
            del self._held[0]
            return Damage.IMPOSSIBLE_LENGTH
        end = begin + length
        if len(self._held) < end:
            return None
        if checksum(self._held[len(HEAD) : end]) != 0:
            del self._held[0]
            return Damage.WRONG_CHECKSUM
        body = bytes(self._held[begin : end - CHECKSUM_BYTES])
        del self._held[:end]
        return body
