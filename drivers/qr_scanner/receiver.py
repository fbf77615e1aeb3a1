"""Cuts what a serial scanner sends into codes and replies, found again after any garbage."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from drivers.qr_scanner.protocol import (
    ACK,
    GM65_MAX_DATA_BYTES,
    NAK,
    NEWLAND_MAX_REPLY_BYTES,
    Family,
    Reply,
    parse_gm65_reply,
    parse_newland_reply,
)

MAX_CODE_BYTES = 4096  # the largest QR code holds 2953
_HEADS = {Family.NEWLAND: b"\x02\x01", Family.GM65: b"\x02\x00"}
_LINE_ENDS = b"\r\n"


class Suffix(StrEnum):
    """What the scanner is set to send behind a code.

    ANY takes CR, LF or silence for the end, NONE only silence; behind the others silence means truncation.
    """

    ANY = "any"
    CR = "cr"
    LF = "lf"
    CRLF = "crlf"
    NONE = "none"


_ENDS = {
    Suffix.ANY: (b"\r", b"\n"),
    Suffix.CR: (b"\r",),
    Suffix.LF: (b"\n",),
    Suffix.CRLF: (b"\r\n",),
    Suffix.NONE: (),
}


@dataclass(frozen=True, repr=False)
class Payload:
    """The bytes of one code, without its suffix."""

    data: bytes


class Damage(StrEnum):
    """What came and was neither code nor reply."""

    REPLY = "damaged reply"
    TRUNCATED = "truncated code"
    TOO_LONG = "code too long"
    UNKNOWN_KEY = "key without a character"


Found = Payload | Reply | Damage


class Receiver:
    """Takes bytes as they come. Holds at most one code and one reply, however much is fed."""

    def __init__(self, family: Family, suffix: Suffix, max_bytes: int = MAX_CODE_BYTES) -> None:
        self._family = family
        self._suffix = suffix
        self._max_bytes = max_bytes
        self._head = _HEADS.get(family)
        self._held = bytearray()  # from the first byte that may begin a reply
        self._code = bytearray()
        self._spoiled = False  # bytes of this code were lost: drop the rest up to its end
        self._is_unasked = False  # no code can come before the reply that is waited for

    @property
    def pending(self) -> bool:
        """Whether something has begun and not ended: then silence means something."""
        return bool(self._held or self._code or self._spoiled)

    def skip_begun(self) -> None:
        """What has begun is nobody's: drop it up to its end, however much of it is still to come."""
        if self._code or self._held:
            self._spoil()

    def clear(self, *, until_reply: bool = False) -> None:
        """Forget what has begun; `until_reply` also whatever comes before the next reply: it is noise."""
        self._held.clear()
        self._code.clear()
        self._spoiled = False
        self._is_unasked = until_reply

    def feed(self, data: bytes) -> Iterator[Found]:
        """Every code, reply and damage that ends within `data`.

        A reply is taken out wherever it stands, also in the middle of a code: the scanner answers at once.
        """
        if self._head is None:
            # Honeywell's clones say ACK or NAK alone; neither is a character of a code.
            yield from self._text(data.translate(None, bytes([ACK, NAK])))
            return
        self._held += data
        while self._held:
            start = _position(self._held, self._head)
            yield from self._text(bytes(self._held[:start]))
            del self._held[:start]
            if len(self._held) < len(self._head):
                return
            reply = self._reply()
            if reply is None:
                return
            yield reply

    def silence(self) -> Iterator[Found]:
        """The line has been silent for the gap: what has begun ends here."""
        if self._held:
            self._held.clear()
            self._spoil()
            yield Damage.REPLY
        rest = bytes(self._code).rstrip(_LINE_ENDS)
        spoiled, self._spoiled = self._spoiled, False
        self._code.clear()
        if rest and not spoiled:
            yield Payload(rest) if self._suffix in (Suffix.ANY, Suffix.NONE) else Damage.TRUNCATED

    def _reply(self) -> Reply | Damage | None:
        """The reply or the damage behind the head at the front; None when bytes are missing."""
        size = self._newland_size() if self._family is Family.NEWLAND else self._gm65_size()
        if size is None or (size and len(self._held) < size):
            return None
        parse = parse_newland_reply if self._family is Family.NEWLAND else parse_gm65_reply
        reply = parse(bytes(self._held[:size])) if size else None
        if reply is None:
            # Only the head goes: behind it the next valid reply may begin at any byte.
            del self._held[:1]
            self._spoil()
            return Damage.REPLY
        del self._held[:size]
        if self._is_unasked:
            self._is_unasked = self._spoiled = False
        return reply

    def _newland_size(self) -> int | None:
        """The reply's bytes by its ACK or NAK, then `;` and ETX; 0 when it is none, None when it may be."""
        for index, byte in enumerate(self._held[:NEWLAND_MAX_REPLY_BYTES]):
            if byte in (ACK, NAK):
                return index + 3
            if byte in _LINE_ENDS or (byte == self._held[0] and index):
                return 0
        return 0 if len(self._held) >= NEWLAND_MAX_REPLY_BYTES else None

    def _gm65_size(self) -> int | None:
        if len(self._held) < 4:
            return None
        return 6 + self._held[3] if self._held[3] <= GM65_MAX_DATA_BYTES else 0

    def _spoil(self) -> None:
        self._code.clear()
        self._spoiled = True

    def _text(self, data: bytes) -> Iterator[Found]:
        rest = b"" if self._is_unasked else data
        while rest:
            # An end of two bytes may be cut in the middle: search from the last byte held.
            joined = bytes(self._code) + rest
            cut, width = _first_end(joined, max(0, len(self._code) - 1), _ENDS[self._suffix])
            if cut < 0:
                self._code += rest
                if len(self._code) > self._max_bytes:
                    yield from self._too_long()
                elif self._spoiled:
                    del self._code[:-1]
                return
            rest = joined[cut + width :]
            self._code.clear()
            spoiled, self._spoiled = self._spoiled, False
            if cut > self._max_bytes:
                yield Damage.TOO_LONG
            elif cut and not spoiled:
                yield Payload(joined[:cut])

    def _too_long(self) -> Iterator[Found]:
        if not self._spoiled:
            yield Damage.TOO_LONG
        self._spoil()


def _position(held: bytearray, head: bytes) -> int:
    """Where `head` begins in `held`, whole or cut by its end; the length of `held` when nowhere."""
    start = held.find(head)
    if start >= 0:
        return start
    return len(held) - 1 if held.endswith(head[:1]) else len(held)


def _first_end(data: bytes, begin: int, ends: tuple[bytes, ...]) -> tuple[int, int]:
    """Position and width of the first of `ends` in `data`; (-1, 0) when there is none."""
    found = [(data.find(end, begin), len(end)) for end in ends]
    return min((place for place in found if place[0] >= 0), default=(-1, 0))
