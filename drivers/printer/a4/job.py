"""One job in an IPP printer: created, given its document, followed to its end, or given up and cancelled."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from drivers.device import BadReply, DeviceError, LineLost
from drivers.printer.a4 import protocol
from drivers.printer.a4.connection import IppConnection
from drivers.printer.a4.protocol import Reply, Request
from drivers.printer.a4.state import JobReport, JobState, read_job, read_job_id
from drivers.printer.errors import CameOut, PrintError, PrintRefused, PrintStopped, PrintUnconfirmed

PRINT_DEADLINE_S = 120.0  # warm-up and ten duplex pages on a slow printer
POLL_INTERVAL_S = 0.5
# How long a fault may stand during a job: with a tray's last sheet media-empty comes before the sheet does.
FAULT_GRACE_S = 8.0
# Nobody listens at the printer's address any more: longer than the blink of a switch, and the citizen waits.
GONE_GRACE_S = 0.8
CANCEL_DEADLINE_S = 5.0

_NOT_FOUND = 0x0406  # RFC 8011 B.1

log = structlog.get_logger()


@dataclass(frozen=True)
class Patience:
    """How long a job is waited for, in seconds."""

    deadline_s: float = PRINT_DEADLINE_S
    poll_s: float = POLL_INTERVAL_S
    fault_grace_s: float = FAULT_GRACE_S
    cancel_s: float = CANCEL_DEADLINE_S
    clock: Callable[[], float] = time.monotonic


def required(reply: Reply, device: str, command: str) -> Reply:
    """Raises `PrintRefused` for a reply that is not a success."""
    if not reply.ok:
        raise PrintRefused(device, command, f"status {reply.status:#06x}")
    return reply


class Jobs:
    """The jobs of one printer; used by the device's thread only.

    `fault` asks the printer what stands in its way now. A job whose end was not confirmed is cancelled again
    before the next one, so that one citizen's paper never comes out for the next.
    """

    def __init__(
        self,
        device: str,
        line: IppConnection,
        patience: Patience,
        fault: Callable[[], DeviceError | None],
    ) -> None:
        self._device = device
        self._line = line
        self._patience = patience
        self._fault = fault
        self.unconfirmed: set[int] = set()

    def run(self, request: Request, pdf: bytes, given_up: threading.Event) -> tuple[int, CameOut]:
        """Print one document: (job id, what came out). Raises as `A4Printer.print`."""
        self._clear_unconfirmed()
        job_id = self._create(request)
        try:
            self._ask(protocol.send_document(job_id, pdf), "Send-Document")
            return job_id, self._follow(job_id, given_up)
        except DeviceError as error:
            came_out = self._give_up(job_id, error)
            if came_out is None:
                raise
            return job_id, came_out

    def _ask(self, request: Request, command: str) -> Reply:
        return required(self._line.ask(request, command), self._device, command)

    def _create(self, request: Request) -> int:
        reply = self._ask(request, "Create-Job")
        try:
            return read_job_id(reply)
        except ValueError as error:
            raise BadReply(self._device, "Create-Job") from error

    def _follow(self, job_id: int, given_up: threading.Event) -> CameOut:
        """Poll until the job is completed; raise when it is not going to be."""
        clock, trouble_since = self._patience.clock, None
        deadline = clock() + self._patience.deadline_s
        while not given_up.is_set():
            job, trouble = self._look(job_id)
            if job is not None and job.state.final:
                return self._ended(job, trouble)
            now = clock()
            trouble_since = None if trouble is None else now if trouble_since is None else trouble_since
            if trouble is not None and trouble_since is not None:
                gone = isinstance(trouble.__cause__, LineLost)
                grace_s = (
                    min(self._patience.fault_grace_s, GONE_GRACE_S) if gone else self._patience.fault_grace_s
                )
                if now - trouble_since >= grace_s:
                    raise trouble
            if now >= deadline:
                raise trouble or PrintUnconfirmed(self._device, "Print-Job", "not completed at the deadline")
            given_up.wait(self._patience.poll_s)
        raise PrintUnconfirmed(self._device, "Print-Job", "given up by the caller")

    def _look(self, job_id: int) -> tuple[JobReport | None, DeviceError | None]:
        """How far the job is (None: no answer) and what stands in its way."""
        try:
            trouble = self._fault()
            job = self._report(job_id)
        except DeviceError as error:
            unknown = PrintUnconfirmed(self._device, "Get-Job-Attributes", cause=error.cause)
            unknown.__cause__ = error
            return None, unknown
        if trouble is None and job.state is JobState.STOPPED:
            trouble = PrintStopped(self._device, "Print-Job", "stopped")
        return job, trouble

    def _ended(self, job: JobReport, fault: DeviceError | None) -> CameOut:
        if job.state is not JobState.COMPLETED:
            raise fault or PrintStopped(self._device, "Print-Job", job.state.name.lower())
        if not job.printed:
            raise PrintUnconfirmed(self._device, "Print-Job", "completed with errors")
        return job.came_out

    def _give_up(self, job_id: int, error: DeviceError) -> CameOut | None:
        """Cancel a job that failed; a job that turns out completed meanwhile has been printed after all."""
        self.unconfirmed.add(job_id)
        ended = self._cancel(job_id)
        log.warning(
            "a4_printer.job_failed",
            device=self._device,
            job=job_id,
            cause=error.cause.value,
            cancel_confirmed=ended is not None,
        )
        if ended is None:
            error.add_note("the printer did not confirm that the job is cancelled")
            return None
        if ended.printed:
            return ended.came_out
        if isinstance(error, PrintError):
            error.came_out = ended.came_out  # counted after the cancelling: nothing more comes
        return None

    def _cancel(self, job_id: int) -> JobReport | None:
        """Cancel and wait for the job's end; None when the printer does not confirm one in time."""
        deadline = self._patience.clock() + self._patience.cancel_s
        try:
            self._line.ask(protocol.cancel_job(job_id), "Cancel-Job")  # an ended job refuses: looked at below
            while not (job := self._report(job_id)).state.final:
                if self._patience.clock() >= deadline:
                    return None
                time.sleep(min(self._patience.poll_s, 0.1))
        except DeviceError:
            return None
        self.unconfirmed.discard(job_id)
        return job

    def _clear_unconfirmed(self) -> None:
        for job_id in tuple(self.unconfirmed):
            if self._cancel(job_id) is None:
                raise PrintRefused(self._device, "Cancel-Job", "an earlier job is still in the printer")

    def _report(self, job_id: int) -> JobReport:
        command = "Get-Job-Attributes"
        reply = self._line.ask(protocol.get_job_attributes(job_id), command)
        if reply.status == _NOT_FOUND:
            # A printer that was switched off has forgotten its jobs: nothing will come out any more.
            return JobReport(JobState.ABORTED, frozenset())
        try:
            return read_job(required(reply, self._device, command))
        except ValueError as error:
            raise BadReply(self._device, command) from error
