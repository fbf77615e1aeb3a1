"""The first picture: a sketch of home that is shown before a stage, and touches on it that are not lost."""

import asyncio
import gc
import json

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QTimer

from screens import finger
from screens.first_light import FirstLight
from screens.pages.attract import Attract
from screens.pages.home import Home, Tile
from screens.panel import Panel
from screens.stage import Stage
from screens.text import Text
from tests.screens.conftest import until
from tests.screens.screen_samples import PLACE, TERMINAL

HOME = Home(
    tiles=tuple(Tile(f"theme-{number}", Text(f"主题{number}"), Text("说明"), "house") for number in range(6)),
    items=292,
    searchable=True,
    notice=Text("正在准备，请稍候", "Getting ready, please wait"),
)


@pytest.fixture
def light(stage):
    """Home of another stage's sketch, as a file keeps it."""
    light = FirstLight(json.loads(json.dumps(stage.sketch(HOME))))
    light.show(full_screen=False)
    yield light
    light.glass.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


async def taken_over(light, page=HOME):
    """A stage on the glass of `light` that shows `page`, and the answer it waits for."""
    stage = Stage(Panel(), PLACE, TERMINAL, first=light)
    stage.open()
    asking = asyncio.ensure_future(stage.ask(page))
    await asyncio.sleep(0)
    await until(lambda: stage.settled)
    return stage, asking


async def nothing_touched(light):
    stage, asking = await taken_over(light)
    assert not asking.done()
    assert stage.language == "zh_CN"
    assert not stage.modes.elder
    stage.clear()


@pytest.mark.requirement("R78")
def test_the_picture_is_the_page_itself(light, qt_loop):
    def look():
        return light.glass.window.grabWindow().convertToFormat(light.glass.window.grabWindow().format())

    before = look()

    async def compare():
        stage, _ = await taken_over(light)
        same = look() == before
        stage.clear()
        return same

    assert qt_loop.run(compare())


@pytest.mark.requirement("R78")
def test_a_touch_before_the_stage_is_there_is_answered_by_it(light, qt_loop):
    finger.touch(light.glass.window, "tile:theme-4")

    async def answer():
        stage, asking = await taken_over(light)
        chosen = await asking
        stage.clear()
        return chosen

    assert qt_loop.run(answer()) == "theme-4"


def test_a_touch_on_what_is_not_offered_any_more_answers_nothing(light, qt_loop):
    finger.touch(light.glass.window, "tile:theme-4")
    fewer = Home(tiles=HOME.tiles[:2], items=2)

    async def still_asking():
        stage, asking = await taken_over(light, fewer)
        done = asking.done()
        stage.clear()
        return not done

    assert qt_loop.run(still_asking())


def test_language_and_mode_that_were_touched_before_hold_from_the_start(light, qt_loop):
    finger.touch(light.glass.window, "language")
    finger.touch(light.glass.window, "elder")

    async def drawn():
        stage, _ = await taken_over(light)
        found = stage.language, stage.modes.elder
        stage.clear()
        return found

    assert qt_loop.run(drawn()) == ("en", True)


def test_nothing_touched_leaves_home_as_it_is(light, qt_loop):
    qt_loop.run(nothing_touched(light))


def test_the_picture_goes_when_another_page_comes(light, qt_loop):
    async def names():
        stage, _ = await taken_over(light, Attract())
        seen = finger.visible_names(stage.glass.window)
        stage.clear()
        return seen

    assert "tile:theme-0" not in qt_loop.run(names())


def test_loading_happens_beside_the_glass_and_waits_for_the_finger_that_is_on_it(light):
    tile = finger.find(light.glass.window, "tile:theme-1")
    middle = tile.mapToScene(QPointF(tile.width() / 2, tile.height() / 2))
    happened = []
    finger.press(light.glass.window, middle)

    def lift():
        happened.append("lifted")
        finger.lift(light.glass.window, middle)

    QTimer.singleShot(30, lift)
    light.while_loading(lambda: happened.append("loaded"))
    assert sorted(happened) == ["lifted", "loaded"]
    assert light.take_down() == "theme-1"


def test_loading_that_fails_ends_the_wait(light, recwarn):
    def fail():
        raise SystemExit

    light.while_loading(fail)
    assert light.take_down() is None


def test_a_sketch_that_the_page_does_not_take_is_refused(stage):
    sketch = stage.sketch(HOME) | {"page": "NoSuchPage"}
    light = FirstLight(sketch)
    with pytest.raises(RuntimeError):
        light.show(full_screen=False)
