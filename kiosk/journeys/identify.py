"""The step that reads the ID card."""

import asyncio
import contextlib
from datetime import date

from drivers.device import DeviceError
from drivers.id_card.cards import IdCard
from drivers.id_card.codes import NumberCheck
from drivers.id_card.errors import CardError, CardRejected, CardRemoved, CardTypeUnknown
from kiosk import words
from kiosk.cases.draft import Draft
from kiosk.visit import Visit
from screens.page import Live
from screens.pages.present_card import PresentCard
from screens.text import Text

CARD_RETRY_S = 1.0  # a reader that has just failed is asked again after this


async def identify(visit: Visit, draft: Draft) -> None:
    """Asks for the card and waits for it; a card that does not serve gets a sentence and another try.

    Raises Back or Leave when the citizen turns away.
    """
    del draft
    if visit.person is not None:
        return
    live = Live(status=words.LAY_CARD, problem=None, reading=False)
    page = asyncio.ensure_future(visit.ask(PresentCard(live)))
    reading = asyncio.ensure_future(_read(visit, live))
    try:
        await asyncio.wait({page, reading}, return_when=asyncio.FIRST_COMPLETED)
        if page.done():
            page.result()  # Back or Leave
        visit.person = await reading
    finally:
        for task in (page, reading):
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task


async def _read(visit: Visit, live: Live) -> IdCard:
    reader = visit.terminal.devices.id_card
    while True:
        try:
            card = await reader.read()
        except DeviceError as error:
            live.set(problem=sentence_for(error))
            await asyncio.sleep(CARD_RETRY_S)
            continue
        problem = refusal(card, date.today())
        if problem is None:
            return card
        live.set(problem=problem)
        with contextlib.suppress(DeviceError):
            await reader.wait_removed()


def sentence_for(error: DeviceError) -> Text:
    """What the citizen is told when a read failed."""
    match error:
        case CardRemoved():
            return words.CARD_REMOVED
        case CardTypeUnknown() | CardRejected():
            return words.CARD_NOT_KNOWN
        case CardError():
            return words.CARD_UNREADABLE
        case _:
            return words.READER_RESTING


def refusal(card: IdCard, today: date) -> Text | None:
    """Why a card that was read does not serve, or None when it does."""
    if card.number_check is NumberCheck.WRONG:
        return words.CARD_NUMBER_WRONG
    if card.valid_until is not None and card.valid_until < today:
        return words.CARD_EXPIRED
    return None
