"""What needs no application (免申即办, R36): the card, and what the department has found by itself."""

import asyncio

from kiosk import words
from kiosk.cases.applicant import cert_type
from kiosk.cases.draft import Draft
from kiosk.catalog.models import said
from kiosk.center.contract import Entitlement, EntitlementRequest, Need
from kiosk.center.errors import CenterDenied, CenterRefused, CenterUnreachable
from kiosk.journeys.guide import show_guide
from kiosk.journeys.identify import identify
from kiosk.journeys.journey import Step
from kiosk.journeys.request import LEAVE_A_REQUEST, can_be_left, leave_request
from kiosk.visit import Visit
from screens.page import Leave
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.text import Text


async def show_state(visit: Visit, draft: Draft) -> None:
    """Shows the state and nothing to fill in; it is asked anew each time, kept nowhere. Raises Leave."""
    while await visit.ask(_told(visit, draft, await _asked(visit, draft))) == LEAVE_A_REQUEST.value:
        await leave_request(visit, draft)
    raise Leave


def _told(visit: Visit, draft: Draft, found: Entitlement | None) -> Notice:
    """The state; whoever has not been granted it may leave a question for the department."""
    phone = (found.phone if found is not None else "") or draft.guide.phone
    further = words.filled(words.STATE_NEXT, phone=phone)
    granted = found is not None and found.state == "granted"
    ask_on = (LEAVE_A_REQUEST,) if not granted and can_be_left(visit, draft) else ()
    actions = (Choice("leave", words.LEAVE), *ask_on)
    if found is None:
        return Notice(words.STATE_AWAY, words.STATE_AWAY_BODY, further, actions)
    told = said(found.text)
    rows = [(said(label), said(value)) for label, value in found.rows]
    body = Text(
        "\n".join([told.zh, *(f"{label.zh}：{value.zh}" for label, value in rows)]),
        "\n".join([told.in_("en"), *(f"{label.in_('en')}: {value.in_('en')}" for label, value in rows)]),
    )
    return Notice(words.STATES[found.state], body, further, actions, "success" if granted else "info")


async def _asked(visit: Visit, draft: Draft) -> Entitlement | None:
    """The centre's answer, None where it cannot be had."""
    terminal, person = visit.terminal, visit.identified
    request = EntitlementRequest(
        terminal_no=terminal.settings.terminal.number,
        cert_type=cert_type(person),
        cert_no=person.id_number,
        name=person.name,
    )
    if terminal.center is None:
        return None
    try:
        async with visit.work(words.ASKING_STATE, words.NOTHING_LOST):
            return await asyncio.to_thread(terminal.center.entitlement, draft.item.code, request)
    except (CenterUnreachable, CenterDenied, CenterRefused):
        return None


STEPS = (
    Step(show_guide, words.STEP_GUIDE),
    Step(identify, words.STEP_IDENTIFY, (Need.ID,)),
    Step(show_state),
)
