"""Papers of a case in whichever way the citizen chooses."""

import json
from datetime import UTC, datetime

import pytest
import requests

from drivers.id_card import people
from kiosk import words
from tests.flows.conftest import Hall
from tests.flows.traces import SECRETS, readable_secrets

ENDORSEMENT = "352009902000"  # 居住证签注


async def to_the_papers(citizen, hall: Hall) -> None:
    await citizen.sees("Home")
    for step in ("household", "residence"):
        await citizen.touches(f"tile:{step}")
        await citizen.sees("Browse", again=True)
    await citizen.touches(f"tile:{ENDORSEMENT}")
    await citizen.sees("ReadGuide")
    await citizen.touches("primary")
    await citizen.sees("PresentCard")
    hall.rig.card.lay(people.RESIDENT)
    await citizen.sees("FillForm")
    await citizen.fills({"phone": "13800000000"})
    await citizen.chooses("home")
    await citizen.touches("primary")


async def to_the_slip(citizen) -> str:
    await citizen.sees("Sign")
    await citizen.signs("pad")
    await citizen.touches("primary")
    await citizen.sees("Confirm")
    await citizen.touches("primary")
    await citizen.sees("TakeSlip")
    return await citizen.reads("number", until="-")


@pytest.mark.requirement("R27")
@pytest.mark.requirement("R55")
@pytest.mark.requirement("R78")
def test_an_e_licence_takes_a_papers_place_with_consent(hall: Hall, logged: list[dict[str, object]]):
    numbers: list[str] = []

    async def scene(citizen, terminal, stage):
        await to_the_papers(citizen, hall)
        await citizen.sees("Choose")
        await citizen.touches("choice:agree")
        await citizen.sees("Materials")
        await citizen.touches("primary")
        await citizen.sees("Choose")
        await citizen.touches("choice:licence")
        await citizen.sees("Materials")
        lines = {line["code"]: line["state"] for line in stage.page_item.property("lines")}
        assert lines["residence-permit"] == "用电子证照"
        assert lines["household-book"].startswith("免提交：")
        await citizen.touches("primary")
        numbers.append(await to_the_slip(citizen))
        hall.rig.card.take_away()
        await citizen.touches("primary")
        await citizen.sees("Rate")
        await citizen.touches("skip")
        await citizen.sees("Farewell")

    hall.live(scene)
    record = hall.rig.address.record(numbers[0])
    given = {paper["code"]: paper["origin"] for paper in record["case"]["submission"]["materials"]}
    assert given == {"residence-permit": "licence", "id-card": "exempt", "household-book": "exempt"}
    assert record["case"]["status"] == "accepted"
    assert "用电子证照" in "\n".join(hall.rig.slip.tickets[0].text_lines)
    assert readable_secrets(hall.state) == []
    journal = json.dumps(logged, ensure_ascii=False, default=str).encode()
    assert [secret for secret in SECRETS if secret in journal] == []


@pytest.mark.requirement("R27")
@pytest.mark.requirement("R29")
def test_without_the_centre_the_licence_is_closed_with_its_reason_and_the_camera_is_open(hall: Hall):
    numbers: list[str] = []

    async def scene(citizen, terminal, stage):
        await to_the_papers(citizen, hall)
        await citizen.sees("Choose")
        hall.rig.centre.stop()
        await citizen.touches("choice:agree")
        await citizen.sees("Materials")
        await citizen.touches("primary")
        await citizen.sees("Choose")
        assert await citizen.reads("choice:licence", what="closed") == words.WAY_CENTRE_AWAY.zh
        hall.rig.camera.lay()
        await citizen.touches("choice:scan")
        await citizen.sees("ScanPage", where=("help", "放好了"))
        await citizen.touches("shutter")
        await citizen.sees("CheckScan")
        await citizen.touches("keep")
        await citizen.sees("Materials")
        await citizen.touches("primary")
        numbers.append(await to_the_slip(citizen))

    hall.live(scene)
    paper = "\n".join(hall.rig.slip.tickets[0].text_lines)
    assert "尚未受理" in paper
    assert "已拍 1 页" in paper


@pytest.mark.requirement("R27")
def test_who_does_not_agree_is_not_looked_up_and_hands_it_in(hall: Hall):
    async def scene(citizen, terminal, stage):
        await to_the_papers(citizen, hall)
        await citizen.sees("Choose")
        await citizen.touches("choice:scan")
        await citizen.sees("Materials")
        await citizen.touches("paper:residence-permit")
        await citizen.sees("Choose")
        assert await citizen.reads("choice:licence", what="closed") == words.WAY_NOT_AGREED.zh

    hall.live(scene)
    address = hall.rig.address
    bearer = {"Authorization": f"Bearer {address.operator_token}"}
    url = f"{address.url}/operator/licence-calls/{datetime.now(UTC):%Y}"
    assert requests.get(url, headers=bearer, timeout=10).json()["data"]["calls"] == []
