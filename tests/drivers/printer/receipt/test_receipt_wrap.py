import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.printer.receipt.text import cells, clean
from drivers.printer.receipt.wrap import columns, wrap

TEXT = st.text(alphabet=st.sampled_from("福建政务㙍𠮷喆€é·，。）ab12 -—😀"), max_size=80)


def without_blanks(text: str) -> str:
    return clean(text).replace(" ", "")


@given(TEXT, st.integers(2, 48))
def test_wrapping_keeps_every_character_and_the_width(text, width):
    lines = wrap(text, width)
    assert all(cells(line) <= width for line in lines)
    assert without_blanks("".join(lines)) == without_blanks(text)


@given(st.text(), st.integers(2, 48))
def test_wrapping_takes_any_text(text, width):
    assert all(cells(line) <= width for line in wrap(text, width))


@given(TEXT, TEXT, st.sampled_from([32, 48]))
def test_columns_keep_every_character_and_the_width(left, right, width):
    lines = columns(left, right, width)
    assert all(cells(line) <= width for line in lines)
    assert sorted(without_blanks("".join(lines))) == sorted(without_blanks(left + right))


def test_a_chinese_character_is_never_cut_in_half():
    assert wrap("福建省政务", 5) == ["福建", "省政", "务"]


def test_words_and_numbers_stay_whole_where_they_fit():
    assert wrap("编号 FJ2026-000123 号", 13) == ["编号", "FJ2026-000123", "号"]
    assert wrap("0123456789", 4) == ["0123", "4567", "89"]


def test_no_line_begins_with_closing_punctuation():
    assert wrap("请您收好，谢谢。", 8) == ["请您收", "好，谢", "谢。"]


@pytest.mark.parametrize("width", [32, 48])
def test_a_short_value_ends_at_the_edge(width):
    (line,) = columns("申请人", "张三", width)
    assert line.startswith("申请人 ")
    assert line.endswith(" 张三")
    assert cells(line) == width


def test_a_long_value_stays_in_its_column():
    assert columns("事项", "个人参保证明打印及查询服务告知单一二三", 32) == [
        "事项 个人参保证明打印及查询服务",
        "     告知单一二三",
    ]
