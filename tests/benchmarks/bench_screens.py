"""How fast the glass is: a cold start to the painted home page, and a touch to the next page painted.

The cold start here is the screens' share (interpreter, Qt, stage, home page) in a new process each time.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import time
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

STARTS = 9
TURNS = 40
LIMIT_START_MS = 1500
LIMIT_TURN_P95_MS = 100


def painted_home() -> None:
    """In a process of its own: shows home, says when it was painted, and ends."""
    started = float(sys.argv[2])
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication([])
    import qasync

    from screens.stage import Stage
    from tests.screens.screen_samples import PLACE, TERMINAL, samples

    loop = qasync.QEventLoop(application)
    asyncio.set_event_loop(loop)
    from screens.panel import Panel

    async def start() -> None:
        stage = Stage(Panel(), PLACE, TERMINAL)
        asking = asyncio.ensure_future(stage.ask(*samples()["home"]))
        stage.open()
        await standing(stage)
        print((time.time() - started) * 1000, flush=True)
        asking.cancel()
        os._exit(0)

    loop.run_until_complete(start())


async def standing(stage: Any) -> None:
    while not stage.settled:  # noqa: ASYNC110  what Qt does sets no asyncio event
        await asyncio.sleep(0.001)


def cold_starts() -> list[float]:
    taken = []
    for _ in range(STARTS):
        command = [sys.executable, "-m", "tests.benchmarks.bench_screens", "--painted-home", str(time.time())]
        lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")
        taken.append(float([line for line in lines if line][-1]))
    return taken


def turns() -> list[float]:
    """Milliseconds from a touch on a tile to the guide's first painted frame, and back again."""
    import qasync
    from PySide6.QtGui import QGuiApplication

    from screens import finger
    from screens.page import Back
    from screens.panel import Panel
    from screens.stage import Stage
    from tests.screens.screen_samples import PLACE, TERMINAL, samples

    application = QGuiApplication([])
    loop = qasync.QEventLoop(application)
    asyncio.set_event_loop(loop)
    taken: list[float] = []

    async def walk() -> None:
        stage = Stage(Panel(), PLACE, TERMINAL)
        stage.open()
        touched: list[tuple[float, object]] = []
        stage.glass.window.frameSwapped.connect(lambda: painted(stage, touched))
        for turn in range(TURNS):
            page, trail = samples()["home" if turn % 2 == 0 else "read-guide"]
            asking = asyncio.ensure_future(stage.ask(page, trail))
            await asyncio.sleep(0.05)
            await standing(stage)
            touched.append((time.perf_counter(), stage.page_item))
            finger.touch(stage.glass.window, "tile:certificate" if turn % 2 == 0 else "back")
            try:
                await asking
            except Back:
                continue
        stage.close()

    def painted(stage: Stage, touched: list[tuple[float, object]]) -> None:
        # A frame counts when the next page can be seen in it, not the pressed button alone.
        item = stage.page_item
        if touched and item is not None and item is not touched[0][1] and abs(item.x()) < item.width() - 1:
            taken.append((time.perf_counter() - touched.pop()[0]) * 1000)

    loop.run_until_complete(walk())
    return taken


def report(name: str, taken: list[float], judged: float, limit: float) -> bool:
    spread = f"min {min(taken):.0f}  median {statistics.median(taken):.0f}  max {max(taken):.0f} ms"
    print(f"{name}: {judged:.0f} ms (limit {limit:.0f});  {spread}  n={len(taken)}")
    return judged <= limit


def main() -> int:
    starts = cold_starts()
    taken = turns()
    p95 = statistics.quantiles(taken, n=20)[-1]
    median = statistics.median(starts)
    good = report("cold start to painted home, screens only", starts, median, LIMIT_START_MS)
    good &= report("touch to next page painted, p95", taken, p95, LIMIT_TURN_P95_MS)
    return 0 if good else 1


if __name__ == "__main__":
    if "--painted-home" in sys.argv:
        painted_home()
    sys.exit(main())
