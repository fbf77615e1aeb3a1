"""The live preview at 1080p on the software renderer: frames a second, and how long the UI thread is held.

A camera's thread hands over another 1080p frame thirty times a second while the scan page is shown; a timer
in the UI thread looks how long each turn of its loop takes, in the thread's own processor time, so that a
busy machine is not measured. Fails below 20 frames a second and where a turn takes more than 8 ms (the
slowest of a hundred).
"""

import asyncio
import os
import sys
import threading
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import cv2
import numpy as np
import qasync
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from screens.page import Live
from screens.pages.scan_page import ScanPage
from screens.painted.preview import Preview
from screens.panel import Panel
from screens.stage import Stage
from screens.text import Text

SECONDS = 6.0
CAMERA_FRAMES_PER_S = 30
FRAMES_LIMIT = 20.0
TURN_LIMIT_MS = 8.0
NAME = Text("发票", "Invoice")
PAGE = ((560, 60), (1260, 60), (1260, 1040), (560, 1040))


def frames() -> list[np.ndarray]:
    """A few different ones: a page of print that is pushed over a desk."""
    desk = np.full((1080, 1920, 3), (74, 104, 138), np.uint8)
    cv2.rectangle(desk, PAGE[0], PAGE[2], (240, 244, 246), -1)
    for line in range(30):
        cv2.putText(desk, "PROOF OF HARDSHIP " * 2, (600, 120 + line * 30), 0, 0.8, (60, 40, 30), 2)
    return [np.ascontiguousarray(np.roll(desk, shift * 9, axis=1)) for shift in range(10)]


class Turns:
    """Hears how long the UI thread is held between two looks, and counts what the preview paints."""

    def __init__(self) -> None:
        self.turns_ms: list[float] = []
        self.painted = 0
        self._last = time.thread_time()
        self._timer = QTimer()
        self._timer.setInterval(2)
        self._timer.timeout.connect(self._look)
        paint = Preview.paint

        def counted(preview: Preview, painter: object) -> None:
            self.painted += 1
            paint(preview, painter)

        Preview.paint = counted

    def start(self) -> None:
        self._last, self.painted = time.thread_time(), 0
        self.turns_ms.clear()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def _look(self) -> None:
        now = time.thread_time()
        self.turns_ms.append((now - self._last) * 1e3)
        self._last = now


async def measure(stage: Stage, turns: Turns, title: str, page: ScanPage, live: Live) -> tuple[float, float]:
    """Shows the page, feeds it, prints and returns frames a second and the slowest turn of a hundred."""
    asking = asyncio.ensure_future(stage.ask(page))
    pictures, stopped = frames(), threading.Event()

    def camera() -> None:
        count = 0
        while not stopped.wait(1 / CAMERA_FRAMES_PER_S):
            shift = count % len(pictures)
            outline = tuple(((x + shift * 9) / 1920, y / 1080) for x, y in PAGE)
            live.set(frame=pictures[shift], outline=outline, good=True)
            count += 1

    thread = threading.Thread(target=camera)
    thread.start()
    await asyncio.sleep(1.0)  # the page has come in
    began = time.monotonic()
    turns.start()
    await asyncio.sleep(SECONDS)
    turns.stop()
    rate = turns.painted / (time.monotonic() - began)
    stopped.set()
    thread.join()
    asking.cancel()
    working = [turn for turn in turns.turns_ms if turn > 0.5]
    median, p99, worst = (float(np.percentile(working, share)) for share in (50, 99, 100))
    print(
        f"{title:18} {rate:5.1f} frames/s; UI thread held {median:.1f} ms (p99 {p99:.1f}, most {worst:.1f})"
    )
    return rate, p99


async def main() -> int:
    stage = Stage(Panel(), NAME, NAME)
    stage.open()
    turns, results = Turns(), []
    for title, privacy in (("plain", {}), ("mirrored, masked", {"mirrored": True, "masked": True})):
        live = Live(frame=None, help=NAME)
        results.append(await measure(stage, turns, title, ScanPage(NAME, live, **privacy), live))
    stage.close()
    good = all(rate >= FRAMES_LIMIT and turn <= TURN_LIMIT_MS for rate, turn in results)
    return 0 if good else 1


if __name__ == "__main__":
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    cv2.setNumThreads(1)
    application = QGuiApplication([])
    loop = qasync.QEventLoop(application)
    asyncio.set_event_loop(loop)
    sys.exit(loop.run_until_complete(main()))
