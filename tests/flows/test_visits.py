"""The main job, as citizens live it."""

import asyncio

import pytest

from drivers.id_card import people
from drivers.keypad.protocol import Verb
from kiosk import words
from kiosk.simulation.visits import APPLICATION, CERTIFICATE, apply, certificate, find, open_guide
from tests.flows.conftest import Hall
from tests.flows.traces import readable_secrets


@pytest.mark.requirement("R22")
def test_an_application_arrives_at_the_centre_and_its_slip_in_the_hand(hall: Hall):
    numbers: list[str] = []

    async def scene(citizen, terminal, _stage):
        numbers.append(await apply(citizen, hall.rig))
        await citizen.sees("Home")
        assert terminal.post.counts().backlog == 0

    hall.live(scene)
    record = hall.rig.address.record(numbers[0])
    assert record is not None
    submission = record["case"]["submission"]
    assert submission["applicant"]["name"] == people.RESIDENT.name
    assert submission["form"]["familySize"] == 3
    assert submission["form"]["monthlyIncome"] == 120000
    given = {material["code"]: material["origin"] for material in submission["materials"]}
    assert given["hardship-proof"] == "scan"
    assert given["id-card"] == "exempt"
    assert submission["signature"]["image"]["mediaType"] == "image/png"
    assert record["evaluation"]["satisfaction"] == "very_satisfied"
    (ticket,) = hall.rig.slip.tickets
    paper = "\n".join(ticket.text_lines)
    assert numbers[0] in paper
    assert record["case"]["receipt"]["receiveNo"] in paper.replace("\n", "")


@pytest.mark.parametrize("national_seal", [True])
def test_an_application_sealed_by_the_national_algorithms_arrives_as_well(hall: Hall):
    numbers: list[str] = []

    async def scene(citizen, terminal, _stage):
        numbers.append(await apply(citizen, hall.rig))
        await citizen.sees("Home")
        assert terminal.post.counts().backlog == 0

    hall.live(scene)
    assert hall.rig.settings().center.recipients[0].startswith("sm2:")
    record = hall.rig.address.record(numbers[0])
    assert record is not None
    assert record["case"]["submission"]["applicant"]["name"] == people.RESIDENT.name
    assert [file["file"] for file in record["case"]["attachments"]]
    assert record["evaluation"]["satisfaction"] == "very_satisfied"
    assert readable_secrets(hall.state) == []


@pytest.mark.requirement("R40")
def test_a_certificate_comes_out_of_the_printer_as_the_centre_made_it(hall: Hall):
    numbers: list[str] = []

    async def scene(citizen, terminal, _stage):
        numbers.append(await certificate(citizen, hall.rig))
        await citizen.sees("Home")

    hall.live(scene)
    (printed,) = hall.rig.a4.received
    assert printed.read_bytes().startswith(b"%PDF")
    record = hall.rig.address.record(numbers[0])
    assert record is not None
    (proof,) = record["proofs"]
    (ticket,) = hall.rig.slip.tickets
    assert proof["verifyCode"] in "\n".join(ticket.text_lines)


def test_back_keeps_what_was_entered_and_home_wipes_it(hall: Hall):
    async def scene(citizen, _terminal, stage):
        await open_guide(citizen, APPLICATION)
        await citizen.touches("primary")
        await citizen.sees("PresentCard")
        hall.rig.card.lay(people.RESIDENT)
        await citizen.sees("FillForm")
        await citizen.fills({"phone": "13800000000", "familySize": "3", "monthlyIncome": "1200"})
        await citizen.chooses("illness")
        await citizen.touches("primary")
        await citizen.sees("ScanPage")
        await citizen.touches("back")
        await citizen.sees("FillForm")
        assert stage.page_item.property("values")["phone"] == "13800000000"
        await citizen.touches("back")
        await citizen.sees("ReadGuide")
        await citizen.touches("primary")
        await citizen.sees("FillForm")
        await citizen.touches("home")
        await citizen.sees("Farewell")
        hall.rig.card.take_away()
        await citizen.touches("anywhere")
        await open_guide(citizen, APPLICATION)
        await citizen.touches("primary")
        await citizen.sees("PresentCard")

    hall.live(scene)
    assert hall.rig.slip.tickets == []


@pytest.mark.requirement("R81")
def test_a_card_left_behind_never_opens_the_next_visit(hall: Hall):
    async def scene(citizen, _terminal, _stage):
        await citizen.sees("Home")
        for first in (True, False):
            await open_guide(citizen, APPLICATION)
            await citizen.touches("primary")
            await citizen.sees("PresentCard")
            if first:
                hall.rig.card.lay(people.RESIDENT)
                await citizen.sees("FillForm")
                await citizen.touches("home")
                await citizen.sees("Farewell")
                await citizen.touches("anywhere")
                await citizen.sees("Home")
        await citizen.reads("problem", until=words.CARD_LEFT.zh)
        hall.rig.card.take_away()
        await citizen.sees_no("problem")
        hall.rig.card.lay(people.MINORITY)
        await citizen.sees("FillForm")

    hall.live(scene)


@pytest.mark.requirement("R99")
def test_all_defects_of_the_form_stand_beside_their_fields_at_once(hall: Hall):
    async def scene(citizen, _terminal, stage):
        await open_guide(citizen, APPLICATION)
        await citizen.touches("primary")
        await citizen.sees("PresentCard")
        hall.rig.card.lay(people.MINORITY)  # of whom the centre holds nothing
        await citizen.sees("FillForm")
        await citizen.fills({"phone": "123", "familySize": "99"})
        await citizen.touches("primary")
        await citizen.sees("FillForm", again=True)
        problems = stage.page_item.property("problems")
        assert set(problems) == {"phone", "familySize", "reason", "monthlyIncome"}
        assert stage.page_item.property("values")["phone"] == "123"

    hall.live(scene)


@pytest.mark.requirement("R5")
def test_an_unplugged_printer_closes_the_certificate_and_leaves_the_application(hall: Hall):
    async def scene(citizen, _terminal, _stage):
        await open_guide(citizen, CERTIFICATE)
        hall.rig.a4.unplug()
        await citizen.reads("closed", until="打印机")
        await citizen.touches("back")
        await citizen.sees("Browse")
        await citizen.reads(f"tile:{CERTIFICATE}", until="打印机", what="closed")
        await citizen.touches("home")
        await find(citizen, APPLICATION)
        assert await citizen.reads(f"tile:{APPLICATION}", what="closed") == ""
        await citizen.touches("home")
        await open_guide(citizen, CERTIFICATE)
        await citizen.reads("closed", until="打印机")
        hall.rig.a4.replug()
        await citizen.touches("primary")
        await citizen.sees("PresentCard")

    hall.live(scene)


@pytest.mark.requirement("R42")
def test_a_key_of_the_keypad_rates_once(hall: Hall):
    numbers: list[str] = []

    async def scene(citizen, terminal, stage):
        await open_guide(citizen, CERTIFICATE)
        await citizen.touches("primary")
        await citizen.sees("PresentCard")
        hall.rig.card.lay(people.RESIDENT)
        await citizen.sees("TakeSlip")
        numbers.append(await citizen.reads("number", until="-"))
        await citizen.touches("primary")
        await citizen.sees("Rate")
        assert await asyncio.to_thread(hall.rig.keypad.wait_for, Verb.START)
        while stage.page_name == "Rate":
            hall.rig.keypad.press(2)
            await asyncio.sleep(0.8)  # faster, and it would be one long press
        await citizen.sees("Farewell")
        while terminal.post.counts().backlog:  # noqa: ASYNC110  the post room knows no event of this loop
            await asyncio.sleep(0.01)

    hall.live(scene)
    record = hall.rig.address.record(numbers[0])
    assert record["evaluation"]["satisfaction"] == "satisfied"
