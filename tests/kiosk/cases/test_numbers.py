"""Names, numbers and dates: what can be right, and that no value breaks a check."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cases import numbers


@pytest.mark.parametrize(
    "name",
    [
        "张演示",
        "喆",
        "阿依古丽·买买提",
        "𬭎林",
        "㛃",
        "〇一",
        "Anna Example",
        "O'Example",
        "José Núñez-Example",
        "EXAMPLE, ANNA",
        "J. R. Example",
    ],
)
def test_a_name_may_be_rare_long_or_foreign(name):
    assert numbers.is_name(name)


@pytest.mark.parametrize("name", ["", "·", "张·", "·张", "张3", "张@示", "张\n示", " 张", "1", None, 3, "，"])
def test_what_is_no_name_is_none(name):
    assert not numbers.is_name(name)


@pytest.mark.parametrize("number", ["359999199001010017", "11010119900101001?", "ABC123456789012"])
def test_an_id_number_of_any_region_is_right_by_its_check_character(number):
    wrong_last = number[:-1] + ("1" if number[-1] != "1" else "2")
    if numbers.FOREIGNER_2017.fullmatch(number):
        assert numbers.is_id_number(number)
        return
    good = [number[:-1] + last for last in "0123456789X" if numbers.is_id_number(number[:-1] + last)]
    assert len(good) == 1
    assert numbers.is_id_number(wrong_last) == (wrong_last in good)


def test_regions_of_hong_kong_and_of_foreigners_are_taken():
    for start in ("81000019900101001", "83000019900101001", "93112319900101001"):
        assert any(numbers.is_id_number(start + last) for last in "0123456789X")


@pytest.mark.parametrize(
    "number",
    [
        "",
        "359999199013010017",
        "35999919900101001",
        "359999199001010017 ",
        "３５9999199001010017",
        359999199001010017,
    ],
)
def test_no_id_number(number):
    assert not numbers.is_id_number(number)


def test_a_credit_code_is_right_by_its_check_character():
    start = "91350000MA0000000"
    good = [
        start + last for last in "0123456789ABCDEFGHJKLMNPQRTUWXY" if numbers.is_credit_code(start + last)
    ]
    assert len(good) == 1
    assert not numbers.is_credit_code(good[0].lower())
    assert not numbers.is_credit_code(good[0] + " ")


@pytest.mark.parametrize(
    ("day", "right"),
    [
        ("1990-01-31", True),
        ("2024-02-29", True),
        ("2023-02-29", False),
        ("1990", False),
        ("1990-1-31", False),
        ("1990-01-31\n", False),
        (None, False),
    ],
)
def test_a_date_is_a_day_of_the_calendar(day, right):
    assert numbers.is_date(day) is right


@given(
    st.none()
    | st.integers()
    | st.text()
    | st.lists(st.text())
    | st.text(alphabet="0123456789X", min_size=17, max_size=19)
)
def test_no_value_breaks_a_check(value):
    for check in (numbers.is_date, numbers.is_id_number, numbers.is_credit_code, numbers.is_name):
        assert check(value) in {True, False}
