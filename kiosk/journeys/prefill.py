"""What need not be typed: what the centre holds of the person, and what was given in a returned case."""

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import Any

import structlog

from kiosk import words
from kiosk.cases import instance
from kiosk.cases.applicant import cert_type
from kiosk.cases.defects import problems
from kiosk.cases.draft import Draft, Taken
from kiosk.cases.sheet import Sheet
from kiosk.center.contract import KNOWN_HERE, HeldRequest
from kiosk.center.errors import CenterError
from kiosk.visit import Visit
from screens.text import Text

log = structlog.get_logger()

ANSWER_S = 0.8  # an empty form is better than a late one


async def taken_from_the_centre(visit: Visit, draft: Draft) -> dict[str, Taken]:
    """Answers by question, each with where it comes from; nothing where the centre is away or slow, or before
    the card.

    An agent is shown nothing that the applicant gave or the centre holds (R67).
    """
    if visit.person is None or visit.agent is not None:
        return {}
    whole, today = draft.sheet, visit.terminal.now().date()
    if draft.held is None:
        draft.held = await _held(visit, draft, whole)
    held = {
        each.key: instance.answer_of(each, draft.held.get(each.prefill or ""))
        for each in whole.questions
        if each.prefill not in KNOWN_HERE
    }
    found = _taken(_right(whole, held, today), words.FROM_CENTRE)
    if draft.returned is not None:
        given = instance.answers_of(whole.questions, draft.returned.form)
        found |= _taken(given, words.GIVEN_BEFORE)  # wrong or not: that is what is corrected
    return found


def _taken(answers: Mapping[str, object], source: Text) -> dict[str, Taken]:
    return {key: Taken(answer, source) for key, answer in answers.items()}


def _right(sheet: Sheet, answers: Mapping[str, object], today: date) -> dict[str, object]:
    """Those that the form takes: a wrong value of a record must not become the citizen's fault."""
    known = {key: answer for key, answer in answers.items() if answer is not None}
    wrong = problems(sheet, known, today)
    return {key: answer for key, answer in known.items() if key not in wrong}


async def _held(visit: Visit, draft: Draft, sheet: Sheet) -> Mapping[str, Any]:
    center, person = visit.terminal.center, visit.identified
    names = dict.fromkeys(each.prefill for each in sheet.questions if each.prefill not in {None, *KNOWN_HERE})
    if center is None or not names:
        return {}
    request = HeldRequest(
        terminal_no=visit.terminal.settings.terminal.number,
        item_code=draft.item.code,
        cert_type=cert_type(person),
        cert_no=person.id_number,
        name=person.name,
        names=tuple(name for name in names if name),
    )
    try:
        with visit.working():
            async with asyncio.timeout(ANSWER_S):
                return (await asyncio.to_thread(center.held, request)).values
    except (CenterError, TimeoutError) as error:
        log.warning("form.not_prefilled", reason=type(error).__name__)
        return {}
