"""The keypad that speaks frames: exchanges with it, and the keys that it reports between them."""

import time
from collections import deque
from typing import TypeVar

import structlog

from drivers.device import BadReply, DeviceState, DeviceStatus, NoAnswer
from drivers.keypad.errors import KeypadRefused
from drivers.keypad.frames import Damaged, FrameReader
from drivers.keypad.pad import KEPT_KEYS, Heard
from drivers.keypad.protocol import (
    CANCEL,
    PING,
    Cancelled,
    Command,
    Garbled,
    KeyPressed,
    Message,
    Pong,
    Refused,
    Started,
    TimedOut,
    Trouble,
    parse_message,
    start,
)
from drivers.line import Line

ANSWER_S = 0.5  # a keypad has nothing to work out
SILENCE_S = 0.1  # within a frame: longer than any USB adapter holds bytes back

M = TypeVar("M", bound=Message)

log = structlog.get_logger()


class FramedPad:
    """One such keypad on a line."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._frames = FrameReader()
        self._unasked: deque[Heard] = deque(maxlen=KEPT_KEYS)

    def open(self) -> None:
        """Open the line. Raises `LineLost`."""
        self._line.open()
        self._frames = FrameReader()
        self._unasked.clear()

    def close(self) -> None:
        """Close it; never raises."""
        self._line.close()

    def look(self) -> None:
        """Raise `LineLost` when the far end has hung up."""
        self._line.look()

    def examine(self) -> DeviceStatus:
        """ONLINE when it answers a ping; raises what went wrong otherwise."""
        self._exchange(PING, Pong)
        return DeviceStatus(DeviceState.ONLINE)

    def identify(self) -> str:
        """The version in its pong."""
        return self._exchange(PING, Pong).version

    def start(self, timeout_s: int) -> tuple[int, ...]:
        """Ask; such a keypad reports no key before."""
        self._exchange(start(timeout_s), Started)
        return ()

    def resume(self, timeout_s: int) -> None:
        """Ask again: a key, even one that was damaged on the wire, has ended the question."""
        self._exchange(start(timeout_s), Started)

    def listen(self, deadline: float) -> tuple[Heard, ...]:
        """What was kept, or what comes next."""
        if not self._unasked:
            self._receive(deadline, "listen")
        heard = tuple(self._unasked)
        self._unasked.clear()
        return heard

    def stop(self) -> tuple[Heard, ...]:
        """Cancel; returns the key that crossed the cancel on the wire."""
        self._exchange(CANCEL, Cancelled)
        return self.listen(0.0)

    def abandon(self) -> None:
        """Send the cancel; its answer is passed over later."""
        self._line.send(CANCEL.request, CANCEL.name)

    def tell(self, command: Command) -> None:
        """Send a command that has no answer of its own; the pong of the ping behind it follows any error."""
        self._exchange(command, Pong, command.request + PING.request)

    def _exchange(self, command: Command, wanted: type[M], request: bytes = b"") -> M:
        """The wanted answer; asked for once more after silence or damage, as every command may be repeated.

        Raises `NoAnswer`, `BadReply`, `KeypadRefused` or `LineLost`.
        """
        try:
            return self._ask(command, wanted, request or command.request)
        except (NoAnswer, BadReply) as error:
            log.warning(
                "keypad.exchange_repeated",
                device=self._line.device,
                command=command.name,
                reason=error.detail,
            )
        return self._ask(command, wanted, request or command.request)

    def _ask(self, command: Command, wanted: type[M], request: bytes) -> M:
        self._receive(0.0, command.name)  # the late answer to a command that was given up
        self._line.send(request, command.name)
        deadline = time.monotonic() + ANSWER_S
        damaged = False
        while True:
            messages = self._receive(deadline, command.name)
            for message in messages:
                if isinstance(message, Refused):
                    raise self._error_of(message, command)
                if isinstance(message, wanted):
                    return message
                damaged = damaged or isinstance(message, Garbled)
            if time.monotonic() >= deadline:
                if damaged:
                    raise BadReply(self._line.device, command.name, "damaged answer")
                raise NoAnswer(self._line.device, command.name)

    def _error_of(self, refused: Refused, command: Command) -> BadReply | KeypadRefused:
        if refused.trouble is Trouble.BAD_CHECKSUM:
            return BadReply(self._line.device, command.name, "the request arrived damaged")
        detail = "" if refused.trouble is None else refused.trouble.name.lower().replace("_", " ")
        return KeypadRefused(self._line.device, command.name, detail)

    def _receive(self, deadline: float, name: str) -> list[Message]:
        """Wait for bytes; the messages that they complete, of which those for `listen` are kept as well."""
        in_frame = self._frames.in_frame
        # A frame that has begun is waited for even past the deadline: it may be somebody's key.
        patience = time.monotonic() + SILENCE_S if in_frame else deadline
        data = self._line.read_available(patience, name)
        bodies = self._frames.feed(data) if data else self._frames.give_up()
        messages = [Garbled() if isinstance(body, Damaged) else parse_message(body) for body in bodies]
        if (in_frame and not data) or (data and not messages and not self._frames.in_frame):
            messages.append(Garbled())
        for message in messages:
            if isinstance(message, Started):
                self._unasked.clear()  # what came before belongs to an older question
            elif isinstance(message, KeyPressed | TimedOut | Garbled):
                self._unasked.append(message)
        return messages
