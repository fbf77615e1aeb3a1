"""Inquiries that are answered at the terminal: reckoned, found in a list, looked up at the centre."""

import pytest

from drivers.id_card import people
from drivers.printer.receipt.simulated_status import PrinterFault
from tests.flows.conftest import Hall
from tests.flows.traces import readable_secrets

LOAN, VACCINATION, FUND, DISABILITY = "352017913000", "352023904000", "352017904000", "352011919000"
COPY = "352098902000"


async def goes_to(citizen, terminal, item):
    """By the list's own tree, whatever it is."""
    theme, group = next(
        (theme.code, group.code)
        for theme in terminal.shelf.catalog.list.themes
        for group in theme.groups
        if item in group.items
    )
    await citizen.sees("Home")
    await citizen.touches(f"tile:{theme}")
    await citizen.sees("Browse", again=True)
    await citizen.touches_listed(f"tile:{group}")
    await citizen.sees("Browse", again=True)
    await citizen.touches_listed(f"tile:{item}")


@pytest.mark.requirement("R94")
def test_a_calculator_needs_no_card_and_its_result_goes_along_on_a_slip(hall: Hall):
    async def scene(citizen, terminal, _stage):
        await goes_to(citizen, terminal, LOAN)
        await citizen.sees("FillForm")
        await citizen.fills({"fund-balance": "50000"})
        await citizen.chooses("one")
        await citizen.fills({"home-price": "1000000"})
        await citizen.chooses("first")
        await citizen.fills({"loan-years": "20"})
        await citizen.touches("primary")
        await citizen.sees("Figures")
        await citizen.touches("print")
        await citizen.sees("Notice")
        await citizen.touches("primary")
        await citizen.sees("Figures")
        await citizen.touches("back")
        await citizen.sees("FillForm")
        await citizen.touches("home")
        await citizen.sees("Home")

    hall.live(scene)
    (ticket,) = hall.rig.slip.tickets
    assert "600,000.00" in "\n".join(ticket.text_lines)


@pytest.mark.requirement("R94")
def test_places_are_found_by_district_while_the_centre_is_away(hall: Hall):
    async def scene(citizen, terminal, stage):
        terminal.availability.centre_answers(False)
        await goes_to(citizen, terminal, VACCINATION)
        await citizen.sees("Browse", again=True)
        await citizen.touches("tile:1")
        await citizen.sees("Leaflet")
        names = [section["heading"] for section in stage.page_item.property("sections")]
        assert names == ["镇海街道预防接种门诊", "拱辰街道预防接种门诊"]
        await citizen.touches("back")
        await citizen.sees("Browse")
        await citizen.touches("home")
        await citizen.sees("Home")

    hall.live(scene)


def test_a_record_is_shown_and_nothing_of_it_stays(hall: Hall):
    async def scene(citizen, terminal, stage):
        await goes_to(citizen, terminal, FUND)
        await citizen.sees("ReadGuide")
        await citizen.touches("primary")
        await citizen.sees("PresentCard")
        hall.rig.card.lay(people.RESIDENT)
        await citizen.sees("Figures")
        rows = stage.page_item.property("groups")[0]["rows"]
        assert [row["label"] for row in rows] == ["账户状态", "账户余额", "每月缴存", "最近缴存到"]
        hall.rig.slip.inject(PrinterFault.PAPER_OUT)
        await citizen.touches("primary")
        hall.rig.card.take_away()
        await citizen.sees("Farewell")

    hall.live(scene)
    assert hall.rig.slip.tickets == []
    assert readable_secrets(hall.state) == []


def test_who_has_no_record_is_told_whom_to_ask(hall: Hall):
    async def scene(citizen, terminal, _stage):
        await goes_to(citizen, terminal, DISABILITY)
        await citizen.sees("ReadGuide")
        await citizen.touches("primary")
        await citizen.sees("PresentCard")
        hall.rig.card.lay(people.RESIDENT)
        await citizen.sees("Notice")
        await citizen.touches("primary")
        hall.rig.card.take_away()
        await citizen.sees("Farewell")

    hall.live(scene)


@pytest.mark.requirement("R91")
def test_papers_are_copied_and_kept_nowhere(hall: Hall):
    async def scene(citizen, terminal, _stage):
        await goes_to(citizen, terminal, COPY)
        await citizen.sees("ReadGuide")
        await citizen.touches("primary")
        await citizen.sees("FillForm")
        await citizen.fills({"copies": "2"})
        hall.rig.camera.lay()
        await citizen.touches("primary")
        await citizen.sees("ScanPage", where=("help", "放好了"))
        await citizen.touches("shutter")
        await citizen.sees("CheckScan")
        await citizen.touches("keep")
        await citizen.sees("Notice")
        await citizen.touches("primary")
        await citizen.sees("Home")

    hall.live(scene)
    assert len(hall.rig.a4.received) == 2
    left = [path for path in hall.state.rglob("*") if path.suffix in {".jpg", ".png", ".pdf"}]
    assert left == []
