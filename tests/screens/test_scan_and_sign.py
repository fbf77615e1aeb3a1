import asyncio
import gc
import weakref

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from screens import finger
from screens.page import Back, Live
from screens.pages.check_scan import Checked, CheckScan, Wish
from screens.pages.scan_page import ScanPage
from screens.pages.sign import PAD_ASPECT, Sign
from screens.painted.ink import Ink
from screens.stage import Stage
from tests.screens.conftest import QtLoop, found, shown, until
from tests.screens.form_samples import COMMITMENT, HELP, PROOF, STATEMENT, camera_frame, scan_jpeg

SIGN = Sign(STATEMENT, COMMITMENT)


def grab(stage: Stage, name: str) -> QImage:
    """What the glass shows where an item lies."""
    item = found(stage, name)
    corner = item.mapToScene(QPointF(0, 0)).toPoint()
    return stage.glass.window.grabWindow().copy(
        corner.x(), corner.y(), round(item.width()), round(item.height())
    )


def on_pad(stage: Stage, *places: tuple[float, float]) -> list[QPointF]:
    pad = found(stage, "pad")
    return [pad.mapToScene(QPointF(x * pad.width(), y * pad.height())) for x, y in places]


def write(stage: Stage, *places: tuple[float, float]) -> None:
    finger.draw(stage.glass.window, on_pad(stage, *places))


def is_dark(image: QImage, x: float, y: float) -> bool:
    return image.pixelColor(round(x * (image.width() - 1)), round(y * (image.height() - 1))).lightness() < 100


def test_the_preview_shows_the_camera_and_the_shutter_answers(stage: Stage, qt_loop: QtLoop) -> None:
    frame = np.zeros((600, 800, 3), np.uint8)
    frame[:, :400] = (200, 30, 10)  # BGR: the left half is blue

    async def visit() -> QImage:
        live = Live(frame=frame, help=HELP)
        asking = await shown(stage, ScanPage(PROOF, live))
        image = grab(stage, "preview")
        finger.touch(stage.glass.window, "shutter")
        await asking
        return image

    image = qt_loop.run(visit())
    blue, black = (QColor(image.pixel(image.width() * part // 4, image.height() // 2)) for part in (1, 3))
    assert (blue.red(), blue.green(), blue.blue()) == (10, 30, 200)
    assert black.lightness() == 0


def test_a_mirrored_preview_shows_left_on_the_right(stage: Stage, qt_loop: QtLoop) -> None:
    frame = np.zeros((600, 800, 3), np.uint8)
    frame[:, :400] = (200, 30, 10)

    async def visit() -> QImage:
        asking = await shown(stage, ScanPage(PROOF, Live(frame=frame, help=HELP), mirrored=True))
        asking.cancel()
        return grab(stage, "preview")

    image = qt_loop.run(visit())
    black, blue = (QColor(image.pixel(image.width() * part // 4, image.height() // 2)) for part in (1, 3))
    assert (black.lightness(), blue.blue()) == (0, 200)


@pytest.mark.parametrize("mirrored", [False, True])
def test_the_page_that_is_seen_is_outlined_where_it_lies(
    stage: Stage, qt_loop: QtLoop, mirrored: bool
) -> None:
    corners = ((0.1, 0.2), (0.6, 0.2), (0.6, 0.8), (0.1, 0.8))

    async def visit(outline: object) -> QImage:
        live = Live(frame=np.zeros((600, 800, 3), np.uint8), help=HELP, outline=outline, good=True)
        asking = await shown(stage, ScanPage(PROOF, live, mirrored=mirrored))
        asking.cancel()
        return grab(stage, "preview")

    def green(image: QImage, x: float, y: float) -> bool:
        color = image.pixelColor(round(x * (image.width() - 1)), round(y * (image.height() - 1)))
        return color.green() > color.red() + 40

    seen, bare = qt_loop.run(visit(corners)), qt_loop.run(visit(()))
    sides = [(1 - x if mirrored else x, y) for x, y in ((0.1, 0.5), (0.6, 0.5), (0.35, 0.2), (0.35, 0.8))]
    assert [green(seen, x, y) for x, y in sides] == [True] * 4
    assert not any(green(bare, x, y) for x, y in sides)
    assert is_dark(seen, 0.5, 0.5)


def test_a_masked_preview_shows_where_the_paper_lies_and_nothing_that_can_be_read(
    stage: Stage, qt_loop: QtLoop
) -> None:
    frame = np.zeros((1080, 1920, 3), np.uint8)
    frame[200:900, 600:1400] = 240
    frame[240:860:12, 640:1360] = 0  # lines of print, five pixels apart
    frame[241:860:12, 640:1360] = 0

    async def visit(masked: bool) -> QImage:
        asking = await shown(stage, ScanPage(PROOF, Live(frame=frame, help=HELP), masked))
        asking.cancel()
        return grab(stage, "preview")

    def print_contrast(image: QImage) -> int:
        x = image.width() * 1000 // 1920
        top = (image.height() - image.width() * 1080 // 1920) // 2
        rows = range(top + image.width() * 400 // 1920, top + image.width() * 700 // 1920)
        levels = [image.pixelColor(x, y).lightness() for y in rows]
        return max(levels) - min(levels)

    clear, masked = qt_loop.run(visit(False)), qt_loop.run(visit(True))
    assert print_contrast(clear) > 20
    assert print_contrast(masked) < 8
    middle = masked.pixelColor(masked.width() // 2, masked.height() // 2).lightness()
    assert middle - masked.pixelColor(masked.width() // 8, masked.height() // 2).lightness() > 100


def test_the_newest_frame_and_the_newest_help_are_shown(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> tuple[int, str]:
        live = Live(frame=np.zeros((90, 160, 3), np.uint8), help=HELP)
        asking = await shown(stage, ScanPage(PROOF, live))
        for grey in range(0, 256, 5):
            live.set(frame=np.full((90, 160, 3), grey, np.uint8), help=PROOF)
        await until(lambda: found(stage, "help").property("text") == PROOF.zh)
        middle = found(stage, "preview")

        def lightness() -> int:
            image = grab(stage, "preview")
            return image.pixelColor(round(middle.width() / 2), round(middle.height() / 2)).lightness()

        await until(lambda: lightness() == 255)
        asking.cancel()
        return lightness(), PROOF.zh

    assert qt_loop.run(visit())[0] == 255


@pytest.mark.parametrize("frame", [None, "text", np.zeros((4, 4), np.uint8), np.zeros((4, 4, 3), np.float32)])
def test_without_a_picture_there_is_nothing_to_take(stage: Stage, qt_loop: QtLoop, frame: object) -> None:
    async def visit() -> bool:
        asking = await shown(stage, ScanPage(PROOF, Live(frame=frame, help=HELP)))
        asking.cancel()
        return found(stage, "shutter").isEnabled()

    assert qt_loop.run(visit()) is False


@pytest.mark.requirement("R78")
def test_no_frame_outlives_the_visit(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> "weakref.ref[np.ndarray]":
        frame = camera_frame()
        live = Live(frame=frame, help=HELP)
        asking = await shown(stage, ScanPage(PROOF, live))
        stage.glass.window.grabWindow()
        asking.cancel()
        live.set(frame=None)
        stage.clear()
        await asyncio.sleep(0)
        return weakref.ref(frame)

    reference = qt_loop.run(visit())
    gc.collect()
    assert reference() is None


@pytest.mark.requirement("R29")
@pytest.mark.parametrize(("button", "wish"), [("keep", Wish.DONE), ("again", Wish.AGAIN), ("add", Wish.ADD)])
def test_a_picture_is_kept_or_taken_again_or_another_is_added(
    stage: Stage, qt_loop: QtLoop, button: str, wish: Wish
) -> None:
    async def visit() -> Checked:
        asking = await shown(stage, CheckScan(PROOF, (scan_jpeg(),), more=True))
        await until(lambda: found(stage, "keep").isEnabled())
        finger.touch(stage.glass.window, button)
        return await asking

    assert qt_loop.run(visit()) == Checked(wish, ((0, 0),), 0)


@pytest.mark.requirement("R29")
def test_pages_are_turned_moved_and_removed(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> Checked:
        asking = await shown(stage, CheckScan(PROOF, tuple(scan_jpeg() for _ in range(3)), shown=2))
        window = stage.glass.window
        for button in ("turn", "forward", "previous", "remove", "next", "turn", "turn", "keep"):
            await until(lambda button=button: found(stage, button).isEnabled())
            finger.touch(window, button)
        return await asking

    # 0 1 2 → 2 turned and moved before 1 → the first one removed → 1 turned twice.
    assert qt_loop.run(visit()) == Checked(Wish.DONE, ((2, 1), (1, 2)), 1)


def test_a_turned_picture_is_shown_turned(stage: Stage, qt_loop: QtLoop) -> None:
    page = np.full((1400, 1000, 3), 255, np.uint8)
    page[:200] = (0, 0, 255)

    async def visit() -> QImage:
        asking = await shown(stage, CheckScan(PROOF, (cv2.imencode(".jpg", page)[1].tobytes(),)))
        await until(lambda: found(stage, "keep").isEnabled())
        finger.touch(stage.glass.window, "turn")
        image = stage.glass.window.grabWindow()
        picture = found(stage, "picture")
        middle = picture.mapToScene(QPointF(picture.width() / 2, picture.height() / 2))
        asking.cancel()
        return image.copy(round(middle.x()) - 400, round(middle.y()), 800, 1)

    row = qt_loop.run(visit())
    reds = [x for x in range(800) if row.pixelColor(x, 0).red() > 200 and row.pixelColor(x, 0).green() < 60]
    assert reds
    assert min(reds) > 400  # what was on top is on the right


def test_the_last_page_cannot_be_removed(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> bool:
        asking = await shown(stage, CheckScan(PROOF, (scan_jpeg(),), more=True))
        asking.cancel()
        return finger.find(stage.glass.window, "remove") is not None

    assert qt_loop.run(visit()) is False


def test_the_picture_is_shown_whole(stage: Stage, qt_loop: QtLoop) -> None:
    page = np.full((1400, 1000, 3), 255, np.uint8)
    cv2.rectangle(page, (0, 0), (999, 1399), (0, 0, 255), 60)

    async def visit() -> QImage:
        asking = await shown(stage, CheckScan(PROOF, (cv2.imencode(".jpg", page)[1].tobytes(),)))
        await until(lambda: found(stage, "keep").isEnabled())
        asking.cancel()
        return grab(stage, "picture")

    image = qt_loop.run(visit())
    scale = min(image.width() / 1000, image.height() / 1400)
    for across, down in ((20, 700), (980, 700), (500, 20), (500, 1380)):
        x = image.width() / 2 + (across - 500) * scale
        y = image.height() / 2 + (down - 700) * scale
        colour = image.pixelColor(round(x), round(y))
        assert colour.red() > 200
        assert colour.green() < 60


def test_the_strokes_come_back_as_they_were_drawn(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> tuple[tuple[tuple[float, float], ...], ...]:
        asking = await shown(stage, SIGN)
        write(stage, (0.2, 0.3), (0.4, 0.7), (0.6, 0.3))
        write(stage, (0.7, 0.5), (0.8, 0.5))
        finger.touch(stage.glass.window, "primary")
        return await asking

    first, second = qt_loop.run(visit())
    assert np.allclose(first, [(0.2, 0.3), (0.4, 0.7), (0.6, 0.3)], atol=0.002)
    assert np.allclose(second, [(0.7, 0.5), (0.8, 0.5)], atol=0.002)


def test_who_cannot_write_signs_by_a_key_and_the_paper_says_so(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit(name: str) -> tuple[tuple[tuple[float, float], ...], ...]:
        asking = await shown(stage, Sign(STATEMENT, COMMITMENT, name))
        finger.touch(stage.glass.window, "byName")
        finger.touch(stage.glass.window, "primary")
        return await asking

    short, long = qt_loop.run(visit("李")), qt_loop.run(visit("李春梅"))
    assert len(short) > len("李（按键签署）")  # outlines of printed characters
    assert len(long) > len(short)
    across = [x for stroke in long for x, _ in stroke]
    assert max(across) - min(across) > 0.8


def test_without_a_name_there_is_only_the_finger(stage: Stage, qt_loop: QtLoop) -> None:
    async def look() -> bool:
        (await shown(stage, SIGN)).cancel()
        return finger.find(stage.glass.window, "byName") is None

    assert qt_loop.run(look())


def test_ink_stands_where_the_finger_was_and_clear_takes_it_away(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> tuple[QImage, QImage, bool]:
        asking = await shown(stage, SIGN)
        write(stage, (0.2, 0.3), (0.5, 0.3), (0.8, 0.3))
        inked = grab(stage, "pad")
        finger.touch(stage.glass.window, "clear")
        cleared = grab(stage, "pad")
        asking.cancel()
        return inked, cleared, found(stage, "primary").isEnabled()

    inked, cleared, ready = qt_loop.run(visit())
    assert all(is_dark(inked, x, 0.3) for x in (0.21, 0.35, 0.5, 0.65, 0.79))
    assert not any(is_dark(cleared, x, 0.3) for x in (0.21, 0.35, 0.5, 0.65, 0.79))
    assert ready is False


def test_a_touch_by_accident_is_no_signature(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> tuple[bool, bool]:
        asking = await shown(stage, SIGN)
        write(stage, (0.5, 0.5))
        write(stage, (0.5, 0.5), (0.51, 0.5))
        before = found(stage, "primary").isEnabled()
        write(stage, (0.2, 0.3), (0.6, 0.7))
        asking.cancel()
        return before, found(stage, "primary").isEnabled()

    assert qt_loop.run(visit()) == (False, True)


def test_a_line_that_leaves_the_pad_stays_on_its_edge(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> tuple[tuple[tuple[float, float], ...], ...]:
        asking = await shown(stage, SIGN)
        write(stage, (0.5, 0.5), (0.5, -2.0), (1.3, 0.2))
        finger.touch(stage.glass.window, "primary")
        return await asking

    (stroke,) = qt_loop.run(visit())
    assert np.allclose(stroke, [(0.5, 0.5), (0.5, 0.0), (1.0, 0.2)], atol=0.002)


def test_a_palm_and_other_fingers_draw_nothing(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> tuple[tuple[tuple[float, float], ...], ...]:
        asking = await shown(stage, SIGN)
        window, device = stage.glass.window, QTest.createTouchDevice()

        def at(x: float, y: float) -> QPoint:
            return on_pad(stage, (x, y))[0].toPoint()

        def touched(sequence: QTest.QTouchEventSequence) -> None:
            sequence.commit(False)

        touched(QTest.touchEvent(window, device, False).press(1, at(0.2, 0.4)))
        touched(QTest.touchEvent(window, device, False).stationary(1).press(2, at(0.8, 0.9)))
        touched(QTest.touchEvent(window, device, False).move(1, at(0.4, 0.6)).move(2, at(0.9, 0.2)))
        touched(QTest.touchEvent(window, device, False).release(1, at(0.4, 0.6)).stationary(2))
        touched(QTest.touchEvent(window, device, False).move(2, at(0.7, 0.2)))
        touched(QTest.touchEvent(window, device, False).stationary(2).press(3, at(0.5, 0.5)))
        touched(QTest.touchEvent(window, device, False).stationary(2).move(3, at(0.6, 0.5)))
        touched(QTest.touchEvent(window, device, False).release(2, at(0.7, 0.2)).release(3, at(0.6, 0.5)))
        finger.touch(window, "primary")
        return await asking

    strokes = qt_loop.run(visit())
    assert [len(stroke) for stroke in strokes] == [2, 2]
    assert np.allclose(strokes[0], [(0.2, 0.4), (0.4, 0.6)], atol=0.005)
    assert np.allclose(strokes[1], [(0.5, 0.5), (0.6, 0.5)], atol=0.005)


def test_the_pad_is_three_times_as_wide_as_high(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> float:
        asking = await shown(stage, SIGN)
        asking.cancel()
        pad = found(stage, "pad")
        return pad.width() / pad.height()

    assert qt_loop.run(visit()) == pytest.approx(PAD_ASPECT, rel=0.01)


def test_a_change_of_language_keeps_the_ink(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> tuple[tuple[tuple[float, float], ...], ...]:
        asking = await shown(stage, SIGN)
        write(stage, (0.2, 0.3), (0.6, 0.7))
        finger.touch(stage.glass.window, "language")
        items = finger.visible_items(stage.glass.window)
        read = [str(item.property("text")) for item in items if item.objectName() == "statement"]
        assert " ".join(read) == STATEMENT.en
        finger.touch(stage.glass.window, "primary")
        return await asking

    assert len(qt_loop.run(visit())) == 1


def test_back_leaves_without_a_signature(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> None:
        asking = await shown(stage, SIGN)
        write(stage, (0.2, 0.3), (0.6, 0.7))
        finger.touch(stage.glass.window, "back")
        await asking

    with pytest.raises(Back):
        qt_loop.run(visit())


@pytest.mark.requirement("R78")
def test_no_stroke_outlives_the_page(stage: Stage, qt_loop: QtLoop) -> None:
    strokes: list[object] = []

    async def visit() -> None:
        asking = await shown(stage, SIGN)
        write(stage, (0.2, 0.3), (0.6, 0.7))
        pad = found(stage, "pad")
        assert isinstance(pad, Ink)
        strokes.append(pad._strokes)
        asking.cancel()
        stage.clear()

    qt_loop.run(visit())
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert strokes == [[]]
