"""The guide lamps: one at each slot, blinking where the citizen is to look."""

import time
from collections.abc import Mapping
from typing import Any

import structlog

from drivers.device import BadReply, Device, DeviceError, DeviceState, DeviceStatus, NoAnswer
from drivers.fitting import Fitting
from drivers.lamps.protocol import LampState, LampTable, LineReader
from drivers.line import Line, wire_time_s

DEFAULT_BAUD = 9600
TABLE_KEYS = ("slots", "on", "off", "reply", "reply_ends")
ANSWER_S = 0.5  # a controller has nothing to work out
SILENCE_S = 0.1  # behind an answer without a line end: longer than any USB adapter holds bytes back

log = structlog.get_logger()


class LampRefused(DeviceError):
    """The controller answered something other than the word of its table."""


class NoLamp(DeviceError):
    """This terminal has no lamp at that slot."""


class GuideLamps(Device):
    """The lamps of a controller on a serial line, by the table of its maker.

    A controller that never answers cannot prove that it is there: its status stays UNKNOWN while the line is
    open, and its lamps are switched all the same. After a fresh line every lamp is set anew, because a
    controller that lost its power, or that an earlier program left, shows something else.
    """

    kind = "guide_lamps"

    def __init__(
        self, name: str, url: str, table: LampTable | None = None, *, baud: int = DEFAULT_BAUD
    ) -> None:
        super().__init__(name)
        self._table = table or LampTable()
        self._line = Line(name, url, baud)
        self._wanted = dict.fromkeys(self._table.slots, LampState.OFF)
        self._stale = set(self._wanted)  # lamps that may show something other than wanted

    @property
    def lamps(self) -> dict[str, LampState]:
        """What every slot's lamp is wanted to do."""
        return dict(self._wanted)

    async def blink(self, slot: str) -> None:
        """Blink at the slot, or shine steadily where the controller cannot blink.

        Raises `NoLamp`, `LampRefused`, `NoAnswer`, `BadReply` or `LineLost`.
        """
        await self._switch(slot, LampState.BLINK)

    async def on(self, slot: str) -> None:
        """Shine steadily; raises as `blink`."""
        await self._switch(slot, LampState.ON)

    async def off(self, slot: str) -> None:
        """Darken the slot; raises as `blink`."""
        await self._switch(slot, LampState.OFF)

    async def all_off(self) -> None:
        """Darken every slot. Raises as `blink`; what could not be darkened now is at the next check."""
        await self._run(self._darken)

    def _connect(self) -> None:
        self._line.open()
        self._stale = set(self._wanted)

    def _disconnect(self) -> None:
        self._line.close()

    def _look(self) -> None:
        self._line.look()

    def _examine(self) -> DeviceStatus:
        # There is no question to ask: the lamps that shine are told again, or any one that does not.
        lit = {slot for slot, state in self._wanted.items() if state is not LampState.OFF}
        for slot in sorted(self._stale | lit) or sorted(self._wanted)[:1]:
            self._tell(slot)
        return DeviceStatus(DeviceState.ONLINE if self._table.answers else DeviceState.UNKNOWN)

    async def _switch(self, slot: str, state: LampState) -> None:
        if slot not in self._wanted:
            raise NoLamp(self.name, state.value, slot)
        await self._run(self._set, slot, state)

    def _darken(self) -> None:
        self._wanted = dict.fromkeys(self._wanted, LampState.OFF)
        self._stale = set(self._wanted)
        refused: LampRefused | None = None
        for slot in self._wanted:
            try:
                self._tell(slot)
            except LampRefused as error:  # one lamp's trouble; silence would be that of all
                refused = error
        if refused is not None:
            raise refused

    def _set(self, slot: str, state: LampState) -> None:
        self._wanted[slot] = state
        self._stale.add(slot)
        self._tell(slot)

    def _tell(self, slot: str) -> None:
        """Send what the slot's lamp is to do; once more after silence or damage, as it may be repeated."""
        state = self._wanted[slot]
        try:
            self._ask(slot, state)
        except (NoAnswer, BadReply) as error:
            log.warning("lamps.exchange_repeated", device=self.name, command=state.value, reason=error.detail)
            self._ask(slot, state)
        self._stale.discard(slot)

    def _ask(self, slot: str, state: LampState) -> None:
        request = self._table.request(slot, state)
        self._line.discard_input()
        self._line.send(request, state.value)
        if self._table.answers:
            self._hear(state.value, time.monotonic() + ANSWER_S + wire_time_s(len(request), self._line.baud))

    def _hear(self, command: str, deadline: float) -> None:
        lines = LineReader()
        heard: list[str] = []
        came = False
        while True:
            patience = deadline
            if came and not self._table.reply_ends:
                patience = min(deadline, time.monotonic() + SILENCE_S)
            data = self._line.read_available(patience, command)
            came = came or bool(data)
            heard += lines.feed(data)
            if not data and not self._table.reply_ends:
                heard += lines.rest()
            if self._table.reply in heard:
                return
            if not data or time.monotonic() > deadline:
                break
        if not came:
            raise NoAnswer(self.name, command)
        if heard and all(line.isprintable() and "\ufffd" not in line for line in heard):
            raise LampRefused(self.name, command)
        raise BadReply(self.name, command)


def fit(fitting: Fitting) -> GuideLamps:
    """The driver's entry point; the table's parts have the names and defaults of `LampTable`."""
    settings = fitting.settings
    table = LampTable(**{key: settings[key] for key in TABLE_KEYS if key in settings} | _blink(settings))
    return GuideLamps(fitting.slot, settings["port"], table, baud=settings.get("baud", DEFAULT_BAUD))


def _blink(settings: Mapping[str, Any]) -> dict[str, str | None]:
    return {"blink": settings["blink"] or None} if "blink" in settings else {}
