"""The printer's answers told apart in one mixed stream of bytes."""

from collections.abc import Iterator
from dataclasses import dataclass

from drivers.printer.receipt.protocol import (
    AUTOMATIC_STATUS_BYTES,
    Condition,
    is_automatic_head,
    is_in_order,
    is_real_time,
    read_automatic,
    read_in_order,
)

XON, XOFF = 0x11, 0x13
CLEARED = b"\x37\x25\x00"  # what DLE DC4 8 answers; its tail would pass for two answers to GS r


@dataclass(frozen=True)
class RealTime:
    """An answer to DLE EOT; which one, only the asker knows."""

    byte: int


@dataclass(frozen=True)
class Automatic:
    """An automatic status."""

    condition: Condition


@dataclass(frozen=True)
class InOrder:
    """An answer to GS r 1: what was sent before it is done."""

    condition: Condition


@dataclass(frozen=True)
class BuffersCleared:
    """The answer to DLE DC4 8."""


@dataclass(frozen=True)
class Special:
    """The answer to a question of one model only, as it came."""

    data: bytes


@dataclass(frozen=True)
class Noise:
    """A byte that is no answer."""

    byte: int


Reply = RealTime | Automatic | InOrder | BuffersCleared | Special | Noise


class ReplyReader:
    """Takes bytes as they come and gives the answers that are whole; flow-control bytes are passed over."""

    def __init__(self) -> None:
        self._rest = b""
        self._special: tuple[bytes, int] | None = None

    def expect(self, head: bytes, length: int) -> None:
        """The next bytes that begin with `head` are one answer of `length` bytes, whatever they look like."""
        self._special = head, length

    def feed(self, data: bytes) -> Iterator[Reply]:
        """The answers completed by `data`."""
        if self._special is None:
            data = bytes(byte for byte in data if byte not in (XON, XOFF))
        stream = self._rest + data
        while stream:
            reply, length = self._expected(stream) or _first(stream)
            if reply is None:
                break
            if isinstance(reply, Special):
                self._special = None
            stream = stream[length:]
            yield reply
        self._rest = stream

    def reset(self) -> None:
        """Forget a beginning whose end will not come."""
        self._rest = b""
        self._special = None

    def _expected(self, stream: bytes) -> tuple[Special | None, int] | None:
        if self._special is None:
            return None
        head, length = self._special
        if not head.startswith(stream[: len(head)]):
            return None
        return (Special(stream[:length]), length) if len(stream) >= length else (None, 0)


def _first(stream: bytes) -> tuple[Reply | None, int]:
    """The first answer in `stream` and its length; None when more bytes are needed."""
    head = stream[0]
    if is_automatic_head(head):
        return _automatic(stream)
    if CLEARED.startswith(stream[: len(CLEARED)]):
        return (BuffersCleared(), len(CLEARED)) if len(stream) >= len(CLEARED) else (None, 0)
    if is_real_time(head):
        return RealTime(head), 1
    if is_in_order(head):
        return InOrder(read_in_order(head)), 1
    return Noise(head), 1


def _automatic(stream: bytes) -> tuple[Reply | None, int]:
    answer = stream[:AUTOMATIC_STATUS_BYTES]
    try:
        if len(answer) < AUTOMATIC_STATUS_BYTES and not any(byte & 0x90 for byte in answer[1:]):
            return None, 0
        return Automatic(read_automatic(answer)), AUTOMATIC_STATUS_BYTES
    except ValueError:
        return Noise(stream[0]), 1  # the head of a torn status: what follows stands for itself
