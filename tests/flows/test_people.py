"""Several cases at once, for somebody else, for a company, from elsewhere, and what needs no application."""

import asyncio
import json
from dataclasses import replace

import pytest

from drivers.id_card import people
from kiosk import words
from kiosk.center.contract import BySlip
from tests.flows.conftest import Hall
from tests.flows.test_visits import readable_secrets

ALLOWANCE = "350711901000"  # 残疾人两项补贴资格认定: somebody else may apply
INSURANCE = "352014942000"  # 企业社会保险登记
UNASKED = "350536901000"  # 生育津贴（免申即办）
CARD = "352014921000"  # 社会保障卡申领
PHONE = "13800000000"
PROOF = "352014903000"  # 单位参保证明打印
LICENCE = "EBL1.91359999MA0000010U.7c1f0e"


async def opens(citizen, *tiles):
    await citizen.sees("Home")
    for tile in tiles:
        await citizen.touches(f"tile:{tile}")
        await citizen.sees("ReadGuide" if tile == tiles[-1] else "Browse", again=True)
    await citizen.touches("primary")


async def answers(citizen, *values):
    for value in values:
        await citizen.sees("Choose", again=True)
        await citizen.touches(f"choice:{value}")


async def lays(hall, citizen, card, then):
    await citizen.sees("PresentCard", again=True)
    hall.rig.card.take_away()
    hall.rig.card.lay(card)
    await citizen.sees(then, again=True)


async def signs(citizen):
    """Signs with the finger; returns the name that a key would have written."""
    await citizen.sees("Sign", again=True)
    name = citizen._stage.page_item.property("name")
    await citizen.signs("pad")
    await citizen.touches("primary")
    return name


async def confirms(citizen):
    """To the last page of all that is handed in; returns what stands there."""
    await citizen.sees("Confirm", again=True)
    shown = citizen._stage.page_item.property("groups")
    shown = shown.toVariant() if hasattr(shown, "toVariant") else shown
    while not citizen._stage.page_item.property("read"):
        await citizen.touches("primary")
    await citizen.touches("primary")
    return json.dumps(shown, ensure_ascii=False)


async def leaves(hall, citizen, terminal):
    """Takes the slip, rates nothing, and waits until all is delivered; returns the number."""
    await citizen.sees("TakeSlip")
    number = await citizen.reads("number", until="-")
    hall.rig.card.take_away()
    hall.rig.camera.take_away()
    await citizen.touches("primary")
    await citizen.sees("Rate")
    await citizen.touches("level:very_satisfied")
    await citizen.touches("primary")
    await citizen.sees("Farewell")
    await citizen.touches("anywhere")
    await citizen.sees("Home")
    await citizen.until(lambda: not terminal.post.counts().backlog, "the centre")
    return number


def photographed_of(case):
    return [material for material in case["materials"] if material["pages"]]


def photographs(hall):
    hall.rig.camera.lay()


async def founds(citizen, hall, terminal):
    """From home to home with a company's five cases; returns what was confirmed, and the number."""
    await opens(citizen, "by-together", "business-start")
    await answers(citizen, "yes", "no", "yes")
    await lays(hall, citizen, people.RESIDENT, "FillForm")
    photographs(hall)
    asked = [field["key"] for field in terminal.stage.page_item.property("fields")]
    assert len(asked) == len(set(asked))
    await citizen.fills({"phone": PHONE})
    await citizen.writes({"new-company-name": "xiaoman"})
    await citizen.chooses("food")
    await citizen.fills({"staff-number": "3"})
    await citizen.touches("primary")
    await citizen.writes({"shop-address": "xinjie"})
    await citizen.touches("primary")
    await citizen.chooses("ordinary")
    await citizen.touches("primary")
    await citizen.sees("ScanPage", where=("help", "放好了"))
    await citizen.touches("shutter")
    await citizen.sees("CheckScan")
    await citizen.touches("keep")
    await answers(citizen, "electronic")
    await signs(citizen)
    confirmed = await confirms(citizen)
    return confirmed, await leaves(hall, citizen, terminal)


@pytest.mark.requirement("R34")
@pytest.mark.requirement("R100")
def test_one_form_one_set_of_papers_and_one_slip_make_all_cases_of_a_package(hall: Hall):
    numbers: list[str] = []
    confirmed: list[str] = []

    async def scene(citizen, terminal, stage):
        shown, number = await founds(citizen, hall, terminal)
        confirmed.append(shown)
        numbers.append(number)
        slip = BySlip(terminal_no=terminal.settings.terminal.number, local_no=numbers[0])
        assert len(await asyncio.to_thread(terminal.center.progress, slip)) == 5

    hall.live(scene)
    records = [hall.rig.address.record(f"{numbers[0]}-{place}") for place in range(1, 6)]
    cases = [record["case"]["submission"] for record in records]
    assert hall.rig.address.record(f"{numbers[0]}-6") is None
    assert len({case["itemCode"] for case in cases}) == 5
    assert len({json.dumps(case["bundle"], sort_keys=True) for case in cases}) == 1
    assert cases[0]["bundle"]["cases"] == 5
    assert len({case["form"]["phone"] for case in cases}) == 1
    papers = [each["pages"][0]["sha256"] for case in cases for each in photographed_of(case)]
    assert len(set(papers)) == 1
    assert records[0]["evaluation"] is not None
    (ticket,) = hall.rig.slip.tickets
    paper = "\n".join(ticket.text_lines)
    for record in records:
        assert record["case"]["receipt"]["receiveNo"] in paper.replace("\n", "")
    assert confirmed[0].count("公司设立登记") == 1
    assert readable_secrets(hall.state) == []


async def helps(citizen, hall, terminal, agent, applicant):
    """From home to home with a case for another who is there; returns what was confirmed, and the number."""
    await opens(citizen, "family", "disability-help", ALLOWANCE)
    await answers(citizen, "other")
    await lays(hall, citizen, agent, "Choose")
    await citizen.touches("choice:child")
    await answers(citizen, "there")
    await citizen.sees("PresentCard")
    await citizen.reads("problem", until="您自己的")  # the agent's card lies there still
    hall.rig.card.take_away()
    hall.rig.card.lay(applicant)
    assert await signs(citizen) == applicant.name
    await citizen.sees("FillForm")
    assert f"{applicant.name[0]}*" in json.dumps(
        terminal.stage.page_item.property("values"), ensure_ascii=False
    )
    typed = terminal.stage.page_item.property("typed").toVariant()
    assert (typed["phone"], typed["bank"]) == ("", "")  # what is known of the applicant is not the agent's
    await citizen.fills({"phone": PHONE, "bank": "6222000000000"})
    await citizen.chooses("both")
    await citizen.touches("primary")
    assert await signs(citizen) == agent.name
    confirmed = await confirms(citizen)
    return confirmed, await leaves(hall, citizen, terminal)


@pytest.mark.requirement("R67")
@pytest.mark.requirement("R100")
def test_an_agent_applies_with_the_consent_of_the_applicant_and_both_are_recorded(hall: Hall, logged):
    numbers: list[str] = []
    confirmed: list[str] = []

    async def scene(citizen, terminal, stage):
        shown, number = await helps(citizen, hall, terminal, people.MINORITY, people.ELDER)
        confirmed.append(shown)
        numbers.append(number)
        assert terminal.ledger is not None

    hall.live(scene)
    record = hall.rig.address.record(numbers[0])
    case = record["case"]["submission"]
    assert case["applicant"]["certNo"] == people.ELDER.id_number
    assert (case["agent"]["certNo"], case["agent"]["relation"]) == (people.MINORITY.id_number, "child")
    assert case["agent"]["authorisation"] == "present"
    assert case["consent"]["statementSha256"] != case["signature"]["statementSha256"]
    (ticket,) = hall.rig.slip.tickets
    paper = "\n".join(ticket.text_lines)
    assert people.ELDER.name not in paper
    assert people.MINORITY.name not in paper
    assert "经办人" in paper
    assert "阿*" in confirmed[0]
    left = b"".join(file.read_bytes() for file in hall.state.rglob("*") if file.is_file())
    journal = json.dumps(logged, ensure_ascii=False, default=str).encode()
    for person in (people.ELDER, people.MINORITY):
        for secret in (person.name, person.id_number, person.address):
            assert secret.encode() not in left + journal


@pytest.mark.requirement("R67")
def test_who_acted_for_somebody_begins_the_next_service_as_himself_and_sees_nothing_of_the_other(hall: Hall):
    async def scene(citizen, _terminal, stage):
        await opens(citizen, "family", "disability-help", ALLOWANCE)
        await answers(citizen, "other")
        await lays(hall, citizen, people.MINORITY, "Choose")
        await citizen.touches("choice:helper")
        await answers(citizen, "letter")
        await lays(hall, citizen, people.ELDER, "FillForm")
        assert "陈*" in json.dumps(stage.page_item.property("values"), ensure_ascii=False)
        while "给谁办" not in await citizen.reads("title"):
            now = stage.page_item
            await citizen.touches("back")
            await citizen.until(lambda now=now: stage.settled and stage.page_item is not now, "a page before")
        await citizen.touches("choice:self")
        await citizen.sees("FillForm")
        values = json.dumps(stage.page_item.property("values"), ensure_ascii=False)
        assert "阿*" in values
        assert "陈" not in values

    hall.live(scene)
    assert readable_secrets(hall.state) == []


@pytest.mark.requirement("R67")
def test_whoever_is_not_there_is_stood_for_by_a_letter_among_the_papers(hall: Hall):
    numbers: list[str] = []

    async def scene(citizen, terminal, _stage):
        await opens(citizen, "family", "disability-help", ALLOWANCE)
        await answers(citizen, "other")
        await lays(hall, citizen, people.MINORITY, "Choose")
        await citizen.touches("choice:child")
        await answers(citizen, "letter")
        photographs(hall)
        await lays(hall, citizen, people.ELDER, "FillForm")
        typed = terminal.stage.page_item.property("typed").toVariant()
        assert (typed["phone"], typed["bank"]) == ("", "")
        await citizen.fills({"phone": PHONE, "bank": "6222000000000"})
        await citizen.chooses("both")
        await citizen.touches("primary")
        await photographed(citizen, "委托书")
        await signs(citizen)
        await confirms(citizen)
        numbers.append(await leaves(hall, citizen, terminal))

    hall.live(scene)
    case = hall.rig.address.record(numbers[0])["case"]["submission"]
    assert [material["code"] for material in photographed_of(case)] == ["authority-letter"]
    assert (case["agent"]["authorisation"], case["consent"]) == ("letter", None)


async def photographed(citizen, title):
    await citizen.sees("ScanPage", where=("help", "放好了"))
    assert title in await citizen.reads("title")
    await citizen.touches("shutter")
    await citizen.sees("CheckScan")
    await citizen.touches("keep")


async def registers(citizen, terminal, hall):
    """From the company's form to the end."""
    await citizen.sees("FillForm", again=True)
    await citizen.fills({"phone": PHONE, "staff-number": "3"})
    await citizen.touches("primary")
    if hall.rig.camera is not None:
        photographs(hall)


@pytest.mark.requirement("R67")
def test_a_company_applies_by_its_e_licence_and_its_legal_representatives_card(hall: Hall):
    numbers: list[str] = []

    async def scene(citizen, terminal, _stage):
        await opens(citizen, "business", "staff", INSURANCE)
        await lays(hall, citizen, people.RESIDENT, "ShowCode")
        hall.rig.codes.show("EBL1.of-nobody")
        await citizen.reads("problem", until="查不到")
        await citizen.sees("ShowCode", again=True)
        hall.rig.codes.show(LICENCE)
        await registers(citizen, terminal, hall)
        await signs(citizen)
        await confirms(citizen)
        numbers.append(await leaves(hall, citizen, terminal))

    hall.live(scene)
    company = hall.rig.address.record(numbers[0])["case"]["submission"]["company"]
    assert (company["role"], company["verified"]) == ("legal_representative", True)
    assert company["creditCode"] == "91359999MA0000010U"
    assert "启明茶业" in "".join(hall.rig.slip.tickets[0].text_lines)


@pytest.mark.requirement("R67")
def test_an_agent_of_a_company_brings_a_letter_of_authority(hall: Hall):
    numbers: list[str] = []

    async def scene(citizen, terminal, _stage):
        await opens(citizen, "business", "staff", INSURANCE)
        await lays(hall, citizen, people.ELDER, "ShowCode")
        hall.rig.codes.show(LICENCE)
        await answers(citizen, "agent")
        await registers(citizen, terminal, hall)
        await photographed(citizen, "委托书")
        await signs(citizen)
        await confirms(citizen)
        numbers.append(await leaves(hall, citizen, terminal))

    hall.live(scene)
    case = hall.rig.address.record(numbers[0])["case"]["submission"]
    assert (case["company"]["role"], case["company"]["verified"]) == ("agent", False)
    assert [material["code"] for material in photographed_of(case)] == ["authority-letter"]


async def prints_for_a_company(citizen, hall: Hall) -> None:
    """From home to the slip of a company's certificate, for its legal representative."""
    await opens(citizen, "social", "social-proof", PROOF)
    await lays(hall, citizen, people.RESIDENT, "ShowCode")
    hall.rig.codes.show(LICENCE)
    await citizen.sees("TakeSlip")


@pytest.mark.requirement("R38")
def test_a_companys_certificate_is_printed_for_its_legal_representative(hall: Hall):
    numbers: list[str] = []

    async def scene(citizen, terminal, _stage):
        await prints_for_a_company(citizen, hall)
        numbers.append(await leaves(hall, citizen, terminal))

    hall.live(scene)
    (proof,) = hall.rig.address.record(numbers[0])["proofs"]
    assert (proof["itemCode"], proof["copyNo"], proof["seal"]["boundTo"]) == (PROOF, 1, proof["sha256"])
    assert "启明茶业" in "".join(hall.rig.slip.tickets[0].text_lines)
    assert len(hall.rig.a4.received) == 1


@pytest.mark.requirement("R25")
def test_who_does_not_act_for_a_company_gets_no_certificate_of_it_and_is_told_who_does(hall: Hall):
    async def scene(citizen, _terminal, _stage):
        await opens(citizen, "social", "social-proof", PROOF)
        await lays(hall, citizen, people.ELDER, "ShowCode")
        hall.rig.codes.show(LICENCE)
        await citizen.sees("Notice", where=("title", words.NOT_OF_COMPANY.zh))
        await citizen.touches("primary")
        await citizen.sees("ShowCode")

    hall.live(scene)
    assert hall.rig.a4.received == []


@pytest.mark.requirement("R36")
def test_what_needs_no_application_shows_its_state_and_never_a_form(hall: Hall):
    async def scene(citizen, terminal, _stage):
        for card, said in ((people.MINORITY, "158"), (people.RESIDENT, "没有查到")):
            await opens(citizen, "social", "medical-claim", UNASKED)
            await lays(hall, citizen, card, "Notice")
            assert said in await citizen.reads("body", until=said)
            hall.rig.card.take_away()
            await citizen.touches("primary")
            await citizen.sees("Farewell")
            await citizen.sees("Home")
        assert terminal.post.counts().backlog == 0

    hall.live(scene)
    assert readable_secrets(hall.state) == []


@pytest.mark.requirement("R32")
@pytest.mark.requirement("R35")
def test_who_lives_elsewhere_goes_on_and_the_address_of_the_letter_goes_along(hall: Hall):
    numbers: list[str] = []
    confirmed: list[str] = []
    stranger = replace(people.RESIDENT, address="江西省样例市东湖路九号")

    async def scene(citizen, terminal, stage):
        await opens(citizen, "social", "card", CARD)
        await answers(citizen, "self")
        await lays(hall, citizen, stranger, "FillForm")
        await citizen.fills({"phone": PHONE})
        await citizen.chooses("new")
        await citizen.touches("primary")
        await answers(citizen, "post")
        await citizen.sees("FillForm", again=True)
        await citizen.chooses("other")
        await citizen.writes({"address": "somewhere"})
        await citizen.touches("primary")
        await citizen.sees("FillForm", again=True)
        assert "门牌号" in stage.page_item.property("problems")["address"]
        await citizen.chooses("card")
        await citizen.touches("primary")
        await signs(citizen)
        confirmed.append(await confirms(citizen))
        numbers.append(await leaves(hall, citizen, terminal))

    hall.live(scene)
    case = hall.rig.address.record(numbers[0])["case"]["submission"]
    assert case["delivery"] == {
        "way": "post",
        "recipient": stranger.name,
        "phone": PHONE,
        "address": stranger.address,
    }
    assert case["applicant"]["household"] == "elsewhere"
    assert "跨省通办" in confirmed[0]
    assert "外省" in confirmed[0]
    assert readable_secrets(hall.state) == []
