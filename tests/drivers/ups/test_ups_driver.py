"""The shipped driver against a small upsd of our own: power cuts, errors, broken answers."""

import time
from collections.abc import AsyncIterator

import pytest

from drivers.device import Cause, DeviceState, DeviceStatus, LineLost
from drivers.far_end import Fault, SocketEnd
from drivers.fitting import Fitting
from drivers.ups.driver import DEAD_TIME_S, Ups, fit
from drivers.ups.protocol import MAX_LINE_BYTES, MAX_LINES, Power, PowerState
from drivers.ups.simulator import UpsdSimulator

ONLINE = DeviceStatus(DeviceState.ONLINE)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def simulator():
    simulator = UpsdSimulator()
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
async def ups(simulator, clock, monkeypatch) -> AsyncIterator[Ups]:
    monkeypatch.setattr("drivers.ups.driver.ANSWER_S", 0.2)
    ups = Ups("ups", url=simulator.url, clock=clock)
    await ups.open()
    yield ups
    await ups.close()


@pytest.mark.requirement("R89")
async def test_a_power_cut_is_told_and_so_is_its_end(simulator, ups):
    told = []
    ups.subscribe(lambda device, status: told.append((device.power.state, status)))
    for on_mains, charge in ((True, 100), (False, 90), (False, 15), (True, 15)):
        simulator.set_power(on_mains=on_mains, charge_percent=charge)
        await ups.check()
    assert told == [
        (PowerState.ONLINE, ONLINE),
        (PowerState.ON_BATTERY, DeviceStatus(DeviceState.ONLINE, frozenset({Cause.ON_BATTERY}))),
        (PowerState.LOW, DeviceStatus(DeviceState.ONLINE, frozenset({Cause.ON_BATTERY, Cause.BATTERY_LOW}))),
        (PowerState.ONLINE, ONLINE),
    ]


async def test_charge_and_runtime_are_known(simulator, ups):
    simulator.set_power(on_mains=False, charge_percent=50)
    await ups.check()
    assert ups.power == Power(PowerState.ON_BATTERY, 50.0, 900.0)


async def test_the_settings_of_a_slot_make_a_ups(simulator):
    simulator.set_power(on_mains=False, charge_percent=50)
    ups = fit(Fitting("ups", {"url": simulator.url, "low_percent": 60}))
    await ups.check()
    assert ups.power.state is PowerState.LOW
    await ups.close()


async def test_it_says_who_it_is(ups):
    assert await ups.identity() == "Simulated UPS 1000"


async def test_an_error_of_upsd_has_its_own_status(simulator, ups):
    for code, state, cause in (
        ("DATA-STALE", DeviceState.OFFLINE, Cause.NO_ANSWER),
        ("DRIVER-NOT-CONNECTED", DeviceState.OFFLINE, Cause.NO_ANSWER),
        ("UNKNOWN-UPS", DeviceState.NO_DEVICE, Cause.NOT_FOUND),
        ("ACCESS-DENIED", DeviceState.HARDWARE_ERROR, Cause.NOT_AUTHORISED),
        ("FEATURE-NOT-SUPPORTED", DeviceState.HARDWARE_ERROR, Cause.OTHER),
    ):
        simulator.refuse(code)
        assert await ups.check() == DeviceStatus(state, frozenset({cause})), code
        assert ups.power == Power()
        simulator.heal()
        assert await ups.check() == ONLINE


async def test_another_name_is_no_ups_of_this_upsd(simulator):
    ups = Ups("ups", "other", simulator.url)
    assert await ups.check() == DeviceStatus(DeviceState.NO_DEVICE, frozenset({Cause.NOT_FOUND}))
    await ups.close()


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("WAIT", DeviceStatus(DeviceState.OFFLINE, frozenset({Cause.NO_ANSWER}))),
        ("OFF", DeviceStatus(DeviceState.HARDWARE_ERROR, frozenset({Cause.OTHER}))),
    ],
)
async def test_a_status_that_proves_no_power_is_not_online(simulator, ups, status, expected):
    simulator.variables["ups.status"] = status
    assert await ups.check() == expected


async def test_a_ups_without_a_status_is_a_bad_reply(simulator, ups):
    del simulator.variables["ups.status"]
    assert (await ups.check()).causes == {Cause.BAD_REPLY}


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (Fault.NO_ANSWER, DeviceStatus(DeviceState.OFFLINE, frozenset({Cause.NO_ANSWER}))),
        (Fault.GARBAGE, DeviceStatus(DeviceState.HARDWARE_ERROR, frozenset({Cause.BAD_REPLY}))),
        (Fault.PARTIAL_FRAME, DeviceStatus(DeviceState.HARDWARE_ERROR, frozenset({Cause.BAD_REPLY}))),
        (Fault.BAD_CHECKSUM, DeviceStatus(DeviceState.HARDWARE_ERROR, frozenset({Cause.BAD_REPLY}))),
        (Fault.SLOW, DeviceStatus(DeviceState.OFFLINE, frozenset({Cause.NO_ANSWER}))),
    ],
)
async def test_a_broken_answer_is_a_status_in_time_and_the_next_one_is_whole(simulator, ups, fault, status):
    simulator.inject(fault, times=1)
    begin = time.monotonic()
    assert await ups.check() == status
    assert time.monotonic() - begin < 2
    assert await ups.check() == ONLINE


@pytest.mark.parametrize(
    "answer",
    [
        b"x" * (MAX_LINE_BYTES + 5000),
        b"VAR ups a b\n" * (MAX_LINES + 1),
        b"\n" * 5000,
        b"HTTP/1.1 400 Bad Request\r\n\r\n",
    ],
)
async def test_another_program_on_the_port_is_a_bad_reply(answer, monkeypatch):
    monkeypatch.setattr("drivers.ups.driver.ANSWER_S", 0.2)
    end = SocketEnd()
    end.start(lambda _data: answer)
    ups = Ups("ups", url=end.url)
    assert (await ups.check()).causes == {Cause.BAD_REPLY}
    await ups.close()
    end.stop()


async def test_upsd_going_away_is_noticed_and_found_again(simulator, ups):
    assert await ups.check() == ONLINE
    simulator.inject(Fault.UNPLUG)
    await ups.look()
    assert ups.status.state is DeviceState.NO_DEVICE
    with pytest.raises(LineLost):
        await ups.open()
    simulator.inject(Fault.REPLUG)
    await ups.open()
    assert await ups.check() == ONLINE


async def test_silence_on_the_mains_is_unknown_power(simulator, ups):
    await ups.check()
    simulator.inject(Fault.UNPLUG)
    await ups.check()
    assert ups.power == Power(PowerState.UNKNOWN)


@pytest.mark.requirement("R89")
async def test_silence_on_the_battery_becomes_low_after_its_dead_time(simulator, ups, clock):
    simulator.set_power(on_mains=False, charge_percent=90)
    await ups.check()
    simulator.refuse("DATA-STALE")
    clock.now += DEAD_TIME_S - 1
    await ups.check()
    assert ups.power == Power(PowerState.ON_BATTERY)
    clock.now += 1
    await ups.check()
    assert ups.power == Power(PowerState.LOW)
    simulator.heal()
    await ups.check()
    assert ups.power.state is PowerState.ON_BATTERY
