import asyncio
import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem

from screens import finger
from screens.page import Back, Leave, Live, Trail
from screens.pages.attract import Attract
from screens.pages.farewell import Farewell
from screens.pages.home import Home
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.pages.present_card import PresentCard
from screens.stage import Stage
from screens.text import Text
from tests.screens.conftest import FakeClock, QtLoop, found, item_of, shown, until
from tests.screens.screen_samples import CERTIFICATE, CLOSED, RELIEF, STEPS, samples

HOME = Home((CERTIFICATE, RELIEF, CLOSED))
GUIDE, GUIDE_TRAIL = samples()["read-guide"]


def tell(zh: str = "信息") -> Farewell:
    return Farewell(Text(zh, "A message"), Text("说明"))


def test_a_touched_tile_is_the_answer(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> str:
        asking = await shown(stage, HOME)
        finger.touch(stage.glass.window, "tile:relief")
        return await asking

    assert qt_loop.run(visit()) == "relief"


def test_a_closed_tile_can_still_be_touched(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> str:
        asking = await shown(stage, HOME)
        finger.touch(stage.glass.window, "tile:closed")
        return await asking

    assert qt_loop.run(visit()) == "closed"


@pytest.mark.parametrize(("button", "turn"), [("back", Back), ("home", Leave)])
def test_back_and_home_are_raised_out_of_ask(stage: Stage, qt_loop: QtLoop, button: str, turn) -> None:
    async def visit() -> None:
        asking = await shown(stage, GUIDE, GUIDE_TRAIL)
        finger.touch(stage.glass.window, button)
        await asking

    with pytest.raises(turn):
        qt_loop.run(visit())


def test_the_next_page_comes_from_the_right_and_back_from_the_left(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> list[float]:
        sides = []
        asking = await shown(stage, HOME)
        finger.touch(stage.glass.window, "tile:relief")
        await asking
        asking = asyncio.ensure_future(stage.ask(GUIDE, GUIDE_TRAIL))
        await until(lambda: stage.page_name == "ReadGuide")
        sides.append(item_of(stage).x())
        await until(lambda: stage.settled)
        finger.touch(stage.glass.window, "back")
        with pytest.raises(Back):
            await asking
        asking = asyncio.ensure_future(stage.ask(HOME))
        await until(lambda: stage.page_name == "Home")
        sides.append(item_of(stage).x())
        await until(lambda: stage.settled)
        sides.append(item_of(stage).x())
        asking.cancel()
        return sides

    right, left, at_rest = qt_loop.run(visit())
    assert right > 0 > left
    assert at_rest == 0


def test_touches_while_a_page_slides_do_nothing(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> bool:
        first = await shown(stage, HOME)
        finger.touch(stage.glass.window, "tile:relief")
        await first
        asking = asyncio.ensure_future(stage.ask(tell()))
        await asyncio.sleep(0)
        assert not stage.settled
        for _ in range(5):
            finger.press(stage.glass.window, QPointF(540, 1840))
            finger.lift(stage.glass.window, QPointF(540, 1840))
        await until(lambda: stage.settled)
        return asking.done()

    assert qt_loop.run(visit()) is False


def test_a_double_tap_answers_once(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> bool:
        asking = await shown(stage, GUIDE, GUIDE_TRAIL)
        finger.touch(stage.glass.window, "primary")
        finger.touch(stage.glass.window, "primary")
        await asking
        following = asyncio.ensure_future(stage.ask(tell()))
        await asyncio.sleep(0)
        await until(lambda: stage.settled)
        return following.done()

    assert qt_loop.run(visit()) is False


def test_an_answer_after_the_await_was_cancelled_is_ignored(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> bool:
        asking = await shown(stage, GUIDE, GUIDE_TRAIL)
        asking.cancel()
        await asyncio.sleep(0)
        finger.touch(stage.glass.window, "primary")
        await asyncio.sleep(0)
        return asking.cancelled()

    assert qt_loop.run(visit())


def test_pages_asked_faster_than_they_slide_leave_only_the_last(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> list[str]:
        for page in (HOME, GUIDE, tell(), GUIDE):
            hasty = asyncio.ensure_future(stage.ask(page))
            await asyncio.sleep(0)
            hasty.cancel()
        asking = await shown(stage, HOME)
        await until(lambda: len(pages()) == 1)
        asking.cancel()
        return pages()

    def pages() -> list[str]:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return [item.objectName() for item in stage.glass.holder.childItems()]

    assert qt_loop.run(visit()) == ["page:Home"]


def test_an_answer_that_the_page_cannot_have_given_is_an_error(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> None:
        asking = await shown(stage, HOME)
        item_of(stage).answered.emit("no such tile")
        await asking

    with pytest.raises(ValueError, match="no tile"):
        qt_loop.run(visit())


def test_the_language_changes_in_place_and_keeps_the_page(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> tuple[object, object, bool]:
        asking = await shown(stage, GUIDE, GUIDE_TRAIL)
        before = stage.page_item
        finger.touch(stage.glass.window, "language")
        same = stage.page_item is before
        title = found(stage, "title").property("text")
        primary = found(stage, "primary").property("text")
        asking.cancel()
        return title, primary, same

    assert qt_loop.run(visit()) == ("Print personal insurance proof", "Begin", True)
    assert stage.language == "en"


def test_steps_and_the_current_one_reach_the_page(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> None:
        asking = await shown(stage, tell(), Trail(STEPS, 3))
        assert list(item_of(stage).property("steps")) == [step.zh for step in STEPS]
        assert item_of(stage).property("currentStep") == 3
        asking.cancel()

    qt_loop.run(visit())


def test_the_touch_that_wakes_the_screen_does_nothing_else(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> bool:
        asking = await shown(stage, Attract())
        finger.touch(stage.glass.window, "wake", hold=True)
        finger.lift(stage.glass.window, QPointF(540, 960))
        await asking
        home = asyncio.ensure_future(stage.ask(HOME))
        await asyncio.sleep(0)
        finger.press(stage.glass.window, QPointF(540, 500))
        await until(lambda: stage.settled)
        finger.lift(stage.glass.window, QPointF(540, 500))
        await asyncio.sleep(0)
        return home.done()

    assert qt_loop.run(visit()) is False


def test_last_touch_is_the_time_of_the_last_press_or_release(stage: Stage, clock: FakeClock) -> None:
    clock.now = 1234.5
    finger.press(stage.glass.window, QPointF(5, 1000))
    assert stage.last_touch == 1234.5
    clock.now = 1240.0
    finger.lift(stage.glass.window, QPointF(5, 1000))
    assert stage.last_touch == 1240.0


@pytest.mark.requirement("R78")
def test_the_idle_sheet_counts_twenty_seconds_at_least_and_then_says_no(
    stage: Stage, qt_loop: QtLoop
) -> None:
    async def visit() -> tuple[int, bool]:
        asking = await shown(stage, HOME)
        staying = asyncio.ensure_future(stage.still_there(5))
        await asyncio.sleep(0)
        first = stage.glass.idle_remaining
        answer = await staying
        asking.cancel()
        return first, answer

    assert qt_loop.run(visit()) == (20, False)


@pytest.mark.requirement("R78")
def test_one_touch_goes_on_and_the_page_stays(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> tuple[bool, bool]:
        asking = await shown(stage, HOME)
        staying = asyncio.ensure_future(stage.still_there(1000))
        await asyncio.sleep(0)
        await until(lambda: finger.find(stage.glass.window, "stay") is not None)
        sheet = found(stage, "stay").parentItem().parentItem()
        await until(lambda: sheet.y() + sheet.height() < 1955)  # its lower corners lie below the glass
        finger.touch(stage.glass.window, "stay")
        answer = await staying
        asked = asking.done()
        asking.cancel()
        return answer, asked

    assert qt_loop.run(visit()) == (True, False)


def test_a_second_idle_question_takes_the_place_of_the_first(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> tuple[bool, bool]:
        asking = await shown(stage, HOME)
        first = asyncio.ensure_future(stage.still_there(1000))
        await asyncio.sleep(0)
        second = asyncio.ensure_future(stage.still_there(1000))
        await asyncio.gather(first, return_exceptions=True)
        open_still = bool(stage.glass.root.property("idleOpen"))
        second.cancel()
        asking.cancel()
        return first.cancelled(), open_still

    assert qt_loop.run(visit()) == (True, True)


@pytest.mark.requirement("R78")
def test_the_page_under_the_idle_sheet_cannot_be_touched(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> bool:
        asking = await shown(stage, HOME)
        staying = asyncio.ensure_future(stage.still_there(1000))
        await asyncio.sleep(0)
        finger.touch(stage.glass.window, "tile:relief")
        await asyncio.sleep(0)
        answered = asking.done()
        asking.cancel()
        staying.cancel()
        return answered

    assert qt_loop.run(visit()) is False


@pytest.mark.requirement("R78")
def test_clear_leaves_nothing_of_the_visit(stage: Stage, qt_loop: QtLoop) -> None:
    secret = "郑某某"

    async def visit() -> weakref.ref[object]:
        page = Notice(Text(secret), Text(secret), Text(secret), (Choice("on", Text(secret)),))
        asking = await shown(stage, page)
        stage.language = "en"
        assert secret in texts(stage)
        stage.clear()
        await asyncio.gather(asking, return_exceptions=True)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return weakref.ref(page)

    page = qt_loop.run(visit())
    gc.collect()
    assert page() is None
    assert secret not in texts(stage)
    assert stage.page_item is None
    assert stage.glass.holder.childItems() == []
    assert stage.language == "zh_CN"


def texts(stage: Stage) -> str:
    return " ".join(str(item.property("text")) for item in finger.visible_items(stage.glass.window))


def test_live_values_change_on_the_page_from_another_thread(stage: Stage, qt_loop: QtLoop) -> None:
    live = Live(status=Text("等待放卡", "Waiting"))

    async def visit() -> object:
        asking = await shown(stage, PresentCard(live))
        await asyncio.to_thread(live.set, status=Text("正在读卡", "Reading"), problem=None)
        status = found(stage, "status")
        await until(lambda: status.property("text") == "正在读卡")
        stage.language = "en"
        text = status.property("text")
        asking.cancel()
        return text

    assert qt_loop.run(visit()) == "Reading"


def test_a_live_that_outlives_its_page_tells_nobody(stage: Stage, qt_loop: QtLoop) -> None:
    live = Live(status=Text("一"))

    async def visit() -> None:
        asking = await shown(stage, PresentCard(live))
        asking.cancel()
        stage.clear()
        live.set(status=Text("二"))
        await asyncio.sleep(0)

    qt_loop.run(visit())
    assert live._callbacks == []


def test_pressing_the_clock_for_three_seconds_asks_for_maintenance(stage: Stage, qt_loop: QtLoop) -> None:
    asked: list[bool] = []
    stage.on_maintenance = lambda: asked.append(True)
    area = next(
        child for child in found(stage, "clock").childItems() if child.property("pressAndHoldInterval")
    )
    assert area.property("pressAndHoldInterval") == 3000
    area.setProperty("pressAndHoldInterval", 5)  # the same press, without the waiting

    async def visit() -> None:
        finger.touch(stage.glass.window, "clock", hold=True)
        await until(lambda: asked)

    qt_loop.run(visit())
    assert asked == [True]


def test_a_finger_finds_no_item_that_is_not_there(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> None:
        asking = await shown(stage, HOME)
        asking.cancel()
        finger.touch(stage.glass.window, "tile:unknown")

    with pytest.raises(finger.NothingThereError):
        qt_loop.run(visit())


def test_a_smaller_window_shows_the_whole_panel_with_its_aspect_kept(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> str:
        stage.glass.window.resize(540, 1200)
        asking = await shown(stage, HOME)
        finger.touch(stage.glass.window, "tile:certificate")
        return await asking

    assert qt_loop.run(visit()) == "certificate"
    picture: QImage = stage.glass.window.grabWindow()
    assert (picture.width(), picture.height()) == (540, 1200)
    assert picture.pixelColor(270, 40).name() == "#0b2e5c"  # the bar above the panel
    assert picture.pixelColor(270, 1075).name() == "#f5f7fa"  # its paper


def test_pages_that_are_gone_leave_no_item_behind(stage: Stage, qt_loop: QtLoop) -> None:
    def items() -> int:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return sum(isinstance(each, QQuickItem) for each in gc.get_objects())

    async def visit() -> list[int]:
        counted = []
        for number in range(6):
            asking = await shown(stage, tell(f"第 {number} 页"))
            asking.cancel()
            counted.append(items())
        return counted

    first, second, *rest = qt_loop.run(visit())
    assert max(rest) <= max(first, second)
