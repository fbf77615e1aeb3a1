"""Every page as every citizen may see it, each panel, mode and language, measured as ./dev screens does."""

import gc
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication, QImage

import screens
from screens.stage import Stage
from screens.text import Language
from tests.screens.conftest import QtLoop
from tests.screens.looks import MODES, PANELS, looks
from tests.screens.measure import misses
from tests.screens.screen_samples import HELP_LINE, PLACE, TERMINAL, samples

WAIT_S = 300  # for some sixty pages, on a machine that does much else
SEEN = (
    ("portrait", "zh_CN", "normal"),
    ("portrait", "zh_CN", "elder-low"),
    ("portrait", "zh_CN", "contrast"),
    ("portrait", "en", "elder"),
    ("portrait", "en", "low"),
    ("landscape", "zh_CN", "normal"),
    ("landscape", "en", "left"),
)
"""./dev screens shows every panel in every mode and language; the tests measure these of them."""


def test_every_page_has_a_sample() -> None:
    pages = {file.stem for file in (Path(screens.__file__).parent / "pages").glob("*.qml")}
    assert pages <= {page.qml for page, _ in samples().values()}


@pytest.mark.timeout(WAIT_S)
@pytest.mark.requirement("R65")
@pytest.mark.parametrize(("panel", "language", "mode"), SEEN)
def test_every_page_can_be_read_reached_and_named(
    qapp: QGuiApplication, qt_loop: QtLoop, panel: str, language: Language, mode: str
) -> None:
    found: list[str] = []

    async def look() -> None:
        stage = Stage(PANELS[panel], PLACE, TERMINAL, HELP_LINE)
        stage.open()
        stage.glass.window.engine().warnings.connect(
            lambda errors: found.extend(each.toString() for each in errors)
        )

        async def measure(name: str, picture: QImage) -> None:
            found.extend(f"{name}: {miss}" for miss in misses(stage, picture, PANELS[panel], MODES[mode]))

        try:
            await looks(stage, MODES[mode], language, measure)
        finally:
            stage.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            gc.collect()

    qt_loop.run(look(), WAIT_S)
    assert found == []
