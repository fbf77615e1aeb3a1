"""A citizen's own record: the card says whose, the centre answers, nothing of it is kept."""

import asyncio

from kiosk import words
from kiosk.cases import submission
from kiosk.cases.draft import Draft
from kiosk.catalog.models import said
from kiosk.center.contract import Inquiry, Need
from kiosk.center.errors import CenterDenied, CenterRefused, CenterUnreachable
from kiosk.journeys.figures import show_figures
from kiosk.journeys.guide import show_guide
from kiosk.journeys.identify import identify
from kiosk.journeys.journey import Step
from kiosk.visit import Visit
from screens.page import Leave
from screens.pages.confirm import Group
from screens.pages.notice import Notice
from screens.pages.parts import Choice, Row
from screens.text import Text


async def show_record(visit: Visit, draft: Draft) -> None:
    """Asks the centre and shows what it says. Raises Back, and Leave when the citizen gives up."""
    found = await _record(visit, draft)
    groups = tuple(
        Group(said(group.heading), tuple(Row(said(row.label), said(row.value)) for row in group.rows))
        for group in found.groups
    )
    if not groups:
        what_now = words.filled(words.NO_RECORD_NEXT, phone=draft.guide.phone)
        await visit.ask(
            Notice(words.NO_RECORD, words.NO_RECORD_BODY, what_now, (Choice("done", words.GO_ON),))
        )
        return
    as_of = f"{found.as_of.astimezone():%Y-%m-%d %H:%M}"
    zh = "；".join([f"查询时间 {as_of}", *([found.note.zh] if found.note else [])])
    en = "; ".join([f"As of {as_of}", *([found.note.en] if found.note else [])])
    await show_figures(visit, draft, groups, Text(zh, en))


async def _record(visit: Visit, draft: Draft) -> Inquiry:
    terminal = visit.terminal
    if terminal.center is None:
        raise RuntimeError("an inquiry before enrolment")  # the gate is shut then
    while True:
        request = submission.proof_request(draft, visit.identified, terminal.settings.terminal.number)
        try:
            async with visit.work(words.LOOKING_UP, words.NOTHING_LOST):
                return await asyncio.to_thread(terminal.center.inquire, draft.item.code, request)
        except (CenterUnreachable, CenterDenied):
            choices = (Choice("again", words.AGAIN), Choice("leave", words.LEAVE))
            notice = Notice(words.RECORD_AWAY, words.RECORD_AWAY_BODY, words.RECORD_AWAY_NEXT, choices)
        except CenterRefused:
            phone = words.filled(words.CENTRE_SAYS_NO_NEXT, phone=terminal.settings.terminal.phone)
            leave = (Choice("leave", words.LEAVE),)
            notice = Notice(words.RECORD_REFUSED, words.RECORD_REFUSED_BODY, phone, leave)
        if await visit.ask(notice) == "leave":
            raise Leave


STEPS = (
    Step(show_guide, words.STEP_GUIDE),
    Step(identify, words.STEP_IDENTIFY, (Need.ID,)),
    Step(show_record, words.STEP_RESULT),
)
