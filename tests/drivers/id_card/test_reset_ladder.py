"""A reader that fails is reset, then loses its power for a moment, and is left in peace afterwards."""

import sys
from pathlib import Path

import pytest

from drivers.far_end import Fault
from drivers.id_card import people
from drivers.id_card.driver import IdCardReader
from drivers.id_card.ladder import POWER_CYCLE_AT, POWER_CYCLE_EVERY_S, RESET_AT, ResetLadder
from drivers.id_card.protocol import RESET, STATUS
from drivers.id_card.simulator import IdCardSimulator


def command(proof: Path) -> tuple[str, ...]:
    """Leaves one more letter in `proof` each time."""
    return (sys.executable, "-c", f"open({str(proof)!r}, 'a').write('x')")


def climbs(ladder: ResetLadder, times: int) -> int:
    """How often it resets."""
    resets: list[None] = []
    for _ in range(times):
        ladder.climb("id_card", lambda: resets.append(None))
    return len(resets)


def test_the_power_is_taken_once_and_not_again_for_a_while(tmp_path):
    proof = tmp_path / "cycled"
    now = 1000.0
    ladder = ResetLadder(command(proof), clock=lambda: now)
    assert climbs(ladder, POWER_CYCLE_AT + 3) == 1
    assert proof.read_text() == "x"
    now += POWER_CYCLE_EVERY_S
    climbs(ladder, 1)
    assert proof.read_text() == "xx"


def test_a_good_answer_leads_back_to_the_ground(tmp_path):
    proof = tmp_path / "cycled"
    ladder = ResetLadder(command(proof))
    for _ in range(5):
        climbs(ladder, RESET_AT - 1)
        ladder.well()
    assert not proof.exists()


def test_a_command_that_is_not_there_is_logged_and_nothing_more(logged):
    climbs(ResetLadder(("/nonexistent",)), POWER_CYCLE_AT)
    assert "id_card.power_cycle_failed" in [event["event"] for event in logged]


async def test_a_module_that_answers_damage_is_reset_by_the_driver():
    simulator = IdCardSimulator()
    simulator.start()
    reader = IdCardReader("id_card", simulator.url)
    try:
        await reader.open()
        simulator.inject(Fault.BAD_CHECKSUM, at=STATUS)
        for _ in range(RESET_AT):
            assert not (await reader.check()).usable
        assert RESET.body in simulator.requests
        simulator.heal()
        assert (await reader.check()).usable
    finally:
        await reader.close()
        simulator.stop()


@pytest.mark.parametrize("card", [people.RESIDENT, people.HK_RESIDENT], ids=["resident", "J"])
async def test_the_appended_address_is_the_one_that_counts(card):
    simulator = IdCardSimulator()
    simulator.start()
    reader = IdCardReader("id_card", simulator.url, poll_interval_s=0.01, appended_address=True)
    try:
        await reader.open()
        simulator.lay(card)
        assert (await reader.read()).address == card.address  # none is on the card
        simulator.appended_address = "福建省示例市新居路二号"
        simulator.lay(card)
        assert (await reader.read()).address == "福建省示例市新居路二号"
        simulator.lay(people.FOREIGNER_2023)
        assert await reader.read() == people.FOREIGNER_2023
    finally:
        await reader.close()
        simulator.stop()
