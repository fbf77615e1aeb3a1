"""The A4 printer over IPP: a document counts as printed when the printer's own job state says completed."""

import asyncio
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

import structlog

from drivers.device import BadReply, Cause, Device, DeviceError, DeviceStatus, status_after
from drivers.fitting import Fitting
from drivers.printer.a4 import protocol
from drivers.printer.a4.connection import IppConnection
from drivers.printer.a4.job import (
    CANCEL_DEADLINE_S,
    FAULT_GRACE_S,
    POLL_INTERVAL_S,
    PRINT_DEADLINE_S,
    Jobs,
    Patience,
    required,
)
from drivers.printer.a4.protocol import Tray
from drivers.printer.a4.state import PrinterReport, device_status, is_away, read_printer, stopping_causes
from drivers.printer.errors import (
    CameOut,
    CoverOpen,
    PaperJammed,
    PaperOut,
    PrintError,
    PrintRefused,
    PrintStopped,
    TonerOut,
)

REQUEST_TIMEOUT_S = 8.0  # a sleeping laser printer wakes within 5 s
PLAIN = "plain"  # the role of the tray that every document without a role of its own is printed from

# What the citizen and the technician can act upon comes first.
_FAULTS: tuple[tuple[Cause, type[DeviceError]], ...] = (
    (Cause.PAPER_JAMMED, PaperJammed),
    (Cause.COVER_OPEN, CoverOpen),
    (Cause.PAPER_OUT, PaperOut),
    (Cause.TONER_OUT, TonerOut),
    (Cause.OTHER, PrintStopped),
)

log = structlog.get_logger()


@dataclass(frozen=True)
class PrintedJob:
    """A document that came out; `impressions` (sides) and `sheets` are the printer's own count, if it counts.

    The last job's number, where the document went on from the fall-back tray in a second job.
    """

    job_id: int
    impressions: int | None
    sheets: int | None = None


class A4Printer(Device):
    """One IPP printer or CUPS queue.

    The job is created before its document is sent (Create-Job, Send-Document), so that its number is known
    whatever is cut: a job without document prints nothing, a job with one can be cancelled.
    """

    kind: ClassVar[str] = "a4_printer"

    def __init__(
        self,
        name: str,
        url: str,
        *,
        trays: Mapping[str, Tray] | None = None,
        request_timeout_s: float = REQUEST_TIMEOUT_S,
        print_deadline_s: float = PRINT_DEADLINE_S,
        poll_interval_s: float = POLL_INTERVAL_S,
        fault_grace_s: float = FAULT_GRACE_S,
        cancel_deadline_s: float = CANCEL_DEADLINE_S,
        only_errors_stop: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(name)
        self._line = IppConnection(name, url, request_timeout_s)
        self._trays = {PLAIN: Tray(), **(trays or {})}
        self._only_errors_stop = only_errors_stop
        patience = Patience(print_deadline_s, poll_interval_s, fault_grace_s, cancel_deadline_s, clock)
        self._jobs = Jobs(name, self._line, patience, self._fault)
        self._printing = 0
        self._standing: frozenset[str] = frozenset()  # reasons of trays that the job does not need

    async def print(
        self,
        pdf: bytes,
        title: str,
        copies: int = 1,
        duplex: bool = False,
        *,
        role: str = PLAIN,
        first_page: int = 1,
    ) -> PrintedJob:
        """Print a PDF and return when the printer says that it is completed.

        `title` is shown on the printer's panel and kept in its job list: it MUST NOT hold personal data.
        `role` chooses the tray; a role without a tray of its own is `PLAIN`. `first_page`: a document that
        broke off goes on there (`next_page` of what the error says came out). When a tray runs empty in the
        middle and has a fall-back, the document goes on from that one by itself, if the printer counted.

        Raises `PaperOut`, `PaperJammed`, `CoverOpen`, `TonerOut` (known before: nothing was sent; met on the
        way: the job was cancelled, and `came_out` says what had come), `PrintRefused`, `PrintStopped`,
        `PrintUnconfirmed` (deadline, or the printer fell silent with the document in it), `NoAnswer`,
        `LineLost`, `BadReply` (it could not be asked, or broke off while it took the document). A note on the
        error tells when the printer did not confirm the cancelling. A cancelled caller cancels the job.
        """
        given_up = threading.Event()
        self._printing += 1
        tray = self._trays.get(role, self._trays[PLAIN])
        work = _Work(pdf, title, copies, duplex, first_page)
        try:
            return await self._run(self._print, work, tray, given_up)
        except asyncio.CancelledError:
            given_up.set()
            raise
        finally:
            self._printing -= 1

    async def check(self) -> DeviceStatus:
        """As every device; during a job the job's own polling publishes, and this returns the last status."""
        return self.status if self._printing else await super().check()

    def _connect(self) -> None:
        self._printer_report()

    def _disconnect(self) -> None:
        """Nothing stays open between requests."""

    def _examine(self) -> DeviceStatus:
        tray = self._trays[PLAIN]
        return self._status_of(self._printer_report().seen_from((tray.source, tray.fallback)))

    def _look(self) -> None:
        self._line.look()

    def _identify(self) -> str:
        reply = self._line.ask(protocol.get_printer_model(), "Get-Printer-Attributes")
        reply = required(reply, self.name, "identify")
        said = [value for name in protocol.MODEL for value in reply.printer.get(name, ())]
        return " ".join(word for word in said if isinstance(word, str))

    def _print(self, work: "_Work", tray: Tray, given_up: threading.Event) -> PrintedJob:
        fault = self._ready_fault(tray)
        if isinstance(fault, PaperOut) and tray.fallback:
            tray = replace(tray, source=tray.fallback, fallback="")
            fault = self._ready_fault(tray)
        if fault:
            raise fault
        before = CameOut(0, 0)
        try:
            job_id, came_out = self._jobs.run(work.request(tray), work.pdf, given_up)
        except PaperOut as error:
            rest = work.after(error.came_out)
            if not tray.fallback or rest is None:
                raise
            before = error.came_out
            log.info("a4_printer.goes_on", device=self.name, first_page=rest.first_page)
            tray = replace(tray, source=tray.fallback, fallback="")
            try:
                job_id, came_out = self._jobs.run(rest.request(tray), work.pdf, given_up)
            except PrintError as second:
                second.came_out = before + second.came_out
                raise
        came_out = before + came_out
        log.info(
            "a4_printer.job_completed",
            device=self.name,
            job=job_id,
            impressions=came_out.impressions,
            sheets=came_out.sheets,
        )
        return PrintedJob(job_id, came_out.impressions, came_out.sheets)

    def _status_of(self, report: PrinterReport) -> DeviceStatus:
        return device_status(report, only_errors_stop=self._only_errors_stop)

    def _ready_fault(self, tray: Tray) -> DeviceError | None:
        """What keeps a document from coming out of `tray` before it is sent; other trays may be empty."""
        report = self._observed()
        self._standing = report.reasons - report.seen_from((tray.source,)).reasons
        return self._fault_in(report)

    def _fault(self) -> DeviceError | None:
        """What stands in a document's way; tells the device's status on the way."""
        return self._fault_in(self._observed())

    def _observed(self) -> PrinterReport:
        try:
            report = self._printer_report()
        except DeviceError as error:
            self._publish(status_after(error))
            raise
        self._publish(self._status_of(replace(report, reasons=report.reasons - self._standing)))
        return report

    def _fault_in(self, report: PrinterReport) -> DeviceError | None:
        report = replace(report, reasons=report.reasons - self._standing)
        causes = stopping_causes(report, only_errors_stop=self._only_errors_stop)
        for cause, error_type in _FAULTS:
            if cause in causes:
                return error_type(self.name, "Print-Job")
        return PrintRefused(self.name, "Print-Job", "out of service") if is_away(report) else None

    def _printer_report(self) -> PrinterReport:
        command = "Get-Printer-Attributes"
        reply = required(self._line.ask(protocol.get_printer_attributes(), command), self.name, command)
        try:
            return read_printer(reply)
        except ValueError as error:
            raise BadReply(self.name, command) from error


@dataclass(frozen=True)
class _Work:
    """A document and how it is to be printed."""

    pdf: bytes
    title: str
    copies: int
    duplex: bool
    first_page: int

    def request(self, tray: Tray) -> protocol.Request:
        return protocol.create_job(
            self.title, self.copies, duplex=self.duplex, tray=tray, first_page=self.first_page
        )

    def after(self, came_out: CameOut) -> "_Work | None":
        """What is left to print; None where that is not known, or would be a part of several copies."""
        page = next_page(came_out, first_page=self.first_page, duplex=self.duplex)
        if page is None or (self.copies > 1 and page > self.first_page):
            return None
        return replace(self, first_page=page)


def next_page(came_out: CameOut, *, first_page: int = 1, duplex: bool = False) -> int | None:
    """The first page that did not come out of a single copy; None when the printer did not count.

    In duplex a page whose sheet is not whole comes again with its sheet.
    """
    if came_out.impressions is None:
        return None
    return first_page + (came_out.impressions // 2 * 2 if duplex else came_out.impressions)


def fit(fitting: Fitting) -> A4Printer:
    """The driver's entry point."""
    settings = fitting.settings
    trays = {role: Tray(**tray) for role, tray in settings["trays"].items()}
    return A4Printer(
        fitting.slot, settings["url"], trays=trays, only_errors_stop=settings["only_errors_stop"]
    )
