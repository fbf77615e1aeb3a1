"""One second after a visit nothing of the citizen is readable: no file, log, page or object holds it (P3)."""

import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from drivers.id_card import people
from kiosk.simulation.centre import TERMINAL_NO
from kiosk.simulation.citizen import Citizen
from kiosk.simulation.visits import APPLICATION, apply, certificate, open_guide
from kiosk.terminal import Terminal
from tests.flows.conftest import Hall
from tests.flows.test_bookings import books
from tests.flows.test_case_papers import promises
from tests.flows.test_own_licences import lists, looks_at
from tests.flows.test_people import founds, helps, prints_for_a_company
from tests.flows.test_people import leaves as takes_the_slip
from tests.flows.test_requests import asks_a_question
from tests.flows.test_tools import COPY, FUND, goes_to
from tests.flows.test_track import a_form, corrects, file_case, to_the_desk
from tests.flows.traces import (
    left_pictures,
    logged_secrets,
    readable_secrets,
    remembered_secrets,
    shown_secrets,
)

Journey = Callable[[Citizen, Hall, Terminal], Awaitable[object]]


async def applies(citizen: Citizen, hall: Hall, terminal: Terminal) -> None:
    await apply(citizen, hall.rig)
    await citizen.until(lambda: terminal.post.counts().backlog == 0, "the delivery")


async def prints(citizen: Citizen, hall: Hall, _terminal: Terminal) -> None:
    await certificate(citizen, hall.rig)


async def looks_up(citizen: Citizen, hall: Hall, terminal: Terminal) -> None:
    await goes_to(citizen, terminal, FUND)
    await citizen.sees("ReadGuide")
    await citizen.touches("primary")
    await citizen.sees("PresentCard")
    hall.rig.card.lay(people.RESIDENT)
    await citizen.sees("Figures")
    await leaves(citizen, hall)


async def prints_a_licence(citizen: Citizen, hall: Hall, terminal: Terminal) -> None:
    await lists(citizen, hall, terminal)
    await looks_at(citizen, terminal, "居民户口簿")
    await citizen.touches("print")
    await citizen.sees("Notice")
    await leaves(citizen, hall)


async def gives_up_in_the_form(citizen: Citizen, hall: Hall, _terminal: Terminal) -> None:
    await open_guide(citizen, APPLICATION)
    await citizen.touches("primary")
    await citizen.sees("PresentCard")
    hall.rig.card.lay(people.RESIDENT)
    await citizen.sees("FillForm")
    await citizen.fills({"phone": "13800000000"})
    assert remembered_secrets()  # the look at the kiosk's objects sees what is there
    await leaves(citizen, hall)


async def copies_papers(citizen: Citizen, hall: Hall, terminal: Terminal) -> None:
    await goes_to(citizen, terminal, COPY)
    await citizen.sees("ReadGuide")
    await citizen.touches("primary")
    await citizen.sees("FillForm")
    await citizen.fills({"copies": "1"})
    hall.rig.camera.lay()
    await citizen.touches("primary")
    await citizen.sees("ScanPage", where=("help", "放好了"))
    await citizen.touches("shutter")
    await citizen.sees("CheckScan")
    assert remembered_secrets()  # the picture
    await citizen.touches("keep")
    await citizen.sees("Notice")
    await citizen.touches("primary")


async def asks_how_it_stands(citizen: Citizen, hall: Hall, terminal: Terminal) -> None:
    _, receipt = file_case(hall, terminal)
    await to_the_desk(citizen)
    hall.rig.card.lay(people.RESIDENT)
    await citizen.sees("Browse")
    await citizen.touches(f"tile:{receipt['receiveNo']}")
    await citizen.sees("ShowCase")
    await leaves(citizen, hall)


async def corrects_a_case(citizen: Citizen, hall: Hall, terminal: Terminal) -> None:
    form = a_form(phone="13800000000")
    case, _ = file_case(hall, terminal, form=form, signature=None)
    await to_the_desk(citizen)
    hall.rig.codes.show(f"kiosk:{TERMINAL_NO}:{case.local_no}")
    await citizen.sees("ShowCase")
    await corrects(citizen, hall)
    assert remembered_secrets()  # what was given before
    await leaves(citizen, hall)


async def helps_another(citizen: Citizen, hall: Hall, terminal: Terminal) -> None:
    await helps(citizen, hall, terminal, people.MINORITY, people.RESIDENT)


async def founds_a_company(citizen: Citizen, hall: Hall, terminal: Terminal) -> None:
    await founds(citizen, hall, terminal)


async def asks_the_department(citizen: Citizen, hall: Hall, terminal: Terminal) -> None:
    await asks_a_question(citizen, terminal)
    await citizen.until(lambda: terminal.post.counts().backlog == 0, "the delivery")


async def prints_a_companys(citizen: Citizen, hall: Hall, terminal: Terminal) -> None:
    await prints_for_a_company(citizen, hall)
    await takes_the_slip(hall, citizen, terminal)


async def books_a_time(citizen: Citizen, hall: Hall, terminal: Terminal) -> None:
    await books(citizen, hall, terminal, terminal.stage)


async def promises_a_paper(citizen: Citizen, hall: Hall, terminal: Terminal) -> None:
    await promises(citizen, hall)
    await takes_the_slip(hall, citizen, terminal)


async def leaves(citizen: Citizen, hall: Hall) -> None:
    await citizen.touches("home")
    hall.rig.card.take_away()
    await citizen.sees("Farewell")
    await citizen.touches("anywhere")


@pytest.mark.requirement("R78")
@pytest.mark.requirement("R100")
@pytest.mark.parametrize(
    "journey",
    [
        applies,
        prints,
        prints_a_licence,
        prints_a_companys,
        promises_a_paper,
        looks_up,
        copies_papers,
        asks_how_it_stands,
        corrects_a_case,
        helps_another,
        founds_a_company,
        asks_the_department,
        books_a_time,
        gives_up_in_the_form,
    ],
)
def test_nothing_of_the_citizen_is_left(
    hall: Hall,
    logged: list[dict[str, object]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    journey: Journey,
):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    async def scene(citizen, terminal, stage):
        await journey(citizen, hall, terminal)
        await citizen.sees("Home")
        assert shown_secrets(stage) == []
        assert remembered_secrets() == []

    hall.live(scene)
    assert (hall.state / "outbox.db").exists()
    assert readable_secrets(hall.state) == []
    assert readable_secrets(temporary) == []
    assert left_pictures(hall.state) + left_pictures(temporary) == []
    assert logged_secrets(logged) == []
