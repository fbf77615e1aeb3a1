"""What the centre holds of a person need not be typed: filled in, marked, and free to be changed."""

import json

import pytest

from drivers.id_card import people
from kiosk import words
from kiosk.simulation.visits import APPLICATION, open_guide
from tests.flows.conftest import Hall

HELD = "13800000000"


async def to_the_form(citizen, hall: Hall) -> dict[str, str]:
    """Lays the card; the texts of the form as it opens."""
    await open_guide(citizen, APPLICATION)
    await citizen.touches("primary")
    await citizen.sees("PresentCard")
    hall.rig.card.lay(people.RESIDENT)
    await citizen.sees("FillForm")
    typed: dict[str, str] = citizen._stage.page_item.property("typed").toVariant()
    return typed


def test_the_form_opens_with_what_the_centre_holds_and_says_so_until_it_is_changed(hall: Hall):
    async def scene(citizen, terminal, _stage):
        typed = await to_the_form(citizen, hall)
        assert (typed["phone"], typed["familySize"]) == (HELD, "")
        assert await citizen.reads("source") == words.FROM_CENTRE.zh
        await citizen.touches_listed("field:phone")
        await citizen.touches("delete")
        await citizen.sees_no("source")
        await citizen.types("9")
        await citizen.touches("done")
        await citizen.touches("back")
        await citizen.sees("ReadGuide")
        await citizen.touches("primary")
        await citizen.sees("FillForm")
        changed = citizen._stage.page_item.property("typed").toVariant()
        assert changed["phone"] == HELD[:-1] + "9"

    hall.live(scene)


@pytest.mark.requirement("R70")
@pytest.mark.parametrize("centre_faults", [("timeout_after_commit",), ("html_200",)])
def test_the_form_opens_without_it_when_the_centre_is_slow_or_away(hall: Hall, logged):
    async def scene(citizen, _terminal, _stage):
        typed = await to_the_form(citizen, hall)
        assert typed["phone"] == ""
        await citizen.fills({"phone": HELD})

    hall.live(scene)
    assert [line["event"] for line in logged].count("form.not_prefilled") == 1
    assert HELD not in json.dumps(logged, default=str)
