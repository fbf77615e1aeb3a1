"""Guides are for everybody: read, taken away, printed, without any card; and they ask which case it is."""

import pytest

from kiosk.simulation.visits import CERTIFICATE, open_guide
from tests.flows.conftest import Hall

LICENCE = "350709902000"  # 居民身份证期满换领: a first card is done at the counter
ELSEWHERE = "350109905000"  # 犬类准养证申请: not begun at a terminal


async def open_by(citizen, *steps: str) -> None:
    await citizen.sees("Home")
    for step in steps:
        await citizen.touches(f"tile:{step}")
        await citizen.sees("Browse" if step != steps[-1] else "ReadGuide", again=True)


@pytest.mark.requirement("R16")
def test_a_guide_is_printed_and_shown_as_a_code_without_a_card(hall: Hall):
    async def scene(citizen, _terminal, _stage):
        await open_guide(citizen, CERTIFICATE)
        await citizen.touches("take")
        await citizen.sees("TakeGuide")
        await citizen.touches("primary")
        await citizen.sees("Notice", where=("title", "打印好"))
        await citizen.touches("primary")
        await citizen.sees("ReadGuide")

    hall.live(scene)
    (sheet,) = hall.rig.a4.received
    assert sheet.read_bytes().startswith(b"%PDF")


@pytest.mark.requirement("R17")
def test_the_plain_note_stands_beside_the_guides_own_words_and_replaces_none_of_them(hall: Hall):
    async def scene(citizen, terminal, _stage):
        await open_guide(citizen, CERTIFICATE)
        guide = terminal.shelf.catalog.guides[CERTIFICATE]
        page = terminal.stage.page_item
        assert page.property("note") == guide.plain_note.zh
        lines = [line for section in page.property("sections") for line in section["lines"]]
        assert guide.plain_note.zh not in lines
        assert all(any(basis.zh in line for line in lines) for basis in guide.basis)
        assert guide.basis

    hall.live(scene)


@pytest.mark.requirement("R7")
@pytest.mark.requirement("R36")
def test_what_is_done_elsewhere_opens_its_guide_and_cannot_be_begun(hall: Hall):
    async def scene(citizen, _terminal, _stage):
        await open_by(citizen, "household", "police-permit", ELSEWHERE)
        await citizen.sees_no("primary")
        await citizen.touches("take")
        await citizen.sees("TakeGuide")

    hall.live(scene)


@pytest.mark.requirement("R19")
def test_the_case_decides_before_the_card_and_a_case_for_the_counter_is_sent_there(hall: Hall):
    async def scene(citizen, _terminal, _stage):
        await open_by(citizen, "household", "id-card", LICENCE)
        await citizen.touches("primary")
        await citizen.sees("Choose")
        await citizen.touches("choice:first")
        await citizen.sees("Notice")
        await citizen.touches("primary")
        await citizen.sees("Choose")
        await citizen.touches("choice:expired")
        await citizen.sees("PresentCard")
        await citizen.touches("back")
        await citizen.sees("Choose")
        await citizen.touches("back")
        await citizen.sees("ReadGuide")

    hall.live(scene)
