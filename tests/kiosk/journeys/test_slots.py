"""Lamps and voices at the slots: there where they are fitted, and never in anybody's way."""

import asyncio
from types import SimpleNamespace

import pytest

from drivers.far_end import Fault
from drivers.keypad.driver import EvaluationKeypad, Fittings
from drivers.keypad.simulator import KeypadFault, KeypadSimulator
from drivers.lamps.driver import GuideLamps
from drivers.lamps.protocol import LampState
from drivers.lamps.simulator import LampSimulator
from kiosk.config import Settings
from kiosk.journeys.evaluate import _key
from kiosk.journeys.guiding import guided


@pytest.fixture
def controller():
    simulator = LampSimulator()
    simulator.start()
    yield simulator
    simulator.stop()


def with_lamps(lamps: GuideLamps | None) -> SimpleNamespace:
    return SimpleNamespace(devices=SimpleNamespace(guide_lamps=lamps))


@pytest.mark.requirement("R88")
async def test_the_lamp_at_the_slot_blinks_during_the_step_and_is_dark_afterwards(controller):
    lamps = GuideLamps("guide_lamps", controller.url)
    await lamps.open()
    async with guided(with_lamps(lamps), ("id_card",)):
        assert await asyncio.to_thread(controller.wait_for, "id_card", LampState.BLINK)
        assert controller.lamps["a4_printer"] is LampState.OFF
    assert await asyncio.to_thread(controller.wait_for, "id_card", LampState.OFF)
    await lamps.close()


@pytest.mark.requirement("R88")
@pytest.mark.parametrize("fault", [Fault.UNPLUG, Fault.NO_ANSWER, Fault.GARBAGE])
async def test_a_lamp_that_fails_is_no_trouble_to_the_step(controller, fault):
    lamps = GuideLamps("guide_lamps", controller.url)
    await lamps.open()
    controller.inject(fault)
    async with guided(with_lamps(lamps), ("id_card", "no_such_slot")):
        pass
    await lamps.close()


async def test_a_terminal_without_lamps_goes_on_without():
    async with guided(with_lamps(None), ("id_card",)):
        pass


@pytest.mark.requirement("R42")
@pytest.mark.parametrize("fault", [None, KeypadFault.ONLY_PONGS])
async def test_the_keypad_lights_its_keys_and_speaks_where_it_can(fault):
    simulator = KeypadSimulator()
    simulator.start()
    keypad = EvaluationKeypad("keypad", simulator.url, fittings=Fittings(leds=True, voice=True))
    settings = Settings.model_validate({"devices": {"keypad": {"leds": True, "voice": True, "prompt": 2}}})
    terminal = SimpleNamespace(devices=SimpleNamespace(keypad=keypad), settings=settings)
    await keypad.open()
    if fault is not None:
        simulator.inject(fault)
    asked = asyncio.ensure_future(_key(terminal, 60))
    if fault is None:
        async with asyncio.timeout(10):
            while not simulator.asking:  # noqa: ASYNC110  the simulator's own thread
                await asyncio.sleep(0.01)
            await asyncio.sleep(0.4)  # keys that are down when the question is put are no answers
            simulator.press(4)
            assert await asked == 4
        assert list(simulator.prompts) == [2]
        assert simulator.leds == 0b11111
    else:  # the screen asks alone
        await asyncio.wait({asked}, timeout=0.2)
        assert not asked.done()
        asked.cancel()
    await keypad.close()
    simulator.stop()
