"""A scanner on a serial line or USB-CDC: its commands answered, its codes cut from the bytes."""

import time
from collections import deque
from contextlib import suppress

import structlog

from drivers.device import BadReply, DeviceState, DeviceStatus, NoAnswer
from drivers.line import Line, wire_time_s
from drivers.qr_scanner.errors import CommandRefused
from drivers.qr_scanner.protocol import ANSWER_S, Command, Dialect, Mode, Reply
from drivers.qr_scanner.receiver import Damage, Receiver
from drivers.qr_scanner.wire import Heard

KEPT_CODES = 8  # that came while a command was being answered
DISCARD_READS = 16  # a scanner that chatters without end must not hold its owner here
AFTER_CODE_S = 0.3  # a scanner ends its trigger with the code; the next one is given no sooner

log = structlog.get_logger()


class SerialWire:
    """The scanner behind `line`, in `mode`.

    A trigger lasts `retrigger_s` at most, the scanner's own reading time: then it is given again. With
    `set_mode` the mode is set after every opening, because the scanner forgets it when it loses power.
    """

    def __init__(
        self,
        line: Line,
        dialect: Dialect,
        receiver: Receiver,
        mode: Mode,
        *,
        gap_s: float,
        retrigger_s: float,
        set_mode: bool,
    ) -> None:
        self._line = line
        self._dialect = dialect
        self._receiver = receiver
        self._mode = mode
        self._gap_s = gap_s
        self._retrigger_s = retrigger_s
        self._mode_command = dialect.modes.get(mode) if set_mode else None
        self._mode_is_set = False
        self._has_spoken = False
        self._waiting = False
        self._kept: deque[Heard] = deque(maxlen=KEPT_CODES)
        self._last_byte = 0.0
        self._trigger_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the line is open as far as known."""
        return self._line.is_open

    def open(self) -> None:
        """Open the line; does nothing when open. Raises `LineLost`."""
        self._line.open()

    def close(self) -> None:
        """Close it; a scanner found again must prove itself again."""
        self._line.close()
        self._receiver.clear()
        self._kept.clear()
        self._mode_is_set = self._has_spoken = self._waiting = False

    def look(self) -> None:
        """Raise `LineLost` when the scanner is unplugged."""
        self._line.look()

    def examine(self) -> DeviceStatus:
        """ONLINE when it answers. One that cannot be asked: UNKNOWN until it has sent something."""
        self._set_mode()
        if self._dialect.ask is not None:
            with suppress(CommandRefused):  # an answer too: models differ in what they tell
                self._exchange(self._dialect.ask)
            return DeviceStatus(DeviceState.ONLINE)
        self._take(time.monotonic())
        return DeviceStatus(DeviceState.ONLINE if self._has_spoken else DeviceState.UNKNOWN)

    def start(self) -> None:
        """Forget what came unasked, an earlier person's code among it, and trigger.

        Raises `NoAnswer`, `BadReply` (`CommandRefused` for NAK) or `LineLost`.
        """
        self._waiting = False
        self._kept.clear()
        self._skip_unasked()
        self._set_mode()
        self._waiting = True
        if self._mode is Mode.TRIGGER:
            if self._dialect.answers:
                self._receiver.clear(until_reply=True)
            self._trigger()

    def listen(self, deadline: float) -> tuple[Heard, ...]:
        """The codes that end before the deadline. Raises as `start`."""
        if not self._waiting:
            self.start()  # the line was opened afresh since
        if not self._kept and self._mode is Mode.TRIGGER and time.monotonic() >= self._trigger_at:
            self._trigger()
        while not self._kept:
            self._take(deadline)
            if time.monotonic() >= deadline:
                break
        heard = tuple(self._kept)
        self._kept.clear()
        if heard:
            self._trigger_soon()
        return heard

    def stop(self) -> None:
        """Put the light out, without waiting for the scanner's word. Raises `LineLost` or `NoAnswer`."""
        self._waiting = False
        self._receiver.skip_begun()
        if self._mode is Mode.TRIGGER and self._line.is_open:
            self._line.send(self._dialect.stop.request, self._dialect.stop.name)

    def _skip_unasked(self) -> None:
        """Forget all that came, and the rest of a code that has begun: its tail would read like a code."""
        for _ in range(DISCARD_READS):
            came, _replies = self._take(time.monotonic())
            if not came:
                break
        self._receiver.skip_begun()

    def _set_mode(self) -> None:
        if self._mode_command is not None and not self._mode_is_set:
            self._exchange(self._mode_command)
            self._mode_is_set = True

    def _trigger_soon(self) -> None:
        self._trigger_at = min(self._trigger_at, time.monotonic() + AFTER_CODE_S)

    def _trigger(self) -> None:
        self._trigger_at = time.monotonic() + self._retrigger_s
        if self._dialect.answers:
            self._exchange(self._dialect.start)
        else:
            self._line.send(self._dialect.start.request, self._dialect.start.name)

    def _exchange(self, command: Command) -> Reply:
        """The scanner's reply; a damaged or missing one is asked for once more."""
        try:
            return self._ask(command)
        except CommandRefused:
            raise
        except (NoAnswer, BadReply) as error:
            log.warning(
                "qr_scanner.exchange_repeated",
                device=self._line.device,
                command=command.name,
                reason=error.detail,
            )
        return self._ask(command)

    def _ask(self, command: Command) -> Reply:
        self._line.send(command.request, command.name)
        deadline = time.monotonic() + ANSWER_S + wire_time_s(len(command.request), self._line.baud)
        heard = False
        while True:
            came, replies = self._take(deadline)
            heard = heard or came
            for reply in replies:
                if command.is_answered_by(reply):
                    if not reply.ok:
                        raise CommandRefused(self._line.device, command.name)
                    return reply
            if time.monotonic() >= deadline:
                break
        if heard:
            raise BadReply(self._line.device, command.name, "no whole reply")
        raise NoAnswer(self._line.device, command.name)

    def _take(self, deadline: float) -> tuple[bool, list[Reply]]:
        """Wait for bytes or a silence that ends something; keeps codes, returns replies."""
        begun = self._receiver.pending
        until = min(deadline, self._last_byte + self._gap_s) if begun else deadline
        data = self._line.read_available(until, "listen")
        now = time.monotonic()
        if data:
            self._last_byte = now
            found = list(self._receiver.feed(data))
        else:
            found = list(self._receiver.silence()) if begun and now >= self._last_byte + self._gap_s else []
        replies = [item for item in found if isinstance(item, Reply)]
        codes = [item for item in found if not isinstance(item, Reply) and item is not Damage.REPLY]
        self._has_spoken = self._has_spoken or bool(replies or codes)
        if self._waiting:
            self._kept.extend(codes)
            if Damage.REPLY in found:
                self._trigger_soon()  # it may have taken a code along
        return bool(data), replies
