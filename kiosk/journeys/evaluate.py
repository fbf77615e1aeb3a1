"""The rating (好差评): after the result, of the citizen's own will, or not at all (R42-R44)."""

import asyncio
import uuid

from kiosk.cases import submission
from kiosk.cases.draft import Draft
from kiosk.catalog.models import said
from kiosk.center.contract import RatingScheme
from kiosk.post import NotStored
from kiosk.visit import Visit
from screens.pages.parts import Choice
from screens.pages.rate import Rate, Tag


async def evaluate(visit: Visit, draft: Draft) -> None:
    """Asks once. Skipping, leaving and the time-out store nothing: there is no rating without a touch."""
    terminal = visit.terminal
    scheme = draft.catalog.rating
    try:
        rating = await asyncio.wait_for(visit.ask(_page(scheme)), terminal.settings.visit.rating_s)
    except TimeoutError:
        return
    if rating is None:
        return
    payload = submission.evaluation(draft, rating, terminal.settings.terminal.number, terminal.now())
    try:
        await terminal.post.accept(uuid.uuid4().hex, "evaluation", draft.item.code, payload, {})
    except NotStored:
        return  # logged by the post; the citizen's business is done, and a rating is a gift


def _page(scheme: RatingScheme) -> Rate:
    return Rate(
        levels=tuple(Choice(level.level.value, said(level.label)) for level in scheme.levels),
        tags={
            level.level.value: tuple(
                Tag(tag.code, said(tag.text), tag.shown_first)
                for tag in scheme.tags
                if tag.level is level.level
            )
            for level in scheme.levels
        },
    )
