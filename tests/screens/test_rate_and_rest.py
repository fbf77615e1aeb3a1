import asyncio

import pytest

from screens import finger
from screens.page import Back, Page
from screens.pages.confirm import Confirm, Group
from screens.pages.enter_pin import EnterPin
from screens.pages.parts import Row
from screens.pages.rate import Rating
from screens.stage import Stage
from screens.text import Text
from tests.screens.conftest import QtLoop, found, item_of, shown
from tests.screens.form_samples import GROUPS, LEVELS, MAINTENANCE, RATE, RELIEF


def touch(stage: Stage, *names: str) -> None:
    for name in names:
        stage.glass.window.grabWindow()  # nobody touches what was not painted yet
        finger.touch(stage.glass.window, name)


@pytest.mark.requirement("R44")
def test_nothing_is_chosen_and_all_five_weigh_the_same(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> None:
        asking = await shown(stage, RATE)
        buttons = [found(stage, f"level:{level.value}") for level in LEVELS]
        assert [button.property("text") for button in buttons] == [
            "非常满意",
            "满意",
            "基本满意",
            "不满意",
            "非常不满意",
        ]
        assert not any(button.property("chosen") for button in buttons)
        assert (
            len({(button.width(), button.height(), button.property("textSize")) for button in buttons}) == 1
        )
        assert not found(stage, "primary").isEnabled()
        assert found(stage, "title").property("text") == "全国一体化在线政务服务平台“好差评”"
        asking.cancel()

    qt_loop.run(visit())


@pytest.mark.requirement("R44")
@pytest.mark.parametrize("first", [(), ("level:very_satisfied", "tag:510"), ("level:dissatisfied",)])
def test_a_rating_can_always_be_skipped(stage: Stage, qt_loop: QtLoop, first: tuple[str, ...]) -> None:
    async def visit() -> Rating | None:
        asking = await shown(stage, RATE)
        touch(stage, *first, "skip")
        return await asking

    assert qt_loop.run(visit()) is None


def test_a_good_rating_needs_no_reason(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> Rating | None:
        asking = await shown(stage, RATE)
        touch(stage, "level:satisfied", "primary")
        return await asking

    assert qt_loop.run(visit()) == Rating("satisfied")


def test_tags_belong_to_the_level_and_can_be_taken_back(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> Rating | None:
        asking = await shown(stage, RATE)
        touch(stage, "level:dissatisfied", "tag:207", "level:very_satisfied")
        assert finger.find(stage.glass.window, "tag:207") is None
        touch(stage, "tag:510", "tag:511", "tag:517", "tag:510", "primary")
        return await asking

    assert qt_loop.run(visit()) == Rating("very_satisfied", ("511", "517"))


@pytest.mark.requirement("R44")
def test_a_bad_rating_waits_for_its_reason(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> Rating | None:
        asking = await shown(stage, RATE)
        touch(stage, "level:dissatisfied")
        assert not found(stage, "primary").isEnabled()
        touch(stage, "tag:212", "primary")
        return await asking

    assert qt_loop.run(visit()) == Rating("dissatisfied", ("212",))


@pytest.mark.requirement("R47")
def test_the_first_three_tags_are_larger_than_the_rest(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> list[float]:
        asking = await shown(stage, RATE)
        touch(stage, "level:very_satisfied")
        asking.cancel()
        return [found(stage, f"tag:{code}").width() for code in range(510, 518)]

    widths = qt_loop.run(visit())
    assert min(widths[:3]) > max(widths[3:])


def test_confirming_answers_and_changing_goes_back(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit(button: str) -> None:
        asking = await shown(stage, Confirm(RELIEF, GROUPS))
        touch(stage, button)
        await asking

    qt_loop.run(visit("primary"))
    with pytest.raises(Back):
        qt_loop.run(visit("back"))


def test_nobody_submits_what_was_not_shown(stage: Stage, qt_loop: QtLoop) -> None:
    rows = tuple(Row(Text(f"第 {number} 项"), Text("内容")) for number in range(40))

    async def visit() -> int:
        asking = await shown(stage, Confirm(RELIEF, (Group(Text("申请内容"), rows),)))
        touches = 0
        while not asking.done() and touches < 20:
            touch(stage, "primary")
            touches += 1
            await asyncio.sleep(0)
        return touches

    assert qt_loop.run(visit()) >= 3


def test_a_pin_is_typed_unseen(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> str:
        asking = await shown(stage, EnterPin())
        touch(stage, *(f"digit:{digit}" for digit in "13579"))
        assert not found(stage, "primary").isEnabled()
        texts = [item.property("text") for item in finger.visible_items(stage.glass.window)]
        assert not any("13579" in str(text) for text in texts)
        touch(stage, "digit:1", "delete", "digit:0", "primary")
        assert item_of(stage).property("typed") == ""
        return await asking

    assert qt_loop.run(visit()) == "135790"


def test_a_pin_ends_at_twelve_digits_and_clears(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> tuple[str, str]:
        asking = await shown(stage, EnterPin())
        touch(stage, *(["digit:1"] * 14))
        typed = item_of(stage).property("typed")
        touch(stage, "clear")
        asking.cancel()
        return typed, item_of(stage).property("typed")

    assert qt_loop.run(visit()) == ("1" * 12, "")


def test_why_the_pin_did_not_open_is_told(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> str:
        asking = await shown(stage, EnterPin(Text("密码不对，请再输一次")))
        asking.cancel()
        return str(found(stage, "problem").property("text"))

    assert qt_loop.run(visit()) == "密码不对，请再输一次"


@pytest.mark.parametrize("action", ["refresh", "carry", "restart", "close"])
def test_the_technician_chooses(stage: Stage, qt_loop: QtLoop, action: str) -> None:
    async def visit() -> str:
        asking = await shown(stage, MAINTENANCE)
        touch(stage, action)
        return await asking

    assert qt_loop.run(visit()) == action


def test_a_device_state_is_told_by_word_and_shape_and_colour(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> list[tuple[object, object]]:
        asking = await shown(stage, MAINTENANCE)
        asking.cancel()
        rows = [found(stage, f"device:{number}") for number in range(4)]
        return [(row.property("status"), row.property("tone")) for row in rows]

    assert qt_loop.run(visit()) == [
        ("正常", "good"),
        ("正常", "warning"),
        ("故障", "problem"),
        ("未连接", "problem"),
    ]


@pytest.mark.requirement("R44")
def test_the_rating_page_has_no_way_that_looks_like_an_error(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit(page: Page[Rating | None]) -> list[str]:
        asking = await shown(stage, page)
        asking.cancel()
        return finger.visible_names(stage.glass.window)

    names = qt_loop.run(visit(RATE))
    assert "skip" in names
    assert "back" not in names
    assert "home" not in names
