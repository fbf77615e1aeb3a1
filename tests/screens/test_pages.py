"""What the pages show and answer; test_looks.py measures how they are drawn."""

import asyncio

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtQuick import QQuickItem

from screens import finger
from screens.page import Live, Page, Trail
from screens.pages.farewell import Farewell
from screens.pages.home import Home
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.pages.present_card import PresentCard
from screens.pages.read_guide import ReadGuide
from screens.pages.take_slip import TakeSlip
from screens.pages.working import Working
from screens.stage import Stage
from screens.text import Language, Text
from tests.screens.conftest import QtLoop, found, shown, until
from tests.screens.screen_samples import (
    CERTIFICATE,
    CLOSED_REASON,
    FACTS,
    GUIDE_TITLE,
    NOTE,
    SECTIONS,
    samples,
)


def rectangle(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def texts(stage: Stage) -> list[QQuickItem]:
    return [
        item
        for item in finger.visible_items(stage.glass.window)
        if item.property("text") and is_text(item) and finger.on_glass(item)
    ]


def is_text(item: QQuickItem) -> bool:
    return item.property("contentWidth") is not None and item.property("truncated") is not None


def targets(stage: Stage) -> list[QQuickItem]:
    return [
        item
        for item in finger.visible_items(stage.glass.window)
        if item.property("down") is not None and item.isEnabled() and finger.on_glass(item)
    ]


async def show(stage: Stage, name: str, language: Language) -> asyncio.Future[object]:
    page, trail = samples()[name]
    asking = await shown(stage, page, trail)
    stage.language = language
    await asyncio.sleep(0.02)
    stage.glass.window.grabWindow()
    return asking


@pytest.mark.requirement("R5")
def test_a_closed_guide_gives_the_reason_and_cannot_begin(stage: Stage, qt_loop: QtLoop) -> None:
    page = ReadGuide(GUIDE_TITLE, NOTE, FACTS, NOTE, SECTIONS, "3", CLOSED_REASON)

    async def look() -> None:
        asking = await shown(stage, page)
        assert finger.find(stage.glass.window, "primary") is None
        assert found(stage, "closed").property("text") == CLOSED_REASON.zh
        asking.cancel()

    qt_loop.run(look())
    with pytest.raises(ValueError, match="closed"):
        page.answer(True)


@pytest.mark.requirement("R5")
def test_a_closed_tile_says_why_on_the_home_page(stage: Stage, qt_loop: QtLoop) -> None:
    async def look() -> str:
        asking = await show(stage, "home-closed", "zh_CN")
        asking.cancel()
        return " ".join(str(text.property("text")) for text in texts(stage))

    assert "打印机没纸了，请到 2 号窗口" in qt_loop.run(look())


def test_a_long_guide_is_turned_page_by_page_and_shows_every_line(stage: Stage, qt_loop: QtLoop) -> None:
    page = ReadGuide(GUIDE_TITLE, CERTIFICATE.note, FACTS, NOTE, SECTIONS * 4, "3")
    lines = {line.zh for section in SECTIONS for line in section.lines}

    async def read() -> set[str]:
        asking = await shown(stage, page)
        seen: set[str] = set()
        while True:
            clip = found(stage, "page")
            inside = rectangle(clip).adjusted(-1, -1, 1, 1)
            seen |= {str(text.property("text")) for text in texts(stage) if inside.contains(rectangle(text))}
            if not found(stage, "next").isEnabled():
                break
            finger.touch(stage.glass.window, "next")
            stage.glass.window.grabWindow()
        assert found(stage, "previous").isEnabled()
        asking.cancel()
        return seen

    assert lines <= qt_loop.run(read())


@pytest.mark.requirement("R80")
def test_a_slip_that_was_not_printed_is_never_called_printed(stage: Stage, qt_loop: QtLoop) -> None:
    async def look(printed: bool) -> tuple[bool, str]:
        asking = await shown(stage, TakeSlip("A001", Text("收到了"), Text("等电话"), printed))
        stage.glass.window.grabWindow()
        warned = finger.find(stage.glass.window, "notPrinted") is not None
        title = str(found(stage, "title").property("text"))
        asking.cancel()
        return warned, title

    assert qt_loop.run(look(True)) == (False, "请取走凭条")
    assert qt_loop.run(look(False)) == (True, "请记下您的编号")


@pytest.mark.parametrize(("touched", "answer"), [("primary", "again"), ("action:leave", "leave")])
def test_a_notice_answers_the_action_that_was_touched(
    stage: Stage, qt_loop: QtLoop, touched: str, answer: str
) -> None:
    async def visit() -> object:
        page, trail = samples()["notice-problem"]
        asking = await shown(stage, page, trail)
        finger.touch(stage.glass.window, touched)
        return await asking

    assert qt_loop.run(visit()) == answer


@pytest.mark.parametrize("touched", ["anywhere", "primary"])
def test_a_touch_anywhere_ends_the_farewell(stage: Stage, qt_loop: QtLoop, touched: str) -> None:
    async def visit() -> bool:
        asking = await shown(stage, Farewell(Text("再见"), Text("慢走")))
        finger.touch(stage.glass.window, touched)
        await asking
        return asking.done()

    assert qt_loop.run(visit())


def test_the_card_lies_still_while_it_is_read(stage: Stage, qt_loop: QtLoop) -> None:
    live = Live(status=Text("等待放卡"))

    async def visit() -> str:
        asking = await shown(stage, PresentCard(live))
        live.set(reading=True, status=Text("正在读取"))
        await until(lambda: found(stage, "title").property("text") == "正在读身份证")
        asking.cancel()
        return str(found(stage, "status").property("text"))

    assert qt_loop.run(visit()) == "正在读取"


def test_nothing_can_be_touched_on_a_working_page(stage: Stage, qt_loop: QtLoop) -> None:
    async def look() -> list[str]:
        asking = await shown(stage, Working(Live(message=Text("正在打印"))), Trail((Text("打印"),), 0))
        asking.cancel()
        return [target.objectName() for target in targets(stage)]

    assert qt_loop.run(look()) == ["elder", "language", "help"]


@pytest.mark.parametrize(
    ("page", "raw"),
    [
        (PresentCard(Live()), None),
        (Working(Live()), True),
        (Home((CERTIFICATE,)), "relief"),
        (Notice(NOTE, NOTE, NOTE, (Choice("on", NOTE),)), "off"),
        (Notice(NOTE, NOTE, NOTE, (Choice("on", NOTE),)), ["on"]),
    ],
)
def test_an_answer_that_a_page_cannot_give_is_refused(page: Page[object], raw: object) -> None:
    with pytest.raises(ValueError, match="no "):
        page.answer(raw)
