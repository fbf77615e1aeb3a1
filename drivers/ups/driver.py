"""The uninterruptible power supply behind upsd: whether the mains are there, how long the battery lasts."""

import time
from collections.abc import Callable

from drivers.device import BadReply, Cause, Device, DeviceError, DeviceState, DeviceStatus, NoAnswer
from drivers.fitting import Fitting
from drivers.line import Line
from drivers.ups.protocol import (
    LOW_PERCENT,
    MAKER,
    MAX_LINE_BYTES,
    MAX_LINES,
    MODEL,
    PORT,
    STATUS,
    WAIT,
    MalformedLine,
    Power,
    PowerState,
    error_code,
    list_request,
    parse_variables,
    power_of,
)

LIST = "LIST VAR"
DEFAULT_NAME = "ups"
DEFAULT_URL = f"socket://127.0.0.1:{PORT}"  # upsd listens there unless it is told otherwise
ANSWER_S = 2.0  # upsd answers from memory
DEAD_TIME_S = 15.0  # DEADTIME of upsmon: a UPS silent for so long while on battery counts as empty


class UpsdRefused(DeviceError):
    """upsd answered ERR; `code` is the word behind it, such as DATA-STALE."""

    def __init__(self, device: str, command: str, code: str) -> None:
        super().__init__(device, command, code, cause=_CAUSES.get(code, Cause.OTHER))
        self.code = code


_CAUSES = {
    "DATA-STALE": Cause.NO_ANSWER,  # the UPS does not answer its driver
    "DRIVER-NOT-CONNECTED": Cause.NO_ANSWER,
    "UNKNOWN-UPS": Cause.NOT_FOUND,
    "ACCESS-DENIED": Cause.NOT_AUTHORISED,
}
_WARNINGS = {
    PowerState.ON_BATTERY: frozenset({Cause.ON_BATTERY}),
    PowerState.LOW: frozenset({Cause.ON_BATTERY, Cause.BATTERY_LOW}),
}


class Ups(Device):
    """The UPS of that name at an upsd. The status says how the power is: ON_BATTERY and BATTERY_LOW beside
    ONLINE; `subscribe` therefore tells of a power cut, and `power` has the figures."""

    kind = "ups"

    def __init__(
        self,
        name: str,
        ups: str = DEFAULT_NAME,
        url: str = DEFAULT_URL,
        *,
        low_percent: float = LOW_PERCENT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(name)
        self._ups = ups
        self._request = list_request(ups)
        self._line = Line(name, url)
        self._low_percent = low_percent
        self._clock = clock
        self._power = Power()
        self._heard_at = 0.0

    @property
    def power(self) -> Power:
        """What the last check found.

        A UPS that falls silent keeps its last state while on battery and becomes LOW after 15 s, because
        nobody will say when it is empty; from the mains it becomes UNKNOWN.
        """
        return self._power

    def _connect(self) -> None:
        self._line.open()

    def _disconnect(self) -> None:
        self._line.close()

    def _look(self) -> None:
        if self._line.is_open:
            self._line.look()

    def _identify(self) -> str:
        variables = self._variables()
        return " ".join(filter(None, (variables.get(MAKER), variables.get(MODEL))))

    def _examine(self) -> DeviceStatus:
        try:
            variables = self._variables()
            if STATUS not in variables:
                raise BadReply(self.name, LIST, f"no {STATUS}")
        except DeviceError:
            self._power = self._power_in_silence()
            raise
        self._power = power_of(variables, self._low_percent)
        self._heard_at = self._clock()
        if variables[STATUS] == WAIT:
            return DeviceStatus(DeviceState.OFFLINE, frozenset({Cause.NO_ANSWER}))
        if self._power.state is PowerState.UNKNOWN:
            return DeviceStatus(DeviceState.HARDWARE_ERROR, frozenset({Cause.OTHER}))
        return DeviceStatus(DeviceState.ONLINE, _WARNINGS.get(self._power.state, frozenset()))

    def _power_in_silence(self) -> Power:
        if self._power.state not in _WARNINGS:
            return Power()
        silent_s = self._clock() - self._heard_at
        return Power(PowerState.LOW if silent_s >= DEAD_TIME_S else self._power.state)

    def _variables(self) -> dict[str, str]:
        """All variables of the UPS. Raises `UpsdRefused`, `NoAnswer`, `BadReply` or `LineLost`."""
        self._line.open()
        try:
            self._line.discard_input()
            self._line.send(self._request, LIST)
            return parse_variables(self._ups, self._answer())
        except MalformedLine as error:
            self._line.close()  # a torn answer is never read on: the next question takes a new connection
            raise BadReply(self.name, LIST, str(error)) from error
        except (NoAnswer, BadReply):
            self._line.close()
            raise

    def _answer(self) -> list[str]:
        """The lines up to END."""
        deadline = time.monotonic() + ANSWER_S
        lines: list[str] = []
        held = b""
        while len(lines) < MAX_LINES and len(held) <= MAX_LINE_BYTES:
            data = self._line.read_available(deadline, LIST)
            if not data or time.monotonic() > deadline:
                failure = BadReply if lines or held or data else NoAnswer
                raise failure(self.name, LIST, "no whole answer before the deadline")
            *whole, held = (held + data).split(b"\n")
            for raw in whole:
                line = raw.decode("utf-8", "replace").rstrip("\r")
                code = error_code(line)
                if code is not None:
                    raise UpsdRefused(self.name, LIST, code)
                lines.append(line)
                if line.startswith("END "):
                    return lines
        raise BadReply(self.name, LIST, "an answer without end")


def fit(fitting: Fitting) -> Ups:
    """The driver's entry point: `url` of upsd, `ups` as in ups.conf, `low_percent`, all with defaults."""
    settings = fitting.settings
    return Ups(
        fitting.slot,
        settings.get("ups", DEFAULT_NAME),
        settings.get("url", DEFAULT_URL),
        low_percent=settings.get("low_percent", LOW_PERCENT),
    )
