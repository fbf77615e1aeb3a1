"""What the centre answers comes out on A4: the acceptance, or everything that must be corrected."""

import json

import pytest

from drivers.id_card import people
from kiosk import words
from kiosk.center.client import CenterClient
from kiosk.operations.ledger import Outcome
from kiosk.simulation.visits import apply
from tests.flows.conftest import Hall
from tests.flows.test_materials import to_the_papers
from tests.flows.test_troubles import to_the_confirmation
from tests.flows.traces import SECRETS, readable_secrets

TRADER = "350131901000"  # 个体工商户设立登记


@pytest.mark.requirement("R22")
@pytest.mark.requirement("R38")
@pytest.mark.requirement("R78")
def test_an_accepted_case_has_its_notice_on_a4_and_its_seal_stays_nowhere(
    hall: Hall, logged: list[dict[str, object]]
):
    async def scene(citizen, terminal, _stage):
        await apply(citizen, hall.rig)
        await citizen.sees("Home")
        assert terminal.ledger.prints("a4_printer", Outcome.PRINTED) == 1
        assert terminal.ledger.sheets("a4_printer") == 1

    hall.live(scene)
    (printed,) = hall.rig.a4.received
    assert printed.read_bytes().startswith(b"%PDF")
    slip = "\n".join(hall.rig.slip.tickets[0].text_lines)
    assert "已受理" in slip
    assert "尚未受理" not in slip
    assert readable_secrets(hall.state) == []
    seal = b"#C8161D"  # the drawing, wherever it would lie
    files = [file for file in hall.state.rglob("*") if file.is_file()]
    assert [file.name for file in files if seal in file.read_bytes()] == []
    journal = json.dumps(logged, ensure_ascii=False, default=str).encode()
    assert [secret for secret in (*SECRETS, seal) if secret in journal] == []


@pytest.mark.requirement("R39")
def test_a_notice_under_a_revoked_seal_is_not_printed_and_the_slip_says_where_it_is(hall: Hall, monkeypatch):
    granted = CenterClient.paper

    def revoked(*asked):
        grant = granted(*asked)
        return grant.model_copy(update={"seal": grant.seal.model_copy(update={"status": "revoked"})})

    monkeypatch.setattr(CenterClient, "paper", revoked)

    async def scene(citizen, _terminal, _stage):
        await apply(citizen, hall.rig)

    hall.live(scene)
    assert hall.rig.a4.received == []
    assert "受理通知单没有打印" in "\n".join(hall.rig.slip.tickets[0].text_lines)


@pytest.mark.requirement("R23")
def test_what_must_be_corrected_is_shown_printed_and_on_the_slip_all_at_once(hall: Hall, monkeypatch):
    offered = CenterClient.offers

    def withdrawn(*asked):
        """Licences that the centre does not know any more when the application arrives."""
        answer = offered(*asked)
        gone = tuple(offer.model_copy(update={"ref": "0" * 32}) for offer in answer.offers)
        return answer.model_copy(update={"offers": gone})

    monkeypatch.setattr(CenterClient, "offers", withdrawn)

    async def scene(citizen, _terminal, stage):
        await to_the_papers(citizen, hall)
        await citizen.sees("Choose")
        await citizen.touches("choice:agree")
        await citizen.sees("Materials")
        await citizen.touches("primary")
        await citizen.sees("Choose")
        await citizen.touches("choice:licence")
        await citizen.sees("Materials")
        await citizen.touches("primary")
        await citizen.sees("Sign")
        await citizen.signs("pad")
        await citizen.touches("primary")
        await citizen.sees("Confirm")
        await citizen.touches("primary")
        await citizen.sees("Materials", where=("title", words.TO_CORRECT.zh))
        (line,) = stage.page_item.property("lines")
        assert "用不了" in line["state"]
        await citizen.touches("primary")
        await citizen.sees("TakeSlip")
        assert stage.page_item.property("message") == words.TO_CORRECT_SHORT.zh

    hall.live(scene)
    (printed,) = hall.rig.a4.received
    assert printed.read_bytes().startswith(b"%PDF")
    slip = "".join(hall.rig.slip.tickets[0].text_lines)
    assert "需要补正" in slip
    assert "以上是全部需要补正的内容" in slip
    assert people.RESIDENT.name not in slip


@pytest.mark.requirement("R86")
def test_a_notice_that_jams_is_tried_again_and_the_case_is_not_touched(hall: Hall):
    hall.rig.a4.abort()

    async def scene(citizen, terminal, _stage):
        await to_the_confirmation(citizen, hall)
        await citizen.touches("primary")
        await citizen.sees("Notice", where=("body", "受理通知单"))
        hall.rig.a4.replug()
        await citizen.touches("primary")
        await citizen.sees("TakeSlip")
        assert terminal.ledger.prints("a4_printer", Outcome.FAILED) == 1
        assert terminal.ledger.prints("a4_printer", Outcome.PRINTED) == 1
        assert terminal.post.counts().backlog == 0

    hall.live(scene)


async def promises(citizen, hall: Hall) -> None:
    """From home to the slip of an application with a signed statement in the place of a paper."""
    await citizen.sees("Home")
    for step in ("business", "trader"):
        await citizen.touches(f"tile:{step}")
        await citizen.sees("Browse", again=True)
    await citizen.touches_listed(f"tile:{TRADER}")
    await citizen.sees("ReadGuide")
    await citizen.touches("primary")
    await citizen.sees("PresentCard")
    hall.rig.card.lay(people.RESIDENT)
    await citizen.sees("FillForm")
    await citizen.writes({"shop-name": "xiaoman"})
    await citizen.chooses("food")
    await citizen.writes({"shop-address": "minlu"})
    await citizen.touches("primary")
    await citizen.sees("Materials")
    await citizen.touches("paper:premises")
    await citizen.sees("Choose")
    await citizen.touches("choice:commitment")
    await citizen.sees("Sign")
    await citizen.signs("pad")
    await citizen.touches("primary")
    await citizen.sees("Materials")
    await citizen.touches("primary")
    await citizen.sees("Sign", again=True)
    await citizen.signs("pad")
    await citizen.touches("primary")
    await citizen.sees("Confirm")
    await citizen.touches("primary")
    await citizen.sees("TakeSlip")


@pytest.mark.requirement("R31")
def test_a_statement_in_place_of_a_paper_comes_out_as_a_letter_beside_the_acceptance(hall: Hall):
    async def scene(citizen, terminal, _stage):
        await promises(citizen, hall)
        assert terminal.ledger.prints("a4_printer", Outcome.PRINTED) == 2

    hall.live(scene)
    acceptance, letter = (paper.read_bytes() for paper in hall.rig.a4.received)
    assert acceptance.startswith(b"%PDF")
    assert letter.startswith(b"%PDF")
    assert readable_secrets(hall.state) == []
