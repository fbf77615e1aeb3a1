"""Cold start: from the start of the process to the first painted home page, beside a bare Qt Quick window.

The catalogue is on disk, the devices are simulated, the process and its Python are new each time; the files
are in the page cache, as on a kiosk that restarts. READY=1 is what systemd would hear. Fails above 1.5 s.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

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


def ready_after(command: Sequence[str], folder: Path, variables: dict[str, str]) -> float:
    """Seconds from the start of `command` to its READY=1."""
    address = folder / "notify"
    address.unlink(missing_ok=True)
    environment = os.environ | variables | {"NOTIFY_SOCKET": str(address), "QT_QPA_PLATFORM": "offscreen"}
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(address))
        listener.settimeout(30)
        began = time.monotonic()
        process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        try:
            while b"READY=1" not in listener.recv(4096):
                pass
            return time.monotonic() - began
        finally:
            process.terminate()
            process.wait()


def in_turns(kiosk: Sequence[str], folder: Path, starts: int) -> tuple[list[float], list[float]]:
    """Seconds of each start of the kiosk and of the bare window, in turns: what disturbs, disturbs both."""
    qml = folder / "Bare.qml"
    qml.write_text('import QtQuick\nText { text: "e政务" }\n', encoding="utf-8")
    software = {"QT_QUICK_BACKEND": "software", "BARE_QML": str(qml)}
    ours, floor = [], []
    for _ in range(starts):
        floor.append(ready_after([sys.executable, "-c", BARE], folder, software))
        ours.append(ready_after(kiosk, folder, {}))
    return ours, floor


def said(name: str, times: list[float]) -> str:
    median = statistics.median(times)
    return f"{name}: median {median:.2f} s, min {min(times):.2f} s, max {max(times):.2f} s"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as name, Rig(Path(name)) as rig:
        folder = Path(name)
        settings = settings_file(rig, folder / "kiosk.toml")
        kiosk = [sys.executable, "-m", "kiosk", "run", "--window", "--settings", str(settings)]
        ready_after(kiosk, folder, {})  # fetches the catalogue, compiles Python and QML
        ours, floor = in_turns(kiosk, folder, STARTS)
    ratio = statistics.median(ours) / statistics.median(floor)
    print(f"{STARTS} starts each, {os.cpu_count()} cores, software rendering, offscreen")
    print(said("bare Qt Quick window", floor))
    print(said("kiosk, first painted home page", ours), f"({ratio:.2f} x bare); limit {LIMIT_S} s")
    return 0 if statistics.median(ours) <= LIMIT_S else 1


if __name__ == "__main__":
    sys.exit(main())
