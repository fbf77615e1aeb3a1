"""A journey is a list of steps; this file walks it, the same way for every journey."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from kiosk import words
from kiosk.availability import NEEDS
from kiosk.cases.draft import Draft
from kiosk.center.contract import Need
from kiosk.journeys.ahead import until_left_for_trouble
from kiosk.journeys.guiding import guided
from kiosk.race import first, runner
from kiosk.visit import Visit
from screens.page import Back, Leave, Trail
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.text import Text

LAST_LOOK_S = 8.0  # a slip is taken and its number read
SENTENCE_S = 20.0
SLOTS = {need: kind for need, (kind, _) in NEEDS.items()}  # the lamps bear the names of the devices

StepFunction = Callable[[Visit, Draft], Awaitable[None]]


@dataclass(frozen=True)
class Step:
    """One step: what it does, and its name in the step bar (None: not shown there)."""

    run: StepFunction
    name: Text | None = None
    uses: tuple[Need, ...] = ()  # devices of the item that the citizen meets here: lamps, and words ahead


class Ending(StrEnum):
    """How a visit ended."""

    FINISHED = "finished"
    TURNED_BACK = "turned_back"  # Back on the first page: to wherever the journey was chosen
    LEFT = "left"
    DESERTED = "deserted"
    BROKEN = "broken"
    POWER_CUT = "power_cut"


async def walk(steps: tuple[Step, ...], visit: Visit, draft: Draft) -> Ending:
    """Lives through `steps` with the citizen until the last one, Home, or an empty place before the glass.

    Back re-enters the last step that asked something, with the draft kept. A device that fails ahead is told
    at once; a power cut ends the visit with a sentence, after what is being printed or saved. What a step
    raises besides is the caller's to tell the citizen.
    """
    place = _Place(steps)
    mains = visit.terminal.mains
    with mains.visit():
        journey = runner(_through(place, visit, draft))
        deserted = runner(visit.until_deserted())
        left = runner(until_left_for_trouble(visit, draft, place.ahead))
        dark = runner(_until_dark(visit))
        match await first(journey, deserted, left, dark):
            case winner if winner is journey:
                ending: Ending = journey.result()
                return ending
            case winner if winner is dark:
                dark.result()
                await _tell_of_the_power_cut(visit)
                return Ending.POWER_CUT
            case winner if winner is left:
                left.result()  # a watch that broke is no wish to leave
                return Ending.LEFT
            case _:
                deserted.result()
                return Ending.DESERTED


class _Place:
    """Where the citizen is among the steps."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self.steps = steps
        self.at = 0

    def ahead(self) -> tuple[Need, ...]:
        """What the steps behind the present one will use; the first one, the guide, tells that itself."""
        if self.at == 0:
            return ()
        return tuple(need for step in self.steps[self.at + 1 :] for need in step.uses)


async def walk_within(steps: tuple[Step, ...], visit: Visit, draft: Draft) -> Ending:
    """Lives through `steps` inside a step of another journey, whose bar stands there again afterwards."""
    trail = visit.trail
    try:
        return await _through(_Place(steps), visit, draft)
    finally:
        visit.trail = trail


async def _until_dark(visit: Visit) -> None:
    """Returns on the battery, once nothing works for the citizen and what it gave could be read and taken."""
    await visit.terminal.mains.gone()
    while (rest := LAST_LOOK_S - visit.quiet_s) > 0:  # noqa: ASYNC110  time has no bell
        await asyncio.sleep(min(rest, LAST_LOOK_S))


async def _tell_of_the_power_cut(visit: Visit) -> None:
    phone = visit.terminal.settings.terminal.phone
    notice = Notice(
        words.NO_MAINS,
        words.NO_MAINS_BODY,
        words.filled(words.NO_MAINS_NEXT, phone=phone),
        (Choice("leave", words.LEAVE),),
    )
    with suppress(Back, Leave, TimeoutError):
        async with asyncio.timeout(SENTENCE_S):
            await visit.ask(notice)


async def _through(place: _Place, visit: Visit, draft: Draft) -> Ending:
    steps = place.steps
    names = tuple(step.name for step in steps if step.name is not None)
    asked: list[int] = []
    at, backwards = 0, False
    while at < len(steps):
        shown = [step.name for step in steps[: at + 1] if step.name is not None]
        visit.trail = Trail(names, max(len(shown) - 1, 0))
        place.at = at
        questions = visit.questions
        try:
            async with guided(visit.terminal, tuple(SLOTS[need] for need in steps[at].uses)):
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
