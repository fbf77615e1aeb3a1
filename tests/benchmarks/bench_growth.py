"""Memory over 1,000 visits, beside a bare Qt Quick page loader that shows as many pages.

A visit: home, two pages of the tree, a guide and its code for the phone; every fifth goes over the card to
the form. The kiosk is the real one, its rig in another process; slides are shortened. Both grow after a tenth
of the way, when every cache is filled. `--visits` shortens the run.
"""

import argparse
import asyncio
import gc
import os
import subprocess
import sys
from pathlib import Path
from typing import cast

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from drivers.id_card import people
from kiosk import app
from kiosk.operations import log
from kiosk.simulation.citizen import Citizen
from kiosk.simulation.visits import APPLICATION, open_guide
from kiosk.terminal import Terminal
from screens import slide
from screens.stage import Stage
from tests.benchmarks.rig_apart import RigApart

VISITS = 1000
PARTS = 10
PAGES = 7  # a visit
CARD_EVERY = 5
CARD_S = 1.0  # until the reader has seen that the last card is gone
LIMIT_MB, LIMIT_TIMES = 20.0, 1.5
SLIDE_MS = 20
ROWS = 40  # of text on a page of the loader, as a form or a guide has
PAGE = """
import QtQuick
Item {
    id: page
    property var rows
    signal answered(var answer)
    Repeater {
        model: page.rows
        Rectangle {
            required property int index
            required property var modelData
            y: index * 40; width: 800; height: 36
            Text { anchors.fill: parent; text: parent.modelData }
        }
    }
}
"""


def resident_mb() -> float:
    """VmRSS of this process."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def growth(samples: list[float]) -> float:
    """MB that were added after the first part."""
    return samples[-1] - samples[0]


def bare(pages: int) -> list[float]:
    """Memory after each part of `pages` pages: one compiled page, made with its rows, shown, deleted."""
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtQml import QQmlComponent
    from PySide6.QtQuick import QQuickItem, QQuickView

    application = QGuiApplication([])
    view = QQuickView()
    view.setGeometry(0, 0, 1080, 1920)
    view.show()
    component = QQmlComponent(view.engine())
    component.setData(PAGE.encode(), "")
    samples: list[float] = []
    page: QQuickItem | None = None
    shown = 0

    def turn() -> None:
        nonlocal page, shown
        if page is not None:
            page.deleteLater()
        rows = [f"第 {row} 行 {shown}" for row in range(ROWS)]
        page = cast("QQuickItem", component.createWithInitialProperties({"rows": rows}))
        page.setParentItem(view.contentItem())
        page.answered.connect(print)  # type: ignore[attr-defined]  # a signal of the QML
        shown += 1
        if shown % (pages // PARTS) == 0:
            gc.collect()
            samples.append(resident_mb())
        if len(samples) == PARTS:
            application.quit()

    timer = QTimer()
    timer.timeout.connect(turn)
    timer.start(5)
    application.exec()
    return samples


def ours(visits: int) -> list[float]:
    """Memory of the kiosk after each part of `visits` visits."""
    samples: list[float] = []
    slide.SLIDE_MS = SLIDE_MS

    async def beside(_terminal: Terminal, stage: Stage) -> None:
        citizen = Citizen(stage, lambda _page: None)
        for number in range(1, visits + 1):
            await open_guide(citizen, APPLICATION)
            await (with_card(citizen, rig) if number % CARD_EVERY == 0 else without_card(citizen))
            if number % (visits // PARTS) == 0:
                samples.append(resident_mb())
                print(f"       {number} visits: {samples[-1]:.1f} MB", flush=True)

    with RigApart() as rig:
        log.set_up_silent()
        app.run(rig.settings(), full_screen=False, beside=beside)
    return samples


async def without_card(citizen: Citizen) -> None:
    """From the guide to its code for the phone, and home."""
    await citizen.touches("take")
    await citizen.sees("TakeGuide")
    await citizen.touches("back")
    await citizen.sees("ReadGuide")
    await citizen.touches("home")


async def with_card(citizen: Citizen, rig: RigApart) -> None:
    """From the guide over the card to the form, and home."""
    await citizen.touches("primary")
    await citizen.sees("PresentCard")
    await asyncio.sleep(CARD_S)
    rig.card.lay(people.RESIDENT)
    await citizen.sees("FillForm")
    rig.card.take_away()
    await citizen.touches("home")
    await citizen.sees("Farewell")
    await citizen.touches("anywhere")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--visits", type=int, default=VISITS)
    parser.add_argument("--bare", action="store_true", help="only the loader; prints its growth in MB")
    chosen = parser.parse_args()
    pages = chosen.visits * PAGES
    if chosen.bare:
        print(growth(bare(pages)))
        return 0
    floor = float(
        subprocess.check_output(
            [sys.executable, "-m", "tests.benchmarks.bench_growth", "--bare", "--visits", str(chosen.visits)]
        )
    )
    found = growth(ours(chosen.visits))
    ratio = found / floor if floor > 0 else float("inf")
    held = found <= LIMIT_MB and ratio <= LIMIT_TIMES
    print(f"bare loader, {pages} pages: {floor:.1f} MB; ours: {found:.1f} MB, {ratio:.2f} x")
    said = "held  " if held else "MISSED"
    print(f"{said} limit {LIMIT_MB:.0f} MB and {LIMIT_TIMES} x the loader")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
