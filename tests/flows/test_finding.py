"""A citizen finds services: by themes, by letters, with Back to where they were."""

import asyncio

import pytest

from kiosk.simulation.visits import APPLICATION, find, open_guide
from tests.flows.conftest import Hall

INQUIRY = "352014907000"  # 城乡居民养老金发放情况查询


@pytest.mark.requirement("R6")
def test_letters_find_a_service_and_back_finds_the_letters_again(hall: Hall):
    async def scene(citizen, terminal, _stage):
        await citizen.sees("Home", where=("subtitle", "项服务"))
        await asyncio.to_thread(terminal.shelf.make_index)
        await citizen.touches("search")
        await citizen.sees("Search")
        for letter in "lsjz":  # 临时救助
            await citizen.touches(f"key:{letter}")
        await citizen.touches(f"tile:{APPLICATION}")
        await citizen.sees("ReadGuide")
        await citizen.touches("back")
        await citizen.sees("Search", where=("entry", "lsjz"))
        await citizen.touches("home")
        await citizen.sees("Home")
        await citizen.touches("search")
        await citizen.sees("Search", again=True)
        assert "lsjz" not in await citizen.reads("entry")

    hall.live(scene)


@pytest.mark.requirement("R34")
def test_a_package_is_found_by_its_letters_and_opens_as_one_matter(hall: Hall):
    async def scene(citizen, terminal, _stage):
        await citizen.sees("Home")
        await asyncio.to_thread(terminal.shelf.make_index)
        await citizen.touches("search")
        await citizen.sees("Search")
        for letter in "qykb":  # 企业开办一件事
            await citizen.touches(f"key:{letter}")
        await citizen.touches("tile:business-start")
        await citizen.sees("ReadGuide")
        await citizen.touches("primary")
        await citizen.sees("Choose")
        await citizen.touches("home")
        await citizen.sees("Home")

    hall.live(scene)


@pytest.mark.requirement("R6")
def test_back_on_a_guide_leads_to_the_page_it_was_chosen_on(hall: Hall):
    async def scene(citizen, _terminal, _stage):
        await find(citizen, APPLICATION)
        await citizen.touches(f"tile:{APPLICATION}")
        await citizen.sees("ReadGuide")
        await citizen.touches("back")
        await citizen.sees("Browse", where=(f"tile:{APPLICATION}", "临时救助"))
        await citizen.touches("back")
        await citizen.sees("Browse", again=True)
        await citizen.touches("back")
        await citizen.sees("Home")
        await open_guide(citizen, APPLICATION)

    hall.live(scene)
