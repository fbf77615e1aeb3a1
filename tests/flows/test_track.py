"""Where a case stands: found at the terminal by card, slip or number, and corrected there."""

import pytest

from drivers.id_card import people
from kiosk import words
from kiosk.center.contract import BySlip
from kiosk.simulation.centre import TERMINAL_NO
from offline_queue.envelope import new_envelope
from offline_queue.outcome import Delivered
from offline_queue.seal import Sealer
from tests.flows.conftest import Hall
from tests.kiosk.center.conftest import PAGE, STROKES, a_case

CARD = people.RESIDENT


def a_form(**changes):
    """What the card's holder fills in."""
    return a_case().form | {"name": CARD.name, "idNumber": CARD.id_number} | changes


def file_case(hall: Hall, terminal, **changes):
    """A case of the card's holder, as if it had been handed in before; its receipt."""
    who = {"certType": "resident_id_card", "certNo": CARD.id_number, "name": CARD.name}
    case = a_case(**{"applicant": who, "form": a_form(), "terminal_no": TERMINAL_NO} | changes)
    files = {"proof-1.jpg": PAGE} | ({"signature.png": STROKES} if case.signature else {})
    sealed = Sealer([hall.rig.address.recipient]).seal(case.model_dump_json().encode(), files)
    outcome = terminal.center.deliver(new_envelope("case", case.item_code, 0.0, sealed))
    assert isinstance(outcome, Delivered)
    return case, outcome.receipt


async def to_the_desk(citizen) -> None:
    await citizen.sees("Home")
    await citizen.touches("tile:track")
    await citizen.sees("FindCase")


async def types_code(citizen, text: str) -> None:
    for sign in text:
        await citizen.touches(f"key:{sign}")


@pytest.mark.requirement("R37")
def test_a_slips_code_shows_its_case_and_a_slip_of_it_is_printed(hall: Hall):
    async def scene(citizen, terminal, _stage):
        case, receipt = file_case(hall, terminal)
        await to_the_desk(citizen)
        hall.rig.codes.show(f"kiosk:{TERMINAL_NO}:{case.local_no}")
        await citizen.sees("ShowCase")
        assert "已受理" in await citizen.reads("state", what="heading")
        assert "10 个工作日" in await citizen.reads("state")
        before = len(hall.rig.slip.received)
        await citizen.touches("print")
        await citizen.sees("Notice", where=("title", words.TRACK_PRINTED.zh))
        assert len(hall.rig.slip.received) > before
        await citizen.touches("primary")
        await citizen.sees("ShowCase")
        assert receipt["receiveNo"]

    hall.live(scene)


@pytest.mark.requirement("R37")
def test_the_card_lists_ones_own_cases_and_back_leads_home(hall: Hall):
    async def scene(citizen, terminal, _stage):
        receipts = [file_case(hall, terminal)[1] for _ in range(2)]
        await to_the_desk(citizen)
        hall.rig.card.lay(CARD)
        await citizen.sees("Browse")
        for receipt in receipts:
            await citizen.touches(f"tile:{receipt['receiveNo']}")
            await citizen.sees("ShowCase")
            await citizen.touches("primary")
            await citizen.sees("Browse", again=True)
        await citizen.touches("back")
        hall.rig.card.take_away()
        await citizen.sees("Home")

    hall.live(scene)


@pytest.mark.requirement("R37")
def test_number_and_query_code_find_a_case_and_a_wrong_code_is_told(hall: Hall):
    async def scene(citizen, terminal, _stage):
        case, receipt = file_case(hall, terminal, local_no="1125-7KQ2MX")
        await to_the_desk(citizen)
        await citizen.touches("number")
        await citizen.sees("EnterNumber")
        await types_code(citizen, case.local_no.replace("-", ""))
        await citizen.touches("primary")
        await types_code(citizen, "ZZZZZZ")
        await citizen.touches("primary")
        await citizen.sees("Notice", where=("title", words.TRACK_NONE.zh))
        await citizen.touches("primary")
        await citizen.sees("FindCase")
        await citizen.touches("number")
        await citizen.sees("EnterNumber", where=("problem", words.TRACK_WRONG.zh))
        await types_code(citizen, receipt["queryCode"])
        await citizen.touches("primary")
        await citizen.sees("ShowCase")

    hall.live(scene)


async def corrects(citizen, hall: Hall) -> None:
    """From a returned case that was found by its slip to the form."""
    await citizen.touches("primary")
    await citizen.sees("PresentCard")
    hall.rig.card.lay(CARD)
    await citizen.sees("ReadGuide")
    await citizen.touches("primary")
    await citizen.sees("FillForm")


@pytest.mark.requirement("R23")
@pytest.mark.requirement("R37")
def test_a_returned_case_shows_every_defect_prints_the_notice_and_is_corrected(hall: Hall):
    async def scene(citizen, terminal, _stage):
        case, receipt = file_case(hall, terminal, signature=None)
        await to_the_desk(citizen)
        hall.rig.codes.show(f"kiosk:{TERMINAL_NO}:{case.local_no}")
        await citizen.sees("ShowCase")
        assert "需要补正" in await citizen.reads("state", what="heading")
        await citizen.touches("print")
        await citizen.sees("Notice", where=("title", words.TRACK_PRINTED.zh))
        (paper,) = hall.rig.a4.received
        assert paper.read_bytes().startswith(b"%PDF")
        await citizen.touches("primary")
        await citizen.sees("ShowCase", again=True)
        await corrects(citizen, hall)
        assert "您上次填的" in await citizen.reads("source")
        filled = citizen._stage.page_item.property("typed").toVariant()
        given = {"phone": "13800001234", "familySize": "3", "reason": "illness", "monthlyIncome": "1200"}
        assert filled | given == filled
        await citizen.touches("primary")
        hall.rig.camera.lay()
        await citizen.sees("ScanPage", where=("help", "放好了"))
        await citizen.touches("shutter")
        await citizen.touches("keep")
        await citizen.sees("Sign")
        await citizen.signs("pad")
        await citizen.touches("primary")
        await citizen.sees("Confirm")
        while (await citizen.reads("primary", what="text")) != "确认提交":
            await citizen.touches("primary")
        await citizen.touches("primary")
        await citizen.sees("TakeSlip")
        (progress,) = terminal.center.progress(_by_slip(case))
        assert progress.receive_no == receipt["receiveNo"]
        assert progress.state == "accepted"

    hall.live(scene)


@pytest.mark.requirement("R23")
def test_a_correction_shows_what_is_wrong_beside_its_field_and_the_rest_as_it_was(hall: Hall):
    async def scene(citizen, terminal, _stage):
        case, _ = file_case(hall, terminal, form=a_form(phone="12345"))
        await to_the_desk(citizen)
        hall.rig.codes.show(f"kiosk:{TERMINAL_NO}:{case.local_no}")
        await citizen.sees("ShowCase")
        await corrects(citizen, hall)
        page = citizen._stage.page_item
        assert list(page.property("problems")) == ["phone"]
        assert page.property("typed").toVariant()["familySize"] == "3"

    hall.live(scene)


@pytest.mark.requirement("R70")
def test_a_correction_begins_empty_when_the_centre_tells_nothing(hall: Hall):
    async def scene(citizen, terminal, _stage):
        case, _ = file_case(hall, terminal, signature=None)
        await to_the_desk(citizen)
        hall.rig.codes.show(f"kiosk:{TERMINAL_NO}:{case.local_no}")
        await citizen.sees("ShowCase")
        hall.rig.centre.stop()
        await corrects(citizen, hall)
        assert citizen._stage.page_item.property("typed").toVariant()["familySize"] == ""

    hall.live(scene)


def _by_slip(case):
    return BySlip(terminal_no=TERMINAL_NO, local_no=case.local_no)


@pytest.mark.requirement("R25")
def test_without_the_centre_the_page_says_so_and_gives_the_phone(hall: Hall):
    async def scene(citizen, terminal, _stage):
        hall.rig.centre.stop()
        await to_the_desk(citizen)
        hall.rig.codes.show("kiosk:DEMO-0001:1125-7KQ2MX")
        await citizen.sees("Notice", where=("title", words.TRACK_AWAY.zh))
        assert terminal.settings.terminal.phone in _notice(citizen)
        await citizen.touches("primary")
        await citizen.sees("FindCase")

    hall.live(scene)


def _notice(citizen) -> str:
    return str(citizen._stage.page_item.property("next"))


def test_a_code_that_is_no_slips_is_told_and_the_next_one_counts(hall: Hall):
    async def scene(citizen, terminal, _stage):
        case, _ = file_case(hall, terminal)
        await to_the_desk(citizen)
        hall.rig.codes.show("https://example.invalid/")
        await citizen.reads("problem", until=words.TRACK_OTHER_CODE.zh)
        hall.rig.codes.show(f"kiosk:{TERMINAL_NO}:{case.local_no}")
        await citizen.sees("ShowCase")

    hall.live(scene)
