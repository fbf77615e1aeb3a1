"""./dev screens: every page × panel × mode × language as a picture, one HTML page of all, and their measures.

    ./dev screens [name …] [--panel portrait] [--mode elder] [--language en]

Pictures go to build/screens/. Says every miss and exits with 1 where there is one.
"""

import argparse
import asyncio
import html
import os
import subprocess
import sys
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

import qasync  # noqa: E402  the environment comes first
import structlog  # noqa: E402
from PySide6.QtGui import QGuiApplication, QImage  # noqa: E402

from screens.stage import Stage  # noqa: E402
from screens.text import LANGUAGES  # noqa: E402
from tests.screens.looks import MODES, PANELS, looks  # noqa: E402
from tests.screens.measure import Miss, misses  # noqa: E402
from tests.screens.screen_samples import HELP_LINE, PLACE, TERMINAL  # noqa: E402

FOLDER = ROOT / "build" / "screens"


class Gallery:
    """Takes the pictures of one panel."""

    def __init__(self, panel: str, names: list[str]) -> None:
        self._panel = panel
        self._names = names
        self.found: list[tuple[Path, Miss]] = []
        self.taken = 0

    async def take(self, modes: list[str], languages: list[str]) -> None:
        panel = PANELS[self._panel]
        stage = Stage(panel, PLACE, TERMINAL, HELP_LINE)
        stage.open()
        warned: list[str] = []
        stage.glass.window.engine().warnings.connect(
            lambda errors: warned.extend(each.toString() for each in errors)
        )
        for language, mode in product(LANGUAGES, MODES):
            if mode not in modes or language not in languages:
                continue
            folder = FOLDER / self._panel / language / mode
            folder.mkdir(parents=True, exist_ok=True)

            async def look(name: str, picture: QImage, *, mode: str = mode, at: Path = folder) -> None:
                picture.save(str(at / f"{name}.png"))
                self.taken += 1
                self.found += [(at / name, miss) for miss in misses(stage, picture, panel, MODES[mode])]

            await looks(stage, MODES[mode], language, look, self._wants)
        stage.close()
        self.found += [(FOLDER / self._panel, Miss("warning", each)) for each in dict.fromkeys(warned)]

    def _wants(self, name: str) -> bool:
        return not self._names or name.startswith(tuple(self._names))


def write_page() -> Path:
    """The pictures that lie in the folder, one row a page, one column a mode."""
    rows = []
    for panel, language in product(PANELS, LANGUAGES):
        modes = [mode for mode in MODES if (FOLDER / panel / language / mode).is_dir()]
        names = sorted(
            {file.stem for mode in modes for file in (FOLDER / panel / language / mode).glob("*.png")}
        )
        if not names:
            continue
        rows.append(f"<h2>{panel}, {language}</h2><table><tr><th></th>")
        rows += [f"<th>{mode}</th>" for mode in modes] + ["</tr>"]
        for name in names:
            rows.append(f"<tr><th>{html.escape(name)}</th>")
            for mode in modes:
                source = f"{panel}/{language}/{mode}/{name}.png"
                shown = f'<a href="{source}"><img loading="lazy" src="{source}" alt="{name}, {mode}"></a>'
                rows.append(f"<td>{shown if (FOLDER / source).exists() else ''}</td>")
            rows.append("</tr>")
        rows.append("</table>")
    style = "body{font:16px sans-serif;background:#ddd}img{width:260px}th{text-align:left;vertical-align:top}"
    page = FOLDER / "index.html"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><title>Screens</title><style>{style}</style>" + "\n".join(rows),
        encoding="utf-8",
    )
    return page


def chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./dev screens", description="pictures and measures of every page")
    parser.add_argument("names", nargs="*", help="pages whose names begin so; all without")
    parser.add_argument("--panel", action="append", choices=PANELS, help="may be given again")
    parser.add_argument("--mode", action="append", choices=MODES, help="may be given again")
    parser.add_argument("--language", action="append", choices=LANGUAGES, help="may be given again")
    return parser.parse_args()


def main() -> int:
    wanted = chosen()
    panels = wanted.panel or list(PANELS)
    if len(panels) > 1:  # one process each, side by side
        rest = [each for each in sys.argv[1:] if not each.startswith("--panel")]
        commands = [[sys.executable, __file__, *rest, "--panel", panel] for panel in panels]
        running = [subprocess.Popen(command) for command in commands]
        failed = [process.wait() for process in running]
        print(f"pictures: {write_page()}")
        return max(failed)
    structlog.configure(processors=[_silence])
    application = QGuiApplication([])
    loop = qasync.QEventLoop(application)
    asyncio.set_event_loop(loop)
    gallery = Gallery(panels[0], wanted.names)
    loop.run_until_complete(gallery.take(wanted.mode or list(MODES), wanted.language or list(LANGUAGES)))
    for path, miss in gallery.found:
        print(f"{path.relative_to(FOLDER)}: {miss}")
    write_page()
    print(f"{panels[0]}: {gallery.taken} pictures, {len(gallery.found)} misses")
    return 1 if gallery.found else 0


def _silence(*_: object) -> str:
    raise structlog.DropEvent


if __name__ == "__main__":
    sys.exit(main())
