"""Keeps every device open: opens, checks at an interval, reopens with backoff, one task per device."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

import structlog

from drivers.device import Device, DeviceError, DeviceState, DeviceStatus

CHECK_INTERVAL_S = 5.0
FIRST_BACKOFF_S = 0.5
LONGEST_BACKOFF_S = 0.8  # a printer takes 2 s more to prove itself, and is to be back within 3
LOOK_INTERVAL_S = 0.7  # an unplugged device is noticed within a second

# States that a fresh line may cure.
DOWN = frozenset({DeviceState.NO_DEVICE, DeviceState.OFFLINE, DeviceState.POWER_OFF})

log = structlog.get_logger()


class Supervisor:
    """Runs until it is cancelled; then every device is closed and its thread has ended."""

    def __init__(
        self,
        devices: Sequence[Device],
        interval_s: float = CHECK_INTERVAL_S,
        *,
        first_backoff_s: float = FIRST_BACKOFF_S,
        longest_backoff_s: float = LONGEST_BACKOFF_S,
    ) -> None:
        self.devices = tuple(devices)
        self._interval_s = interval_s
        self._first_backoff_s = first_backoff_s
        self._longest_backoff_s = longest_backoff_s

    def device(self, name: str) -> Device:
        """The device of that name; KeyError when there is none."""
        for device in self.devices:
            if device.name == name:
                return device
        raise KeyError(name)

    async def run(self) -> None:
        """Keep every device open and its status true. One device's trouble never delays another."""
        async with asyncio.TaskGroup() as group:
            for device in self.devices:
                if device.status.state is DeviceState.DISABLED:
                    continue
                group.create_task(self._keep(device), name=f"keep {device.name}")

    async def _keep(self, device: Device) -> None:
        failures = 0
        up = False
        went_down = asyncio.Event()
        loop = asyncio.get_running_loop()

        def notice(_device: Device, status: DeviceStatus) -> None:
            # A command that lost the line says so at once: no need to wait for the next check.
            if up and status.state in DOWN and not loop.is_closed():
                loop.call_soon_threadsafe(went_down.set)

        device.subscribe(notice)
        try:
            while True:
                went_down.clear()
                up = await self._bring_up(device, was_up=up)
                failures = 0 if up else failures + 1
                if up:
                    await self._watch(device, went_down)
                else:
                    await _wait(went_down, self._backoff_s(failures))
        finally:
            await device.close()

    async def _watch(self, device: Device, went_down: asyncio.Event) -> None:
        """Return when the next check is due, or the device went down."""
        loop = asyncio.get_running_loop()
        due = loop.time() + self._interval_s
        while not went_down.is_set() and (rest_s := due - loop.time()) > 0:
            await _wait(went_down, min(rest_s, LOOK_INTERVAL_S))
            await device.look()  # what it finds sets `went_down`

    def _backoff_s(self, failures: int) -> float:
        return min(self._longest_backoff_s, self._first_backoff_s * 2.0 ** min(failures - 1, 16))

    async def _bring_up(self, device: Device, *, was_up: bool) -> bool:
        """Open the device if it needs it, and check it; whether it is there."""
        state = device.status.state
        try:
            # UNKNOWN is a device that nobody asked yet, or an open one that has no way to answer.
            if state in DOWN or (state is DeviceState.UNKNOWN and not was_up):
                await device.open()
            return (await device.check()).state not in DOWN
        except DeviceError:
            return False  # published by `open`
        except Exception as error:  # noqa: BLE001  one driver's defect must not end the others' supervision
            # no traceback: it may carry what a device said
            log.error("device.supervision_failed", device=device.name, error=type(error).__name__)  # noqa: TRY400
            return False


async def _wait(event: asyncio.Event, seconds: float) -> None:
    # Not `wait_for`: that of Python 3.11 swallows a cancel that comes together with the event.
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()
