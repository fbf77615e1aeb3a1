"""The reference centre as a process of its own on loopback."""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

TERMINAL_NO = "DEMO-0001"
STOP_S = 5.0
ANSWER_S = 5.0


@dataclass(frozen=True)
class CentreAddress:
    """What a terminal of this centre needs. The recipients and the receipt key are public."""

    url: str
    app_key: str
    secret_file: Path
    recipient: str
    sm_recipient: str
    receipt_key: str
    operator_token: str

    def record(self, local_no: str) -> dict[str, object] | None:
        """What the centre's operators see of one visit; None before it has arrived."""
        import requests

        answer = requests.get(
            f"{self.url}/operator/records/{TERMINAL_NO}/{local_no}",
            headers={"Authorization": f"Bearer {self.operator_token}"},
            timeout=ANSWER_S,
        )
        if answer.status_code == HTTPStatus.NOT_FOUND:
            return None
        answer.raise_for_status()
        found: dict[str, object] = answer.json()["data"]
        return found


class CentreProcess:
    """Starts `kiosk center` under `state` and stops it again."""

    def __init__(self, state: Path, faults: Sequence[str] = (), data: Path | None = None) -> None:
        self._state = state
        self._faults = faults
        self._data = data
        self._port = 0
        self._process: subprocess.Popen[str] | None = None

    def start(self, faults: Sequence[str] | None = None) -> CentreAddress:
        """Returns when the centre listens, under the same address as before where it was started before.

        `faults` of its first POSTs take the place of those it was made with. Raises RuntimeError when it does
        not come up.
        """
        self._state.mkdir(parents=True, exist_ok=True, mode=0o700)
        command = [sys.executable, "-m", "kiosk", "center", "--port", str(self._port)]
        command += ["--state", str(self._state), "--terminal", TERMINAL_NO]
        command += ["--data", str(self._data)] if self._data else []
        command += [f"--fault={fault}" for fault in (self._faults if faults is None else faults)]
        with (self._state / "centre.log").open("w", encoding="utf-8") as journal:
            self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=journal, text=True)
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError("the reference centre did not start")
        ready = json.loads(line)
        self._port = urlsplit(ready["url"]).port or 0
        terminal = ready["terminals"][0]
        return CentreAddress(
            url=ready["url"],
            app_key=terminal["appKey"],
            secret_file=Path(terminal["secretFile"]),
            recipient=ready["recipient"],
            sm_recipient=ready["smRecipient"],
            receipt_key=ready["receiptKey"],
            operator_token=Path(ready["operatorTokenFile"]).read_text(encoding="utf-8").strip(),
        )

    def stop(self) -> None:
        """Ends the process; what it stored stays under its state folder."""
        if self._process is None:
            return
        self._process.terminate()
        self.speak()  # a silent process hears nothing
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process = None

    def fall_silent(self) -> None:
        """Connections are taken, and nothing comes back."""
        self._signal(signal.SIGSTOP)

    def speak(self) -> None:
        """Answers again after `fall_silent`."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(number)
