"""A whole IPP printer on loopback: Debian's `ippeveprinter` with a front panel for faults.

The printer is that of CUPS (package cups-ipp-utils), so the driver is tested against IPP as others speak it.
It wants a D-Bus system bus; a private one in a temporary folder serves, without root.
"""

import atexit
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.request
from enum import StrEnum
from pathlib import Path

from drivers.device import DeviceError
from drivers.printer.a4 import protocol
from drivers.printer.a4.connection import IppConnection
from drivers.printer.a4.state import read_job, read_job_id, split_reason

START_DEADLINE_S = 20.0
START_ATTEMPTS = 5
PANEL_DEADLINE_S = 10.0
POLL_S = 0.02
SHEETS_LOADED = 100
_PANEL_JOB = "panel"

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/>
  </policy>
</busconfig>
"""

# Run by ippeveprinter for every document ($1). STATE: sets printer-state-reasons, ATTR: the count of sides.
# The files beside it are the panel. Only what came out lies in the tray.
_PRINT_COMMAND = """#!/bin/sh
cd "{folder}" || exit 1
shown=
while :; do
    wanted=$(cat reasons)
    if [ "$wanted" != "$shown" ] || [ "$IPP_JOB_NAME" = {panel_job} ]; then
        echo "STATE: $wanted" >&2
        shown=$wanted
    fi
    [ "$IPP_JOB_NAME" = {panel_job} ] && exit 0
    [ -e cancelled ] && exit 0
    [ -e abort ] && exit 1
    [ -e hold ] || break
    sleep {poll_s}
done
sleep {print_time_s}
cp "$1" "tray/.coming" && mv tray/.coming "tray/$(basename "$1")"
echo "ATTR: job-impressions-completed=${{IPP_COPIES:-1}}" >&2
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

    def __init__(self, *, duplex: bool = True, print_time_s: float = 0.0) -> None:
        self._duplex = duplex
        self._print_time_s = print_time_s  # what a document takes; 0 in tests
        self._folder = Path()
        self._bus: subprocess.Popen[bytes] | None = None
        self._printer: subprocess.Popen[str] | None = None
        self._log_reader: threading.Thread | None = None
        self.port = 0

    @property
    def url(self) -> str:
        """The address for the driver; the same after unplug and replug."""
        return f"ipp://127.0.0.1:{self.port}/ipp/print"

    @property
    def received(self) -> list[Path]:
        """The PDFs that came out, oldest first; gone with `stop`."""
        return sorted((self._folder / "tray").glob("[!.]*"), key=lambda path: path.stat().st_mtime_ns)

    def start(self) -> None:
        """Start bus and printer; raises RuntimeError when the printer does not come up."""
        self._folder = Path(tempfile.mkdtemp(prefix="a4-printer-"))  # 0700: documents are personal data
        (self._folder / "tray").mkdir()
        (self._folder / "spool").mkdir()
        self._write("reasons", "none")
        command = self._folder / "print-command"
        places = {"folder": self._folder, "panel_job": _PANEL_JOB}
        times = {"poll_s": POLL_S, "print_time_s": self._print_time_s}
        command.write_text(_PRINT_COMMAND.format(**places, **times), encoding="ascii")
        command.chmod(0o700)
        atexit.register(self.stop)  # no orphan and no document may outlive a crash
        try:
            self._start_bus()
            self._start_printer()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End both processes and delete spool and tray."""
        atexit.unregister(self.stop)
        self.unplug()
        if self._bus is not None:
            self._bus.kill()
            self._bus.wait()
            self._bus = None
        if self._folder != Path():
            shutil.rmtree(self._folder, ignore_errors=True)

    def show(self, *faults: PrinterFault) -> None:
        """Put the printer into this condition, or with none into good order; returns when it says so itself.

        While a document is held, the running print command tells the printer; while idle a job of the panel's
        own does, since the printer takes conditions from print commands only.
        """
        self._write("reasons", ",".join(faults) or "none")
        self._load_paper()  # a printer without paper starts no print command
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

    def no_answer(self) -> None:
        """Fall silent: connections are taken and nothing comes back."""
        self._signal(signal.SIGSTOP)

    def answer(self) -> None:
        """Speak again after `no_answer`."""
        self._signal(signal.SIGCONT)

    def unplug(self) -> None:
        """Switch off in the middle of whatever it does; jobs in it are lost, as in a real one."""
        if self._printer is None:
            return
        # The group holds the print command too. SIGKILL also ends a stopped process.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._printer.pid, signal.SIGKILL)
        self._printer.wait()
        if self._log_reader is not None:
            self._log_reader.join()
        if self._printer.stderr is not None:
            self._printer.stderr.close()
        self._printer = None

    def replug(self) -> None:
        """Switch on again under the same address."""
        self.unplug()
        for flag in ("hold", "abort", "cancelled"):
            self._remove(flag)
        self._write("reasons", "none")
        self._start_printer(self.port)

    def _start_bus(self) -> None:
        (self._folder / "bus.conf").write_text(_BUS.format(folder=self._folder), encoding="ascii")
        command = ["dbus-daemon", f"--config-file={self._folder}/bus.conf", "--nofork", "--nopidfile"]
        self._bus = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        deadline = time.monotonic() + START_DEADLINE_S
        while not (self._folder / "bus").exists():
            if self._bus.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("dbus-daemon did not start")
            time.sleep(POLL_S)

    def _start_printer(self, port: int = 0) -> None:
        for _ in range(START_ATTEMPTS):
            self.port = port or _free_port()
            if self._try_port():
                return
            self.unplug()
        raise RuntimeError("ippeveprinter did not start (Debian package cups-ipp-utils)")

    def _try_port(self) -> bool:
        """Another program may take the port before the printer does: then it exits and False comes back."""
        # Debian keeps it in /usr/sbin, which is not on a user's PATH.
        search = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
        program = shutil.which("ippeveprinter", path=search)
        if program is None:
            raise RuntimeError("ippeveprinter is missing (Debian package cups-ipp-utils)")
        command = [
            program,
            "-v",
            "-p",
            str(self.port),
            "-n",
            "localhost",
            "-r",
            "off",
            "-f",
            "application/pdf",
        ]
        command += ["-d", str(self._folder / "spool"), "-K", str(self._folder)]
        command += ["-c", str(self._folder / "print-command"), "-M", "Simulated", "-m", "A4"]
        command += [*(["-2"] if self._duplex else []), "A4"]
        bus = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self._folder}/bus", "HOME": str(self._folder)}
        self._printer = subprocess.Popen(
            command,
            env={**os.environ, **bus, "LC_ALL": "C"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        ready = threading.Event()
        self._log_reader = threading.Thread(target=self._read_log, args=(self._printer, ready), daemon=True)
        self._log_reader.start()
        return ready.wait(START_DEADLINE_S) and self._printer.poll() is None

    def _read_log(self, printer: subprocess.Popen[str], ready: threading.Event) -> None:
        """Only the printer's log tells that a job is being cancelled; the print command needs to know."""
        for line in printer.stderr or ():
            if "printer-uuid" in line:  # written once it listens
                ready.set()
            elif "Cancel-Job successful-ok" in line:
                self._write("cancelled")
            elif "Running command" in line or '] Command "' in line:
                self._remove("cancelled")
        ready.set()  # it exited

    def _reasons(self) -> set[str]:
        report = self._ask(protocol.get_printer_attributes()).printer.get("printer-state-reasons", ())
        return {split_reason(str(reason))[0] for reason in report} - {"none", "media-needed"}

    def _load_paper(self) -> None:
        # Trays 1 (main) and 3 (by-pass); 0 (auto) and 2 (manual) hold none.
        sheets = f"size1={protocol.MEDIA_A4}&level1={SHEETS_LOADED}&size3={protocol.MEDIA_A4}&level3=25"
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/media?{sheets}", timeout=PANEL_DEADLINE_S):
            pass

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

    def _signal(self, number: signal.Signals) -> None:
        if self._printer is not None:
            os.kill(self._printer.pid, number)

    def _write(self, name: str, text: str = "") -> None:
        fresh = self._folder / f".{name}"
        fresh.write_text(text, encoding="ascii")
        fresh.replace(self._folder / name)

    def _remove(self, name: str) -> None:
        (self._folder / name).unlink(missing_ok=True)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
