"""The reference centre as a process of its own on loopback."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

TERMINAL_NO = "DEMO-0001"
STOP_S = 5.0


@dataclass(frozen=True)
class CentreAddress:
    """What a terminal needs to be its terminal: `recipient` is the public key, `secret_file` the signing secret."""

    url: str
    app_key: str
    secret_file: Path
    recipient: str
    operator_token: str


class CentreProcess:
    """Starts `kiosk center` under `state` and stops it again."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> CentreAddress:
        """Returns when the centre listens. Raises RuntimeError when it does not come up."""
        command = [sys.executable, "-m", "kiosk", "center", "--port", "0", "--state", str(self._state)]
        command += ["--terminal", TERMINAL_NO]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the reference centre did not start")
        ready = json.loads(line)
        return CentreAddress(
            url=ready["url"],
            app_key=ready["appKey"],
            secret_file=Path(ready["secretFile"]),
            recipient=ready["recipient"],
            operator_token=ready["operatorToken"],
        )

    def stop(self) -> None:
        """Ends the process; what it stored stays under its state folder."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None
