"""Stands for systemd: starts a command, waits until it says READY=1 and then WATCHDOG=1, and ends it.

    python packaging/await_ready.py --socket PATH [--limit SECONDS] -- COMMAND [ARG ...]

Prints the seconds from the start to READY=1. The caller tells the command the socket by NOTIFY_SOCKET, since
the same socket has another path inside a chroot.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

END_WITHIN_S = 20.0  # as TimeoutStopSec of the service


def await_states(line: socket.socket, child: subprocess.Popen[bytes], wanted: str, deadline: float) -> float:
    """The monotonic time at which the child said `wanted`. Raises SystemExit when it ends or is late."""
    line.settimeout(0.2)
    while time.monotonic() < deadline:
        with contextlib.suppress(TimeoutError):
            said = line.recv(4096).decode().splitlines()
            if wanted in said:
                return time.monotonic()
        if child.poll() is not None:
            raise SystemExit(f"It ended with status {child.returncode} before {wanted}")
    raise SystemExit(f"No {wanted} in time")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--socket", type=Path, required=True)
    parser.add_argument("--limit", type=float, default=60.0)
    parser.add_argument("command", nargs="+")
    chosen = parser.parse_args()

    chosen.socket.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.bind(str(chosen.socket))
        chosen.socket.chmod(0o666)  # the kiosk is another user
        started = time.monotonic()
        child = subprocess.Popen(chosen.command, start_new_session=True)
        try:
            ready = await_states(line, child, "READY=1", started + chosen.limit)
            print(f"READY=1 after {ready - started:.2f} s")
            await_states(line, child, "WATCHDOG=1", ready + chosen.limit)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGTERM)
            child.wait(END_WITHIN_S)
            chosen.socket.unlink()


if __name__ == "__main__":
    main()
