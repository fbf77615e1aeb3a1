"""What the pages of form, scan, signature, rating and maintenance make of what their QML gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.page import Back
from screens.pages.check_scan import CheckScan
from screens.pages.confirm import Confirm
from screens.pages.enter_pin import EnterPin
from screens.pages.fill_form import BACKWARDS, WAY, BackFromForm, Field, FillForm
from screens.pages.parts import Choice
from screens.pages.rate import Rate, Rating
from screens.pages.scan_page import ScanPage
from screens.pages.sign import Sign
from screens.text import Text
from tests.screens.form_samples import (
    GROUPS,
    INCOME,
    LEVELS,
    MAINTENANCE,
    PART_FIELDS,
    PHONE,
    RATE,
    RELIEF,
    RELIEF_FIELDS,
)

FORM = FillForm(RELIEF, RELIEF_FIELDS)
AMOUNT = FillForm(RELIEF, (INCOME,))


def test_a_form_answers_typed_values() -> None:
    raw = {"phone": "13800001234", "familySize": "4", "reason": "fire", "monthlyIncome": "1850.5"}
    assert FORM.answer(raw) == {
        "phone": "13800001234",
        "familySize": 4,
        "reason": "fire",
        "monthlyIncome": 185_050,
    }


def test_an_empty_field_is_none_and_a_fixed_one_is_not_answered() -> None:
    assert FORM.answer({"phone": "", "familySize": "0"}) == {
        "phone": None,
        "familySize": 0,
        "reason": None,
        "monthlyIncome": None,
    }


@given(st.integers(0, 10**11))
def test_every_amount_in_fen_survives_being_typed_in_yuan(fen: int) -> None:
    assert AMOUNT.answer({"monthlyIncome": f"{fen // 100}.{fen % 100:02d}"}) == {"monthlyIncome": fen}


@pytest.mark.parametrize(("typed", "fen"), [("12", 1200), ("12.", 1200), ("0.1", 10), ("12.3", 1230)])
def test_an_amount_may_end_anywhere(typed: str, fen: int) -> None:
    assert AMOUNT.answer({"monthlyIncome": typed}) == {"monthlyIncome": fen}


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "text",
        {"name": "someone else"},
        {"address": "elsewhere"},
        {"unknown": "1"},
        {"phone": 13800001234},
        {"phone": "138x"},
        {"phone": "１３８"},
        {"familySize": "4.5"},
        {"familySize": "-1"},
        {"reason": "none of these"},
        {"monthlyIncome": "1.234"},
        {"monthlyIncome": "-1"},
        {"monthlyIncome": "NaN"},
        {"monthlyIncome": "1e400000000"},
        {"monthlyIncome": "many"},
    ],
)
def test_a_form_takes_nothing_that_its_keys_cannot_type(raw: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        FORM.answer(raw)


PARTS = FillForm(RELIEF, PART_FIELDS)
NOTHING = dict.fromkeys(field.key for field in PART_FIELDS if field.can_change)


def test_every_kind_is_answered_in_its_type() -> None:
    raw = {
        "partner": " 阿依古丽·买买提 ",
        "partnerId": "35999919900101001X",
        "moved": "20200131",
        "home": "rented",
        "landlord": "张演示",
        "helps": "allowance\ndisabled",
        "promise": "yes",
    }
    assert PARTS.answer(raw) == NOTHING | {
        "partner": "阿依古丽·买买提",
        "partnerId": "35999919900101001X",
        "moved": "2020-01-31",
        "home": "rented",
        "landlord": "张演示",
        "helps": ["allowance", "disabled"],
        "promise": True,
    }


def test_a_field_whose_condition_does_not_hold_is_not_answered() -> None:
    assert PARTS.answer({"home": "own", "landlord": "张演示"})["landlord"] is None


def test_half_a_date_stays_as_it_was_typed() -> None:
    assert PARTS.answer({"moved": "2020"})["moved"] == "2020"


def test_back_hands_over_what_was_typed() -> None:
    with pytest.raises(Back) as told:
        PARTS.answer({"landlord": "张", "home": "rented", WAY: BACKWARDS})
    assert isinstance(told.value, BackFromForm)
    assert told.value.values == NOTHING | {"landlord": "张", "home": "rented"}


@pytest.mark.parametrize(
    "raw",
    [
        {"partner": "x" * 1001},
        {"partner": "a\nb"},
        {"partner": 1},
        {"helps": "allowance\nnothing"},
        {"home": "elsewhere"},
        {"moved": "2020-1"},
        {WAY: "forwards", "x": "1"},
    ],
)
def test_no_kind_takes_what_its_keys_cannot_type(raw: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        PARTS.answer(raw)


def test_text_with_choices_can_be_chosen() -> None:
    home = Field("home", Text("住处"), "text", choices=(Choice("own", Text("自己的")),))
    assert FillForm(RELIEF, (home,)).answer({"home": "own"}) == {"home": "own"}


def test_a_fixed_field_cannot_be_changed_by_choices_either() -> None:
    fixed = Field("kind", Text("类别"), "fixed", choices=(Choice("a", Text("甲")),))
    with pytest.raises(ValueError, match="can be changed"):
        FillForm(RELIEF, (fixed, PHONE)).answer({"kind": "a"})


def test_strokes_come_as_tuples() -> None:
    page = Sign(RELIEF, RELIEF)
    assert page.answer([[[0, 0.5], [1, 0.25]], [[0.1, 0.1]]]) == (((0.0, 0.5), (1.0, 0.25)), ((0.1, 0.1),))


@pytest.mark.parametrize(
    "raw", [None, [], [[]], [[[0.5, 0.5]]], [[[0, 0], [1, 1.1]]], [[[0], [1]]], [[["a", 0], [1, 1]]], [0]]
)
def test_no_ink_is_no_signature(raw: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Sign(RELIEF, RELIEF).answer(raw)


@pytest.mark.requirement("R44")
def test_a_skipped_rating_is_no_rating() -> None:
    assert RATE.answer(None) is None


def test_a_rating_carries_its_level_and_tags() -> None:
    raw = {"level": "very_satisfied", "tags": ["510", "517"]}
    assert RATE.answer(raw) == Rating("very_satisfied", ("510", "517"))


@pytest.mark.requirement("R44")
@pytest.mark.parametrize("level", ["dissatisfied", "very_dissatisfied"])
def test_a_bad_rating_needs_a_reason(level: str) -> None:
    with pytest.raises(ValueError, match="reason"):
        RATE.answer({"level": level, "tags": []})
    assert RATE.answer({"level": level, "tags": [], "comment": "排队太久"}) == Rating(level, (), "排队太久")


@pytest.mark.requirement("R47")
@pytest.mark.parametrize(
    "raw",
    [
        "very_satisfied",
        {},
        {"level": "average", "tags": []},
        {"level": "very_satisfied", "tags": ["207"]},
        {"level": "very_satisfied", "tags": ["510", "510"]},
        {"level": "very_satisfied", "tags": "510"},
        {"level": "satisfied", "tags": [], "comment": "好" * 151},
    ],
)
def test_only_the_levels_and_tags_of_the_centre_count(raw: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        RATE.answer(raw)


@pytest.mark.requirement("R47")
def test_a_scale_that_is_not_of_five_is_refused() -> None:
    with pytest.raises(ValueError, match="five"):
        Rate(LEVELS[:4], {})


@pytest.mark.parametrize("raw", [None, "", "12345", "1" * 13, "12345a", "１２３４５６", 123456])
def test_a_pin_is_six_to_twelve_digits(raw: object) -> None:
    with pytest.raises(ValueError, match="PIN"):
        EnterPin().answer(raw)


def test_the_small_pages_answer_what_was_touched() -> None:
    assert [MAINTENANCE.answer(action) for action in ("refresh", "restart", "close")] == [
        "refresh",
        "restart",
        "close",
    ]
    with pytest.raises(ValueError, match="action"):
        MAINTENANCE.answer("format")


@pytest.mark.parametrize(
    "raw",
    [
        "yes",
        {},
        {"wish": "done", "kept": [], "shown": 0},
        {"wish": "done", "kept": [[0, 0], [0, 1]], "shown": 0},
        {"wish": "done", "kept": [[2, 0]], "shown": 0},
        {"wish": "done", "kept": [[0, 0]], "shown": 1},
        {"wish": "add", "kept": [[0, 0], [1, 0]], "shown": 0},
        {"wish": "eat", "kept": [[0, 0]], "shown": 0},
    ],
)
def test_pages_that_were_never_there_are_no_answer(raw: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  each says something else
        CheckScan(RELIEF, (b"", b"")).answer(raw)


def test_pages_that_only_go_on_answer_nothing() -> None:
    Confirm(RELIEF, GROUPS).answer(True)
    ScanPage(RELIEF, live=None).answer(True)
