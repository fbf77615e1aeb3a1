"""A certificate that was cut off in mid-print is void at the next start, and its holder gets another."""

import json

import pytest

from drivers.id_card import people
from kiosk.simulation.visits import CERTIFICATE, certificate, open_guide
from tests.flows.conftest import Hall
from tests.flows.traces import readable_secrets


@pytest.mark.requirement("R80")
@pytest.mark.requirement("R86")
def test_a_certificate_cut_off_in_the_printer_is_void_at_the_next_start_and_printed_anew(hall: Hall):
    note = hall.state / "mid_print.json"
    numbers: list[str] = []

    async def until_the_cut(citizen, _terminal, _stage):
        hall.rig.a4.hold()
        await open_guide(citizen, CERTIFICATE)
        await citizen.touches("primary")
        await citizen.sees("PresentCard")
        hall.rig.card.lay(people.RESIDENT)
        await citizen.until(note.exists, "the paper in the printer")

    hall.live(until_the_cut)
    cut = json.loads(json.loads(note.read_bytes())["void"])
    assert readable_secrets(hall.state) == []

    async def the_next_start(citizen, terminal, _stage):
        await citizen.sees("Home")
        await citizen.until(lambda: terminal.post.counts().backlog == 0, "the delivery of the void")
        hall.rig.card.take_away()
        hall.rig.a4.release()
        numbers.append(await certificate(citizen, hall.rig))

    hall.live(the_next_start)
    assert not note.exists()
    record = hall.rig.address.record(cut["localNo"])
    assert [void["proofId"] for void in record["voids"]] == [cut["proofId"]]
    (again,) = hall.rig.address.record(numbers[0])["proofs"]
    assert again["copyNo"] == 1  # the one that was cut off does not count
