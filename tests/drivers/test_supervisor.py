"""The supervisor with real devices on real lines."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from drivers.device import Device, DeviceState, DeviceStatus
from drivers.far_end import Fault
from drivers.id_card import people
from drivers.id_card.driver import IdCardReader
from drivers.id_card.simulator import IdCardSimulator
from drivers.supervisor import Supervisor


@pytest.fixture
def simulator():
    simulator = IdCardSimulator()
    simulator.start()
    yield simulator
    simulator.stop()


@asynccontextmanager
async def supervised(*devices: Device, interval_s: float = 60) -> AsyncIterator[Supervisor]:
    supervisor = Supervisor(devices, interval_s, first_backoff_s=0.01, longest_backoff_s=0.02)
    task = asyncio.create_task(supervisor.run())
    try:
        yield supervisor
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(device: Device, state: DeviceState) -> None:
    """Wait for a status by subscription, as the hall does."""
    reached = asyncio.Event()
    loop = asyncio.get_running_loop()

    def notice(_device: Device, status: DeviceStatus) -> None:
        if status.state is state:
            loop.call_soon_threadsafe(reached.set)

    device.subscribe(notice)
    if device.status.state is not state:
        await asyncio.wait_for(reached.wait(), 5)


async def test_a_device_is_opened_and_checked(simulator):
    reader = IdCardReader("id_card", simulator.url)
    async with supervised(reader) as supervisor:
        await until(reader, DeviceState.ONLINE)
        assert supervisor.device("id_card") is reader
        with pytest.raises(KeyError):
            supervisor.device("printer")


@pytest.mark.requirement("R69")
async def test_a_device_that_is_plugged_in_again_comes_back(simulator):
    reader = IdCardReader("id_card", simulator.url, poll_interval_s=0.01)
    async with supervised(reader, interval_s=0.02):
        await until(reader, DeviceState.ONLINE)
        simulator.inject(Fault.UNPLUG)
        await until(reader, DeviceState.NO_DEVICE)
        simulator.inject(Fault.RENUMBER)
        await until(reader, DeviceState.ONLINE)
        simulator.lay(people.RESIDENT)
        assert await reader.read() == people.RESIDENT


async def test_a_line_lost_by_a_command_is_reopened_without_waiting_for_the_next_check(simulator):
    reader = IdCardReader("id_card", simulator.url)
    async with supervised(reader, interval_s=60):
        await until(reader, DeviceState.ONLINE)
        simulator.inject(Fault.REPLUG)
        with pytest.raises(Exception, match="the line broke"):
            await reader.read()
        await until(reader, DeviceState.ONLINE)


@pytest.mark.requirement("R69")
async def test_an_unplugged_device_is_noticed_within_a_second_and_long_before_the_next_check(simulator):
    reader = IdCardReader("id_card", simulator.url)
    async with supervised(reader, interval_s=60):
        await until(reader, DeviceState.ONLINE)
        simulator.inject(Fault.UNPLUG)
        async with asyncio.timeout(1.5):  # a busy machine may take its time to wake us
            await until(reader, DeviceState.NO_DEVICE)


async def test_a_silent_device_comes_back_when_it_answers_again(simulator):
    reader = IdCardReader("id_card", simulator.url)
    simulator.inject(Fault.NO_ANSWER)
    async with supervised(reader):
        await until(reader, DeviceState.OFFLINE)
        simulator.heal()
        await until(reader, DeviceState.ONLINE)


async def test_a_missing_device_is_logged_once_however_often_it_is_tried(simulator):
    reader = IdCardReader("id_card", simulator.url)
    tries = asyncio.Event()
    loop = asyncio.get_running_loop()

    class Missing(IdCardReader):
        count = 0

        def _connect(self) -> None:
            self.count += 1
            if self.count == 5:
                loop.call_soon_threadsafe(tries.set)
            super()._connect()

    missing = Missing("missing", "/dev/nonexistent")
    with capture_logs() as logs:
        async with supervised(reader, missing):
            await asyncio.wait_for(tries.wait(), 5)
            await until(reader, DeviceState.ONLINE)
    assert sorted((entry["device"], entry["state"]) for entry in logs) == [
        ("id_card", "online"),
        ("missing", "no_device"),
    ]


async def test_a_driver_with_a_defect_does_not_end_the_others(simulator):
    class Broken(Device):
        kind = "broken"

        def _connect(self) -> None:
            raise ZeroDivisionError

        def _disconnect(self) -> None:
            return

    reader = IdCardReader("id_card", simulator.url)
    with capture_logs() as logs:
        async with supervised(Broken("broken"), reader):
            await until(reader, DeviceState.ONLINE)
    failures = [entry for entry in logs if entry["event"] == "device.supervision_failed"]
    assert failures
    assert failures[0]["error"] == "ZeroDivisionError"


async def test_stopping_closes_every_device_and_ends_its_thread(simulator):
    reader = IdCardReader("id_card", simulator.url)
    async with supervised(reader):
        await until(reader, DeviceState.ONLINE)
    assert not reader._line.is_open
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("id_card")]


def test_backoff_doubles_up_to_its_limit():
    supervisor = Supervisor((), first_backoff_s=0.5, longest_backoff_s=10)
    assert [supervisor._backoff_s(n) for n in (1, 2, 3, 6, 1000)] == [0.5, 1.0, 2.0, 10, 10]
