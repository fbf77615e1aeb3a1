"""The shipped driver against the simulator over a pty: every fault, and controllers that never answer."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator

import pytest

from drivers.device import BadReply, Cause, DeviceState, DeviceStatus, LineLost, NoAnswer
from drivers.far_end import Fault
from drivers.fitting import Fitting
from drivers.lamps.driver import GuideLamps, LampRefused, NoLamp, fit
from drivers.lamps.protocol import SLOTS, LampState, LampTable
from drivers.lamps.simulator import LampFault, LampSimulator
from drivers.supervisor import Supervisor

ONLINE = DeviceStatus(DeviceState.ONLINE)
DARK = dict.fromkeys(SLOTS, LampState.OFF)
SILENT = LampTable(reply="")


@pytest.fixture
def simulator(request):
    simulator = LampSimulator(getattr(request, "param", None))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
async def lamps(simulator, monkeypatch) -> AsyncIterator[GuideLamps]:
    monkeypatch.setattr("drivers.lamps.driver.ANSWER_S", 0.2)
    lamps = GuideLamps("guide_lamps", simulator.url, simulator.table)
    await lamps.open()
    yield lamps
    await lamps.close()


@pytest.mark.requirement("R88")
async def test_the_lamp_at_the_slot_blinks_and_no_other(simulator, lamps):
    await lamps.blink("id_card")
    assert simulator.lamps == DARK | {"id_card": LampState.BLINK} == lamps.lamps


async def test_a_lamp_is_lit_and_darkened(simulator, lamps):
    await lamps.on("a4_printer")
    await lamps.blink("keypad")
    await lamps.off("keypad")
    assert simulator.lamps == DARK | {"a4_printer": LampState.ON}


async def test_all_lamps_go_dark_at_once(simulator, lamps):
    for slot in SLOTS:
        await lamps.blink(slot)
    await lamps.all_off()
    assert simulator.lamps == DARK


async def test_a_slot_without_a_lamp_is_said_so(lamps):
    with pytest.raises(NoLamp, match="cash_box"):
        await lamps.blink("cash_box")


@pytest.mark.parametrize(
    "simulator",
    [
        LampTable(blink=None),
        LampTable(reply="ok", reply_ends=False),
        LampTable({"id_card": "07"}, on="#{n}A;", off="#{n}a;", blink="#{n}B;", reply="+"),
    ],
    indirect=True,
)
async def test_other_controllers_need_only_another_table(simulator, lamps):
    await lamps.blink("id_card")
    assert simulator.lamps["id_card"] is (LampState.BLINK if simulator.table.blink else LampState.ON)
    assert await lamps.check() == ONLINE


async def test_a_controller_that_answers_is_online(lamps):
    assert await lamps.check() == ONLINE


@pytest.mark.parametrize("simulator", [SILENT], indirect=True)
async def test_a_controller_that_never_answers_is_unknown_and_its_lamps_are_switched_all_the_same(
    simulator, lamps
):
    assert await lamps.check() == DeviceStatus(DeviceState.UNKNOWN)
    await lamps.blink("id_card")
    assert await asyncio.to_thread(simulator.wait_for, "id_card", LampState.BLINK)


@pytest.mark.parametrize("simulator", [SILENT], indirect=True)
async def test_a_controller_that_never_answers_is_opened_once(simulator):
    lamps = GuideLamps("guide_lamps", simulator.url, SILENT)
    opened, checked = [], asyncio.Event()
    connect, examine = lamps._connect, lamps._examine
    loop = asyncio.get_running_loop()

    def counted_connect() -> None:
        opened.append(1)
        connect()

    def counted_examine() -> DeviceStatus:
        status = examine()
        examined.append(1)
        if len(examined) == 5:
            loop.call_soon_threadsafe(checked.set)
        return status

    examined: list[int] = []
    lamps._connect, lamps._examine = counted_connect, counted_examine
    supervisor = Supervisor([lamps], 0.01, first_backoff_s=0.01)
    task = asyncio.create_task(supervisor.run())
    await asyncio.wait_for(checked.wait(), 5)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert opened == [1]


async def test_the_lamps_that_an_earlier_program_left_on_go_dark_at_the_first_check(simulator, lamps):
    simulator._lamps["keypad"] = LampState.BLINK
    await lamps.check()
    assert simulator.lamps == DARK


async def test_a_blinking_lamp_blinks_again_after_the_controller_lost_its_power(simulator, lamps):
    await lamps.blink("id_card")
    simulator.inject(LampFault.POWER_CYCLED)
    assert simulator.lamps == DARK
    await lamps.check()
    assert simulator.lamps["id_card"] is LampState.BLINK


@pytest.mark.parametrize("fault", [Fault.NO_ANSWER, Fault.GARBAGE, Fault.PARTIAL_FRAME])
async def test_one_bad_answer_is_asked_for_again(simulator, lamps, fault):
    simulator.inject(fault, times=1)
    await lamps.blink("id_card")
    assert simulator.lamps["id_card"] is LampState.BLINK


async def test_a_damaged_line_end_is_still_an_answer(simulator, lamps):
    simulator.inject(Fault.BAD_CHECKSUM)
    assert await lamps.check() == ONLINE


@pytest.mark.parametrize(
    ("fault", "error", "state", "cause"),
    [
        (Fault.NO_ANSWER, NoAnswer, DeviceState.OFFLINE, Cause.NO_ANSWER),
        (Fault.GARBAGE, BadReply, DeviceState.HARDWARE_ERROR, Cause.BAD_REPLY),
        (Fault.PARTIAL_FRAME, BadReply, DeviceState.HARDWARE_ERROR, Cause.BAD_REPLY),
        (LampFault.REFUSES, LampRefused, DeviceState.HARDWARE_ERROR, Cause.OTHER),
    ],
)
async def test_a_lasting_fault_is_an_error_and_a_status_in_time(simulator, lamps, fault, error, state, cause):
    simulator.inject(fault)
    begin = time.monotonic()
    with pytest.raises(error):
        await lamps.blink("id_card")
    assert await lamps.check() == DeviceStatus(state, frozenset({cause}))
    assert time.monotonic() - begin < 3
    simulator.heal()
    assert await lamps.check() == ONLINE
    assert simulator.lamps["id_card"] is LampState.BLINK


async def test_darkening_all_goes_on_after_a_lamp_that_refused(simulator, lamps):
    for slot in SLOTS:
        await lamps.on(slot)
    simulator.inject(LampFault.REFUSES, times=1)
    with pytest.raises(LampRefused):
        await lamps.all_off()
    assert list(simulator.lamps.values()).count(LampState.ON) == 1
    await lamps.check()
    assert simulator.lamps == DARK


async def test_darkening_all_waits_for_a_silent_controller_only_once(simulator, lamps):
    for slot in SLOTS:
        await lamps.on(slot)
    simulator.inject(Fault.NO_ANSWER)
    begin = time.monotonic()
    with pytest.raises(NoAnswer):
        await lamps.all_off()
    assert time.monotonic() - begin < 1
    assert lamps.lamps == DARK
    simulator.heal()
    await lamps.check()
    assert simulator.lamps == DARK


async def test_an_unplugged_controller_is_noticed_and_shows_the_same_after_replugging(simulator, lamps):
    await lamps.blink("id_card")
    simulator.inject(Fault.UNPLUG)
    await lamps.look()
    assert lamps.status.state is DeviceState.NO_DEVICE
    with pytest.raises(LineLost):
        await lamps.off("keypad")
    simulator.inject(LampFault.POWER_CYCLED)
    simulator.inject(Fault.RENUMBER)
    await lamps.open()
    assert await lamps.check() == ONLINE
    assert simulator.lamps == DARK | {"id_card": LampState.BLINK}


def test_the_settings_of_a_slot_make_its_lamps():
    settings = {"port": "/dev/kiosk/lamps", "slots": {"keypad": "9"}, "reply": ""}
    assert fit(Fitting("guide_lamps", settings)).lamps == {"keypad": LampState.OFF}
    with pytest.raises(ValueError, match="in it"):
        fit(Fitting("guide_lamps", {"port": "", "on": "ON"}))


async def test_closing_leaves_no_thread(simulator):
    before = set(threading.enumerate())
    lamps = GuideLamps("guide_lamps", simulator.url)
    await lamps.open()
    await lamps.close()
    assert set(threading.enumerate()) == before
