"""A whole IPP printer on loopback, with a front panel for faults.

The printer is that of CUPS (`ippeveprinter`), so the driver is tested against IPP as others speak it.
"""

import atexit
import contextlib
import http.client
import shutil
import signal
import tempfile
import time
from enum import StrEnum
from pathlib import Path

from drivers.device import DeviceError
from drivers.far_end import Fault
from drivers.printer.a4 import protocol
from drivers.printer.a4.connection import IppConnection
from drivers.printer.a4.ippeveprinter import IppEvePrinter
from drivers.printer.a4.state import read_job, read_job_id, split_reason

PANEL_DEADLINE_S = 10.0
POLL_S = 0.02
SHEETS_LOADED = 100
_PANEL_JOB = "panel"

# Run by ippeveprinter for every document ($1). STATE: sets printer-state-reasons, ATTR: the count of sides.
# The files beside it are the panel. Only what came out lies in the tray.
_PRINT_COMMAND = """#!/bin/sh
cd "{folder}" || exit 1
while :; do
    echo "STATE: $(cat reasons)" >&2
    [ "$IPP_JOB_NAME" = {panel_job} ] && exit 0
    [ -e cancelled ] && exit 0
    [ -e abort ] && exit 1
    [ -e hold ] || break
    sleep {poll_s}
done
sleep {print_time_s}
page=${{IPP_PAGE_RANGES%%-*}}
page=${{page:-1}}
out=0
while [ "$page" -le "$(cat pages)" ]; do
    if [ -e stop ] && [ "$out" -ge "$(head -n 1 stop)" ]; then
        while [ ! -e cancelled ]; do
            echo "STATE: $(tail -n 1 stop)" >&2
            sleep {poll_s}
        done
        rm stop
        echo "STATE: $(cat reasons)" >&2
        exit 0
    fi
    out=$((out + ${{IPP_COPIES:-1}}))
    echo "$page $IPP_MEDIA_COL" >> sheets
    echo "ATTR: job-impressions-completed=$out" >&2
    page=$((page + 1))
done
cp "$1" "tray/.coming" && mv tray/.coming "tray/$(basename "$1")"
"""


class PrinterFault(StrEnum):
    """What the panel can show, in the words of RFC 8011 5.4.12; several may hold at once."""

    PAPER_LOW = "media-low"
    PAPER_OUT = "media-empty"
    JAM = "media-jam"
    COVER_OPEN = "cover-open"
    TONER_LOW = "toner-low"
    TONER_OUT = "toner-empty"
    PAUSED = "paused"


class A4PrinterSimulator:
    """Start it, give `url` to the driver, look at what came out in `received`."""

    def __init__(self, *, duplex: bool = True, print_time_s: float = 0.0, pages: int = 1) -> None:
        self._duplex = duplex
        self._print_time_s = print_time_s  # what a document takes; 0 in tests
        self._pages = pages  # of every document: this printer does not look into a PDF
        self._folder = Path()
        self._program: IppEvePrinter | None = None

    @property
    def url(self) -> str:
        """The address for the driver; the same after unplug and replug."""
        return f"ipp://127.0.0.1:{self.port}/ipp/print"

    @property
    def port(self) -> int:
        """The loopback port; 0 before `start`."""
        return self._program.port if self._program else 0

    @property
    def received(self) -> list[Path]:
        """The PDFs that came out, oldest first; gone with `stop`."""
        return sorted((self._folder / "tray").glob("[!.]*"), key=lambda path: path.stat().st_mtime_ns)

    @property
    def sheets(self) -> list[tuple[int, str]]:
        """The pages that came out one by one, each with the media-col that its job asked for."""
        lines = (self._folder / "sheets").read_text(encoding="ascii").splitlines()
        return [(int(page), paper) for page, _, paper in (line.partition(" ") for line in lines)]

    def stop_after(self, pages: int, fault: PrinterFault) -> None:
        """Stop the next document behind so many pages with `fault`, which passes with its job."""
        self._write("stop", f"{pages}\n+{fault}-error\n")

    def start(self) -> None:
        """Start bus and printer; raises RuntimeError when the printer does not come up."""
        self._folder = Path(tempfile.mkdtemp(prefix="a4-printer-"))  # 0700: documents are personal data
        (self._folder / "tray").mkdir()
        (self._folder / "spool").mkdir()
        self._write("reasons", "none")
        self._write("pages", str(self._pages))
        self._write("sheets")
        command = self._folder / "print-command"
        places = {"folder": self._folder, "panel_job": _PANEL_JOB}
        times = {"poll_s": POLL_S, "print_time_s": self._print_time_s}
        command.write_text(_PRINT_COMMAND.format(**places, **times), encoding="ascii")
        command.chmod(0o700)
        atexit.register(self.stop)  # no orphan and no document may outlive a crash
        self._program = IppEvePrinter(self._folder, command, self._hear, duplex=self._duplex)
        try:
            self._program.start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End both processes and delete spool and tray."""
        atexit.unregister(self.stop)
        if self._program is not None:
            self._program.stop()
            shutil.rmtree(self._folder, ignore_errors=True)

    def show(self, *faults: PrinterFault) -> None:
        """Put the printer into this condition, or with none into good order; returns when it says so itself.

        While a document is held, the running print command tells the printer; while idle a job of the panel's
        own does, since the printer takes conditions from print commands only.
        """
        self._load_paper()  # a printer without paper starts no print command
        self._write("reasons", ",".join(faults) or "none")
        deadline = time.monotonic() + PANEL_DEADLINE_S
        while self._reasons() != set(faults):
            if time.monotonic() > deadline:
                raise RuntimeError("the simulated A4 printer does not take its condition")
            self._run_panel_job()  # refused as busy while a document is in it
            time.sleep(POLL_S)

    def hold(self) -> None:
        """Make every document stop in the printer, before its first sheet, until `release`."""
        self._write("hold")

    def release(self) -> None:
        """Let a held document come out."""
        self._remove("hold")

    def abort(self) -> None:
        """Make the printer give up the document in it, or the next one."""
        self._write("abort")

    def proceed(self) -> None:
        """Print again after `abort`."""
        self._remove("abort")

    def inject(self, fault: Fault | PrinterFault) -> None:
        """Break something by the name that all simulators share.

        SLOW holds documents until `heal`. Raises ValueError on a fault of bytes: this printer is a program of
        its own and spoils none.
        """
        match fault:
            case PrinterFault():
                self.show(fault)
            case Fault.NO_ANSWER:
                self.no_answer()
            case Fault.SLOW:
                self.hold()
            case Fault.UNPLUG:
                self.unplug()
            case Fault.REPLUG:
                self.replug()
            case _:
                raise ValueError(f"{fault}: not a fault of this printer")

    def heal(self) -> None:
        """In good order again, but for the plug."""
        self.answer()
        self.release()
        self._remove("abort")
        self.show()

    def no_answer(self) -> None:
        """Fall silent: connections are taken and nothing comes back."""
        self._running().signal(signal.SIGSTOP)

    def answer(self) -> None:
        """Speak again after `no_answer`."""
        self._running().signal(signal.SIGCONT)

    def unplug(self) -> None:
        """Switch off in the middle of whatever it does; jobs in it are lost, as in a real one."""
        self._running().kill()

    def replug(self) -> None:
        """Switch on again under the same address."""
        self.unplug()
        for flag in ("hold", "abort", "cancelled"):
            self._remove(flag)
        self._write("reasons", "none")
        self._running().start()

    def _running(self) -> IppEvePrinter:
        if self._program is None:
            raise RuntimeError("the simulated A4 printer was not started")
        return self._program

    def _hear(self, line: str) -> None:
        """Only the printer's log tells that a job is being cancelled; the print command needs to know."""
        if "Cancel-Job successful-ok" in line:
            self._write("cancelled")
        elif "Running command" in line or '] Command "' in line:
            self._remove("cancelled")

    def _reasons(self) -> set[str]:
        report = self._ask(protocol.get_printer_attributes()).printer.get("printer-state-reasons", ())
        return {split_reason(str(reason))[0] for reason in report} - {"none", "media-needed"}

    def _load_paper(self) -> None:
        # Trays 1 (main) and 3 (by-pass); 0 (auto) and 2 (manual) hold none.
        sheets = f"size1={protocol.MEDIA_A4}&level1={SHEETS_LOADED}&size3={protocol.MEDIA_A4}&level3=25"
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PANEL_DEADLINE_S)
        with contextlib.closing(line):
            line.request("GET", f"/media?{sheets}")
            line.getresponse().read()

    def _run_panel_job(self) -> None:
        reply = self._ask(protocol.create_job(_PANEL_JOB, 1, duplex=False))
        if not reply.ok:
            return
        job_id = read_job_id(reply)
        self._ask(protocol.send_document(job_id, b"%PDF-1.4\n"))
        deadline = time.monotonic() + PANEL_DEADLINE_S
        while not read_job(self._ask(protocol.get_job_attributes(job_id))).state.final:
            if time.monotonic() > deadline:
                return
            time.sleep(POLL_S)

    def _ask(self, request: protocol.Request) -> protocol.Reply:
        try:
            return IppConnection("a4 panel", self.url, PANEL_DEADLINE_S).ask(request, request.operation.name)
        except DeviceError as error:
            raise RuntimeError("the simulated A4 printer is gone") from error

    def _write(self, name: str, text: str = "") -> None:
        fresh = self._folder / f".{name}"
        fresh.write_text(text, encoding="ascii")
        fresh.replace(self._folder / name)

    def _remove(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)
