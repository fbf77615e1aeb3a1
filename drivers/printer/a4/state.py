"""What an IPP printer says about itself and its jobs, in the words of CEN/XFS.

Sources: RFC 8011 5.3.7 and 5.4.11 to 5.4.12 (states and reasons), PWG 5100.9 (alert reasons).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum

from drivers.device import Cause, DeviceState, DeviceStatus
from drivers.printer.a4.protocol import Reply, Values, first_integer
from drivers.printer.errors import NOT_COUNTED, CameOut


class PrinterState(IntEnum):
    """printer-state (RFC 8011 5.4.11)."""

    IDLE = 3
    PROCESSING = 4
    STOPPED = 5


class JobState(IntEnum):
    """job-state (RFC 8011 5.3.7)."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9

    @property
    def final(self) -> bool:
        """Nothing more will come out of the printer for this job."""
        return self >= JobState.CANCELED


@dataclass(frozen=True)
class PrinterReport:
    """What the printer says about itself; `trays` has the sheets in each whose level it knows."""

    state: PrinterState
    reasons: frozenset[str]
    accepting: bool = True
    trays: Mapping[str, int] = field(default_factory=dict)

    def seen_from(self, sources: Iterable[str]) -> "PrinterReport":
        """The report without its word on paper when one of `sources` is known to have some.

        printer-state-reasons does not tell which tray is empty; printer-input-tray does.
        """
        if not any(self.trays.get(source, 0) > 0 for source in sources):
            return self
        reasons = frozenset(word for word in self.reasons if split_reason(word)[0] not in PAPER_REASONS)
        return replace(self, reasons=reasons)


@dataclass(frozen=True)
class JobReport:
    """What the printer says about one job."""

    state: JobState
    reasons: frozenset[str]
    came_out: CameOut = NOT_COUNTED

    @property
    def printed(self) -> bool:
        """Whether all of it came out."""
        return self.state is JobState.COMPLETED and "job-completed-with-errors" not in self.reasons


# Keywords of RFC 8011 5.4.12 and PWG 5100.9, and how the many end that the latter makes up of a part and a
# trouble ("fuser-over-temp", "output-tray-missing", "input-cover-open", "feed-jam").
STOPPING_CAUSES = {
    "media-empty": Cause.PAPER_OUT,
    "media-needed": Cause.PAPER_OUT,
    "input-tray-missing": Cause.PAPER_OUT,
    "input-media-tray-missing": Cause.PAPER_OUT,
    "media-path-failure": Cause.PAPER_JAMMED,
    "toner-empty": Cause.TONER_OUT,
    "marker-supply-empty": Cause.TONER_OUT,
    "marker-supply-missing": Cause.TONER_OUT,
    "marker-ink-empty": Cause.TONER_OUT,
    "marker-toner-empty": Cause.TONER_OUT,
    "marker-toner-missing": Cause.TONER_OUT,
    "marker-print-ribbon-empty": Cause.TONER_OUT,
    "developer-empty": Cause.TONER_OUT,
    "spool-area-full": Cause.OTHER,
    "interpreter-resource-unavailable": Cause.OTHER,
    "stopped-partly": Cause.OTHER,
}
_STOPPING_ENDS = {
    "-jam": Cause.PAPER_JAMMED,
    "cover-open": Cause.COVER_OPEN,
    "door-open": Cause.COVER_OPEN,
    "interlock-open": Cause.COVER_OPEN,
    "-over-temp": Cause.OTHER,
    "-under-temp": Cause.OTHER,
    "-life-over": Cause.OTHER,
    "-full": Cause.OTHER,
    "-missing": Cause.OTHER,
    "-failure": Cause.OTHER,
}
LOW_CAUSES = {
    "media-low": Cause.PAPER_LOW,
    "toner-low": Cause.TONER_LOW,
    "marker-supply-low": Cause.TONER_LOW,
    "marker-ink-low": Cause.TONER_LOW,
    "marker-toner-low": Cause.TONER_LOW,
    "marker-ink-almost-empty": Cause.TONER_LOW,
    "marker-toner-almost-empty": Cause.TONER_LOW,
    "marker-supply-almost-empty": Cause.TONER_LOW,
    "developer-low": Cause.TONER_LOW,
}
PAPER_REASONS = frozenset({"media-empty", "media-needed", "media-low"})
# A person or the queue took the printer out of service; "offline" is what CUPS writes.
AWAY_REASONS = frozenset({"paused", "moving-to-paused", "shutdown", "deactivated", "offline"})

_SEVERITIES = ("error", "warning", "report")


def split_reason(reason: str) -> tuple[str, str]:
    """('media-empty', 'error') from 'media-empty-error'; '' where the reason bears no severity."""
    word, _, severity = reason.rpartition("-")
    return (word, severity) if word and severity in _SEVERITIES else (reason, "")


def stopping_cause(word: str) -> Cause | None:
    """Why nothing comes out of a printer with this reason; None for one that does not stop it."""
    if word.endswith("almost-full"):
        return None
    ends = (cause for end, cause in _STOPPING_ENDS.items() if word.endswith(end))
    return STOPPING_CAUSES.get(word) or next(ends, None)


def stopping_causes(report: PrinterReport, *, only_errors_stop: bool = False) -> frozenset[Cause]:
    """The causes for which nothing (more) comes out of this printer.

    By RFC 8011 5.4.12 only errors stop a printer, and a reason without severity is one. In practice an empty
    tray is a report while the printer idles and a warning while it works (CUPS, PAPPL), so every severity
    counts; a printer that reports its unused by-pass tray as empty needs `only_errors_stop=True`.
    """
    severe = {"", "error"} if only_errors_stop else {"", "error", "warning", "report"}
    causes = set()
    for reason in report.reasons:
        word, severity = split_reason(reason)
        cause = stopping_cause(word)
        if cause is not None and severity in severe:
            causes.add(cause)
        elif severity == "error":
            causes.add(Cause.OTHER)
    if report.state is PrinterState.STOPPED and not causes and not is_away(report):
        causes.add(Cause.OTHER)
    return frozenset(causes)


def is_away(report: PrinterReport) -> bool:
    """Whether the printer was taken out of service: paused, shut down, not accepting jobs."""
    return not report.accepting or any(split_reason(reason)[0] in AWAY_REASONS for reason in report.reasons)


def device_status(report: PrinterReport, *, only_errors_stop: bool = False) -> DeviceStatus:
    """The printer's report in the words of CEN/XFS."""
    stopping = stopping_causes(report, only_errors_stop=only_errors_stop)
    low = {LOW_CAUSES[word] for word, _ in map(split_reason, report.reasons) if word in LOW_CAUSES}
    if stopping & {Cause.PAPER_JAMMED, Cause.OTHER}:
        state = DeviceState.HARDWARE_ERROR
    elif stopping:
        state = DeviceState.USER_ERROR
    elif is_away(report):
        state = DeviceState.OFFLINE
    elif report.state is PrinterState.PROCESSING:
        state = DeviceState.BUSY
    else:
        state = DeviceState.ONLINE
    return DeviceStatus(state, stopping | low)


def read_printer(reply: Reply) -> PrinterReport:
    """Raises ValueError when the reply holds no printer state."""
    return PrinterReport(
        PrinterState(first_integer(reply.printer, "printer-state") or 0),
        _reasons(reply.printer, "printer-state-reasons"),
        reply.printer.get("printer-is-accepting-jobs") != (False,),
        dict(read_trays(reply.printer.get("printer-input-tray", ()))),
    )


def read_trays(values: Values) -> Iterator[tuple[str, int]]:
    """(media-source, sheets) of every tray in printer-input-tray (PWG 5100.13 5.3.9) that knows its level."""
    for value in values:
        if not isinstance(value, str):
            continue
        parts = dict(part.partition("=")[::2] for part in value.split(";"))
        level = parts.get("level", "")
        if "name" in parts and level.isdecimal():  # -2 is unknown, -3 at least one sheet
            yield parts["name"].lower(), int(level)


def read_job(reply: Reply) -> JobReport:
    """Raises ValueError when the reply holds no job state."""
    return JobReport(
        JobState(first_integer(reply.job, "job-state") or 0),
        _reasons(reply.job, "job-state-reasons"),
        CameOut(
            first_integer(reply.job, "job-impressions-completed"),
            first_integer(reply.job, "job-media-sheets-completed"),
        ),
    )


def read_job_id(reply: Reply) -> int:
    """The job-id of a Create-Job reply. Raises ValueError when there is none."""
    job_id = first_integer(reply.job, "job-id")
    if job_id is None or job_id <= 0:
        raise ValueError("no job-id")
    return job_id


def _reasons(attributes: Mapping[str, Values], name: str) -> frozenset[str]:
    return frozenset(word for word in attributes.get(name, ()) if isinstance(word, str) and word != "none")
