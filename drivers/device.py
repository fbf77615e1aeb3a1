"""What every device is: a name, a life cycle, a status in the words of CEN/XFS, and typed errors."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, ParamSpec, TypeVar

import structlog

P = ParamSpec("P")
T = TypeVar("T")

log = structlog.get_logger()


class DeviceState(StrEnum):
    """The device states of CEN/XFS (CWA 16926, fwDevice); UNKNOWN and DISABLED are added."""

    ONLINE = "online"
    OFFLINE = "offline"
    POWER_OFF = "power_off"
    NO_DEVICE = "no_device"
    HARDWARE_ERROR = "hardware_error"
    USER_ERROR = "user_error"
    BUSY = "busy"
    UNKNOWN = "unknown"  # before the first check
    DISABLED = "disabled"  # by the terminal's settings: nobody opens it, and nobody misses it


class Cause(StrEnum):
    """Why a device is not simply online; several may hold at once."""

    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    PAPER_JAMMED = "paper_jammed"
    COVER_OPEN = "cover_open"
    SLIP_WAITING = "slip_waiting"
    CUTTER = "cutter"
    HEAD_HOT = "head_hot"
    TONER_LOW = "toner_low"
    TONER_OUT = "toner_out"
    STALE_FRAME = "stale_frame"
    MEDIA_MISSING = "media_missing"
    MEDIA_UNREADABLE = "media_unreadable"
    NO_ANSWER = "no_answer"
    LINE_LOST = "line_lost"
    NOT_FOUND = "not_found"
    IN_USE = "in_use"
    AMBIGUOUS = "ambiguous"
    BAD_REPLY = "bad_reply"
    NOT_AUTHORISED = "not_authorised"
    SELF_TEST = "self_test"
    KEY_STUCK = "key_stuck"
    ON_BATTERY = "on_battery"
    BATTERY_LOW = "battery_low"
    OTHER = "other"


@dataclass(frozen=True)
class DeviceStatus:
    """One state and its causes; a warning (PAPER_LOW) may stand beside ONLINE."""

    state: DeviceState
    causes: frozenset[Cause] = frozenset()

    @property
    def usable(self) -> bool:
        """Whether a service that needs the device may be offered."""
        return self.state in (DeviceState.ONLINE, DeviceState.BUSY)


class DeviceError(Exception):
    """Base of every error of this wing; names device and command, never what the command carried."""

    cause: Cause = Cause.OTHER

    def __init__(self, device: str, command: str, detail: str = "", *, cause: Cause | None = None) -> None:
        super().__init__(f"{device}: {command}: {detail or type(self).__name__}")
        self.device = device
        self.command = command
        self.detail = detail
        if cause is not None:
            self.cause = cause


class NoAnswer(DeviceError):
    """Nothing came before the deadline."""

    cause = Cause.NO_ANSWER


class LineLost(DeviceError):
    """The line could not be opened (NOT_FOUND, IN_USE, AMBIGUOUS) or broke while in use (LINE_LOST)."""

    cause = Cause.LINE_LOST


class BadReply(DeviceError):
    """Bytes came that are no answer to the command: truncated, wrong checksum, impossible length."""

    cause = Cause.BAD_REPLY


_STATE_OF_CAUSE = {
    Cause.NOT_FOUND: DeviceState.NO_DEVICE,
    Cause.LINE_LOST: DeviceState.NO_DEVICE,
    Cause.AMBIGUOUS: DeviceState.NO_DEVICE,
    Cause.IN_USE: DeviceState.OFFLINE,
    Cause.NO_ANSWER: DeviceState.OFFLINE,
}


def status_after(error: DeviceError) -> DeviceStatus:
    """The status that an error met during a check stands for."""
    state = _STATE_OF_CAUSE.get(error.cause, DeviceState.HARDWARE_ERROR)
    return DeviceStatus(state, frozenset({error.cause}))


OnChange = Callable[["Device", DeviceStatus], None]


class Device:
    """One device behind one line, worked by one thread of its own.

    A driver gives three blocking functions, run in that thread only: `_connect`, `_disconnect`, `_examine`.
    They raise `DeviceError`. Its public commands are `async` and hand their blocking part to `_run`.
    """

    kind: ClassVar[str]

    def __init__(self, name: str) -> None:
        self.name = name
        self._status = DeviceStatus(DeviceState.UNKNOWN)
        self._subscribers: list[OnChange] = []
        self._lock = threading.RLock()
        self._executor: ThreadPoolExecutor | None = None

    def _connect(self) -> None:
        """Open the line; called on a closed one."""
        raise NotImplementedError

    def _disconnect(self) -> None:
        """Close the line. MUST be safe to call on a closed one, and MUST NOT raise."""
        raise NotImplementedError

    def _examine(self) -> DeviceStatus:
        """Ask the device how it is."""
        raise NotImplementedError

    def _look(self) -> None:
        """Raise `LineLost` when the far end has gone; asks nothing of it, and runs every second."""

    def _identify(self) -> str:
        """Ask the device who it is; "" when it does not say."""
        return ""

    @property
    def status(self) -> DeviceStatus:
        """The last known status."""
        return self._status

    def subscribe(self, on_change: OnChange) -> None:
        """Call `on_change(device, status)` whenever the status changes, possibly from the device's thread."""
        self._subscribers.append(on_change)

    def disable(self) -> None:
        """Leave the device alone, as the terminal's settings say; before the supervisor runs."""
        self._publish(DeviceStatus(DeviceState.DISABLED))

    async def open(self) -> None:
        """Open the line, afresh when it is open; raises `LineLost` (and publishes it) when there is none."""
        try:
            await self._run(self._reconnect)
        except DeviceError as error:
            self._publish(status_after(error))
            raise

    async def close(self) -> None:
        """Close the line and end the device's thread; `open` starts again."""
        await self._run(self._disconnect)
        executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=True)  # idle by now: the disconnect was the last work

    async def check(self) -> DeviceStatus:
        """Ask the device how it is and publish the answer; a failure is a status, never an exception."""
        status = await self._told(self._examine)
        self._publish(status)
        return status

    async def look(self) -> None:
        """Notice between two checks that the device was unplugged, and publish that; never raises."""
        failure = await self._told(self._look)
        if failure is not None:
            self._publish(failure)

    async def _told(self, work: Callable[[], T]) -> T | DeviceStatus:
        """What `work` returns, or the status that its failure stands for."""
        try:
            return await self._run(work)
        except DeviceError as error:
            return status_after(error)
        except Exception as error:  # noqa: BLE001  a driver that trips over an answer must not look healthy
            # no traceback: it may carry what a device said
            log.error("device.supervision_failed", device=self.name, error=type(error).__name__)  # noqa: TRY400
            return DeviceStatus(DeviceState.HARDWARE_ERROR, frozenset({Cause.OTHER}))

    async def identity(self) -> str:
        """Who the device says it is: its security module's number, its model; raises `DeviceError`."""
        return await self._run(self._identify)

    async def _run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run blocking work in the device's thread, after whatever runs there already.

        A cancelled caller returns at once; the work itself goes on to its own deadline, so that the line is
        never left in the middle of an exchange.
        """
        if self._executor is None:
            self._executor = ThreadPoolExecutor(1, thread_name_prefix=self.name)
        return await asyncio.wrap_future(self._executor.submit(lambda: self._guarded(work, *args, **kwargs)))

    def _reconnect(self) -> None:
        self._disconnect()
        self._connect()

    def _guarded(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return work(*args, **kwargs)
        except LineLost as error:
            # Told here and not by the caller, who may have been cancelled: the supervisor reopens on it.
            self._publish(status_after(error))
            raise

    def _publish(self, status: DeviceStatus) -> None:
        with self._lock:
            if status == self._status:
                return
            self._status = status
            log.info(
                "device.status_changed",
                device=self.name,
                state=status.state.value,
                causes=sorted(cause.value for cause in status.causes),
            )
            for on_change in tuple(self._subscribers):
                on_change(self, status)
