"""Questions to the printer and its answers, over one line; the answers to a job are counted on the way."""

import time
from collections import deque

from drivers.device import BadReply, NoAnswer
from drivers.line import Line
from drivers.printer.receipt.presenter import Mouth, Presenter
from drivers.printer.receipt.protocol import (
    Condition,
    Question,
    ask,
    read_real_time,
)
from drivers.printer.receipt.replies import Automatic, InOrder, Noise, RealTime, ReplyReader, Special

ANSWER_TIMEOUT_S = 0.5  # a byte takes 0.1 ms on the wire; slow printers answer within 100 ms
LATE_ANSWERS = 16


class Conversation:
    """Used by the device's thread only. Every method raises `LineLost`, `NoAnswer` or `BadReply`."""

    def __init__(self, line: Line, answer_timeout_s: float = ANSWER_TIMEOUT_S) -> None:
        self.line = line
        self.answer_timeout_s = answer_timeout_s
        self.done = 0  # how many GS r were answered
        self.automatic: Condition | None = None  # the last status that came unasked
        self._reader = ReplyReader()
        self._real_time: deque[int] = deque()
        self._special = b""
        self._may_come_late = False

    def begin(self) -> None:
        """Forget all that came before; what the printer says from here on belongs to what comes now."""
        if self._may_come_late:
            # An answer that comes after its time-out would pass for the answer to the next question.
            for _ in range(LATE_ANSWERS):
                if not self.line.read_available(time.monotonic() + self.answer_timeout_s, "begin"):
                    break
            self._may_come_late = False
        self.line.discard_input()
        self._reader.reset()
        self._real_time.clear()
        self.automatic = None
        self.done = 0

    def send(self, data: bytes, command: str) -> None:
        """Send `data` as it is."""
        self.line.send(data, command)

    def ask(self, question: Question) -> Condition:
        """One DLE EOT n."""
        command = f"DLE EOT {question.value}"
        self._real_time.clear()
        self.send(ask(question), command)
        deadline = time.monotonic() + self.answer_timeout_s
        while not self._real_time:
            if not self.listen(deadline, command):
                self._may_come_late = True
                raise NoAnswer(self.line.device, command)
        return read_real_time(question, self._real_time.popleft())

    def condition(self) -> Condition:
        """All four DLE EOT together."""
        condition = Condition()
        for question in Question:
            condition |= self.ask(question)
        return condition

    def mouth(self, presenter: Presenter) -> Mouth:
        """What stands in the printer's mouth; only for a presenter that tells."""
        command = "presenter status"
        self._special = b""
        self._reader.expect(presenter.head, presenter.answer_bytes)
        self.send(presenter.question, command)
        deadline = time.monotonic() + self.answer_timeout_s
        while not self._special:
            if not self.listen(deadline, command):
                self._reader.reset()
                self._may_come_late = True
                raise NoAnswer(self.line.device, command)
        return presenter.read(self._special)

    def listen(self, deadline: float, command: str) -> bool:
        """Take in what has come or comes until `deadline` (monotonic); False when nothing came."""
        data = self.line.read_available(deadline, command)
        for reply in self._reader.feed(data):
            match reply:
                case RealTime(byte):
                    self._real_time.append(byte)
                case Automatic(condition):
                    self.automatic = condition
                case InOrder():
                    self.done += 1
                case Special(answer):
                    self._special = answer
                case Noise():
                    self._may_come_late = True
                    raise BadReply(self.line.device, command, "a byte that is no answer")
        return bool(data)
