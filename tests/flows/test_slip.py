"""From the printer's mouth into the citizen's hand: shown, reminded, taken, taken back, printed again."""

import pytest
from PySide6.QtCore import QPointF

from drivers.far_end import Fault
from drivers.id_card import people
from drivers.printer.receipt.simulator import PrinterFault
from kiosk import words
from kiosk.journeys import hand_over
from kiosk.operations.ledger import Outcome
from kiosk.simulation.visits import CERTIFICATE, open_guide
from screens import finger
from tests.flows.conftest import Hall

SLIP_PRINTER = "receipt_printer"


async def to_the_slip(citizen, hall: Hall) -> None:
    await open_guide(citizen, CERTIFICATE)
    await citizen.touches("primary")
    await citizen.sees("PresentCard")
    hall.rig.card.lay(people.RESIDENT)


def stand_apart(stage) -> bool:
    secondary, primary = (finger.find(stage.glass.window, name) for name in ("secondary", "primary"))
    if secondary is None or primary is None:
        return False
    right_edge = secondary.mapToScene(QPointF(secondary.width(), 0)).x()
    return bool(right_edge <= primary.mapToScene(QPointF(0, 0)).x())


async def what_became(terminal, citizen, outcome: Outcome) -> None:
    """Waits until the ledger has it: it is written beside the page."""
    await citizen._until(lambda: terminal.ledger.prints(SLIP_PRINTER, outcome) == 1, outcome)


@pytest.mark.requirement("R87")
@pytest.mark.parametrize("presenter", ["vkp80iii", "kpm210"])
def test_the_page_stays_until_the_slip_is_really_taken_and_then_says_so(hall: Hall):
    async def scene(citizen, terminal, stage):
        await to_the_slip(citizen, hall)
        await citizen.sees("TakeSlip", where=("title", "请取走凭条"))
        assert stage.page_item.property("waiting") is True
        assert stage.page_item.property("primaryText") == ""
        assert hall.rig.slip.mouth.take() is not None
        await citizen.reads("title", until=words.SLIP_TAKEN.zh)
        await what_became(terminal, citizen, Outcome.TAKEN)
        await citizen.touches("primary")
        await citizen.sees("Rate")

    hall.live(scene)


@pytest.mark.requirement("R87")
@pytest.mark.parametrize("presenter", ["kpm210"])
def test_a_slip_left_in_the_mouth_is_reminded_of_taken_back_and_printed_again_on_wish(
    hall: Hall, monkeypatch, logged: list[dict[str, object]]
):
    monkeypatch.setattr(hand_over, "REMIND_S", 0.1)

    async def scene(citizen, terminal, stage):
        printer = terminal.devices.receipt_printer
        await to_the_slip(citizen, hall)
        await citizen.sees("TakeSlip")
        await citizen.reads("problem", until=words.SLIP_STILL_THERE.zh)
        printer._handing_over._hold_s = 0
        await citizen.reads("title", until=words.SLIP_TAKEN_BACK.zh)
        await what_became(terminal, citizen, Outcome.TAKEN_BACK)
        assert len(hall.rig.slip.mouth.bin) == 1
        printer._handing_over._hold_s = 30
        await citizen._until(lambda: stand_apart(stage), "two buttons where none was, laid out")
        await citizen.touches("secondary")
        await citizen.sees("TakeSlip", again=True)
        assert "补打" in "\n".join(hall.rig.slip.mouth.take().text_lines)
        await citizen.reads("title", until=words.SLIP_TAKEN.zh)

    hall.live(scene)
    assert {"slip.reminded", "slip.handed_over", "receipt_printer.mouth_cleared"} <= {
        event["event"] for event in logged
    }


@pytest.mark.requirement("R87")
@pytest.mark.parametrize("presenter", ["kpm210"])
def test_whoever_walks_away_from_the_slip_leaves_it_to_nobody(hall: Hall):
    hall.times = {"idle_s": 2.5}  # the way to the slip must not take so long on a busy machine

    async def scene(citizen, terminal, stage):
        stage._idle._countdown.setInterval(1)
        stage._idle._second_ms = 1
        await to_the_slip(citizen, hall)
        await citizen.sees("TakeSlip")
        await citizen.sees("Farewell")
        await what_became(terminal, citizen, Outcome.TAKEN_BACK)
        assert hall.rig.slip.mouth.shown is None

    hall.live(scene)


@pytest.mark.parametrize("presenter", ["vkp80iii"])
def test_a_printer_that_dies_with_the_slip_in_its_mouth_lets_the_citizen_go_on(hall: Hall):
    async def scene(citizen, terminal, _stage):
        await to_the_slip(citizen, hall)
        await citizen.sees("TakeSlip")
        hall.rig.slip.inject(Fault.UNPLUG)
        await what_became(terminal, citizen, Outcome.PRINTED)
        await citizen.touches("primary")
        await citizen.sees("Rate")

    hall.live(scene)


@pytest.mark.requirement("R80")
@pytest.mark.parametrize("presenter", ["vkp80iii"])
def test_a_slip_that_jams_in_the_presenter_is_offered_again_and_its_content_to_the_phone(hall: Hall):
    async def scene(citizen, terminal, stage):
        hall.rig.slip.mouth.jams_next = True
        await to_the_slip(citizen, hall)
        await citizen.sees("Notice", where=("body", "证明已经打印好"))
        await citizen.touches("action:go_on")
        await citizen.sees("TakeSlip", where=("title", "请记下您的编号"))
        assert stage.page_item.property("code") != ""
        await what_became(terminal, citizen, Outcome.FAILED)

    hall.live(scene)
    assert hall.rig.slip.mouth.shown is None


@pytest.mark.requirement("R80")
def test_a_cover_opened_in_the_middle_of_the_slip_shows_another_way(hall: Hall):
    async def scene(citizen, _terminal, _stage):
        await to_the_slip(citizen, hall)
        hall.rig.slip.inject_after(700, PrinterFault.COVER_OPEN)
        await citizen.sees("Notice", where=("body", "证明已经打印好"))
        hall.rig.slip.clear(PrinterFault.COVER_OPEN)
        await citizen.touches("primary")
        await citizen.sees("TakeSlip")

    hall.live(scene)
    assert "补打" in "\n".join(hall.rig.slip.tickets[-1].text_lines)
