"""The step that reads the ID card."""

import asyncio
from datetime import date

from drivers.device import DeviceError
from drivers.id_card.cards import IdCard
from drivers.id_card.codes import NumberCheck
from drivers.id_card.errors import CardError, CardRejected, CardRemoved, CardTypeUnknown
from kiosk import words
from kiosk.cases.draft import Draft
from kiosk.race import first, runner
from kiosk.visit import Visit
from screens.page import Live
from screens.pages.present_card import PresentCard
from screens.text import Text

CARD_LEFT_S = 0.5  # an empty reader is known to be empty after one question
CARD_RETRY_S = 1.0  # a reader that has just failed is asked again after this


async def identify(visit: Visit, draft: Draft) -> None:
    """Asks for the card of whoever stands here. Raises Back or Leave when the citizen turns away."""
    if visit.person is None:
        visit.person = await laid_card(visit, words.LAY_AGENT if draft.party == "other" else None)


async def laid_card(visit: Visit, whose: Text | None = None, not_of: IdCard | None = None) -> IdCard:
    """Waits for a card; one that does not serve gets a sentence and another try.

    `not_of`: whose it must not be. Raises Back or Leave.
    """
    live = Live(status=words.LAY_CARD, problem=None, reading=False)
    page = runner(visit.ask(PresentCard(live, whose)))
    reading = runner(read_card(visit, live, not_of))
    if await first(page, reading) is page:
        page.result()  # Back or Leave
    card: IdCard = reading.result()
    return card


async def read_card(visit: Visit, live: Live, not_of: IdCard | None = None) -> IdCard:
    """The next card that serves, however long it takes; `live` bears the sentence for one that does not."""
    reader = visit.terminal.devices.id_card
    while True:
        try:
            if visit.last_card.lies:
                await _without_the_old_card(visit, live)
            card = await reader.read()
        except DeviceError as error:
            live.set(problem=sentence_for(error))
            await asyncio.sleep(CARD_RETRY_S)
            continue
        problem = refusal(card, visit.terminal.now().date())
        if not_of is not None and card.id_number == not_of.id_number:
            problem = words.CARD_OF_AGENT
        if problem is None:
            return card
        live.set(problem=problem)
        # Read on: another card may take its place faster than the reader notices.
        await asyncio.sleep(CARD_RETRY_S)


async def _without_the_old_card(visit: Visit, live: Live) -> None:
    """The last visitor's card must go before anybody is identified by it (R81)."""
    left_s: float | None = CARD_LEFT_S
    while not await visit.last_card.removed(left_s):
        live.set(problem=words.CARD_LEFT)
        left_s = None
    live.set(problem=None)


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
