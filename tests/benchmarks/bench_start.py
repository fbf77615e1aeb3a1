"""Cold start: from the start of the process to the first painted home page, beside a bare Qt Quick window.

The catalogue is on disk, the devices are simulated, the process and its Python are new each time; the files
are in the page cache, as on a kiosk that restarts. Home is painted from what the last start wrote down; it is
ready when all the rest is loaded and the page is the living one: READY=1 is what systemd would hear. Fails
where that takes more than 1.5 s.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.notify import PAINTED
from kiosk.simulation.rig import Rig, settings_file

STARTS = 9
LIMIT_S = 1.5
BARE = """
import os, socket
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView
from PySide6.QtCore import QUrl
application = QGuiApplication([])
view = QQuickView()
view.resize(1080, 1920)
view.setSource(QUrl.fromLocalFile(os.environ["BARE_QML"]))
def painted():
    line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    line.sendto(b"READY=1", os.environ["NOTIFY_SOCKET"])
view.frameSwapped.connect(painted)
view.show()
application.exec()
"""


def moments(command: Sequence[str], folder: Path, variables: dict[str, str]) -> tuple[float, float]:
    """Seconds from the start of `command` to its first painted page, and to its READY=1."""
    address = folder / "notify"
    address.unlink(missing_ok=True)
    environment = os.environ | variables | {"NOTIFY_SOCKET": str(address), "QT_QPA_PLATFORM": "offscreen"}
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(address))
        listener.settimeout(30)
        began = time.monotonic()
        painted = 0.0
        process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        try:
            while b"READY=1" not in (state := listener.recv(4096)):
                if state == PAINTED.encode() and not painted:
                    painted = time.monotonic() - began
            return painted, time.monotonic() - began
        finally:
            process.terminate()
            process.wait()


@dataclass
class Starts:
    """Seconds of each start: the bare window's first frame, the kiosk's, and when the kiosk was ready."""

    bare: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)
    ready: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return statistics.median(self.painted) / statistics.median(self.bare)


def in_turns(kiosk: Sequence[str], folder: Path, starts: int) -> Starts:
    """The kiosk and the bare window in turns: what disturbs, disturbs both."""
    qml = folder / "Bare.qml"
    qml.write_text('import QtQuick\nText { text: "e政务" }\n', encoding="utf-8")
    software = {"QT_QUICK_BACKEND": "software", "BARE_QML": str(qml)}
    moments(kiosk, folder, {})  # fetches the catalogue, compiles Python and QML
    moments(kiosk, folder, {})
    found = Starts()
    for _ in range(starts):
        found.bare.append(moments([sys.executable, "-c", BARE], folder, software)[1])
        painted, ready = moments(kiosk, folder, {})
        found.painted.append(painted)
        found.ready.append(ready)
    return found


def said(name: str, times: list[float]) -> str:
    median = statistics.median(times)
    return f"{name}: median {median:.2f} s, min {min(times):.2f} s, max {max(times):.2f} s"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as name, Rig(Path(name)) as rig:
        folder = Path(name)
        settings = settings_file(rig, folder / "kiosk.toml")
        kiosk = [sys.executable, "-m", "kiosk", "run", "--window", "--settings", str(settings)]
        starts = in_turns(kiosk, folder, STARTS)
    print(f"{STARTS} starts each, {os.cpu_count()} cores, software rendering, offscreen")
    print(said("bare Qt Quick window", starts.bare))
    print(said("kiosk, first painted home page", starts.painted), f"({starts.ratio:.2f} x bare)")
    print(said("kiosk, ready", starts.ready), f"limit {LIMIT_S} s")
    return 0 if statistics.median(starts.ready) <= LIMIT_S else 1


if __name__ == "__main__":
    sys.exit(main())
