"""The step that hands over the A4 papers of a case: its acceptance, or all that must be corrected (R22, R23).

Only with the centre's answer: until then nothing is accepted, and the slip says so.
"""

import asyncio
from collections.abc import Callable
from functools import partial

import structlog

from drivers.device import DeviceError
from drivers.printer.a4.driver import next_page
from drivers.printer.errors import PrintError
from kiosk import words
from kiosk.cases.draft import Draft
from kiosk.center.contract import CasePaper, PaperGrant, PaperRequest, Receipt
from kiosk.center.errors import CenterError
from kiosk.documents import seals
from kiosk.documents.case_papers import drawn_for, due_papers, matter_of
from kiosk.documents.commitment_letter import TITLE, commitment_letter, statements
from kiosk.documents.official import pdf
from kiosk.journeys.sheets import note_sheets
from kiosk.operations.ledger import Outcome
from kiosk.visit import Visit
from screens.pages.materials import Line, ToCorrect
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.text import Text

KINDS = {CasePaper.ACCEPTANCE: seals.Paper.ACCEPTANCE, CasePaper.NOTICE: seals.Paper.NOTICE}

log = structlog.get_logger()


async def hand_over_papers(visit: Visit, draft: Draft) -> None:
    """Shows what must be corrected, and prints what the case has on A4; the slip follows in any case."""
    receipt = draft.receipt
    if receipt is None:
        return
    if receipt.defects:
        await visit.ask(_defects_page(receipt))
    holder = (visit.identified.name, visit.identified.id_number)
    terminal, granted = visit.terminal.settings.terminal, None
    for paper in due_papers(draft, receipt):
        if not visit.terminal.devices.a4_printer.status.usable:
            continue
        grant = granted = await _granted(visit, receipt, paper)
        if grant is not None:
            for drawn in drawn_for(draft, receipt, grant, holder, terminal):
                await _handed(visit, draft, drawn.title, partial(pdf, drawn))
    promised = () if receipt.defects or not receipt.receive_no else statements(draft, receipt)
    if promised and visit.terminal.devices.a4_printer.status.usable:
        matter = matter_of(draft, receipt, holder, terminal, granted)
        letter = partial(commitment_letter, matter, promised, visit.signer.name)
        await _handed(visit, draft, TITLE, letter)


def _defects_page(receipt: Receipt) -> ToCorrect:
    lines = tuple(
        Line(
            f"defect-{number}",
            Text(f"{number}. {defect.name.zh}", f"{number}. {defect.name.en}"),
            Text(
                f"{defect.problem.zh}。{defect.cure.zh}",
                f"{defect.problem.en}. {defect.cure.en}",
            ),
            done=True,
            fixed=True,
        )
        for number, defect in enumerate(receipt.defects, 1)
    )
    return ToCorrect(words.TO_CORRECT, lines, words.TO_CORRECT_ALL, "warning-circle", words.GO_ON)


async def _granted(visit: Visit, receipt: Receipt, paper: CasePaper) -> PaperGrant | None:
    """Number and seal of the paper; None where they do not come or may not stand on it."""
    terminal = visit.terminal
    if terminal.center is None or not receipt.receive_no or not receipt.query_code:
        return None
    request = PaperRequest(
        terminal_no=terminal.settings.terminal.number,
        receive_no=receipt.receive_no,
        query_code=receipt.query_code,
        paper=paper,
    )
    try:
        async with visit.work(words.FETCHING_PAPER, words.ALREADY_RECEIVED):
            grant = await asyncio.to_thread(terminal.center.paper, request)
    except CenterError as error:
        log.warning("papers.not_granted", paper=paper.value, reason=type(error).__name__)
        return None
    refused = seals.refusal(grant.seal, KINDS[paper], grant.number, terminal.now().date())
    if refused is not None:
        log.error("papers.seal_refused", paper=paper.value, reason=refused.value)
        return None
    return grant


async def _handed(visit: Visit, draft: Draft, title: str, draw: Callable[[], bytes]) -> None:
    """Prints one paper, and notes that it came out, as the printer says; what broke off goes on where it
    stopped (R86)."""
    printer = visit.terminal.devices.a4_printer
    document: bytes | None = None
    first_page = 1
    while True:
        try:
            async with visit.work(words.PRINTING_PAPER, words.ALREADY_RECEIVED):
                if document is None:
                    document = await asyncio.to_thread(draw)
                printed = await printer.print(document, draft.item.code, first_page=first_page)
        except DeviceError as error:
            log.warning("papers.not_printed", cause=error.cause.value)
            came_out = error.came_out if isinstance(error, PrintError) else None
            await note_sheets(visit, draft, Outcome.FAILED, came_out.impressions if came_out else None)
            if came_out is not None:
                first_page = next_page(came_out, first_page=first_page) or first_page
        else:
            await note_sheets(visit, draft, Outcome.PRINTED, printed.impressions)
            draft.papers_printed.append(title)
            return
        if await visit.ask(_not_printed(title)) == "go_on":
            return


def _not_printed(title: str) -> Notice:
    return Notice(
        words.PAPER_NOT_PRINTED,
        words.filled(words.PAPER_NOT_PRINTED_BODY, paper=title),
        words.PAPER_NOT_PRINTED_NEXT,
        (Choice("again", words.AGAIN), Choice("go_on", words.GO_ON)),
        "problem",
    )
