"""Browse and search: what a citizen sees while finding a service."""

import pytest

from screens import finger
from screens.page import Live
from screens.pages.browse import Browse
from screens.pages.home import Tile
from screens.pages.search import Search
from screens.stage import Stage
from screens.text import Text
from tests.screens.conftest import QtLoop, shown, until

ENTRIES = tuple(Tile(f"e{number}", Text(f"第 {number} 项服务"), Text("说明"), "house") for number in range(8))


@pytest.mark.requirement("R6")
def test_what_is_typed_is_told_and_the_results_can_be_touched(stage: Stage, qt_loop: QtLoop) -> None:
    heard: list[object] = []
    live = Live(results=())

    def hear(typed: object) -> None:
        heard.append(typed)
        live.set(results=ENTRIES[:2])

    async def scene() -> None:
        asking = await shown(stage, Search(live, hear))
        finger.touch(stage.glass.window, "key:s")
        finger.touch(stage.glass.window, "key:b")
        await until(lambda: finger.find(stage.glass.window, "tile:e1") is not None)
        assert heard == ["s", "sb"]
        finger.touch(stage.glass.window, "key:erase")
        assert heard[-1] == "s"
        await until(lambda: stage.settled)
        finger.touch(stage.glass.window, "tile:e1")
        assert await asking == "e1"

    qt_loop.run(scene())


@pytest.mark.parametrize("elder", [False, True])
def test_eight_services_stand_on_one_page(stage: Stage, qt_loop: QtLoop, elder: bool) -> None:
    async def scene() -> None:
        stage.glass.set(elder=elder)
        asking = await shown(stage, Browse(Text("领养老金"), ENTRIES))
        assert finger.find(stage.glass.window, "next") is None
        finger.touch(stage.glass.window, "tile:e7")
        assert await asking == "e7"

    qt_loop.run(scene())
    stage.glass.set(elder=False)


def test_an_entry_that_is_not_there_is_no_answer() -> None:
    with pytest.raises(ValueError, match="no entry"):
        Browse(Text("x"), ENTRIES).answer("e9")
    with pytest.raises(ValueError, match="no result"):
        Search(Live(results=ENTRIES[:1]), print).answer("e1")
