import asyncio
from collections.abc import Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF

from screens import finger
from screens.pages.fill_form import BackFromForm, FillForm
from screens.stage import Stage
from screens.text import Text
from tests.screens.conftest import QtLoop, found, item_of, shown
from tests.screens.form_samples import (
    KNOWN,
    LONG_FIELDS,
    PART_FIELDS,
    PHONE,
    PROBLEMS,
    RELIEF,
    RELIEF_FIELDS,
)

FILLED = KNOWN | {"phone": "13800001234", "familySize": 4, "reason": "illness", "monthlyIncome": 185_050}


def touch(stage: Stage, *names: str) -> None:
    for name in names:
        finger.touch(stage.glass.window, name)


def type_(stage: Stage, key: str, digits: str) -> None:
    touch(stage, f"field:{key}", *(f"digit:{digit}" for digit in digits))


def typed(stage: Stage) -> Mapping[str, str]:
    value: Mapping[str, str] = item_of(stage).property("typed").toVariant()
    return value


def rectangle(stage: Stage, name: str) -> QRectF:
    item = found(stage, name)
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


async def settle(stage: Stage) -> None:
    await asyncio.sleep(0)
    stage.glass.window.grabWindow()


def test_a_citizen_fills_the_form_with_the_keys(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> dict[str, object]:
        asking = await shown(stage, FillForm(RELIEF, RELIEF_FIELDS, KNOWN))
        type_(stage, "phone", "13800001234")
        touch(stage, "done")
        type_(stage, "familySize", "04")
        touch(stage, "choice:fire")
        type_(stage, "monthlyIncome", ".5")
        touch(stage, "primary")
        return await asking

    assert qt_loop.run(visit()) == {
        "phone": "13800001234",
        "familySize": 4,
        "reason": "fire",
        "monthlyIncome": 50,
    }


def test_values_come_back_as_they_were_given(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> dict[str, object]:
        asking = await shown(stage, FillForm(RELIEF, RELIEF_FIELDS, FILLED))
        touch(stage, "primary")
        return await asking

    assert qt_loop.run(visit()) == {key: FILLED[key] for key in FILLED if key not in KNOWN}


def test_where_an_answer_comes_from_is_told_until_it_is_changed(stage: Stage, qt_loop: QtLoop) -> None:
    phone = replace(PHONE, source=Text("您上次填的", "As you gave it last time"))

    def told() -> bool:
        return "source" in finger.visible_names(stage.glass.window)

    async def visit() -> list[bool]:
        asking = await shown(stage, FillForm(RELIEF, (phone,), FILLED))
        seen = [told()]
        type_(stage, "phone", "1")  # the number is whole: nothing changes
        seen.append(told())
        touch(stage, "delete")
        seen.append(told())
        asking.cancel()
        return seen

    assert qt_loop.run(visit()) == [True, True, False]


def test_an_amount_and_a_phone_number_are_shown_in_groups(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> list[str]:
        asking = await shown(stage, FillForm(RELIEF, RELIEF_FIELDS, FILLED | {"monthlyIncome": 123_456_750}))
        asking.cancel()
        return [found(stage, f"field:{key}").property("value") for key in ("phone", "monthlyIncome")]

    assert qt_loop.run(visit()) == ["138 0000 1234", "1,234,567.50"]


@pytest.mark.parametrize("key", ["phone", "familySize", "monthlyIncome"])
def test_the_keys_never_cover_the_field_they_type_into(stage: Stage, qt_loop: QtLoop, key: str) -> None:
    async def visit() -> tuple[QRectF, QRectF, bool]:
        asking = await shown(stage, FillForm(RELIEF, LONG_FIELDS, KNOWN))
        touch(stage, f"field:{key}")
        await settle(stage)
        asking.cancel()
        seen = finger.on_glass(found(stage, f"field:{key}"))
        return rectangle(stage, f"field:{key}"), rectangle(stage, "digit:1"), seen

    field, keys, seen = qt_loop.run(visit())
    assert seen
    assert field.bottom() < keys.top()


def test_delete_and_clear_take_back(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> tuple[str, str]:
        asking = await shown(stage, FillForm(RELIEF, RELIEF_FIELDS, KNOWN))
        type_(stage, "phone", "1380")
        touch(stage, "delete")
        shortened = typed(stage)["phone"]
        touch(stage, "clear")
        asking.cancel()
        return shortened, typed(stage)["phone"]

    assert qt_loop.run(visit()) == ("138", "")


def test_a_field_takes_no_more_than_its_kind_holds(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> Mapping[str, str]:
        asking = await shown(stage, FillForm(RELIEF, RELIEF_FIELDS, KNOWN))
        type_(stage, "phone", "138000012345")
        type_(stage, "monthlyIncome", "0012.345.6")
        asking.cancel()
        return typed(stage)

    value = qt_loop.run(visit())
    assert value["phone"] == "13800001234"
    assert value["monthlyIncome"] == "12.34"


@pytest.mark.requirement("R99")
def test_all_defects_stand_beside_their_fields_at_once_and_values_stay(stage: Stage, qt_loop: QtLoop) -> None:
    wrong = FillForm(RELIEF, RELIEF_FIELDS, KNOWN | {"phone": "1380000", "familySize": 99}, PROBLEMS)

    async def visit() -> None:
        asking = await shown(stage, wrong)
        window = stage.glass.window
        told = [
            item.property("text")
            for item in finger.visible_items(window)
            if item.metaObject().className().startswith("ProblemLine")
        ]
        assert sorted(told) == sorted(problem.zh for problem in PROBLEMS.values())
        assert typed(stage)["phone"] == "1380000"
        assert typed(stage)["familySize"] == "99"
        type_(stage, "familySize", "")
        touch(stage, "delete")
        told = [
            item.property("text")
            for item in finger.visible_items(window)
            if item.metaObject().className().startswith("ProblemLine")
        ]
        assert PROBLEMS["familySize"].zh not in told
        assert PROBLEMS["phone"].zh in told
        asking.cancel()

    qt_loop.run(visit())


@pytest.mark.requirement("R99")
def test_a_defect_of_the_whole_form_stands_above_it(stage: Stage, qt_loop: QtLoop) -> None:
    page = FillForm(RELIEF, RELIEF_FIELDS, FILLED, {"": Text("请核对收入", "Please check the income")})

    async def visit() -> object:
        asking = await shown(stage, page)
        asking.cancel()
        return found(stage, "problem:").property("text")

    assert qt_loop.run(visit()) == "请核对收入"


def test_a_long_form_is_turned_page_by_page_before_it_is_answered(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> dict[str, object]:
        asking = await shown(stage, FillForm(RELIEF, LONG_FIELDS, FILLED))
        assert not finger.on_glass(found(stage, "choice:rented"))
        touch(stage, "primary")
        await settle(stage)
        assert not asking.done()
        assert not finger.on_glass(found(stage, "field:phone"))
        touch(stage, "choice:rented")
        touch(stage, "previous")
        await settle(stage)
        assert finger.on_glass(found(stage, "field:phone"))
        touch(stage, "next", "primary")
        return await asking

    answer = qt_loop.run(visit())
    assert answer["housing"] == "rented"
    assert answer["phone"] == "13800001234"


@pytest.mark.requirement("R99")
def test_a_long_form_opens_where_the_first_defect_is(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> bool:
        page = FillForm(RELIEF, LONG_FIELDS, FILLED, {"housing": Text("请选择现在住的房子")})
        asking = await shown(stage, page)
        asking.cancel()
        return finger.on_glass(found(stage, "choice:rented"))

    assert qt_loop.run(visit()) is True


def test_a_change_of_language_keeps_what_was_typed(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> dict[str, object]:
        asking = await shown(stage, FillForm(RELIEF, RELIEF_FIELDS, KNOWN))
        type_(stage, "phone", "13800001234")
        touch(stage, "choice:other", "language")
        await settle(stage)
        assert found(stage, "primary").property("text") == "Next"
        touch(stage, "primary")
        return await asking

    answer = qt_loop.run(visit())
    assert (answer["phone"], answer["reason"]) == ("13800001234", "other")


@pytest.mark.requirement("R83")
def test_what_the_card_knows_is_only_shown(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> list[object]:
        asking = await shown(stage, FillForm(RELIEF, RELIEF_FIELDS, KNOWN))
        shown_values = [found(stage, f"field:{key}").property("value") for key in ("name", "idNumber")]
        touch(stage, "field:name")
        assert finger.find(stage.glass.window, "digit:1") is None
        asking.cancel()
        return shown_values

    assert qt_loop.run(visit()) == ["林*", "3599**********0017"]


def asked_names(stage: Stage) -> list[str]:
    return [name for name in finger.visible_names(stage.glass.window) if name.startswith("field:")]


async def fill_parts(stage: Stage) -> None:
    """Through every part with one key or choice each."""
    type_(stage, "phone", "13800001234")
    touch(stage, "done", "field:partner", "key:letters", "key:b", "key:done", "primary")
    await settle(stage)
    type_(stage, "moved", "20200131")
    touch(stage, "done", "choice:rented")
    await settle(stage)
    touch(stage, "field:landlord", "key:letters", "key:a", "primary")
    await settle(stage)
    touch(stage, "choice:disabled", "choice:allowance", "commit:promise")


def test_a_form_is_asked_part_by_part(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> dict[str, object]:
        asking = await shown(stage, FillForm(RELIEF, PART_FIELDS, KNOWN))
        assert "field:moved" not in asked_names(stage)
        await fill_parts(stage)
        touch(stage, "primary")
        return await asking

    answer = qt_loop.run(visit())
    assert answer | {"phone": "13800001234"} == answer
    assert (answer["partner"], answer["moved"], answer["landlord"]) == ("b", "2020-01-31", "a")
    assert (answer["helps"], answer["promise"]) == (["allowance", "disabled"], True)


def test_a_conditional_field_is_there_only_under_its_condition(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> list[bool]:
        asking = await shown(stage, FillForm(RELIEF, PART_FIELDS, KNOWN))
        touch(stage, "primary")
        await settle(stage)
        seen = []
        for choice in ("own", "rented", "own"):
            touch(stage, f"choice:{choice}")
            await settle(stage)
            seen.append("field:landlord" in asked_names(stage))
        asking.cancel()
        return seen

    assert qt_loop.run(visit()) == [False, True, False]


def test_back_goes_through_the_parts_and_then_hands_over_what_was_typed(
    stage: Stage, qt_loop: QtLoop
) -> None:
    async def visit() -> dict[str, object]:
        asking = await shown(stage, FillForm(RELIEF, PART_FIELDS, KNOWN))
        type_(stage, "phone", "138")
        touch(stage, "primary")
        await settle(stage)
        touch(stage, "choice:own", "back")
        await settle(stage)
        assert not asking.done()
        assert found(stage, "field:phone").property("value") == "138"
        touch(stage, "back")
        with pytest.raises(BackFromForm) as told:
            await asking
        return told.value.values

    values = qt_loop.run(visit())
    assert (values["phone"], values["home"]) == ("138", "own")


def test_the_keyboard_never_covers_the_text_that_it_writes(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> None:
        asking = await shown(stage, FillForm(RELIEF, PART_FIELDS, KNOWN))
        for elder in (False, True):
            stage.glass.set(elder=elder)
            await settle(stage)
            touch(stage, "field:partner") if not elder else touch(stage, "primary", "field:partner")
            await settle(stage)
            assert finger.on_glass(found(stage, "field:partner"))
            assert rectangle(stage, "field:partner").bottom() < rectangle(stage, "candidates:next").top()
            touch(stage, "key:done")
        asking.cancel()

    qt_loop.run(visit())


def test_who_is_old_is_asked_one_thing_at_a_time(stage: Stage, qt_loop: QtLoop) -> None:
    async def visit() -> list[int]:
        stage.glass.set(elder=True)
        asking = await shown(stage, FillForm(RELIEF, PART_FIELDS, KNOWN))
        counts = []
        keys = {field.key for field in PART_FIELDS if field.can_change}
        for _ in range(4):
            await settle(stage)
            counts.append(len({name[6:] for name in asked_names(stage)} & keys))
            touch(stage, "primary")
        asking.cancel()
        return counts

    assert qt_loop.run(visit()) == [1, 1, 1, 1]
