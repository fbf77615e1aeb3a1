"""Keeps assets/translations: collects the Chinese sentences of the QML, compiles the English ones.

    python packaging/translations.py

New sentences come into kiosk_en.ts as unfinished: write their English there and run it again. Both files are
kept in the repository, so that a kiosk needs no Qt tools; a test fails when they fall behind the QML.
"""

import subprocess
from pathlib import Path

import PySide6

ROOT = Path(__file__).parent.parent
TOOLS = Path(PySide6.__file__).parent
SOURCE = ROOT / "assets" / "translations" / "kiosk_en.ts"


def collect(screens: Path, source: Path) -> None:
    """Merges every `qsTr` of the QML under `screens` into `source`."""
    command = [str(TOOLS / "lupdate"), "-silent", "-no-obsolete", "-locations", "none", "-extensions", "qml"]
    languages = ["-source-language", "zh_CN", "-target-language", "en"]
    subprocess.run([*command, *languages, str(screens), "-ts", str(source)], check=True)


def compile_(source: Path, target: Path) -> None:
    """Writes the file that Qt reads."""
    subprocess.run([TOOLS / "lrelease", "-silent", source, "-qm", target], check=True)


if __name__ == "__main__":
    collect(ROOT / "screens", SOURCE)
    compile_(SOURCE, SOURCE.with_suffix(".qm"))
