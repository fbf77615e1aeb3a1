"""Back, Home and an empty place, the same for every journey."""

import asyncio
import itertools
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.availability import Availability
from kiosk.config import VisitTimes
from kiosk.journeys import journey
from kiosk.journeys.journey import Ending, Step, walk
from kiosk.last_card import LastCard
from kiosk.operations.mains import Mains
from kiosk.visit import Visit
from screens.page import Back, Leave
from screens.text import Text


@dataclass
class Script:
    """A glass whose citizen answers from a list; what is not in the list is never answered."""

    turns: list[Any]
    stays: bool = False
    last_touch: float = 0.0
    trails: list[int] = field(default_factory=list)
    warned: int = 0
    modes: Any = field(default_factory=lambda: SimpleNamespace(patience=1))

    async def ask(self, page: str, trail: Any) -> Any:
        self.trails.append(trail.current)
        if not self.turns:
            await asyncio.Event().wait()
        turn = self.turns.pop(0)
        if isinstance(turn, type):
            raise turn
        return turn

    async def still_there(self, seconds: int) -> bool:
        self.warned += 1
        return self.stays


class NoReader:
    async def wait_removed(self) -> None: ...


def visit_with(script: Script, idle_s: float = 1000.0) -> Visit:
    settings = SimpleNamespace(visit=VisitTimes(idle_s=idle_s))
    terminal = SimpleNamespace(
        stage=script, settings=settings, mains=Mains(), availability=Availability([], enrolled=True)
    )
    return Visit(terminal, LastCard(NoReader()), clock=itertools.count().__next__)


def asking(walked: list[str], name: str) -> Step:
    async def step(visit: Visit, draft: Any) -> None:
        walked.append(name)
        await visit.ask(name)

    return Step(step, Text(name))


def silent(walked: list[str], name: str) -> Step:
    async def step(visit: Visit, draft: Any) -> None:
        walked.append(name)

    return Step(step)


async def test_steps_follow_each_other_to_the_end():
    walked: list[str] = []
    script = Script([1, 1])
    ending = await walk((asking(walked, "a"), asking(walked, "b")), visit_with(script), None)
    assert ending is Ending.FINISHED
    assert walked == ["a", "b"]
    assert script.trails == [0, 1]


async def test_back_enters_the_step_before_again():
    walked: list[str] = []
    steps = (asking(walked, "a"), asking(walked, "b"), asking(walked, "c"))
    await walk(steps, visit_with(Script([1, 1, Back, Back, 1, 1, 1])), None)
    assert walked == ["a", "b", "c", "b", "a", "b", "c"]


async def test_back_passes_a_step_that_has_nothing_to_ask():
    walked: list[str] = []
    steps = (asking(walked, "a"), silent(walked, "b"), asking(walked, "c"))
    await walk(steps, visit_with(Script([1, Back, 1, 1])), None)
    assert walked == ["a", "b", "c", "a", "b", "c"]


async def test_back_passes_a_step_that_asked_once_and_has_its_answer():
    walked: list[str] = []
    known = []

    async def identify(visit: Visit, draft: Any) -> None:
        walked.append("card")
        if not known:
            await visit.ask("card")
            known.append(1)

    steps = (asking(walked, "guide"), Step(identify), asking(walked, "form"))
    await walk(steps, visit_with(Script([1, 1, Back, 1, 1])), None)
    assert walked == ["guide", "card", "form", "card", "guide", "card", "form"]


@pytest.mark.parametrize(("turn", "ended"), [(Back, Ending.TURNED_BACK), (Leave, Ending.LEFT)])
async def test_back_on_the_first_page_turns_back_and_home_on_any_ends_the_visit(turn: type, ended: Ending):
    ending = await walk((asking([], "a"),), visit_with(Script([turn])), None)
    assert ending is ended


@pytest.mark.requirement("R78")
async def test_nobody_there_ends_the_visit_after_the_warning():
    script = Script([])
    ending = await walk((asking([], "a"),), visit_with(script, idle_s=1e-9), None)
    assert ending is Ending.DESERTED
    assert script.warned == 1


@pytest.mark.requirement("R97")
async def test_the_idle_clock_stands_still_while_the_terminal_works():
    script = Script([])
    released = asyncio.Event()

    async def printing(visit: Visit, draft: Any) -> None:
        with visit.working():
            for _ in range(50):
                await asyncio.sleep(0)
            released.set()

    ending = await walk((Step(printing),), visit_with(script, idle_s=1e-9), None)
    assert released.is_set()
    assert script.warned == 0
    assert ending is Ending.FINISHED


async def test_what_a_step_raises_reaches_the_caller():
    async def broken(visit: Visit, draft: Any) -> None:
        raise RuntimeError("x")

    with pytest.raises(RuntimeError):
        await walk((Step(broken),), visit_with(Script([])), None)


@pytest.mark.requirement("R89")
async def test_a_power_cut_ends_the_visit_with_a_sentence_once_the_work_is_done(monkeypatch):
    monkeypatch.setattr(journey, "LAST_LOOK_S", 0.01)
    script = Script([])
    visit = visit_with(script)
    visit.terminal.settings.terminal = SimpleNamespace(phone="12345")
    printed = asyncio.Event()

    async def prints(visit: Visit, draft: Any) -> None:
        with visit.working():
            await printed.wait()
        script.turns.append(Leave)  # the sentence is read
        await asyncio.Event().wait()

    walking = asyncio.create_task(walk((Step(prints),), visit, None))
    visit.terminal.mains.tell(present=False)
    for _ in range(50):
        await asyncio.sleep(0)
    assert not walking.done()
    printed.set()
    assert await asyncio.wait_for(walking, 10) is Ending.POWER_CUT
