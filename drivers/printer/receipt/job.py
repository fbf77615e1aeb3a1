"""One slip on its way through the printer, watched from the first byte to the proof.

GS r 1 is answered when all that came before it is done. One stands behind every part of the job and not only
at its end: so no more than two parts ever wait in the printer, which is all that could be left in it when the
paper ends.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from drivers.device import BadReply, Cause, DeviceState, NoAnswer
from drivers.line import wire_time_s
from drivers.printer.errors import PrintUnconfirmed
from drivers.printer.receipt.conversation import ANSWER_TIMEOUT_S, Conversation
from drivers.printer.receipt.encode import EncodedSlip
from drivers.printer.receipt.errors import error_for
from drivers.printer.receipt.protocol import (
    ASK_IN_ORDER,
    ENABLE_AUTOMATIC_STATUS,
    Condition,
    Question,
)

DOTS_PER_MM = 8
PART_BYTES = 1024
PARTS_AHEAD = 1  # besides the part that is being printed: the wire stays busy, the printer nearly empty
POLL_S = 0.25  # how often a printer that does not speak up by itself is asked during the job

_STOPPING = {Cause.PAPER_OUT, Cause.COVER_OPEN, Cause.CUTTER}


class Proof(Enum):
    """What counts as the printer's word that a slip came out."""

    IN_ORDER = "in_order"  # GS r, answered behind the last command; then DLE EOT finds no fault
    REAL_TIME = "real_time"  # weaker, for printers without GS r: no fault until the slip's time is over


@dataclass(frozen=True)
class Pace:
    """How the printer answers and how long things take; speeds and times on the patient side."""

    proof: Proof = Proof.IN_ORDER
    speed_mm_per_s: float = 50.0
    answer_timeout_s: float = ANSWER_TIMEOUT_S
    patience_s: float = 10.0  # beyond the time that the job should take
    quiet_s: float = 2.0  # after a broken job: no answer for so long, none comes any more


def parts(commands: Iterable[bytes]) -> Iterator[bytes]:
    """The job in parts of whole commands: `PART_BYTES`, or one command when it is larger."""
    part = b""
    for command in commands:
        if part and len(part) + len(command) > PART_BYTES:
            yield part
            part = b""
        part += command
    if part:
        yield part


class Job:
    """One run of one slip; `is_through` when the printer has answered behind the last command."""

    def __init__(self, talk: Conversation, slip: EncodedSlip, pace: Pace) -> None:
        self._talk = talk
        self._slip = slip
        self._pace = pace
        self._part_sizes: list[int] = []
        self._deadline = 0.0
        self.is_through = False

    @property
    def bytes_in_doubt(self) -> int:
        """How many bytes at most are missing at the printer when the line broke."""
        return sum(self._part_sizes[-1 - PARTS_AHEAD :])

    def run(self) -> None:
        """Print; returns on proof only.

        Raises `PaperOut`, `CoverOpen`, `CutterFailed`, ... as the printer says, `PrintUnconfirmed`,
        `NoAnswer`, `LineLost`, `BadReply`.
        """
        begin = time.monotonic()
        expected_s = self._expected_s()
        self._deadline = begin + expected_s + self._pace.patience_s
        in_order = self._pace.proof is Proof.IN_ORDER
        self._talk.begin()
        self._talk.send(ENABLE_AUTOMATIC_STATUS, "GS a")
        for part in parts(self._slip.commands):
            self._send(part + ASK_IN_ORDER if in_order else part)
            if in_order:
                self._wait_for_answers(len(self._part_sizes) - PARTS_AHEAD)
            else:
                self._look(self._talk.ask(Question.PRINTER))
        if in_order:
            self._wait_for_answers(len(self._part_sizes))
        else:
            self._watch_until(begin + expected_s)
        self.is_through = True
        status = self._talk.condition().status()
        if not status.usable:
            raise error_for(status, self._talk.line.device, "print")

    def _expected_s(self) -> float:
        size = sum(map(len, self._slip.commands))
        return (
            wire_time_s(size, self._talk.line.baud)
            + self._slip.dot_rows / DOTS_PER_MM / self._pace.speed_mm_per_s
        )

    def _send(self, part: bytes) -> None:
        self._part_sizes.append(len(part))
        self._talk.send(part, "print")

    def _wait_for_answers(self, count: int) -> None:
        self._listen(time.monotonic())
        while self._talk.done < count:
            if not self._listen(min(self._deadline, time.monotonic() + POLL_S)):
                self._poll()
            if time.monotonic() >= self._deadline:
                raise PrintUnconfirmed(self._talk.line.device, "print", cause=Cause.NO_ANSWER)
        if self._talk.done > len(self._part_sizes):
            raise BadReply(self._talk.line.device, "GS r", "more answers than questions")

    def _watch_until(self, end: float) -> None:
        while time.monotonic() < end:
            self._listen(min(end, time.monotonic() + POLL_S))
            self._look(self._talk.ask(Question.PRINTER))

    def _listen(self, deadline: float) -> bool:
        heard = self._talk.listen(deadline, "print")
        if self._talk.automatic is not None:
            self._raise_if_stopped(self._talk.automatic)
        return heard

    def _poll(self) -> None:
        try:
            self._look(self._talk.ask(Question.PRINTER))
        except NoAnswer:
            return  # some printers are deaf while they print; the deadline decides

    def _look(self, printer: Condition) -> None:
        if printer.offline:
            self._raise_if_stopped(self._talk.condition())

    def _raise_if_stopped(self, condition: Condition) -> None:
        """A hot head cools and a feed button is let go: only what needs a person ends the job."""
        status = condition.status()
        if status.causes & _STOPPING or status.state is DeviceState.HARDWARE_ERROR:
            raise error_for(status, self._talk.line.device, "print")
