"""What cannot be done on the spot is left for the department: kept once, sealed, with a slip (R9)."""

import pytest

from drivers.printer.receipt.simulator import PrinterFault
from kiosk.simulation.visits import APPLICATION
from tests.flows.conftest import Hall
from tests.flows.test_tools import goes_to
from tests.flows.traces import logged_secrets, readable_secrets

ELSEWHERE = "352023910000"  # 出生医学证明首次签发: done at the hospital
PHONE = "13800000000"


async def begins_a_request(citizen, terminal, item, kind):
    await goes_to(citizen, terminal, item)
    await citizen.sees("ReadGuide")
    await citizen.touches("request")
    await citizen.sees("Choose")
    await citizen.touches(f"choice:{kind}")
    await citizen.sees("FillForm")


async def sends_it(citizen):
    """From the form's last page to home; returns the number."""
    await citizen.touches("primary")
    await citizen.sees("Confirm")
    await citizen.touches("primary")
    await citizen.sees("TakeSlip")
    number = await citizen.reads("number", until="-")
    await citizen.touches("primary")
    await citizen.sees("Home")
    return number


async def asks_a_question(citizen, terminal, item=ELSEWHERE):
    """From home to home; returns the number."""
    await begins_a_request(citizen, terminal, item, "consultation")
    await citizen.chooses("papers")
    await citizen.fills({"request-phone": PHONE})
    return await sends_it(citizen)


@pytest.mark.requirement("R9")
def test_what_is_done_elsewhere_takes_a_question_without_a_card_and_gives_a_slip(
    hall: Hall, logged: list[dict[str, object]]
):
    numbers: list[str] = []

    async def scene(citizen, terminal, _stage):
        numbers.append(await asks_a_question(citizen, terminal))
        await citizen.until(lambda: not terminal.post.counts().backlog, "the delivery")
        assert terminal.ledger.last_number() == numbers[0]

    hall.live(scene)
    left = hall.rig.address.record(numbers[0])["request"]
    assert left["itemCode"] == ELSEWHERE
    assert left["request"] == "consultation"
    assert left["form"] == {"consult-topic": "papers", "request-phone": PHONE}
    (ticket,) = hall.rig.slip.tickets
    slip = "\n".join(ticket.text_lines)
    assert numbers[0] in slip
    assert "138****0000" in slip
    assert PHONE not in slip
    assert readable_secrets(hall.state) == []
    assert logged_secrets(logged) == []


@pytest.mark.requirement("R9")
@pytest.mark.requirement("R5")
@pytest.mark.parametrize("centre_faults", [("html_200", "500", "timeout_after_commit")])
def test_a_request_is_left_where_the_machine_cannot_serve_and_reaches_the_centre_once(hall: Hall):
    numbers: list[str] = []
    hall.rig.card.stop()  # what the application needs is broken
    hall.rig.slip.inject(PrinterFault.PAPER_OUT)

    async def scene(citizen, terminal, stage):
        await citizen.until(lambda: bool(terminal.shelf.catalog.items), "the list")
        await begins_a_request(citizen, terminal, APPLICATION, "application")
        await citizen.chooses("closed")
        await citizen.fills({"request-phone": PHONE})
        await citizen.touches("primary")
        await citizen.sees("Confirm")
        await citizen.touches("primary")
        await citizen.sees("TakeSlip")
        assert stage.page_item.property("printed") is False
        numbers.append(await citizen.reads("number", until="-"))
        await citizen.touches("primary")
        await citizen.sees("Home")
        await citizen.until(lambda: not terminal.post.counts().backlog, "the delivery")

    hall.live(scene)
    assert hall.rig.slip.tickets == []
    assert hall.rig.address.record(numbers[0])["request"]["form"]["apply-topic"] == "closed"


@pytest.mark.requirement("R33")
def test_who_cannot_leave_home_asks_for_a_visit_with_address_and_phone(hall: Hall):
    numbers: list[str] = []

    async def scene(citizen, terminal, _stage):
        await begins_a_request(citizen, terminal, ELSEWHERE, "home-visit")
        await citizen.chooses("old")
        await citizen.writes({"visit-address": "xinjie"})
        await citizen.chooses("morning")
        await citizen.fills({"request-phone": PHONE})
        numbers.append(await sends_it(citizen))
        await citizen.until(lambda: not terminal.post.counts().backlog, "the delivery")

    hall.live(scene)
    assert hall.rig.address.record(numbers[0])["request"]["form"]["visit-who"] == "old"


@pytest.mark.requirement("R9")
def test_back_from_the_kinds_leads_to_the_guide_again(hall: Hall):
    async def scene(citizen, terminal, _stage):
        await goes_to(citizen, terminal, ELSEWHERE)
        await citizen.sees("ReadGuide")
        await citizen.touches("request")
        await citizen.sees("Choose")
        await citizen.touches("back")
        await citizen.sees("ReadGuide")
        assert terminal.post.counts().backlog == 0

    hall.live(scene)
