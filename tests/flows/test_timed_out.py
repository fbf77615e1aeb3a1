"""An application that times out is not lost, and nobody else can read it (R79)."""

import asyncio
import re

import pytest

from drivers.id_card import people
from drivers.printer.receipt.simulated_status import PrinterFault
from kiosk.simulation.visits import APPLICATION, open_guide
from tests.flows.conftest import Hall
from tests.flows.traces import readable_secrets


async def begins(citizen, hall, card=people.RESIDENT):
    await open_guide(citizen, APPLICATION)
    await citizen.touches("primary")
    await citizen.sees("PresentCard")
    hall.rig.card.lay(card)


async def walks_away(citizen, hall, stage):
    stage._idle._countdown.setInterval(1)
    stage._idle._second_ms = 1
    hall.rig.card.take_away()
    asked = len(hall.rig.card.requests)
    await citizen.sees("Farewell")
    # The terminal must have seen the reader empty: a card laid sooner is taken for the one left behind (R81).
    assert await asyncio.to_thread(hall.rig.card.wait_for_requests, asked + 1)
    await citizen.touches("anywhere")
    await citizen.sees("Home")


@pytest.mark.requirement("R79")
def test_card_and_code_go_on_where_the_form_timed_out(hall: Hall):
    hall.times = {"idle_s": 2.5}

    async def scene(citizen, _terminal, stage):
        await begins(citizen, hall)
        await citizen.sees("FillForm")
        await citizen.fills({"phone": "13800000000"})
        await citizen.touches("field:familySize")
        await citizen.types("3")
        await walks_away(citizen, hall, stage)
        (ticket,) = hall.rig.slip.tickets
        paper = "\n".join(ticket.text_lines)
        assert people.RESIDENT.name not in paper
        code = re.search(r"\b(\d{3}) (\d{3})\b", paper)
        assert code is not None
        assert readable_secrets(hall.state) == []

        await begins(citizen, hall, people.MINORITY)
        await citizen.sees("FillForm")
        assert not stage.page_item.property("typed").toVariant().get("phone")
        await citizen.touches("home")
        await walks_away(citizen, hall, stage)

        await begins(citizen, hall)
        await citizen.sees("EnterCode")
        right = "".join(code.groups())
        await citizen.types(f"{(int(right) + 1) % 10**6:06}")
        await citizen.touches("primary")
        await citizen.reads("problem", until="4")
        await citizen.types(right)
        await citizen.touches("primary")
        await citizen.sees("FillForm")
        typed = stage.page_item.property("typed").toVariant()
        assert typed["phone"] == "13800000000"
        assert typed["familySize"] == "3"
        await citizen.touches("home")
        hall.rig.card.take_away()
        await citizen.sees("Farewell")

    hall.live(scene)
    assert len(hall.rig.slip.tickets) == 1


@pytest.mark.requirement("R79")
def test_without_a_slip_nothing_is_kept(hall: Hall):
    hall.times = {"idle_s": 2.5}

    async def scene(citizen, terminal, stage):
        await begins(citizen, hall)
        await citizen.sees("FillForm")
        await citizen.fills({"phone": "13800000000"})
        hall.rig.slip.inject_after(60, PrinterFault.COVER_OPEN)
        await walks_away(citizen, hall, stage)
        assert not terminal.unfinished.has(people.RESIDENT.id_number, APPLICATION)

    hall.live(scene)
    assert hall.rig.slip.tickets == []
