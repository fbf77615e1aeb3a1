"""Runs Debian's `ippeveprinter` (package cups-ipp-utils) as a child process on loopback.

It wants a D-Bus system bus, though with `-r off` it announces nothing there: a private bus in the printer's
own folder serves, without root.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

START_DEADLINE_S = 20.0
START_ATTEMPTS = 5
POLL_S = 0.02

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


class IppEvePrinter:
    """The program, its bus, and its log line by line; both processes end with `stop`."""

    def __init__(self, folder: Path, command: Path, on_log: Callable[[str], None], *, duplex: bool) -> None:
        self._folder = folder
        self._command = command
        self._on_log = on_log
        self._duplex = duplex
        self._bus: subprocess.Popen[bytes] | None = None
        self._printer: subprocess.Popen[str] | None = None
        self._log_reader: threading.Thread | None = None
        self.port = 0

    def start(self) -> None:
        """Start it, again on the port of the last time; raises RuntimeError when it does not come up."""
        self.kill()
        if self._bus is None:
            self._start_bus()
        port = self.port
        for _ in range(START_ATTEMPTS):
            self.port = port or _free_port()
            if self._try_port():
                return
            self.kill()
        raise RuntimeError("ippeveprinter did not start (Debian package cups-ipp-utils)")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the printer, if it runs."""
        if self._printer is not None:
            os.kill(self._printer.pid, number)

    def kill(self) -> None:
        """End the printer at once, with the print command that it may be running."""
        if self._printer is None:
            return
        # SIGKILL also ends a stopped process.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._printer.pid, signal.SIGKILL)
        self._printer.wait()
        if self._log_reader is not None:
            self._log_reader.join()
        if self._printer.stderr is not None:
            self._printer.stderr.close()
        self._printer = None

    def stop(self) -> None:
        """End the printer and its bus."""
        self.kill()
        if self._bus is not None:
            self._bus.kill()
            self._bus.wait()
            self._bus = None

    def _start_bus(self) -> None:
        (self._folder / "bus.conf").write_text(_BUS.format(folder=self._folder), encoding="ascii")
        command = ["dbus-daemon", f"--config-file={self._folder}/bus.conf", "--nofork", "--nopidfile"]
        self._bus = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        deadline = time.monotonic() + START_DEADLINE_S
        while not (self._folder / "bus").exists():
            if self._bus.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("dbus-daemon did not start")
            time.sleep(POLL_S)

    def _try_port(self) -> bool:
        """Another program may take the port before the printer does: then it exits and False comes back."""
        # Debian keeps it in /usr/sbin, which is not on a user's PATH.
        search = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"))
        program = shutil.which("ippeveprinter", path=search)
        if program is None:
            raise RuntimeError("ippeveprinter is missing (Debian package cups-ipp-utils)")
        options = ["-v", "-p", str(self.port), "-n", "localhost", "-r", "off", "-f", "application/pdf"]
        options += ["-d", str(self._folder / "spool"), "-K", str(self._folder), "-c", str(self._command)]
        options += ["-M", "Simulated", "-m", "A4", *(["-2"] if self._duplex else []), "A4"]
        bus = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self._folder}/bus", "HOME": str(self._folder)}
        self._printer = subprocess.Popen(
            [program, *options],
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
        for line in printer.stderr or ():
            if "printer-uuid" in line:  # written once it listens
                ready.set()
            self._on_log(line)
        ready.set()  # it exited


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
