"""The journey of an application: from the guide to the slip, with all that the citizen enters."""

from kiosk import words
from kiosk.cases import form as forms
from kiosk.cases import submission
from kiosk.cases.draft import Draft
from kiosk.cases.handed_in import handed_in
from kiosk.cases.sheet import sheet
from kiosk.catalog.models import said
from kiosk.center.contract import Need, Receipt
from kiosk.journeys.evaluate import evaluate
from kiosk.journeys.fill import fill_form
from kiosk.journeys.guide import show_guide
from kiosk.journeys.hand_over import hand_over_slip
from kiosk.journeys.identify import identify
from kiosk.journeys.journey import Step
from kiosk.journeys.materials import gather_materials
from kiosk.journeys.papers import hand_over_papers
from kiosk.journeys.resume import take_up
from kiosk.journeys.scenario import ask_scenario
from kiosk.post import NotStored
from kiosk.visit import Visit
from screens.page import Leave
from screens.pages.confirm import Confirm, Group
from screens.pages.notice import Notice
from screens.pages.parts import Choice, Row
from screens.pages.sign import Sign
from screens.text import Text


async def sign(visit: Visit, draft: Draft) -> None:
    """Shows the commitment in full and takes the signature under it."""
    commitment = draft.form.commitment
    if commitment is not None:
        draft.strokes = await visit.ask(Sign(said(commitment.text), said(commitment.heading)))


async def confirm(visit: Visit, draft: Draft) -> None:
    """Shows all that will be handed in, as on a paper form, masked."""
    rows = forms.confirmed_rows(sheet(draft.form), draft.values)
    papers = [Row(paper.name, paper.how) for paper in handed_in(draft)]
    if draft.form.commitment is not None:
        papers.append(Row(said(draft.form.commitment.heading), Text("已签名", "Signed")))
    groups = [Group(Text("申请内容", "Application"), tuple(Row(label, value) for label, value in rows))]
    if papers:
        groups.append(Group(Text("材料", "Papers"), tuple(papers)))
    await visit.ask(Confirm(said(draft.item.name), tuple(groups)))


async def submit(visit: Visit, draft: Draft) -> None:
    """Seals the application and puts it into the post room; only then is it called received (P1).

    A failure to store leaves the draft as it was and asks again. Raises Leave when the citizen gives up.
    """
    terminal = visit.terminal
    contents = submission.of(draft, visit.identified, terminal.settings.terminal.number, terminal.now())
    while True:
        try:
            async with visit.work(words.SAVING, words.NOTHING_LOST) as live:
                await terminal.post.accept(
                    draft.case_id, "case", draft.item.code, contents.payload, contents.files
                )
                live.set(message=words.SAVED)
                await _note_receipt(visit, draft)
        except NotStored:
            pass  # logged by the post; the draft is as it was
        else:
            return
        phone = terminal.settings.terminal.phone
        again = Notice(
            title=words.NOT_SAVED,
            body=words.NOT_SAVED_BODY,
            next=words.filled(words.NOT_SAVED_NEXT, phone=phone),
            actions=(Choice("again", words.AGAIN), Choice("leave", words.LEAVE)),
            tone="problem",
        )
        if await visit.ask(again) == "leave":
            raise Leave


async def _note_receipt(visit: Visit, draft: Draft) -> None:
    receipt = await visit.terminal.post.receipt(draft.case_id, visit.terminal.settings.visit.receipt_s)
    if receipt is not None:
        draft.receive_number = str(receipt.get("receiveNo") or "")
        draft.query_code = str(receipt.get("queryCode") or "")
        draft.receipt = Receipt.model_validate(receipt)


STEPS = (
    Step(show_guide, words.STEP_GUIDE),
    Step(ask_scenario),
    Step(identify, words.STEP_IDENTIFY, (Need.ID,)),
    Step(take_up),
    Step(fill_form, words.STEP_FORM),
    Step(gather_materials, words.STEP_SCAN, (Need.SCAN,)),
    Step(sign, words.STEP_SIGN),
    Step(confirm, words.STEP_CONFIRM),
    Step(submit),
    Step(hand_over_papers),
    Step(hand_over_slip, words.STEP_SLIP, (Need.PRINT_SLIP,)),
    Step(evaluate),
)
