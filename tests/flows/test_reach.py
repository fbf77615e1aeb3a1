"""The tree's pages as they are drawn: all that a page of it holds stands on the glass without turning."""

import asyncio
from types import SimpleNamespace

import pytest
import qasync
from PySide6.QtGui import QGuiApplication

from kiosk.catalog.catalog import Catalog
from kiosk.center.reference.items import load_catalogue
from kiosk.journeys.entrance import entrance_of
from kiosk.journeys.find import Shelf, tile_of
from screens import finger
from screens.pages.browse import Browse
from screens.panel import Panel
from screens.stage import Stage
from screens.text import Text

LIST = load_catalogue().document
OPEN = SimpleNamespace(reason=lambda _item: None)
VISIT = SimpleNamespace(terminal=SimpleNamespace(availability=OPEN))


def pages_below(shelf):
    """The page of a shelf and of every shelf under it."""
    groups = isinstance(shelf.entries[0], Shelf)
    tiles = tuple(tile_of(entry, VISIT) for entry in shelf.entries)
    yield Browse(shelf.title, tiles, kind="groups" if groups else "items")
    if groups:
        for entry in shelf.entries:
            yield from pages_below(entry)


@pytest.mark.requirement("R6")
@pytest.mark.parametrize(("elder", "language"), [(False, "zh_CN"), (True, "zh_CN"), (True, "en")])
def test_no_page_of_the_tree_has_to_be_turned(qapp: QGuiApplication, elder: bool, language: str):
    catalog = Catalog(list=LIST, sha256="", guides={}, forms={}, rating=LIST.rating)
    pages = [page for tile in entrance_of(catalog).tiles for page in pages_below(tile)]
    stage = Stage(Panel(), Text("福建政务服务"), Text("演示"))
    stage.open()
    stage.glass.set(elder=elder)
    turned = []

    async def show_all() -> None:
        stage.language = language
        for page in pages:
            asking = asyncio.ensure_future(stage.ask(page))
            await asyncio.sleep(0)
            while not stage.settled:  # noqa: ASYNC110  what Qt paints sets no event
                await asyncio.sleep(0.002)
            if finger.find(stage.glass.window, "next") is not None:
                turned.append(page.title.zh)
            asking.cancel()

    loop = qasync.QEventLoop(qapp, already_running=False)
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(show_all())
    finally:
        loop.close()
        asyncio.set_event_loop(None)
        stage.glass.set(elder=False)
        stage.close()
    assert turned == []
