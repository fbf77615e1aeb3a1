"""The keyboard on the glass: touch to pressed key painted, key to candidates; fails above the limits.

Types sentences, initials, single syllables and strokes, as a citizen would touch them, on the software
renderer. Before each key the loop is idle. The limits: a touched key is painted within one frame of 60 Hz and
candidates are there after 16 ms, both at the 95th percentile; the slowest is told.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtCore import QPointF, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlComponent, QQmlProperty
from PySide6.QtQuick import QQuickItem

from screens import finger
from screens.input_method.composer import Composer
from screens.panel import Panel
from screens.stage import Stage
from screens.text import Text

PAGE = Path(__file__).parent.parent / "screens" / "Typing.qml"
LIMIT_MS = 16.0
FRAME_MS = 1000 / 60
PAUSE_S = 0.08  # a fast finger
SENTENCES = (
    "woyaoshenqinglinshijiuzhu",
    "fujianshengputianshi",
    "zhangyanshi",
    "xi'an",
    "zgrmgwy",
    "yi",
    "z",
    "shi",
    "lv",
    "zhuangxiugongren",
)
STROKES = ("12125112", "3412", "44125", "5", "1")


def wait(application: QGuiApplication, condition: Callable[[], object], limit_s: float = 1.0) -> float:
    """Seconds until the condition holds."""
    begin = time.perf_counter()
    while not condition() and time.perf_counter() - begin < limit_s:
        application.processEvents()
    return time.perf_counter() - begin


def told(name: str, times: list[float], limit: float) -> bool:
    times.sort()
    p95, worst = times[int(0.95 * len(times))], times[-1]
    print(
        f"{name}: {len(times)} keys, median {times[len(times) // 2]:.2f} ms, p95 {p95:.2f} ms, "
        f"max {worst:.2f} ms; limit p95 {limit:.1f} ms"
    )
    return p95 <= limit


def main() -> int:
    application = QGuiApplication([])
    stage = Stage(Panel(), Text("福建政务服务"), Text("便民服务站"))
    stage.open()
    window = stage.glass.window
    component = QQmlComponent(window.engine(), QUrl.fromLocalFile(str(PAGE)))
    item = component.create()
    if not isinstance(item, QQuickItem):
        raise SystemExit(component.errorString())
    item.setParentItem(stage.glass.holder)
    item.setSize(stage.glass.holder.size())
    composer = item.findChild(Composer)
    frames: list[float] = []
    window.frameSwapped.connect(lambda: frames.append(time.perf_counter()))
    wait(application, lambda: False, 0.5)
    painted: list[float] = []
    found: list[float] = []

    def key(name: str) -> None:
        target = finger.find(window, f"key:{name}")
        if target is None:
            raise SystemExit(f"no key {name}")
        at = target.mapToScene(QPointF(target.width() / 2, target.height() / 2))
        frames.clear()
        begin = time.perf_counter()
        finger.press(window, at)
        while composer._late.isActive() and time.perf_counter() - begin < 1:
            application.processEvents()
        found.append((time.perf_counter() - begin) * 1000)
        wait(application, lambda: frames)
        painted.append((frames[0] - begin) * 1000 if frames else 1000.0)
        finger.lift(window, at)
        wait(application, lambda: False, PAUSE_S)

    for mode, words in (("pinyin", SENTENCES), ("strokes", STROKES)):
        QQmlProperty.write(item, "keys.layoutName", mode)
        wait(application, lambda: False, 0.2)
        for word in words:
            for name in word:
                key(name)
            composer.clear()
    fine = told("touch to painted frame", painted, FRAME_MS)
    fine = told("touch to candidates", found, LIMIT_MS) and fine
    stage.close()
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
