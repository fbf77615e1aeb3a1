"""The journey of a certificate: the centre issues it, the printer says that it came out, a slip follows."""

import asyncio
from typing import Literal

import structlog

from drivers.device import DeviceError
from drivers.printer.a4.driver import PLAIN
from drivers.printer.errors import PrintError
from kiosk import words
from kiosk.cases import submission
from kiosk.cases.draft import Draft
from kiosk.center.contract import Code, Need, Proof
from kiosk.center.errors import CenterDenied, CenterRefused, CenterUnreachable
from kiosk.documents import seals
from kiosk.journeys.company import identify_company
from kiosk.journeys.evaluate import evaluate
from kiosk.journeys.guide import show_guide
from kiosk.journeys.hand_over import hand_over_slip
from kiosk.journeys.identify import identify
from kiosk.journeys.journey import Step
from kiosk.journeys.on_behalf import ask_for_whom
from kiosk.journeys.scenario import ask_scenario
from kiosk.journeys.sheets import note_sheets
from kiosk.operations.ledger import Outcome
from kiosk.operations.mid_print import Unproved
from kiosk.post import NotStored
from kiosk.terminal import Terminal
from kiosk.visit import Visit
from screens.page import Leave
from screens.pages.notice import Notice
from screens.pages.parts import Choice

log = structlog.get_logger()


async def print_certificate(visit: Visit, draft: Draft) -> None:
    """Fetches the certificate and prints it; a failed print is void and the next copy is the centre's again.

    Raises Leave when the citizen gives up.
    """
    while True:
        proof = await _issued(visit, draft)
        await _check_seal(visit, draft, proof)
        visit.terminal.mid_print.begin(proof.item_code, _void_of(visit, draft, proof, "not_printed"))
        role = visit.terminal.settings.devices.a4_printer.forms.get(draft.item.code, PLAIN)
        try:
            async with visit.work(words.PRINTING_A4, words.NOTHING_LOST):
                printed = await visit.terminal.devices.a4_printer.print(proof.pdf, draft.item.code, role=role)
        except DeviceError as error:
            log.warning("certificate.not_printed", cause=error.cause.value)
            came_out = error.came_out.impressions if isinstance(error, PrintError) else None
            await note_sheets(visit, draft, Outcome.FAILED, came_out)
            # Whatever came of it is void and not gone on with: the rest would make whole a numbered paper
            # that may lie torn in the printer. Only an empty tray is made good, by the printer's driver.
            await _void(visit, draft, proof, "not_printed", came_out)
            draft.renew(visit.terminal.now())
            await _again_or_leave(
                visit,
                Notice(words.NOT_PRINTED, words.NOT_PRINTED_BODY, words.NOT_PRINTED_NEXT, AGAIN_OR_LEAVE),
            )
            continue
        visit.terminal.mid_print.end()
        await note_sheets(visit, draft, Outcome.PRINTED, printed.impressions)
        draft.verify_code = proof.verify_code
        draft.verify_url = proof.verify_url
        draft.serial = proof.serial
        return


async def _check_seal(visit: Visit, draft: Draft, proof: Proof) -> None:
    """A seal that is not registered, not valid or not of this paper is not printed (R39). Raises Leave."""
    terminal = visit.terminal
    refused = seals.refusal(proof.seal, seals.Paper.CERTIFICATE, proof.sha256, terminal.now().date())
    if refused is None:
        return
    log.error("certificate.seal_refused", item=draft.item.code, reason=refused.value)
    await _void(visit, draft, proof, "seal_refused", 0)
    phone = terminal.settings.terminal.phone
    further = words.filled(words.CENTRE_SAYS_NO_NEXT, phone=phone)
    leave = (Choice("leave", words.LEAVE),)
    await visit.ask(Notice(words.SEAL_REFUSED, words.SEAL_REFUSED_BODY, further, leave))
    raise Leave


async def _void(
    visit: Visit,
    draft: Draft,
    proof: Proof,
    reason: Literal["not_printed", "seal_refused"],
    sheets: int | None,
) -> None:
    """Calls the certificate void at the centre: by the post room, so that no cut line can keep it valid.

    The next copy is asked for only after the centre has heard of this one, or is known to be away.
    """
    terminal = visit.terminal
    unproved = terminal.mid_print.begin(proof.item_code, _void_of(visit, draft, proof, reason, sheets))
    async with visit.work(words.VOIDING, words.NOTHING_LOST):
        if await _posted(terminal, unproved):
            await terminal.post.receipt(unproved.key, terminal.settings.visit.receipt_s)


def _void_of(
    visit: Visit,
    draft: Draft,
    proof: Proof,
    reason: Literal["not_printed", "seal_refused"],
    sheets: int | None = None,
) -> bytes:
    terminal = visit.terminal
    number = terminal.settings.terminal.number
    return submission.void(proof, draft, reason, terminal_no=number, at=terminal.now(), sheets=sheets)


async def void_unproved(terminal: Terminal) -> None:
    """At the start: what the power cut in mid-print is void, so that the centre gives its holder another."""
    unproved = terminal.mid_print.left()
    if unproved is not None and await _posted(terminal, unproved):
        log.warning("certificate.cut_off", item=unproved.item_code)


async def _posted(terminal: Terminal, unproved: Unproved) -> bool:
    """Whether the void is in the post room; else its note stays for the next start."""
    try:
        await terminal.post.accept(unproved.key, "void", unproved.item_code, unproved.void, {})
    except NotStored:
        return False  # logged by the post; until then the centre counts this one as a copy
    terminal.mid_print.end()
    return True


async def _issued(visit: Visit, draft: Draft) -> Proof:
    terminal = visit.terminal
    if terminal.center is None:
        raise RuntimeError("a certificate before enrolment")  # the gate is shut then
    phone = terminal.settings.terminal.phone
    while True:
        request = submission.proof_request(draft, visit.identified, terminal.settings.terminal.number)
        try:
            async with visit.work(words.FETCHING, words.NOTHING_LOST):
                return await asyncio.to_thread(
                    terminal.center.certificate, draft.item.code, request, draft.case_id
                )
        except (CenterUnreachable, CenterDenied):
            notice = Notice(words.CENTRE_AWAY, words.CENTRE_AWAY_BODY, words.CENTRE_AWAY_NEXT, AGAIN_OR_LEAVE)
        except CenterRefused as error:
            spent = error.code == Code.COPIES_SPENT
            notice = Notice(
                words.COPIES_SPENT if spent else words.CENTRE_SAYS_NO,
                words.COPIES_SPENT_BODY if spent else words.CENTRE_SAYS_NO_BODY,
                words.COPIES_SPENT_NEXT if spent else words.filled(words.CENTRE_SAYS_NO_NEXT, phone=phone),
                (Choice("leave", words.LEAVE),),
            )
        await _again_or_leave(visit, notice)


async def _again_or_leave(visit: Visit, notice: Notice) -> None:
    if await visit.ask(notice) == "leave":
        raise Leave


AGAIN_OR_LEAVE = (Choice("again", words.AGAIN), Choice("leave", words.LEAVE))

STEPS = (
    Step(show_guide, words.STEP_GUIDE),
    Step(ask_scenario),
    Step(ask_for_whom),
    Step(identify, words.STEP_IDENTIFY, (Need.ID,)),
    Step(identify_company),
    Step(print_certificate, words.STEP_PRINT, (Need.PRINT_A4,)),
    Step(hand_over_slip, words.STEP_SLIP),
    Step(evaluate),
)
