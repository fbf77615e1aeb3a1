"""What goes out of order and will be needed in this visit: said at once, with the ways that are left."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from kiosk import words
from kiosk.cases.draft import Draft
from kiosk.center.contract import Need
from kiosk.race import first, runner
from kiosk.visit import Visit
from screens.page import Caution
from screens.text import Text

LOOK_AGAIN_S = 0.5


async def until_left_for_trouble(visit: Visit, draft: Draft, ahead: Callable[[], tuple[Need, ...]]) -> None:
    """Tells of each device of `ahead` that fails; returns when the citizen rather leaves.

    A step that uses a device tells of it itself; here is told what the citizen cannot see yet. What was told
    once is not told again unless it worked in between; words vanish when the device is back.
    """
    availability = visit.terminal.availability
    told: Text | None = None
    with availability.changed.heard() as changed:
        while True:
            trouble = availability.trouble(ahead())
            if trouble is None or trouble == told or visit.at_work:
                told = told if trouble is not None else None
                await _heard(changed)
                continue
            told = trouble
            ways = availability.ways(draft.guide)
            text = Text("\n".join(way.zh for way in (trouble, *ways)), _lines_en(trouble, ways))
            caution = runner(visit.terminal.stage.caution(_caution(text)))
            gone = runner(_until_well(visit, ahead))
            if await first(caution, gone) is caution and caution.result():
                return


async def _until_well(visit: Visit, ahead: Callable[[], tuple[Need, ...]]) -> None:
    availability = visit.terminal.availability
    with availability.changed.heard() as changed:
        while availability.trouble(ahead()) is not None and not visit.at_work:
            await _heard(changed)


async def _heard(changed: asyncio.Event) -> None:
    """A change, or a moment later: steps and works go on without a bell."""
    with suppress(TimeoutError):
        async with asyncio.timeout(LOOK_AGAIN_S):
            await changed.wait()
    changed.clear()


def _lines_en(trouble: Text, ways: tuple[Text, ...]) -> str:
    return "\n".join(way.in_("en") for way in (trouble, *ways))


def _caution(text: Text) -> Caution:
    return Caution(words.TROUBLE_TITLE, text, words.TROUBLE_KEPT, words.TROUBLE_GO_ON, words.LEAVE)
