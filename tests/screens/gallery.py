"""Renders every sample page to build/gallery/<language>/<mode>/*.png; made to be looked at.

python tests/screens/gallery.py [name ...]
"""

import asyncio
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

import qasync  # noqa: E402  the environment comes first
from PySide6.QtGui import QGuiApplication  # noqa: E402

from screens.panel import Panel  # noqa: E402
from screens.stage import Stage  # noqa: E402
from tests.screens.screen_samples import PLACE, TERMINAL, samples  # noqa: E402

MODES = {"normal": {}, "elder": {"elder": True}, "contrast": {"highContrast": True}}
SETTLED_S = 0.35


async def render(names: list[str]) -> None:
    stage = Stage(Panel(), PLACE, TERMINAL)
    stage.open()
    window = stage.glass.window
    window.engine().warnings.connect(lambda found: print(*(each.toString() for each in found), sep="\n"))
    for language in ("zh_CN", "en"):
        for mode, properties in MODES.items():
            stage.glass.set(elder=False, highContrast=False)
            stage.glass.set(**properties)
            folder = ROOT / "build" / "gallery" / language / mode
            folder.mkdir(parents=True, exist_ok=True)
            for name, (page, trail) in samples().items():
                if names and name not in names:
                    continue
                asking = asyncio.ensure_future(stage.ask(page, trail))
                stage.language = language
                await asyncio.sleep(SETTLED_S)
                window.grabWindow().save(str(folder / f"{name}.png"))
                asking.cancel()
            if not names:
                staying = asyncio.ensure_future(stage.still_there(30))
                await asyncio.sleep(SETTLED_S)
                window.grabWindow().save(str(folder / "idle-sheet.png"))
                staying.cancel()
                await asyncio.sleep(SETTLED_S)
            stage.clear()
    stage.close()


if __name__ == "__main__":
    application = QGuiApplication([])
    loop = qasync.QEventLoop(application)
    asyncio.set_event_loop(loop)
    loop.run_until_complete(render(sys.argv[1:]))
