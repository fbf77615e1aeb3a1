"""The shipped driver against the simulator over a pty: every family, every fault."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator

import pytest

from drivers.device import BadReply, Cause, DeviceState, DeviceStatus, LineLost, NoAnswer
from drivers.far_end import Fault
from drivers.fitting import Fitting
from drivers.keypad.driver import EvaluationKeypad, Family, fit
from drivers.keypad.errors import AlreadyAsking, KeypadRefused, KeyStuck, NotFitted
from drivers.keypad.pad import Fittings
from drivers.keypad.protocol import KEYS, KeyPressed, Verb, encode_message
from drivers.keypad.simulator import VERSION, KeypadFault, KeypadSimulator

ONLINE = DeviceStatus(DeviceState.ONLINE)
PLAIN = (Family.RAW_ASCII, Family.RAW_BINARY, Family.HID)

every_family = pytest.mark.parametrize("simulator", list(Family), indirect=True)
plain_families = pytest.mark.parametrize("simulator", PLAIN, indirect=True)


@pytest.fixture
def simulator(request):
    simulator = KeypadSimulator(getattr(request, "param", Family.FRAMED))
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
async def keypad(simulator) -> AsyncIterator[EvaluationKeypad]:
    keypad = EvaluationKeypad(
        "keypad",
        simulator.url,
        simulator.family,
        fittings=Fittings(leds=True, voice=True, stars=True),
        grab=False,
        settle_s=0.0,
    )
    await keypad.open()
    yield keypad
    await keypad.close()


async def asked(keypad: EvaluationKeypad, simulator: KeypadSimulator, timeout_s: float = 5.0):
    """An open question: the task that asks."""
    task = asyncio.create_task(keypad.ask(timeout_s))
    if simulator.family is Family.FRAMED:
        assert await asyncio.to_thread(simulator.wait_for, Verb.START)
    else:
        await asyncio.sleep(0)  # the task begins
    await keypad._run(lambda: None)  # the question is put before anything that stands in line behind it
    return task


@every_family
@pytest.mark.parametrize("key", [KEYS[0], KEYS[-1]])
async def test_the_key_that_is_pressed_is_the_answer(simulator, keypad, key):
    question = await asked(keypad, simulator)
    simulator.press(key)
    assert await question == key


@every_family
async def test_nobody_pressing_is_no_answer_at_the_time_out(simulator, keypad):
    begin = time.monotonic()
    assert await keypad.ask(0.1) is None
    assert 0.1 <= time.monotonic() - begin < 1
    assert not simulator.asking


@every_family
async def test_cancelling_is_no_answer_and_the_keypad_asks_no_more(simulator, keypad):
    question = await asked(keypad, simulator)
    keypad.cancel()
    assert await question is None
    assert not simulator.asking


async def test_a_cancelled_task_ends_the_question_at_the_keypad_too(simulator, keypad):
    question = await asked(keypad, simulator)
    question.cancel()
    with pytest.raises(asyncio.CancelledError):
        await question
    assert await asyncio.to_thread(simulator.wait_for, Verb.CANCEL)
    assert not simulator.asking


@every_family
async def test_a_question_after_a_cancelled_one_is_answered(simulator, keypad):
    (await asked(keypad, simulator)).cancel()
    await asyncio.sleep(0)
    question = asyncio.create_task(keypad.ask(5))
    if simulator.family is Family.FRAMED:
        assert await asyncio.to_thread(simulator.wait_for, Verb.START, 2)
    else:
        await asyncio.sleep(0)
        await keypad._run(lambda: None)
    simulator.press(2)
    assert await question == 2


@plain_families
async def test_a_key_pressed_before_the_question_is_no_answer(simulator, keypad):
    simulator.press(1)
    await keypad._run(keypad._pad._read, time.monotonic() + 2)  # it has come
    question = await asked(keypad, simulator)
    simulator.press(4)
    assert await question == 4


async def test_a_key_s_frame_that_pauses_on_the_wire_is_not_lost(simulator, keypad, monkeypatch):
    monkeypatch.setattr("drivers.keypad.framed.SILENCE_S", 5.0)
    question = await asked(keypad, simulator)
    pressed = encode_message(KeyPressed(4))
    simulator.end.send(pressed[:4])
    async with asyncio.timeout(5):
        while not keypad._pad._frames.in_frame:  # noqa: ASYNC110  the device's thread has no event for it
            await asyncio.sleep(0.01)
    check = asyncio.create_task(keypad.check())
    await asyncio.sleep(0.3)  # longer than a slice of listening
    simulator.end.send(pressed[4:])
    assert await question == 4
    assert (await check).usable


@plain_families
async def test_a_check_during_a_question_loses_no_key(simulator, keypad):
    question = await asked(keypad, simulator)
    check = asyncio.create_task(keypad.check())
    simulator.press(5)
    assert await question == 5
    await check


async def test_a_check_during_a_framed_question_loses_no_key(simulator, keypad):
    question = await asked(keypad, simulator)
    checks = [asyncio.create_task(keypad.check()) for _ in range(3)]
    simulator.press(5)
    assert await question == 5
    assert [await check for check in checks] == [ONLINE] * 3


@pytest.mark.parametrize("simulator", [Family.FRAMED, *PLAIN[:2]], indirect=True)
async def test_a_key_that_is_stuck_is_never_an_answer(simulator, keypad, monkeypatch):
    monkeypatch.setattr("drivers.keypad.presses.STUCK_S", 0.5)
    keypad._settle_s = 0.25
    simulator.inject(KeypadFault.KEY_STUCK)
    with pytest.raises(KeyStuck, match="keypad: ask"):
        await keypad.ask(10)
    status = await keypad.check()
    assert status.usable
    assert status.causes == {Cause.KEY_STUCK}
    simulator.heal()


@pytest.mark.parametrize("simulator", [Family.HID], indirect=True)
async def test_a_held_key_of_a_hid_keypad_leaves_the_others_working(simulator, keypad):
    keypad._settle_s = 0.25
    question = await asked(keypad, simulator)
    simulator.hold(1)
    await asyncio.sleep(0.3)  # the question settles
    simulator.press(4)
    assert await question == 4


@every_family
async def test_only_one_question_is_open_at_a_time(simulator, keypad):
    question = await asked(keypad, simulator)
    with pytest.raises(AlreadyAsking):
        await keypad.ask(1)
    keypad.cancel()
    assert await question is None


@pytest.mark.parametrize("timeout_s", [0, -1, 256, float("nan")])
async def test_a_time_out_that_no_keypad_knows_is_refused(keypad, timeout_s):
    with pytest.raises(ValueError, match="255"):
        await keypad.ask(timeout_s)


async def test_the_keypad_s_own_time_out_ends_the_question(simulator, keypad):
    question = await asked(keypad, simulator)
    simulator.time_out()
    assert await question is None


async def test_lamps_voice_and_stars_do_what_they_are_told(simulator, keypad):
    await keypad.light(0b10001)
    await keypad.say(2)
    await keypad.show_stars(4)
    assert (simulator.leds, list(simulator.prompts), simulator.stars) == (0b10001, [2], 4)


@plain_families
async def test_what_is_not_fitted_is_said_so(keypad):
    for command in (keypad.light(1), keypad.say(1), keypad.show_stars(1)):
        with pytest.raises(NotFitted):
            await command


async def test_fittings_are_none_unless_configured(simulator):
    assert EvaluationKeypad("keypad", simulator.url).fittings == Fittings()


async def test_a_framed_keypad_answers_a_check_and_says_its_version(keypad):
    assert await keypad.check() == ONLINE
    assert await keypad.identity() == VERSION


@pytest.mark.parametrize("simulator", PLAIN[:2], indirect=True)
async def test_a_raw_keypad_is_unknown_until_its_first_key(simulator, keypad):
    assert await keypad.check() == DeviceStatus(DeviceState.UNKNOWN)
    question = await asked(keypad, simulator)
    simulator.press(1)
    await question
    assert await keypad.check() == ONLINE


@pytest.mark.parametrize("simulator", [Family.HID], indirect=True)
async def test_a_hid_keypad_is_online_because_the_kernel_lists_it(keypad):
    assert await keypad.check() == ONLINE


@pytest.mark.parametrize("fault", [Fault.GARBAGE, Fault.PARTIAL_FRAME, Fault.BAD_CHECKSUM, Fault.NO_ANSWER])
@pytest.mark.parametrize("command", ["check", "light", "ask"])
async def test_one_bad_answer_is_asked_for_again(simulator, keypad, fault, command, monkeypatch):
    monkeypatch.setattr("drivers.keypad.framed.ANSWER_S", 0.2)
    simulator.inject(fault, times=1)
    if command == "check":
        assert await keypad.check() == ONLINE
    elif command == "light":
        await keypad.light(3)
        assert simulator.leds == 3
    else:
        question = await asked(keypad, simulator)
        starts = 1 if fault is Fault.GARBAGE else 2  # behind noise comes a whole answer
        assert await asyncio.to_thread(simulator.wait_for, Verb.START, starts)
        await keypad._run(lambda: None)
        simulator.press(2)
        assert await question == 2


@pytest.mark.parametrize(
    ("fault", "error", "state", "cause"),
    [
        (Fault.NO_ANSWER, NoAnswer, DeviceState.OFFLINE, Cause.NO_ANSWER),
        (Fault.PARTIAL_FRAME, BadReply, DeviceState.HARDWARE_ERROR, Cause.BAD_REPLY),
        (Fault.BAD_CHECKSUM, BadReply, DeviceState.HARDWARE_ERROR, Cause.BAD_REPLY),
    ],
)
async def test_a_lasting_fault_is_an_error_and_a_status_in_time(
    simulator, keypad, fault, error, state, cause, monkeypatch
):
    monkeypatch.setattr("drivers.keypad.framed.ANSWER_S", 0.2)
    simulator.inject(fault)
    begin = time.monotonic()
    with pytest.raises(error):
        await keypad.ask(5)
    assert await keypad.check() == DeviceStatus(state, frozenset({cause}))
    assert time.monotonic() - begin < 3
    simulator.heal()
    assert await keypad.check() == ONLINE


async def test_a_keypad_that_refuses_even_a_ping_is_broken(simulator, keypad):
    simulator.inject(KeypadFault.REFUSES)
    assert await keypad.check() == DeviceStatus(DeviceState.HARDWARE_ERROR, frozenset({Cause.OTHER}))
    simulator.heal()
    assert await keypad.check() == ONLINE


async def test_a_keypad_that_refuses_its_work_is_usable_with_a_warning_until_it_works(simulator, keypad):
    simulator.inject(KeypadFault.ONLY_PONGS)
    with pytest.raises(KeypadRefused, match="keypad: start: bad data"):
        await keypad.ask(5)
    assert await keypad.check() == DeviceStatus(DeviceState.ONLINE, frozenset({Cause.OTHER}))
    simulator.heal()
    assert await keypad.ask(0.05) is None
    assert await keypad.check() == ONLINE


def test_the_settings_of_a_slot_make_a_keypad():
    keypad = fit(Fitting("keypad", {"port": "/dev/kiosk/keypad", "family": "raw_binary", "leds": True}))
    assert (keypad.name, keypad.family, keypad.fittings) == ("keypad", Family.RAW_BINARY, Fittings())
    assert fit(Fitting("keypad", {"port": "", "leds": True})).fittings == Fittings(leds=True)
    with pytest.raises(ValueError, match="morse"):
        fit(Fitting("keypad", {"port": "", "family": "morse"}))


async def test_a_slow_keypad_is_waited_for(simulator, keypad):
    simulator.inject(Fault.SLOW)
    assert await keypad.check() == ONLINE


async def test_a_key_damaged_on_the_wire_is_asked_for_again(simulator, keypad):
    question = await asked(keypad, simulator)
    simulator.inject(Fault.BAD_CHECKSUM, times=1)
    simulator.press(3)
    assert await asyncio.to_thread(simulator.wait_for, Verb.START, 2)
    await keypad._run(lambda: None)
    simulator.press(3)
    assert await question == 3


@every_family
async def test_an_unplugged_keypad_ends_the_question_and_works_again_after_replugging(simulator, keypad):
    question = await asked(keypad, simulator)
    simulator.inject(Fault.UNPLUG)
    with pytest.raises(LineLost):
        await question
    assert keypad.status.state is DeviceState.NO_DEVICE
    simulator.inject(Fault.RENUMBER)
    await keypad.open()
    question = await asked(keypad, simulator)
    simulator.press(1)
    assert await question == 1


@every_family
async def test_looking_notices_an_unplugged_keypad(simulator, keypad):
    await keypad.look()
    assert keypad.status.state is DeviceState.UNKNOWN
    simulator.inject(Fault.UNPLUG)
    await keypad.look()
    assert keypad.status.state is DeviceState.NO_DEVICE


@every_family
async def test_closing_leaves_no_thread(simulator):
    before = set(threading.enumerate())
    keypad = EvaluationKeypad("keypad", simulator.url, simulator.family, grab=False)
    await keypad.open()
    await keypad.close()
    assert set(threading.enumerate()) == before
