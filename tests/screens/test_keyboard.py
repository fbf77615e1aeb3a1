"""The keyboard on the glass: what its keys write, how large they are, that nothing sticks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtQml import QQmlComponent, QQmlProperty
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from screens import finger
from screens.stage import Stage
from tests.screens.conftest import found
from tests.screens.test_input_method import until

TYPING = Path(__file__).parent / "Typing.qml"
PX_PER_MM = 4.03
LAYOUTS = (
    "pinyin",
    "letters",
    "symbols",
    "strokes",
    "digits",
    "money",
    "idNumber",
    "creditCode",
    "decimal",
    "codes",
)


class Typing:
    """The test's page with its entry."""

    def __init__(self, stage: Stage, application: QGuiApplication, kind: str) -> None:
        self.stage = stage
        self.application = application
        component = QQmlComponent(stage.glass.window.engine(), QUrl.fromLocalFile(str(TYPING)))
        item = component.createWithInitialProperties({"kind": kind})
        assert isinstance(item, QQuickItem), component.errorString()
        self.item = item
        item.setParent(stage.glass.holder)
        item.setParentItem(stage.glass.holder)
        item.setSize(stage.glass.holder.size())
        self.draw()

    def draw(self) -> None:
        QCoreApplication.processEvents()
        self.stage.glass.window.grabWindow()

    def get(self, name: str) -> Any:
        return QQmlProperty.read(self.item, name)

    def set(self, name: str, value: object) -> None:
        QQmlProperty.write(self.item, name, value)
        self.draw()

    @property
    def text(self) -> str:
        return str(self.get("entry.text"))

    def keys(self, *keys: str) -> None:
        for key in keys:
            finger.touch(self.stage.glass.window, f"key:{key}")
            self.draw()

    def candidate(self, text: str) -> None:
        name = f"candidate:{text}"
        until(self.application, lambda: name in finger.visible_names(self.stage.glass.window))
        self.draw()  # the row has its places then
        finger.touch(self.stage.glass.window, name)
        self.draw()

    def close(self) -> None:
        self.item.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def typing(stage: Stage, qapp: QGuiApplication, request: pytest.FixtureRequest) -> Iterator[Typing]:
    page = Typing(stage, qapp, getattr(request, "param", "text"))
    yield page
    page.close()


def test_hanzi_are_written_by_pinyin(typing: Typing) -> None:
    typing.keys(*"zhangsan")
    typing.candidate("张三")
    assert typing.text == "张三"


def test_a_minority_name_gets_its_dot(typing: Typing) -> None:
    typing.keys(*"ayi")
    typing.candidate("阿姨")
    typing.keys("·", *"mai")
    typing.candidate("买")
    assert typing.text == "阿姨·买"


def test_a_key_after_typed_letters_takes_the_first_candidate_with_it(typing: Typing) -> None:
    typing.keys(*"zhongguo")
    until(typing.application, lambda: "candidate:中国" in finger.visible_names(typing.stage.glass.window))
    typing.keys("，")
    assert typing.text == "中国，"


def test_delete_takes_letters_first_and_whole_characters_then(typing: Typing) -> None:
    typing.set("entry.text", "林𬭎")
    typing.set("entry.cursor", 3)
    typing.keys("a", "erase", "erase")
    assert typing.text == "林"
    typing.keys("erase", "erase")
    assert typing.text == ""


def test_the_arrows_move_the_cursor(typing: Typing) -> None:
    typing.set("entry.text", "林好")
    typing.set("entry.cursor", 2)
    finger.touch(typing.stage.glass.window, "candidates:before")
    typing.keys("·")
    assert typing.text == "林·好"
    finger.touch(typing.stage.glass.window, "candidates:next")
    typing.keys("·")
    assert typing.text == "林·好·"


def test_a_touch_in_the_text_sets_the_cursor(typing: Typing) -> None:
    typing.set("entry.text", "林演示")
    entry = found(typing.stage, "entry")
    left = entry.mapToScene(QPointF(5.5 * PX_PER_MM, entry.height() / 2))
    finger.press(typing.stage.glass.window, left)
    finger.lift(typing.stage.glass.window, left)
    typing.keys("·")
    assert typing.text == "·林演示"


def test_strokes_write_hanzi_for_who_knows_no_pinyin(typing: Typing) -> None:
    typing.keys("strokes", *"34")
    typing.candidate("人")
    assert typing.text == "人"


def test_more_candidates_open_over_the_keys(typing: Typing) -> None:
    window = typing.stage.glass.window
    typing.keys(*"yi")
    until(typing.application, lambda: "candidate:一" in finger.visible_names(window))
    typing.draw()
    finger.touch(window, "candidates:more")
    typing.draw()
    assert "key:q" not in finger.visible_names(window)
    for _ in range(20):
        if "candidate:翊" in finger.visible_names(window):
            break
        finger.touch(window, "candidates:next")
        typing.draw()
    typing.candidate("翊")
    assert typing.text == "翊"
    assert "key:q" in finger.visible_names(window)


def test_letters_with_shift_and_symbols(typing: Typing) -> None:
    typing.keys("letters", "shift", "a", "b", "@", "symbols", "（", "1", "space")
    assert typing.text == "Ab@（1 "


@pytest.mark.parametrize("typing", ["idNumber"], indirect=True)
def test_an_id_number_ends_with_x(typing: Typing) -> None:
    typing.keys(*"35", "X", "erase", "0")
    assert typing.text == "350"


@pytest.mark.parametrize("typing", ["money"], indirect=True)
def test_what_does_not_match_the_pattern_is_not_written(typing: Typing) -> None:
    typing.set("entry.maximumLength", 3)
    typing.keys(*"12.34")
    assert typing.text == "12."


def test_done_takes_what_is_still_typed(typing: Typing) -> None:
    typing.keys(*"zhongguo")
    until(typing.application, lambda: "candidate:中国" in finger.visible_names(typing.stage.glass.window))
    typing.keys("done")
    assert (typing.text, typing.get("dones")) == ("中国", 1)


def test_no_key_stays_pressed_when_the_layout_changes(typing: Typing) -> None:
    window = typing.stage.glass.window
    for layout in ("strokes", "symbols", "letters", "pinyin"):
        typing.keys(layout)
        pressed = [item.objectName() for item in finger.visible_items(window) if item.property("down")]
        assert pressed == []


@pytest.mark.parametrize("typing", ["idNumber"], indirect=True)
def test_quick_hands_press_the_next_key_before_they_lift_the_last(typing: Typing) -> None:
    window, device = typing.stage.glass.window, QTest.createTouchDevice()
    one, two = (
        key.mapToScene(QPointF(key.width() / 2, key.height() / 2)).toPoint()
        for key in (found(typing.stage, "key:1"), found(typing.stage, "key:2"))
    )
    QTest.touchEvent(window, device, False).press(1, one).commit(False)
    QTest.touchEvent(window, device, False).stationary(1).press(2, two).commit(False)
    QTest.touchEvent(window, device, False).release(1, one).stationary(2).commit(False)
    QTest.touchEvent(window, device, False).release(2, two).commit(False)
    assert typing.text == "12"


@pytest.mark.parametrize("typing", ["idNumber"], indirect=True)
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_key_that_has_the_focus_is_pressed_by_enter_and_space(typing: Typing, key: Qt.Key) -> None:
    seven = found(typing.stage, "key:7")
    seven.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(typing.stage.glass.window, event)
    assert typing.text == "7"


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_keys_are_large_apart_and_named(typing: Typing, layout: str, elder: bool) -> None:
    typing.stage.glass.set(elder=elder)
    typing.set("keys.layoutName", layout)
    keys = [item for item in finger.visible_items(typing.stage.glass.window) if is_key(item)]
    least = (22 if elder else 18) * PX_PER_MM - 1
    boxes = [item.mapRectToScene(item.boundingRect()) for item in keys]
    assert len(keys) >= 12
    for item, box in zip(keys, boxes, strict=True):
        assert min(box.width(), box.height()) >= least, item.objectName()
        assert typing.item.boundingRect().contains(typing.item.mapRectFromScene(box)), item.objectName()
        assert item.property("text"), item.objectName()
    for one in boxes:
        grown = one.adjusted(-2.9 * PX_PER_MM, -2.9 * PX_PER_MM, 2.9 * PX_PER_MM, 2.9 * PX_PER_MM)
        assert [other for other in boxes if grown.intersects(other)] == [one]


def is_key(item: QQuickItem) -> bool:
    return item.objectName().startswith("key:")


@pytest.mark.parametrize("elder", [False, True])
def test_candidates_are_at_least_nine_millimetres_high(typing: Typing, elder: bool) -> None:
    typing.stage.glass.set(elder=elder)
    typing.keys(*"zhong")
    until(typing.application, lambda: "candidate:中" in finger.visible_names(typing.stage.glass.window))
    shown = [
        item
        for item in finger.visible_items(typing.stage.glass.window)
        if item.objectName().startswith("candidate:")
    ]
    for item in shown:
        words = [each for each in finger_below(item) if each.property("text") == item.property("text")]
        assert words
        assert words[-1].property("font").pixelSize() >= 9 * PX_PER_MM
        assert item.height() >= 18 * PX_PER_MM - 1


def finger_below(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        yield child
        yield from finger_below(child)


def test_the_keyboard_dies_with_its_page_and_takes_the_engine_along(
    stage: Stage, qapp: QGuiApplication
) -> None:
    from screens.input_method import composer as composers

    started: list[Any] = []
    whole = composers.Engine

    class Counted(whole):  # type: ignore[misc, valid-type]  # the class is chosen at run time
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            started.append(self)

    composers.Engine = Counted  # type: ignore[misc]  # as above
    try:
        page = Typing(stage, qapp, "text")
        page.keys(*"zhang")
        page.close()
    finally:
        composers.Engine = whole  # type: ignore[misc]  # as above
    assert started
    assert not any(engine.alive for engine in started)
