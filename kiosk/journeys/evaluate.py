"""The rating (好差评): after the result, of the citizen's own will, or not at all (R42-R44)."""

import asyncio
import uuid
from contextlib import suppress
from typing import TYPE_CHECKING

import structlog

from drivers.device import DeviceError
from drivers.keypad.errors import KeypadRefused, NotFitted
from drivers.keypad.protocol import MAX_TIMEOUT_S
from kiosk.cases import submission
from kiosk.cases.draft import Draft
from kiosk.catalog.models import said
from kiosk.center.contract import RatingScheme
from kiosk.config import EvaluationKeypad as Fitted
from kiosk.post import NotStored
from kiosk.race import first, runner
from kiosk.terminal import Terminal
from kiosk.visit import Visit
from screens.pages.parts import Choice
from screens.pages.rate import Rate, Rating, Tag

if TYPE_CHECKING:
    from drivers.keypad.driver import EvaluationKeypad

log = structlog.get_logger()

ALL_KEYS = 0b11111


async def evaluate(visit: Visit, draft: Draft) -> None:
    """Asks once. Skipping, leaving and the time-out store nothing: there is no rating without a touch.

    Of a package the first case bears the rating: one visit, one rating (R42).
    """
    draft = draft.each[0]
    terminal = visit.terminal
    scheme = draft.catalog.rating
    rating = await _asked(visit, scheme)
    if rating is None:
        return
    payload = submission.evaluation(draft, rating, terminal.settings.terminal.number, terminal.now())
    try:
        await terminal.post.accept(uuid.uuid4().hex, "evaluation", draft.item.code, payload, {})
    except NotStored:
        return  # logged by the post; the citizen's business is done, and a rating is a gift


async def _asked(visit: Visit, scheme: RatingScheme) -> Rating | None:
    """The rating by screen or keypad, whichever comes first; None when there is none."""
    patience_s = visit.patient(visit.terminal.settings.visit.rating_s)
    page = runner(visit.ask(_page(scheme)))
    key = runner(_key(visit.terminal, patience_s))
    winner = await first(page, key, timeout=patience_s)
    if winner is key:
        levels = visit.terminal.settings.devices.keypad.levels
        return Rating(levels[key.result() - 1])
    rating: Rating | None = page.result() if winner is page else None
    return rating


async def _key(terminal: Terminal, patience_s: float) -> int:
    """The key that is pressed, 1 to 5. Without a keypad, or with a broken one, the screen asks alone."""
    keypad = terminal.devices.keypad
    if keypad is not None:
        try:
            await _invite(keypad, terminal.settings.devices.keypad)
            key = await keypad.ask(min(patience_s, MAX_TIMEOUT_S))
        except DeviceError as error:
            log.warning("keypad.not_asked", cause=error.cause.value)
        else:
            if key is not None:
                return key
    never: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    return await never


async def _invite(keypad: "EvaluationKeypad", fitted: Fitted) -> None:
    """Lights the keys and speaks, where the keypad can; one that cannot is asked all the same."""
    if fitted.leds:
        with suppress(KeypadRefused, NotFitted):
            await keypad.light(ALL_KEYS)
    if fitted.voice:
        with suppress(KeypadRefused, NotFitted):
            await keypad.say(fitted.prompt)


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
