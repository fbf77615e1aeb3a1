"""Start with fonts missing: it says so, draws with what is there, and never draws boxes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from screens.glass import ASSETS

# A process of its own: what one has loaded once, it keeps.
START = """
import sys, structlog
from pathlib import Path
from PySide6.QtGui import QFont, QFontInfo, QRawFont
from screens import fonts
from screens.glass import application
running = application()
fonts.load(Path(sys.argv[1]))
font = QFont(fonts.FAMILY)
raw = QRawFont.fromFont(font)
print(QFontInfo(font).family(), min(raw.glyphIndexesForString("办理")) > 0)
"""
WITHOUT_SYSTEM_FONTS = "<fontconfig><dir>{}</dir><cachedir>{}</cachedir></fontconfig>"


def start(ours: Path, of_system: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    configuration = tmp_path / "fonts.conf"
    configuration.write_text(WITHOUT_SYSTEM_FONTS.format(of_system, tmp_path / "cache"), "utf-8")
    environment = os.environ | {"FONTCONFIG_FILE": str(configuration), "PYTHONPATH": "."}
    command = [sys.executable, "-c", START, str(ours)]
    return subprocess.run(command, check=False, env=environment, capture_output=True, text=True, timeout=60)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Ours and the system's, both empty."""
    ours, of_system = tmp_path / "ours", tmp_path / "system"
    ours.mkdir()
    of_system.mkdir()
    return ours, of_system


def test_with_one_weight_missing_the_other_is_used(folders: tuple[Path, Path], tmp_path: Path) -> None:
    ours, of_system = folders
    (ours / "NotoSansSC-Bold.otf").symlink_to(ASSETS / "fonts" / "NotoSansSC-Bold.otf")
    started = start(ours, of_system, tmp_path)
    assert started.stdout.splitlines()[-1] == "Noto Sans SC True"
    assert "NotoSansSC-Regular.otf" in started.stdout
    assert "NotoSansSC-Bold.otf" not in started.stdout


def test_without_ours_one_of_the_systems_is_used(folders: tuple[Path, Path], tmp_path: Path) -> None:
    ours, of_system = folders
    other = TTFont(ASSETS / "fonts" / "NotoSansSC-Regular.otf", lazy=True)
    for record in other["name"].names:
        if record.nameID in {1, 4, 6, 16}:
            record.string = "Standin"
    other.save(of_system / "standin.otf")
    started = start(ours, of_system, tmp_path)
    assert started.stdout.splitlines()[-1] == "Standin True"
    assert "font.replaced" in started.stdout


def test_without_any_chinese_nothing_is_drawn(folders: tuple[Path, Path], tmp_path: Path) -> None:
    started = start(*folders, tmp_path)
    assert started.returncode != 0
    assert "NoFont" in started.stderr
