"""How what nobody recorded beforehand is spelt from recorded parts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screens.voice.spelling import BREATH, DIGITS, quantity, spelt


@pytest.mark.parametrize(
    ("digits", "said"),
    [
        ("0", "ling2"),
        ("7", "qi1"),
        ("10", "shi2"),
        ("15", "shi2 wu3"),
        ("20", "er4 shi2"),
        ("105", "yi1 bai3 ling2 wu3"),
        ("110", "yi1 bai3 yi1 shi2"),
        ("222", "liang3 bai3 er4 shi2 er4"),
        ("1003", "yi1 qian1 ling2 san1"),
        ("2026", "liang3 qian1 ling2 er4 shi2 liu4"),
        ("9990", "jiu3 qian1 jiu3 bai3 jiu3 shi2"),
    ],
)
def test_a_quantity_is_read_as_the_counter_reads_it(digits: str, said: str) -> None:
    assert quantity(digits) == said.split()


@given(st.integers(1, 9999))
def test_every_quantity_names_each_of_its_digits_but_zeros_and_the_one_of_ten(number: int) -> None:
    said = [part for part in quantity(str(number)) if part in DIGITS[1:] or part == "liang3"]
    named = [digit for digit in str(number) if digit != "0"]
    assert len(said) == len(named) - (1 if 10 <= number <= 19 else 0)


def test_a_telephone_number_is_spelt_with_yao() -> None:
    assert spelt("12345") == ["yao1", "er4", "san1", "si4", "wu3"]


def test_a_masked_number_is_read_with_a_breath_in_its_middle() -> None:
    assert spelt("3599*******0017")[4] == BREATH
    assert spelt("359901*******0017")[-4:] == ["ling2", "ling2", "yao1", "qi1"]


def test_an_amount_is_read_with_its_point() -> None:
    assert spelt("12.50元") == ["shi2", "er4", "dian3", "wu3", "ling2", "yuan2"]


def test_a_rare_name_is_read() -> None:
    assert spelt("赵赟喆") == ["zhao4", "yun1", "zhe2"]


def test_the_dot_of_a_minority_name_is_a_breath() -> None:
    assert spelt("阿依·古丽") == ["a1", "yi1", BREATH, "gu3", "li4"]


def test_a_certificate_number_is_spelt_letter_by_letter() -> None:
    assert spelt("YA012") == ["Y", "A", "ling2", "yao1", "er4"]


@settings(deadline=None)  # the first reading loads the tables of pypinyin
@given(st.text(max_size=40))
def test_no_sentence_breaks_the_spelling(sentence: str) -> None:
    assert all(part for part in spelt(sentence))
