"""A journey is a list of steps; this file walks it, the same way for every journey."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.cases.draft import Draft
from kiosk.race import first, runner
from kiosk.visit import Visit
from screens.page import Back, Leave, Trail
from screens.text import Text

StepFunction = Callable[[Visit, Draft], Awaitable[None]]


@dataclass(frozen=True)
class Step:
    """One step: what it does, and its name in the step bar (None: not shown there)."""

    run: StepFunction
    name: Text | None = None


class Ending(StrEnum):
    """How a visit ended."""

    FINISHED = "finished"
    TURNED_BACK = "turned_back"  # Back on the first page: to wherever the journey was chosen
    LEFT = "left"
    DESERTED = "deserted"
    BROKEN = "broken"


async def walk(steps: tuple[Step, ...], visit: Visit, draft: Draft) -> Ending:
    """Lives through `steps` with the citizen until the last one, Home, or an empty place before the glass.

    Back re-enters the last step that asked something, with the draft kept. What a step raises besides is the
    caller's to tell the citizen.
    """
    journey = runner(_through(steps, visit, draft))
    if await first(journey, runner(visit.until_deserted())) is not journey:
        return Ending.DESERTED
    ending: Ending = journey.result()
    return ending


async def _through(steps: tuple[Step, ...], visit: Visit, draft: Draft) -> Ending:
    names = tuple(step.name for step in steps if step.name is not None)
    asked: list[int] = []
    at, backwards = 0, False
    while at < len(steps):
        shown = [step.name for step in steps[: at + 1] if step.name is not None]
        visit.trail = Trail(names, max(len(shown) - 1, 0))
        questions = visit.questions
        try:
            await steps[at].run(visit, draft)
        except Back:
            backwards = True
        except Leave:
            return Ending.LEFT
        else:
            if visit.questions > questions:
                asked.append(at)
                backwards = False
            if not backwards:
                at += 1
                continue
            # A step that has nothing to ask any more (the card is read) must not turn Back into Forward.
        if not asked:
            return Ending.TURNED_BACK
        at = asked.pop()
    return Ending.FINISHED
