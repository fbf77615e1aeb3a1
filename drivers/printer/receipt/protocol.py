"""What a slip printer says about itself, byte by byte.

Sources: Epson ESC/POS command reference (DLE EOT, DLE ENQ, DLE DC4, GS a, GS r); the fixed bits that tell the
kinds of answers apart: Citizen Line Thermal Printer Command Reference, "transmission status identification".
"""

from dataclasses import dataclass, fields
from enum import IntEnum

from drivers.device import Cause, DeviceState, DeviceStatus

ENABLE_AUTOMATIC_STATUS = b"\x1da\x0e"  # GS a: on-line, error and paper changes; not the drawer
ASK_IN_ORDER = b"\x1dr\x01"  # GS r 1: answered when all that was sent before it is done
DISCARD_AND_RECOVER = b"\x10\x05\x02"  # DLE ENQ 2
CLEAR_BUFFERS = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"  # DLE DC4 8; answered by 37 25 00 where known

AUTOMATIC_STATUS_BYTES = 4


class Question(IntEnum):
    """The n of DLE EOT n."""

    PRINTER = 1
    OFFLINE_CAUSE = 2
    ERROR_CAUSE = 3
    PAPER = 4


def ask(question: Question) -> bytes:
    """DLE EOT n: answered at once by one byte, even when the printer is offline."""
    return b"\x10\x04" + bytes([question])


@dataclass(frozen=True)
class Condition:
    """The printer's state as its status bits tell it; all False is a printer that is ready."""

    offline: bool = False
    waiting_for_recovery: bool = False
    feeding: bool = False
    cover_open: bool = False
    stopped_without_paper: bool = False
    error: bool = False
    mechanical_error: bool = False
    cutter_error: bool = False
    unrecoverable_error: bool = False
    head_hot: bool = False
    paper_low: bool = False
    paper_out: bool = False

    def __or__(self, other: "Condition") -> "Condition":
        """What either of the two tells."""
        return Condition(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(self)))

    def status(self) -> DeviceStatus:
        """The same in the words of all devices."""
        causes = {
            Cause.PAPER_LOW: self.paper_low,
            Cause.PAPER_OUT: self.paper_out or self.stopped_without_paper,
            Cause.COVER_OPEN: self.cover_open,
            Cause.CUTTER: self.cutter_error,
            Cause.HEAD_HOT: self.head_hot,
        }
        found = {cause for cause, holds in causes.items() if holds}
        if self.cutter_error or self.unrecoverable_error or self.mechanical_error:
            state = DeviceState.HARDWARE_ERROR
        elif found & {Cause.PAPER_OUT, Cause.COVER_OPEN}:
            state = DeviceState.USER_ERROR
        elif self.head_hot:
            state = DeviceState.OFFLINE  # it cools down by itself
        elif self.error:
            state = DeviceState.HARDWARE_ERROR
        elif self.offline or self.waiting_for_recovery:
            state = DeviceState.OFFLINE
        else:
            return DeviceStatus(DeviceState.ONLINE, frozenset(found))
        if not found - {Cause.PAPER_LOW}:
            found.add(Cause.OTHER)
        return DeviceStatus(state, frozenset(found))


def read_real_time(question: Question, answer: int) -> Condition:
    """The answer byte of DLE EOT n. Raises `ValueError` when its fixed bits are wrong."""
    if not is_real_time(answer):
        raise ValueError("not an answer to DLE EOT")
    match question:
        case Question.PRINTER:
            return Condition(
                offline=bool(answer & 0x08),
                waiting_for_recovery=bool(answer & 0x20),
                feeding=bool(answer & 0x40),
            )
        case Question.OFFLINE_CAUSE:
            return Condition(
                cover_open=bool(answer & 0x04),
                feeding=bool(answer & 0x08),
                stopped_without_paper=bool(answer & 0x20),
                error=bool(answer & 0x40),
            )
        case Question.ERROR_CAUSE:
            return Condition(
                mechanical_error=bool(answer & 0x04),
                cutter_error=bool(answer & 0x08),
                unrecoverable_error=bool(answer & 0x20),
                head_hot=bool(answer & 0x40),
            )
        case Question.PAPER:
            # Two bits a sensor; printers without the near-end sensor or with one bit dead still mean it.
            return Condition(paper_low=bool(answer & 0x0C), paper_out=bool(answer & 0x60))


def read_automatic(answer: bytes) -> Condition:
    """The four bytes of the automatic status (GS a). Raises `ValueError` when their fixed bits are wrong."""
    if len(answer) != AUTOMATIC_STATUS_BYTES or not is_automatic_head(answer[0]):
        raise ValueError("not an automatic status")
    if any(byte & 0x90 for byte in answer[1:]):
        raise ValueError("not an automatic status")
    printer, error, paper, _reserved = answer
    return Condition(
        offline=bool(printer & 0x08),
        cover_open=bool(printer & 0x20),
        feeding=bool(printer & 0x40),
        waiting_for_recovery=bool(error & 0x01),
        mechanical_error=bool(error & 0x04),
        cutter_error=bool(error & 0x08),
        unrecoverable_error=bool(error & 0x20),
        head_hot=bool(error & 0x40),
        paper_low=bool(paper & 0x03),
        paper_out=bool(paper & 0x0C),
    )


def read_in_order(answer: int) -> Condition:
    """The answer byte of GS r 1. Raises `ValueError` when its fixed bits are wrong."""
    if not is_in_order(answer):
        raise ValueError("not an answer to GS r")
    return Condition(paper_low=bool(answer & 0x03), paper_out=bool(answer & 0x0C))


def is_real_time(byte: int) -> bool:
    """Whether `byte` answers DLE EOT: 0xx1xx10."""
    return byte & 0x93 == 0x12


def is_automatic_head(byte: int) -> bool:
    """Whether `byte` begins an automatic status: 0xx1xx00."""
    return byte & 0x93 == 0x10


def is_in_order(byte: int) -> bool:
    """Whether `byte` answers GS r: 0xx0xxxx."""
    return byte & 0x90 == 0
