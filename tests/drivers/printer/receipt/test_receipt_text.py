import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.printer.receipt.text import cells, clean, clusters, encode_text, plain_code, two_byte_code

ON, OFF = b"\x1c&", b"\x1c."


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("福州", "b8a3 d6dd"),
        ("喆", "86b4"),
        ("堃", "88d2"),
        ("赟", "da53"),
        ("阿依古丽·买买提", "b0a2 d2c0 b9c5 c0f6 a1a4 c2f2 c2f2 cce1"),
        ("（）￥", "a3a8 a3a9 a3a4"),
        ("〔2026〕3号", "a1b2 32303236 a1b3 33 bac5"),
    ],
)
def test_chinese_goes_out_as_gb18030_between_fs_and_and_fs_period(text, codes):
    assert encode_text(text) == ON + bytes.fromhex(codes) + OFF


def test_ascii_goes_out_as_it_is():
    assert encode_text("No. 350-42 ~") == b"No. 350-42 ~"


@pytest.mark.parametrize(
    "char",
    [
        "㙍",  # four bytes in GB 18030
        "𠮷",
        "€",  # two bytes in GB 18030, but not in GBK
        "é",  # a wide letter of the pinyin row
        "ñ",
        "Ø",
        "བོ",
        "😀",
        "\ue81e",  # private use
        *map(chr, range(0x9FB4, 0x9FBC)),  # four bytes in the table of 2000, two in that of 2005
    ],
)
def test_what_a_pairwise_reading_printer_cannot_take_is_not_sent_as_text(char):
    assert encode_text(f"张{char}") is None


@given(st.characters())
def test_every_code_sent_means_the_same_in_gbk_and_gb18030(char):
    code = two_byte_code(char)
    if code is not None:
        assert len(code) == 2
        assert code[0] >= 0x81
        assert code[1] >= 0x40
        assert code.decode("gbk") == code.decode("gb18030") == char


@given(st.text(st.sampled_from("福州镇A1 ，。（）・―éǚ喆㙍·—　\u0300\ufe0f\n")))
def test_the_short_way_for_plain_text_says_what_the_long_way_says(text):
    if plain_code(text) is None:
        return
    codes = [char.encode("ascii") if char.isascii() else two_byte_code(char) for char in text]
    assert plain_code(text) == b"".join(codes)
    assert cells(text) == sum(cells(char + "㙍") - 2 for char in text)  # a rare one forces the long way
    assert clean(text + "㙍") == text + "㙍"


@given(st.text())
def test_clean_text_holds_nothing_that_a_printer_obeys(text):
    cleaned = clean(text)
    assert all(char >= " " and not "\x7f" <= char <= "\x9f" for char in cleaned)
    assert clean(cleaned) == cleaned
    encoded = encode_text(cleaned)
    if encoded is not None:
        rest = encoded.removeprefix(ON).removesuffix(OFF)
        assert not any(byte < 0x20 or byte == 0x7F for byte in rest)


def test_breaks_become_a_space_and_other_controls_vanish():
    assert clean("张\n三\t\x1b@\x10\x04\x01李\u2028四\u202e\u200b\x9b\x7f") == "张 三 @李 四"
    assert clean("\ud842") == "\ufffd"
    assert clean("全　角\u00a0x") == "全　角 x"


def test_a_gb2312_font_gets_no_gbk_codes():
    assert encode_text("喆", "gb2312") is None
    assert encode_text("福·—", "gb2312") == ON + bytes.fromhex("b8a3 a1a4 a1aa") + OFF


def test_cells_are_those_that_the_printer_takes():
    assert cells("a福é·㙍😀") == 1 + 2 + 1 + 2 + 2 + 2
    assert cells("e\u0301") == 1
    assert list(clusters("e\u0301བོx")) == ["é", "བོ", "x"]
