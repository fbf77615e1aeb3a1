"""The A4 printer over IPP: a document counts as printed when the printer's own job state says completed."""

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import structlog

from drivers.device import BadReply, Cause, Device, DeviceError, DeviceStatus, status_after
from drivers.fitting import Fitting
from drivers.printer.a4 import protocol
from drivers.printer.a4.connection import IppConnection
from drivers.printer.a4.protocol import Reply, Request
from drivers.printer.a4.state import (
    JobReport,
    JobState,
    PrinterReport,
    device_status,
    is_away,
    read_job,
    read_job_id,
    read_printer,
    stopping_causes,
)
from drivers.printer.errors import (
    CoverOpen,
    PaperJammed,
    PaperOut,
    PrintRefused,
    PrintStopped,
    PrintUnconfirmed,
    TonerOut,
)

REQUEST_TIMEOUT_S = 8.0  # a sleeping laser printer wakes within 5 s
PRINT_DEADLINE_S = 120.0  # warm-up and ten duplex pages on a slow printer
POLL_INTERVAL_S = 0.5
# How long a fault may stand during a job: with a tray's last sheet media-empty comes before the sheet does.
FAULT_GRACE_S = 8.0
CANCEL_DEADLINE_S = 5.0

# The status codes that the driver tells apart (RFC 8011 B.1).
_NOT_POSSIBLE = 0x0404
_NOT_FOUND = 0x0406

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
    """A document that came out; `impressions` is the printer's own count of printed sides, if it counts."""

    job_id: int
    impressions: int | None


class A4Printer(Device):
    """One IPP printer or CUPS queue.

    The job is created before its document is sent (Create-Job, Send-Document), so that its number is known
    whatever is cut: a job without document prints nothing, a job with one can be cancelled. A job whose end
    the printer did not confirm is cancelled again before the next document is sent, so that one citizen's
    paper never comes out for the next.
    """

    kind: ClassVar[str] = "a4_printer"

    def __init__(
        self,
        name: str,
        url: str,
        *,
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
        self._print_deadline_s = print_deadline_s
        self._poll_interval_s = poll_interval_s
        self._fault_grace_s = fault_grace_s
        self._cancel_deadline_s = cancel_deadline_s
        self._only_errors_stop = only_errors_stop
        self._clock = clock
        self._printing = 0
        self._unconfirmed_jobs: set[int] = set()

    async def print(self, pdf: bytes, title: str, copies: int = 1, duplex: bool = False) -> PrintedJob:
        """Print a PDF on A4 and return when the printer says that it is completed.

        `title` is shown on the printer's panel and kept in its job list: it MUST NOT hold personal data.
        Raises `PaperOut`, `PaperJammed`, `CoverOpen`, `TonerOut` (known before: nothing was sent; met on the
        way: the job was cancelled), `PrintRefused`, `PrintStopped`, `PrintUnconfirmed` (deadline, or the
        printer fell silent with the document in it), `NoAnswer`, `LineLost`, `BadReply` (it could not be
        asked, or broke off while it took the document). A note on the error tells when the printer did not
        confirm the cancelling. A cancelled caller cancels the job.
        """
        given_up = threading.Event()
        self._printing += 1
        try:
            request = protocol.create_job(title, copies, duplex=duplex)
            return await self._run(self._print, request, pdf, given_up)
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
        return device_status(self._printer_report(), only_errors_stop=self._only_errors_stop)

    def _look(self) -> None:
        self._line.look()

    def _identify(self) -> str:
        reply = self._require(
            self._line.ask(protocol.get_printer_model(), "Get-Printer-Attributes"), "identify"
        )
        said = [value for name in protocol.MODEL for value in reply.printer.get(name, ())]
        return " ".join(word for word in said if isinstance(word, str))

    def _print(self, job: Request, pdf: bytes, given_up: threading.Event) -> PrintedJob:
        fault = self._fault(self._observe(), "Create-Job")
        if fault:
            raise fault
        self._clear_unconfirmed_jobs()
        job_id = self._create(job)
        try:
            self._require(
                self._line.ask(protocol.send_document(job_id, pdf), "Send-Document"), "Send-Document"
            )
            printed = self._follow(job_id, given_up)
        except DeviceError as error:
            came_out = self._give_up(job_id, error)
            if came_out is None:
                raise
            printed = came_out
        log.info("a4_printer.job_completed", device=self.name, job=job_id, impressions=printed.impressions)
        return printed

    def _create(self, job: Request) -> int:
        reply = self._require(self._line.ask(job, "Create-Job"), "Create-Job")
        try:
            return read_job_id(reply)
        except ValueError as error:
            raise BadReply(self.name, "Create-Job") from error

    def _follow(self, job_id: int, given_up: threading.Event) -> PrintedJob:
        """Poll until the job is completed; raise when it is not going to be."""
        deadline = self._clock() + self._print_deadline_s
        trouble_since: float | None = None
        while not given_up.is_set():
            job, trouble = self._look_at_job(job_id)
            if job is not None and job.state.final:
                return self._ended(job_id, job, trouble)
            now = self._clock()
            if trouble is None:
                trouble_since = None
                trouble_passed = False
            else:
                trouble_since = now if trouble_since is None else trouble_since
                trouble_passed = now - trouble_since >= self._fault_grace_s
            if trouble_passed or now >= deadline:
                raise trouble or PrintUnconfirmed(self.name, "Print-Job", "not completed at the deadline")
            given_up.wait(self._poll_interval_s)
        raise PrintUnconfirmed(self.name, "Print-Job", "given up by the caller")

    def _look_at_job(self, job_id: int) -> tuple[JobReport | None, DeviceError | None]:
        """How far the job is (None: no answer) and what stands in its way."""
        try:
            job = self._job_report(job_id)
            trouble = self._fault(self._observe(), "Print-Job")
        except DeviceError as error:
            self._publish(status_after(error))
            return None, PrintUnconfirmed(self.name, "Get-Job-Attributes", cause=error.cause)
        if trouble is None and job.state is JobState.STOPPED:
            trouble = PrintStopped(self.name, "Print-Job", "stopped")
        return job, trouble

    def _ended(self, job_id: int, job: JobReport, fault: DeviceError | None) -> PrintedJob:
        if job.state is not JobState.COMPLETED:
            raise fault or PrintStopped(self.name, "Print-Job", job.state.name.lower())
        if "job-completed-with-errors" in job.reasons:
            raise PrintUnconfirmed(self.name, "Print-Job", "completed with errors")
        return PrintedJob(job_id, job.impressions)

    def _give_up(self, job_id: int, error: DeviceError) -> PrintedJob | None:
        """Cancel a job that failed; a job that turns out completed meanwhile has been printed after all."""
        self._unconfirmed_jobs.add(job_id)
        ended = self._cancel(job_id)
        log.warning(
            "a4_printer.job_failed",
            device=self.name,
            job=job_id,
            cause=error.cause.value,
            cancel_confirmed=ended is not None,
        )
        if ended is None:
            error.add_note("the printer did not confirm that the job is cancelled")
            return None
        if ended.state is JobState.COMPLETED and "job-completed-with-errors" not in ended.reasons:
            return PrintedJob(job_id, ended.impressions)
        return None

    def _cancel(self, job_id: int) -> JobReport | None:
        """Cancel and wait for the job's end; None when the printer does not confirm one in time."""
        deadline = self._clock() + self._cancel_deadline_s
        try:
            self._line.ask(protocol.cancel_job(job_id), "Cancel-Job")  # an ended job refuses: looked at below
            while not (job := self._job_report(job_id)).state.final:
                if self._clock() >= deadline:
                    return None
                time.sleep(min(self._poll_interval_s, 0.1))
        except DeviceError:
            return None
        self._unconfirmed_jobs.discard(job_id)
        return job

    def _clear_unconfirmed_jobs(self) -> None:
        for job_id in tuple(self._unconfirmed_jobs):
            if self._cancel(job_id) is None:
                raise PrintRefused(self.name, "Cancel-Job", "an earlier job is still in the printer")

    def _observe(self) -> PrinterReport:
        report = self._printer_report()
        self._publish(device_status(report, only_errors_stop=self._only_errors_stop))
        return report

    def _fault(self, report: PrinterReport, command: str) -> DeviceError | None:
        causes = stopping_causes(report, only_errors_stop=self._only_errors_stop)
        for cause, error in _FAULTS:
            if cause in causes:
                return error(self.name, command)
        return PrintRefused(self.name, command, "out of service") if is_away(report) else None

    def _printer_report(self) -> PrinterReport:
        command = "Get-Printer-Attributes"
        reply = self._require(self._line.ask(protocol.get_printer_attributes(), command), command)
        try:
            return read_printer(reply)
        except ValueError as error:
            raise BadReply(self.name, command) from error

    def _job_report(self, job_id: int) -> JobReport:
        command = "Get-Job-Attributes"
        reply = self._line.ask(protocol.get_job_attributes(job_id), command)
        if reply.status == _NOT_FOUND:
            # A printer that was switched off has forgotten its jobs: nothing will come out any more.
            return JobReport(JobState.ABORTED, frozenset())
        try:
            return read_job(self._require(reply, command))
        except ValueError as error:
            raise BadReply(self.name, command) from error

    def _require(self, reply: Reply, command: str) -> Reply:
        if not reply.ok:
            raise PrintRefused(self.name, command, f"status {reply.status:#06x}")
        return reply


def fit(fitting: Fitting) -> A4Printer:
    """The driver's entry point."""
    return A4Printer(fitting.slot, fitting.settings["url"])
