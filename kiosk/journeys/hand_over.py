"""The step that hands over the slip: printed when the printer says so, taken when its mouth says so (P2)."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import structlog

from drivers.device import DeviceError
from drivers.printer.receipt.layout import Element
from kiosk import words
from kiosk.cases.applicant import masked_name
from kiosk.cases.draft import Draft
from kiosk.center.contract import CaseState, Need
from kiosk.documents.codes import code_png
from kiosk.documents.slip import digital_copy, slip
from kiosk.operations.ledger import LedgerRow, Outcome, PaperRow
from kiosk.race import Runner, first, runner
from kiosk.visit import Visit
from screens.page import Live
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.pages.take_slip import TakeSlip
from screens.text import Text

REMIND_S = 10.0  # a slip is taken within five seconds by whoever stands there
WIPE_WITHIN_S = 0.5
COPY_SCALE = 8  # pixels a module: this code holds more than an address
# What the page says when the slip's time in the mouth is over.
SAY: Mapping[Outcome, Mapping[str, object]] = {
    Outcome.TAKEN: {"title": words.SLIP_TAKEN, "problem": None},
    Outcome.TAKEN_BACK: {
        "title": words.SLIP_TAKEN_BACK,
        "problem": words.SLIP_TAKEN_BACK_NEXT,
        "again": True,
    },
    Outcome.LEFT: {"problem": words.SLIP_STILL_THERE},
    Outcome.PRINTED: {"problem": None},
}

log = structlog.get_logger()


@dataclass(frozen=True)
class Slip:
    """What is handed over. `elements`: of the print, or of one again (补打); `copy`: what the code on the
    glass bears where nothing came out, and `missing` what to do then. `not_kept`: said when a print failed.
    """

    number: str
    elements: Callable[[bool], Sequence[Element]]
    message: Text
    next_step: Text
    copy: str
    not_kept: Text = words.SLIP_NOT_PRINTED_BODY
    missing: Text = words.SLIP_NOT_PRINTED_NEXT
    needed: bool = True  # else the number on the glass does as well, where the printer is out of order


Note = Callable[[bool], Awaitable[None]]


async def hand_over_slip(visit: Visit, draft: Draft) -> None:
    """Prints the slip and shows the number. A slip that does not come is said so, with the number to keep."""
    note = partial(_note_cases, visit, draft)
    if not _slip_is_due(visit, draft):
        await note(False)
        await visit.ask(_certificate_only())
        return
    await hand_over(visit, _slip(visit, draft), note)


async def hand_over(visit: Visit, handed: Slip, note: Note) -> None:
    """Prints what is handed over until it came out, or the citizen goes without; `note`: for the ledger."""
    # Before the print, so that a power cut in between leaves a row; after it, with what the printer said.
    await note(False)
    printer = visit.terminal.devices.receipt_printer
    again = False
    while True:
        printed = (handed.needed or printer.status.usable) and await _printed(visit, handed, again=again)
        await note(printed)
        # A driver of another package need not know of mouths (docs/drivers.md).
        if printed and getattr(printer, "tells_taken", False):
            wish = await _until_taken(visit, handed)
        else:
            if printed:
                await _note_paper(visit, handed.number, Outcome.PRINTED)
            wish = await visit.ask(_take_slip(handed, printed=printed))
        if wish != "again":
            return
        again = True


def _slip_is_due(visit: Visit, draft: Draft) -> bool:
    """A certificate bears its own proof: without a slip printer it is handed over all the same."""
    return Need.PRINT_SLIP in draft.item.needs or visit.terminal.devices.receipt_printer.status.usable


def _certificate_only() -> Notice:
    return Notice(
        title=words.CERTIFICATE_READY,
        body=words.CERTIFICATE_PROVES_ITSELF,
        next=words.TAKE_CERTIFICATE,
        actions=(Choice("go_on", words.GO_ON),),
        tone="success",
    )


def _slip(visit: Visit, draft: Draft) -> Slip:
    """The slip of an application or a certificate."""
    terminal, certificate = visit.terminal, bool(draft.verify_code)
    holder = (visit.identified.name, visit.identified.id_number)
    agent = visit.agent.name if visit.agent is not None else ""
    return Slip(
        number=draft.number,
        elements=lambda again: slip(
            draft, holder, terminal.settings.terminal, terminal.now(), again=again, agent=agent
        ),
        message=words.CERTIFICATE_READY if certificate else _what_became_of_it(draft),
        next_step=words.TAKE_PAPERS if certificate else words.TAKE_SLIP,
        copy=digital_copy(draft),
        not_kept=words.CERTIFICATE_WITHOUT_SLIP if certificate else words.SLIP_NOT_PRINTED_BODY,
    )


def _take_slip(handed: Slip, *, printed: bool, live: Live | None = None) -> TakeSlip:
    """Without a slip the page bears what would stand on it, for the citizen's phone."""
    return TakeSlip(
        handed.number,
        handed.message,
        handed.next_step if printed else handed.missing,
        printed,
        live or Live(),
        None if printed else code_png(handed.copy, COPY_SCALE),
    )


def _what_became_of_it(draft: Draft) -> Text:
    if not draft.receive_number:
        return words.ACCEPTED_OFFLINE
    if draft.cases:
        return words.filled(words.PACKAGE_ACCEPTED, number=str(len(draft.cases)))
    if draft.receipt is not None and draft.receipt.defects:
        return words.TO_CORRECT_SHORT
    accepted = draft.receipt is not None and draft.receipt.state is CaseState.ACCEPTED
    return words.ACCEPTED_NOW if accepted else words.ACCEPTED


async def _note_cases(visit: Visit, draft: Draft, printed: bool) -> None:
    """Each case of a package has its row."""
    for case in draft.each:
        await asyncio.to_thread(visit.terminal.ledger.note, _ledger_row(visit, case, printed=printed))


def _ledger_row(visit: Visit, draft: Draft, *, printed: bool) -> LedgerRow:
    return LedgerRow(
        number=draft.number,
        at=_at(visit),
        item_code=draft.item.code,
        kind=draft.item.kind,
        holder=masked_name(visit.identified.name),
        receive_number=draft.receive_number,
        slip_printed=printed,
    )


def _at(visit: Visit) -> str:
    return visit.terminal.now().isoformat(timespec="seconds")


async def _note_paper(visit: Visit, number: str, outcome: Outcome) -> None:
    row = PaperRow(_at(visit), number, visit.terminal.devices.receipt_printer.kind, outcome)
    await asyncio.to_thread(visit.terminal.ledger.note_paper, row)


async def _printed(visit: Visit, handed: Slip, *, again: bool) -> bool:
    terminal = visit.terminal
    while True:
        elements = handed.elements(again)
        try:
            async with visit.work(words.PRINTING_SLIP, words.NOTHING_LOST):
                await terminal.devices.receipt_printer.print(elements)
        except DeviceError as error:
            log.warning("slip.not_printed", cause=error.cause.value)
            await _note_paper(visit, handed.number, Outcome.FAILED)
        else:
            return True
        again = True
        answer = await visit.ask(
            Notice(
                title=words.SLIP_NOT_PRINTED,
                body=words.filled(handed.not_kept, number=handed.number),
                next=handed.missing,
                actions=(Choice("again", words.AGAIN), Choice("go_on", words.WITHOUT_SLIP)),
                tone="problem",
            )
        )
        if answer == "go_on":
            return False


async def _until_taken(visit: Visit, handed: Slip) -> str:
    """Shows the page while the printer watches its mouth; what nobody takes does not stay there (R87).

    Returns "again" when the citizen wants the slip that was taken back, else "go_on".
    """
    live = Live(waiting=True)
    gone = asyncio.Event()
    watch = runner(_watched(visit, handed.number, live, gone))
    try:
        return await visit.ask(_take_slip(handed, printed=True, live=live))
    finally:
        gone.set()
        # A printer may need some seconds to pull a slip back: the wipe of the visit does not wait for them.
        await asyncio.wait({watch}, timeout=WIPE_WITHIN_S)


async def _watched(visit: Visit, number: str, live: Live, gone: asyncio.Event) -> None:
    """Watches the mouth, tells the page and the ledger; takes the slip back when nobody is there any more."""
    try:
        outcome = await _what_became(visit, live, gone)
    except DeviceError as error:
        # It came out: that was said before. What became of it, the printer does not say.
        log.warning("slip.not_watched", cause=error.cause.value)
        outcome = Outcome.PRINTED
    log.info("slip.handed_over", outcome=outcome.value)
    live.set(waiting=False, **SAY[outcome])
    row = PaperRow(_at(visit), number, visit.terminal.devices.receipt_printer.kind, outcome)
    await asyncio.to_thread(visit.terminal.ledger.note_paper, row)


async def _what_became(visit: Visit, live: Live, gone: asyncio.Event) -> Outcome:
    printer = visit.terminal.devices.receipt_printer
    if not await _ended(taken := runner(printer.wait_taken()), gone, REMIND_S):
        log.info("slip.reminded")
        live.set(problem=words.SLIP_STILL_THERE)
        visit.terminal.stage.call_out(words.SLIP_STILL_THERE)
        await _ended(taken := runner(printer.wait_taken()), gone, None)
    if not taken.cancelled() and taken.result():
        return Outcome.TAKEN
    return Outcome.TAKEN_BACK if await printer.take_back() else Outcome.LEFT


async def _ended(taken: Runner, gone: asyncio.Event, timeout_s: float | None) -> bool:
    """Whether the slip was taken, or the citizen is gone, within so long."""
    return await first(taken, runner(gone.wait()), timeout=timeout_s) is not None
