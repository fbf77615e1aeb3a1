"""The fonts that pages are drawn with, and what takes their place where one is missing."""

from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase

from screens import late_log as log

FAMILY: Final = "Noto Sans SC"
RARE_FAMILY: Final = "Noto Sans SC Rare"  # characters of names that the two weights do not hold
FILES: Final = ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf", "NotoSansSCRare-Regular.otf")


class NoFont(RuntimeError):
    """No font of this machine holds Chinese: every page would be boxes."""


def load(folder: Path) -> None:
    """Takes our fonts into use; without them one of the system's that holds Chinese. Raises NoFont.

    Of two weights Qt makes the missing one from the other.
    """
    for name in FILES:
        if QFontDatabase.addApplicationFont(str(folder / name)) < 0:
            log.warning("font.unusable", file=name)
    instead = [RARE_FAMILY]
    if FAMILY not in QFontDatabase.families():
        of_system = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        usable = [family for family in of_system if family != RARE_FAMILY]
        if not usable:
            raise NoFont(f"{folder}: no font with Chinese, and the system has none")
        log.warning("font.replaced", family=usable[0])
        instead.insert(0, usable[0])
    QFont.insertSubstitutions(FAMILY, instead)
