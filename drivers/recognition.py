"""Who answers on a byte line, told by the form of the answer alone: for a port that has the wrong device.

A kind is named only when its answer fits the protocol to the last bit; anything else is nobody.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from drivers.id_card.frames import FrameReader
from drivers.id_card.protocol import STATUS
from drivers.keypad.frames import Damaged
from drivers.keypad.frames import FrameReader as KeypadFrames
from drivers.keypad.protocol import PING, Pong, parse_message
from drivers.line import Line
from drivers.printer.receipt.encode import INITIALIZE
from drivers.printer.receipt.protocol import Question, ask, is_real_time

ANSWER_TIMEOUT_S = 1.0
QUIET_S = 0.1  # no answer of these has a longer pause in it
ANSWER_LIMIT_BYTES = 4096


@dataclass(frozen=True)
class Mark:
    """A question that only one kind answers so; `amends` undoes what it may have left in another kind."""

    kind: str
    question: bytes
    fits: Callable[[bytes], bool]
    amends: bytes = b""


def _fits_slip_printer(answer: bytes) -> bool:
    return len(answer) == len(Question) and all(map(is_real_time, answer))


def _fits_card_reader(answer: bytes) -> bool:
    return any(isinstance(found, bytes) for found in FrameReader().feed(answer))


def _fits_keypad(answer: bytes) -> bool:
    return any(
        not isinstance(found, Damaged) and isinstance(parse_message(found), Pong)
        for found in KeypadFrames().feed(answer)
    )


# The printer is asked first: a reader passes over its question, while a printer keeps the reader's as text.
MARKS = (
    Mark("receipt_printer", b"".join(map(ask, Question)), _fits_slip_printer),
    Mark("id_card", STATUS.request, _fits_card_reader, amends=INITIALIZE),
    Mark("keypad", PING.request, _fits_keypad, amends=INITIALIZE),
)


def who_answers(device: str, url: str, baud: int) -> str | None:
    """The kind of device at the other end, "" for one of no known kind, None for silence. Takes up to 4 s.

    The line must be closed. Raises `DeviceError` when it cannot be opened or breaks.
    """
    line = Line(device, url, baud)
    line.open()
    heard = False
    try:
        for mark in MARKS:
            line.discard_input()
            line.send(mark.question, "who is there")
            answer = _answer(line)
            if mark.fits(answer):
                return mark.kind
            heard = heard or bool(answer)
            if mark.amends:
                line.send(mark.amends, "who is there")
        return "" if heard else None
    finally:
        line.close()


def _answer(line: Line) -> bytes:
    answer = b""
    deadline = time.monotonic() + ANSWER_TIMEOUT_S
    patience_s = ANSWER_TIMEOUT_S
    while len(answer) < ANSWER_LIMIT_BYTES and time.monotonic() < deadline:
        data = line.read_available(min(deadline, time.monotonic() + patience_s), "who is there")
        if not data:
            break
        answer += data
        patience_s = QUIET_S
    return answer
