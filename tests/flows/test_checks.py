"""Signature, face and voice are checks that an item's data asks for, none is built in (R30)."""

from pathlib import Path

import pytest

from drivers.id_card import people
from kiosk import words
from tests.flows.conftest import Hall
from tests.flows.test_tools import goes_to

PHONE = "13800000000"
PLAIN, SIGNED, FACE, VOICE, LATER, EITHER = (f"35051199900{place}" for place in range(1, 7))
NEEDS = {
    PLAIN: 'needs = ["ID", "PRINT_SLIP"]',
    SIGNED: 'needs = ["ID", "SIGN", "PRINT_SLIP"]',
    FACE: 'needs = ["ID", "FACE", "PRINT_SLIP"]',
    VOICE: 'needs = ["ID", "VOICE", "PRINT_SLIP"]',
    LATER: 'needs = ["ID", "IRIS", "PRINT_SLIP"]',
    EITHER: 'needs = ["ID", "FACE", "PRINT_SLIP"]\notherwise = ["SIGN"]',
}
LINE = """
[[groups.items]]
code = "{code}"
zh = "演示补贴 {code}"
en = "Demonstration subsidy {code}"
department = "civil"
kind = "A"
{needs}
channels = ["self"]
"""


@pytest.fixture
def centre_data(tmp_path: Path) -> Path:
    folder = tmp_path / "items"
    (folder / "themes").mkdir(parents=True)
    lines = "".join(LINE.format(code=code, needs=needs) for code, needs in NEEDS.items())
    group = f'code = "family"\n[[groups]]\ncode = "checks"\nzh = "核验"\nen = "Checks"\n{lines}'
    (folder / "themes" / "family.toml").write_text(group, encoding="utf-8")
    return folder


async def fills(citizen, hall, terminal, item):
    """From home until the form is filled."""
    await goes_to(citizen, terminal, item)
    await citizen.sees("ReadGuide")
    await citizen.touches("primary")
    await citizen.sees("PresentCard")
    hall.rig.card.lay(people.MINORITY)  # of whom the centre holds nothing
    await citizen.sees("FillForm")
    await citizen.fills({"phone": PHONE})
    await citizen.chooses("new")
    await citizen.touches("primary")


async def leaves(citizen, hall):
    hall.rig.card.take_away()
    await citizen.touches("home")
    await citizen.sees("Farewell")
    await citizen.touches("anywhere")


@pytest.mark.requirement("R30")
def test_what_the_data_asks_for_is_checked_and_what_this_terminal_cannot_do_closes_the_item(hall: Hall):
    async def scene(citizen, terminal, _stage):
        await citizen.until(lambda: PLAIN in terminal.shelf.catalog.by_code, "the items")
        for item, reason in (
            (FACE, words.CLOSED_CHECKS["FACE"]),
            (VOICE, words.CLOSED_CHECKS["VOICE"]),
            (LATER, words.CLOSED_CHECK),
        ):
            await goes_to(citizen, terminal, item)
            await citizen.sees("ReadGuide")
            await citizen.reads("closed", until=reason.zh)
            await citizen.reads("request", until=words.LEAVE_REQUEST.zh)
            await citizen.touches("home")
        for item in (SIGNED, EITHER):
            await fills(citizen, hall, terminal, item)
            await citizen.sees("Sign")
            await leaves(citizen, hall)
        await fills(citizen, hall, terminal, PLAIN)
        await citizen.sees("Confirm")

    hall.live(scene)
