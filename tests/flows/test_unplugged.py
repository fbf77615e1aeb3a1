"""A device that is unplugged at any step of a journey: another way stands on the glass within two seconds."""

import time

import pytest

from drivers.far_end import Fault
from drivers.id_card import people
from kiosk import words
from kiosk.simulation.visits import APPLICATION, CERTIFICATE, open_guide
from tests.flows.conftest import Hall

WITHIN_S = 2.0
FORM = {"phone": "13800000000", "familySize": "3", "monthlyIncome": "1200"}


async def to_the_guide(citizen, _hall: Hall, tile: str) -> None:
    await open_guide(citizen, tile)


async def to_the_reader(citizen, hall: Hall, tile: str) -> None:
    await to_the_guide(citizen, hall, tile)
    await citizen.touches("primary")
    await citizen.sees("PresentCard")


async def to_the_form(citizen, hall: Hall, tile: str) -> None:
    await to_the_reader(citizen, hall, tile)
    hall.rig.card.lay(people.RESIDENT)
    await citizen.sees("FillForm")


async def to_the_scan(citizen, hall: Hall, tile: str) -> None:
    await to_the_form(citizen, hall, tile)
    await citizen.fills(FORM)
    await citizen.chooses("illness")
    await citizen.touches("primary")
    await citizen.sees("ScanPage")


PLUGS = {
    "id_card": lambda rig: rig.card.inject(Fault.UNPLUG),
    "document_scanner": lambda rig: rig.camera.inject(Fault.UNPLUG),
    "receipt_printer": lambda rig: rig.slip.inject(Fault.UNPLUG),
    "a4_printer": lambda rig: rig.a4.unplug(),
}
WALKS = {"guide": to_the_guide, "reader": to_the_reader, "form": to_the_form, "scan": to_the_scan}
# The item, the step, the device whose plug is pulled, and what on the glass must name another way.
CASES = [
    (APPLICATION, "guide", "id_card", "closed"),
    (APPLICATION, "guide", "document_scanner", "closed"),
    (APPLICATION, "guide", "receipt_printer", "closed"),
    (CERTIFICATE, "guide", "a4_printer", "closed"),
    (APPLICATION, "reader", "id_card", "problem"),
    (APPLICATION, "reader", "document_scanner", "caution"),
    (CERTIFICATE, "reader", "a4_printer", "caution"),
    (APPLICATION, "form", "document_scanner", "caution"),
    (APPLICATION, "form", "receipt_printer", "caution"),
    (APPLICATION, "scan", "document_scanner", "help"),
    (APPLICATION, "scan", "receipt_printer", "caution"),
]


@pytest.mark.requirement("R69")
@pytest.mark.parametrize(("tile", "step", "device", "place"), CASES)
def test_another_way_is_shown_within_two_seconds(hall: Hall, tile, step, device, place):
    async def scene(citizen, _terminal, _stage):
        await WALKS[step](citizen, hall, tile)
        PLUGS[device](hall.rig)
        pulled = time.monotonic()
        await citizen.reads(place, until="窗口")
        assert time.monotonic() - pulled <= WITHIN_S

    hall.live(scene)


def test_the_words_vanish_when_the_device_is_back_and_the_form_still_holds_what_was_typed(hall: Hall):
    async def scene(citizen, _terminal, stage):
        await to_the_form(citizen, hall, APPLICATION)
        await citizen.fills({"phone": "13800000000"})
        hall.rig.slip.inject(Fault.UNPLUG)
        await citizen.reads("caution", until="窗口")
        assert stage.glass.root.property("cautionOpen")
        hall.rig.slip.inject(Fault.REPLUG)
        await citizen.until(lambda: not stage.glass.root.property("cautionOpen"), "the caution to vanish")
        await citizen.fills({"familySize": "3", "monthlyIncome": "1200"})
        await citizen.chooses("illness")
        await citizen.touches("primary")
        await citizen.sees("ScanPage")

    hall.live(scene)


def test_whoever_goes_on_is_not_told_again_and_whoever_leaves_is_at_home(hall: Hall):
    async def scene(citizen, _terminal, stage):
        await to_the_form(citizen, hall, APPLICATION)
        hall.rig.slip.inject(Fault.UNPLUG)
        await citizen.reads("caution", until="窗口")
        await citizen.touches("caution:go_on")
        await citizen.until(lambda: not stage.glass.root.property("cautionOpen"), "the caution to close")
        hall.rig.camera.inject(Fault.UNPLUG)
        await citizen.reads("caution", until=words.CLOSED_NO_SCANNER.zh)
        await citizen.touches("caution:leave")
        hall.rig.card.take_away()
        await citizen.sees("Home")

    hall.live(scene)
