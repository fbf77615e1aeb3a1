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
class Noise:
    """A byte that is no answer."""

    byte: int


Reply = RealTime | Automatic | InOrder | BuffersCleared | Noise


class ReplyReader:
    """Takes bytes as they come and gives the answers that are whole; flow-control bytes are passed over."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[Reply]:
        """The answers completed by `data`."""
        stream = self._rest + bytes(byte for byte in data if byte not in (XON, XOFF))
        while stream:
            reply, length = _first(stream)
            if reply is None:
                break
            stream = stream[length:]
            yield reply
        self._rest = stream

    def reset(self) -> None:
        """Forget a beginning whose end will not come."""
        self._rest = b""


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
