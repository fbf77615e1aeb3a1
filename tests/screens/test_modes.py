"""Ways of seeing for one visit: found in the header, gone with the visit; keys alone."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtQuick import QQuickItem, QQuickWindow

from screens import finger, focus
from screens.modes import Modes
from screens.page import Back
from screens.panel import Panel
from screens.stage import Stage
from tests.screens.conftest import QtLoop, found, shown
from tests.screens.screen_samples import samples

GUIDE = samples()["notice-problem"]


def press(window: QQuickWindow, key: Qt.Key) -> None:
    """A key down and up again, as the window system sends it; QTest would run a loop inside the loop."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(window, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))


@pytest.mark.requirement("R65")
def test_one_touch_in_the_header_turns_the_elder_mode_on_and_off(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> list[bool]:
        asking = await shown(stage, *GUIDE)
        seen = []
        for _ in range(2):
            finger.touch(stage.glass.window, "elder")
            seen.append(stage.modes.elder)
        asking.cancel()
        return seen

    assert qt_loop.run(visit()) == [True, False]


@pytest.mark.requirement("R65")
def test_modes_are_kept_from_page_to_page_and_end_with_the_visit(stage: Stage, qt_loop: QtLoop) -> None:
    chosen = Modes(elder=True, high_contrast=True, low_reach=True, left_hand=True)

    async def visit() -> Modes:
        stage.modes = chosen
        first = await shown(stage, *samples()["working"])
        first.cancel()
        second = await shown(stage, *GUIDE)
        second.cancel()
        return stage.modes

    assert qt_loop.run(visit()) == chosen
    stage.clear()
    assert stage.modes == Modes()
    assert not stage.glass.root.property("elder")


def test_an_elder_has_three_times_the_time() -> None:
    assert Modes(elder=True).patience == 3
    assert Modes(high_contrast=True).patience == 1


def test_the_left_hand_finds_the_primary_action_at_the_left(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> list[bool]:
        asking = await shown(stage, *GUIDE)
        sides = []
        for left in (False, True):
            stage.modes = Modes(left_hand=left)
            stage.glass.window.grabWindow()
            sides.append(
                found(stage, "primary").mapToScene(QPoint()).x()
                < found(stage, "home").mapToScene(QPoint()).x()
            )
        asking.cancel()
        return sides

    assert qt_loop.run(visit()) == [False, True]


def test_tab_and_enter_alone_answer_a_page(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> object:
        asking = await shown(stage, *GUIDE)
        window = stage.glass.window
        for _ in range(12):
            here = window.activeFocusItem()
            if isinstance(here, QQuickItem) and here.objectName() == "primary":
                break
            press(window, Qt.Key.Key_Tab)
        press(window, Qt.Key.Key_Return)
        return await asking

    assert qt_loop.run(visit()) == "again"


def test_tab_reaches_every_control_and_begins_again(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> tuple[list[str], list[str]]:
        asking = await shown(stage, *samples()["present-card"])
        window = stage.glass.window
        wanted = [item.objectName() for item in focus.targets(window)]
        seen = []
        for _ in wanted:
            press(window, Qt.Key.Key_Tab)
            here = window.activeFocusItem()
            assert isinstance(here, QQuickItem)
            assert here.property("visualFocus")
            seen.append(here.objectName())
        asking.cancel()
        return wanted, seen

    wanted, seen = qt_loop.run(visit())
    assert seen == wanted
    assert set(wanted) == {"back", "home", "elder", "language", "help"}


def test_the_back_key_of_a_pad_goes_back(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> None:
        asking = await shown(stage, *samples()["present-card"])
        press(stage.glass.window, Qt.Key.Key_Escape)
        await asking

    with pytest.raises(Back):
        qt_loop.run(visit())


def test_a_panel_that_is_too_small_is_drawn_smaller(qapp: QGuiApplication) -> None:
    small, usual = Panel(600, 1024, 10), Panel()
    assert small.too_small
    assert not usual.too_small
    assert small.px_per_mm < small.true_px_per_mm
    assert usual.px_per_mm == usual.true_px_per_mm
