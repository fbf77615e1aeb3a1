"""A power cut: the gate at once, the visit after the grace, the machine before the battery is empty."""

import asyncio
import sys
from pathlib import Path

import pytest

from drivers.device import Cause, Device, DeviceState, DeviceStatus
from kiosk.availability import Availability
from kiosk.config import Ups
from kiosk.operations.mains import Mains, keep_mains

ON_MAINS = DeviceStatus(DeviceState.ONLINE)
ON_BATTERY = DeviceStatus(DeviceState.ONLINE, frozenset({Cause.ON_BATTERY}))
EMPTY = DeviceStatus(DeviceState.ONLINE, frozenset({Cause.ON_BATTERY, Cause.BATTERY_LOW}))


class Battery(Device):
    kind = "ups"


class Told(Availability):
    """Remembers what it is told."""

    def __init__(self) -> None:
        super().__init__([], enrolled=True)
        self.seen: list[bool] = []

    def mains(self, present: bool) -> None:
        self.seen.append(present)


async def turns(count: int = 20) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


@pytest.fixture
def ups() -> Battery:
    battery = Battery("ups")
    battery._publish(ON_MAINS)
    return battery


@pytest.mark.requirement("R89")
async def test_a_cut_closes_the_gate_at_once_and_a_short_one_ends_no_visit(ups):
    mains, gate = Mains(), Told()
    keeper = asyncio.create_task(keep_mains(ups, Ups(grace_s=1000), mains, gate))
    await turns()
    ups._publish(ON_BATTERY)
    await turns()
    assert gate.seen[-1] is False
    assert mains.present
    ups._publish(ON_MAINS)
    await turns()
    assert gate.seen[-1] is True
    keeper.cancel()


@pytest.mark.requirement("R89")
async def test_after_the_grace_the_cut_counts_until_the_mains_are_back(ups):
    mains = Mains()
    keeper = asyncio.create_task(keep_mains(ups, Ups(grace_s=0), mains, Told()))
    ups._publish(ON_BATTERY)
    await asyncio.wait_for(mains.gone(), 5)
    ups._publish(ON_MAINS)
    with mains.changed.heard() as changed:
        while not mains.present:
            await changed.wait()
            changed.clear()
    keeper.cancel()


@pytest.mark.requirement("R89")
async def test_an_empty_battery_waits_for_the_visit_and_then_switches_off(ups, tmp_path: Path):
    proof = tmp_path / "off"
    command = (sys.executable, "-c", f"open({str(proof)!r}, 'w')")
    mains = Mains()
    keeper = asyncio.create_task(keep_mains(ups, Ups(shutdown=command), mains, Told()))
    with mains.visit():
        ups._publish(EMPTY)
        await asyncio.wait_for(mains.gone(), 5)
        await turns()
        assert not proof.exists()
    async with asyncio.timeout(10):
        while not proof.exists():  # noqa: ASYNC110  another process makes it
            await asyncio.sleep(0.02)
    keeper.cancel()


async def test_a_command_that_fails_is_logged_and_the_terminal_goes_on_watching(ups, logged):
    keeper = asyncio.create_task(keep_mains(ups, Ups(shutdown=("/nonexistent",)), Mains(), Told()))
    ups._publish(EMPTY)
    async with asyncio.timeout(10):
        while not any(event["event"] == "power.shutdown_failed" for event in logged):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    assert not keeper.done()
    keeper.cancel()
