"""One's own e-licences (R92): listed from the centre, looked at, printed for a purpose, kept nowhere."""

import sqlite3

import pikepdf
import pytest

from drivers.id_card import people
from kiosk import words
from tests.flows.conftest import Hall
from tests.flows.test_tools import goes_to
from tests.flows.traces import readable_secrets

OWN = "352098903000"


async def lists(citizen, hall, terminal, purpose="bank"):
    """To the list of the licences of whoever lays the card."""
    await goes_to(citizen, terminal, OWN)
    await citizen.sees("ReadGuide")
    await citizen.touches("primary")
    await citizen.sees("FillForm")
    await citizen.chooses(purpose)
    await citizen.touches("primary")
    await citizen.sees("PresentCard")
    hall.rig.card.lay(people.RESIDENT)
    await citizen.sees("Browse")


async def looks_at(citizen, terminal, title):
    """The page of one of them, by its name."""
    entries = terminal.stage.page_item.property("entries")
    wanted = next(entry["id"] for entry in entries if entry["title"] == title)
    await citizen.touches_listed(f"tile:{wanted}")
    await citizen.sees("ShowPaper")


def counted(hall):
    """The ledger's rows and the paper under their numbers."""
    with sqlite3.connect(hall.state / "ledger.db") as ledger:
        rows = ledger.execute(
            "SELECT holder, outcome, sheets FROM ledger JOIN paper USING (number) WHERE item_code = ?", [OWN]
        )
        return rows.fetchall()


@pytest.mark.requirement("R92")
@pytest.mark.requirement("R83")
def test_ones_own_licence_is_looked_at_and_printed_with_its_purpose_and_counted(hall: Hall):
    async def scene(citizen, terminal, _stage):
        await lists(citizen, hall, terminal)
        await looks_at(citizen, terminal, "居民户口簿")
        await citizen.touches("back")
        await citizen.sees("Browse")
        assert hall.rig.a4.received == []
        await looks_at(citizen, terminal, "机动车驾驶证")
        await citizen.touches("print")
        await citizen.sees("Notice")
        await citizen.touches("primary")
        hall.rig.card.take_away()
        await citizen.sees("Farewell")

    hall.live(scene)
    (printed,) = hall.rig.a4.received
    with pikepdf.open(printed) as paper:
        assert str(paper.docinfo["/Title"]) == "机动车驾驶证"
        assert str(paper.docinfo["/Keywords"]).startswith("此件仅供银行业务使用")
    assert counted(hall) == [(f"{people.RESIDENT.name[0]}*", "printed", 1)]
    assert readable_secrets(hall.state) == []


@pytest.mark.requirement("R92")
def test_a_copy_that_the_printer_does_not_confirm_is_called_not_printed_and_comes_again(hall: Hall):
    async def scene(citizen, terminal, _stage):
        await lists(citizen, hall, terminal, purpose="rent")
        await looks_at(citizen, terminal, "居民户口簿")
        hall.rig.a4.abort()
        await citizen.touches("print")
        await citizen.sees("Notice", where=("body", words.LICENCE_NOT_PRINTED_BODY.zh))
        hall.rig.a4.replug()
        await citizen.touches("primary")
        await citizen.sees("Notice", where=("body", words.LICENCE_PRINTED_BODY.zh), again=True)
        await citizen.touches("primary")
        hall.rig.card.take_away()
        await citizen.sees("Farewell")

    hall.live(scene)
    outcomes = [outcome for _, outcome, _ in counted(hall)]
    assert outcomes == ["failed", "printed"]
