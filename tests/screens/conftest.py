"""A stage on an offscreen glass, and a loop over Qt's events, for every test of the screens."""

import asyncio
import gc
import os
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import pytest
import qasync
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from screens import finger
from screens.page import Page, Trail
from screens.panel import Panel
from screens.stage import Stage
from tests.screens.screen_samples import PLACE, TERMINAL

T = TypeVar("T")
WAIT_S = 10
COUNTDOWN_SECOND_MS = 2  # a second of the idle sheet, without the waiting


class FakeClock:
    """Seconds that only move when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class QtLoop:
    """Runs coroutines over Qt's events, as the kiosk does."""

    def __init__(self, application: QCoreApplication) -> None:
        self._loop = qasync.QEventLoop(application, already_running=False)

    def run(self, work: Awaitable[T], wait_s: float = WAIT_S) -> T:
        asyncio.set_event_loop(self._loop)
        result: T = self._loop.run_until_complete(asyncio.wait_for(work, wait_s))
        return result

    def close(self) -> None:
        self._loop.close()
        asyncio.set_event_loop(None)


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.fixture
def qt_loop(qapp: QGuiApplication) -> Iterator[QtLoop]:
    loop = QtLoop(qapp)
    yield loop
    loop.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def stage(qapp: QGuiApplication, clock: FakeClock) -> Iterator[Stage]:
    """An open stage; the test fails on any warning of the QML engine."""
    stage = Stage(Panel(), PLACE, TERMINAL, clock=clock, second_ms=COUNTDOWN_SECOND_MS)
    stage.open()
    warnings: list[str] = []
    stage.glass.window.engine().warnings.connect(
        lambda errors: warnings.extend(each.toString() for each in errors)
    )
    yield stage
    stage.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert warnings == []


async def until(condition: Callable[[], object]) -> None:
    """Lets Qt work until the condition holds; the runner's time-out ends a condition that never does."""
    while not condition():  # noqa: ASYNC110  what Qt does sets no asyncio event
        await asyncio.sleep(0.005)


async def shown(stage: Stage, page: Page[T], trail: Trail | None = None) -> asyncio.Future[T]:
    """Asks, and waits until the page was painted and stands."""
    asking = asyncio.ensure_future(stage.ask(page, trail or Trail()))
    await asyncio.sleep(0)
    await until(lambda: stage.settled)
    return asking


def item_of(stage: Stage) -> QQuickItem:
    """The item of the page that is shown."""
    assert stage.page_item is not None
    return stage.page_item


def found(stage: Stage, name: str) -> QQuickItem:
    """The visible item of this name."""
    item = finger.find(stage.glass.window, name)
    assert item is not None, f"{name} is not among {finger.visible_names(stage.glass.window)}"
    return item
