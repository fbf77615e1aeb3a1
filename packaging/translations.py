"""Keeps assets/translations: collects the Chinese sentences of the QML, compiles the English ones.

    python packaging/translations.py             brings new sentences into kiosk_en.ts, as unfinished
    python packaging/translations.py --compile   only writes kiosk_en.qm, which Qt reads (./dev does it)
    python packaging/translations.py --check     fails when kiosk_en.ts has fallen behind the QML

The English of a new sentence is written into kiosk_en.ts by hand.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

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


def messages(source: Path) -> set[tuple[str, str]]:
    """(Page, Chinese sentence) of every sentence in `source`; raises ValueError when one has no English."""
    found = set()
    for context in ET.parse(source).iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") == "unfinished":
                raise ValueError(f"{name}: {message.findtext('source')} has no English")
            found.add((name, message.findtext("source", "")))
    return found


def check(screens: Path, source: Path) -> None:
    """Raises ValueError when `source` is not the sentences of the QML, each with its English."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder, source.name)
        fresh.write_bytes(source.read_bytes())
        collect(screens, fresh)
        apart = messages(fresh) ^ messages(source)
    if apart:
        raise ValueError(f"not the sentences of the QML: {sorted(apart)}")


if __name__ == "__main__":
    if "--check" in sys.argv:
        try:
            check(ROOT / "screens", SOURCE)
        except ValueError as problem:
            sys.exit(f"{problem}\nRun python packaging/translations.py and write what is missing.")
    else:
        if "--compile" not in sys.argv:
            collect(ROOT / "screens", SOURCE)
        compile_(SOURCE, SOURCE.with_suffix(".qm"))
