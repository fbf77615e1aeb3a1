"""What cannot be done on the spot is left for the department: 咨询, 申请, 上门 (R9, R33).

It is begun from a guide, or wherever the citizen hears that it is not done here. It needs no card, and waits
in the post room like an application.
"""

import asyncio
from functools import partial

from kiosk import words
from kiosk.cases import form as forms
from kiosk.cases.draft import Draft
from kiosk.cases.sheet import sheet
from kiosk.cases.wish import Wish
from kiosk.catalog.models import said
from kiosk.documents.request_slip import copy_for_phone, request_slip
from kiosk.journeys.accept import accept
from kiosk.journeys.fill import filled
from kiosk.journeys.hand_over import Slip, hand_over
from kiosk.journeys.journey import Ending, Step, walk_within
from kiosk.operations.ledger import LedgerRow
from kiosk.post import Letter
from kiosk.visit import Visit
from screens.page import Leave
from screens.pages.choose import Choose
from screens.pages.confirm import Confirm, Group
from screens.pages.parts import Choice, Row

LEAVE_A_REQUEST = Choice("request", words.LEAVE_REQUEST)


def can_be_left(visit: Visit, draft: Draft) -> bool:
    """Whether the departments take requests from here now."""
    return bool(draft.catalog.list.requests) and visit.terminal.availability.takes_requests


async def leave_request(visit: Visit, draft: Draft) -> None:
    """From the kind to the slip. Returns when the citizen turns back; raises Leave when it is over."""
    try:
        ending = await walk_within(STEPS, visit, draft)
    finally:
        draft.wish = None
    if ending is not Ending.TURNED_BACK:
        raise Leave


async def choose_kind(visit: Visit, draft: Draft) -> None:
    """What the department is to do."""
    kinds = {kind.code: kind for kind in draft.catalog.list.requests}
    choices = tuple(
        Choice(kind.code, said(kind.name), note=said(kind.note), icon=kind.icon) for kind in kinds.values()
    )
    kind = kinds[await visit.ask(Choose(words.LEAVE_REQUEST_WHAT, choices, said(draft.item.name)))]
    if draft.wish is None or draft.wish.kind != kind:
        draft.wish = Wish(kind, draft.catalog.forms[kind.form])


async def fill_request(visit: Visit, draft: Draft) -> None:
    """The few words and the phone number; every defect at once."""
    wish = _wish(draft)
    asked = sheet(wish.form)
    wish.values = forms.prefilled(asked, None) | wish.values
    await filled(visit, draft.catalog, asked, wish.values, wish.problems, said(wish.kind.name))


async def confirm_request(visit: Visit, draft: Draft) -> None:
    """Shows all that goes to the department, the phone masked."""
    wish = _wish(draft)
    to = (
        Row(words.REQUEST_ITEM, said(draft.item.name)),
        Row(words.REQUEST_TO, said(draft.item.department)),
    )
    entered = (Row(label, value) for label, value in forms.confirmed_rows(sheet(wish.form), wish.values))
    await visit.ask(Confirm(said(wish.kind.name), (Group(words.REQUEST, (*to, *entered)),)))


async def send_request(visit: Visit, draft: Draft) -> None:
    """Seals it into the post room; nobody waits for the department. Raises Leave: the citizen gives up."""
    terminal, wish = visit.terminal, _wish(draft)
    message = wish.message(
        draft.number,
        draft.item.code,
        draft.catalog.list_version,
        terminal.settings.terminal.number,
        terminal.now(),
    )
    letter = Letter(draft.case_id, "request", draft.item.code, message, {})
    await accept(visit, [letter], partial(asyncio.sleep, 0))


async def hand_over_request_slip(visit: Visit, draft: Draft) -> None:
    """The slip with the number; without a printer the number stands on the glass."""
    terminal, wish = visit.terminal, _wish(draft)
    template = draft.catalog.list.guide_url or ""

    async def note(printed: bool) -> None:
        at = terminal.now().isoformat(timespec="seconds")
        row = LedgerRow(draft.number, at, draft.item.code, wish.kind.code, "", "", printed)
        await asyncio.to_thread(terminal.ledger.note, row)

    slip = Slip(
        number=draft.number,
        elements=lambda again: request_slip(
            draft.item,
            draft.guide,
            wish.kind,
            number=draft.number,
            phone=wish.phone,
            guide_url=template.replace("{code}", draft.item.code),
            terminal=terminal.settings.terminal,
            printed_at=terminal.now(),
            again=again,
        ),
        message=words.REQUEST_LEFT,
        next_step=said(wish.kind.next_step),
        copy=copy_for_phone(draft.item, wish.kind, draft.number),
        not_kept=words.REQUEST_WITHOUT_SLIP,
        missing=words.REQUEST_NOTE_IT,
        needed=False,
    )
    await hand_over(visit, slip, note)


def _wish(draft: Draft) -> Wish:
    if draft.wish is None:
        raise RuntimeError("no kind of request was chosen")  # the first step does
    return draft.wish


STEPS = (
    Step(choose_kind, words.STEP_REQUEST),
    Step(fill_request, words.STEP_FORM),
    Step(confirm_request, words.STEP_CONFIRM),
    Step(send_request),
    Step(hand_over_request_slip, words.STEP_SLIP),
)
