"""The journey of an application: from the guide to the slip, with all that the citizen enters."""

import asyncio

from kiosk import words
from kiosk.cases import form as forms
from kiosk.cases import submission
from kiosk.cases.draft import Draft
from kiosk.cases.handed_in import handed_in
from kiosk.catalog.models import said
from kiosk.center.contract import Need, Receipt
from kiosk.journeys.accept import accept
from kiosk.journeys.company import identify_company
from kiosk.journeys.deliver import ask_delivery
from kiosk.journeys.evaluate import evaluate
from kiosk.journeys.fill import fill_form
from kiosk.journeys.guide import show_guide
from kiosk.journeys.hand_over import hand_over_slip
from kiosk.journeys.identify import identify
from kiosk.journeys.journey import Step
from kiosk.journeys.materials import gather_materials
from kiosk.journeys.on_behalf import (
    ask_for_whom,
    ask_relation,
    ask_whether_there,
    identify_applicant,
    take_consent,
    tell_from_elsewhere,
)
from kiosk.journeys.papers import hand_over_papers
from kiosk.journeys.resume import take_up
from kiosk.journeys.scenario import ask_scenario
from kiosk.journeys.told import people_rows
from kiosk.post import Letter
from kiosk.visit import Visit
from screens.pages.confirm import Confirm, Group
from screens.pages.parts import Row
from screens.pages.sign import Sign
from screens.text import Text


async def sign(visit: Visit, draft: Draft) -> None:
    """Shows the commitment in full and takes the signature under it."""
    commitment = draft.form.commitment
    if commitment is not None:
        page = Sign(said(commitment.text), said(commitment.heading), visit.signer.name)
        draft.strokes = await visit.ask(page)


async def confirm(visit: Visit, draft: Draft) -> None:
    """Shows all that will be handed in, as on a paper form, masked."""
    cases = [case.item for case in draft.split() if case.bundle is not None]
    people = people_rows(visit, draft)
    rows = forms.confirmed_rows(draft.sheet, draft.values)
    papers = [Row(paper.name, paper.how) for paper in handed_in(draft)]
    if draft.form.commitment is not None:
        papers.append(Row(said(draft.form.commitment.heading), Text("已签名", "Signed")))
    groups = [Group(Text("申请内容", "Application"), tuple(Row(label, value) for label, value in rows))]
    if people:
        groups.insert(0, Group(Text("谁来办，怎么给", "Who applies, and how it comes"), people))
    if cases:
        rows_of_cases = tuple(Row(said(item.name), said(item.department)) for item in cases)
        groups.insert(0, Group(words.PACKAGE_CASES, rows_of_cases))
    if papers:
        groups.append(Group(Text("材料", "Papers"), tuple(papers)))
    await visit.ask(Confirm(said(draft.item.name), tuple(groups)))


async def submit(visit: Visit, draft: Draft) -> None:
    """Seals the application into the post room, and waits a moment for the centre's answer. Raises Leave."""

    async def note_receipts() -> None:
        await asyncio.gather(*(_note_receipt(visit, case) for case in draft.each))
        if draft.cases and all(case.receive_number for case in draft.cases):
            draft.receive_number = draft.cases[0].receive_number

    await accept(visit, [_letter(visit, case) for case in draft.split()], note_receipts)


def _letter(visit: Visit, case: Draft) -> Letter:
    terminal = visit.terminal
    contents = submission.of(
        case, visit.identified, terminal.settings.terminal.number, terminal.now(), visit.agent
    )
    return Letter(case.case_id, "case", case.item.code, contents.payload, contents.files)


async def hand_over_all_papers(visit: Visit, draft: Draft) -> None:
    """The official papers of each case."""
    for case in draft.each:
        await hand_over_papers(visit, case)


async def _note_receipt(visit: Visit, draft: Draft) -> None:
    receipt = await visit.terminal.post.receipt(draft.case_id, visit.terminal.settings.visit.receipt_s)
    if receipt is not None:
        draft.receipt = Receipt.model_validate(receipt)
        draft.receive_number = draft.receipt.receive_no or ""
        draft.query_code = draft.receipt.query_code or ""


STEPS = (
    Step(show_guide, words.STEP_GUIDE),
    Step(ask_scenario),
    Step(ask_for_whom),
    Step(identify, words.STEP_IDENTIFY, (Need.ID,)),
    Step(ask_relation),
    Step(ask_whether_there),
    Step(identify_applicant, uses=(Need.ID,)),
    Step(take_consent),
    Step(tell_from_elsewhere),
    Step(identify_company),
    Step(take_up),
    Step(fill_form, words.STEP_FORM),
    Step(gather_materials, words.STEP_SCAN, (Need.SCAN,)),
    Step(ask_delivery),
    Step(sign, words.STEP_SIGN),
    Step(confirm, words.STEP_CONFIRM),
    Step(submit),
    Step(hand_over_all_papers),
    Step(hand_over_slip, words.STEP_SLIP, (Need.PRINT_SLIP,)),
    Step(evaluate),
)
