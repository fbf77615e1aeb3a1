"""From bytes to text: UTF-8 first, then GB18030, and what a symbol says itself."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.qr_scanner.text import UndecodableText, text_of, text_with_eci

characters = st.text(st.characters(exclude_categories=["Cs"]))


@given(characters)
def test_utf_8_is_always_read_as_such(text):
    assert text_of(text.encode()) == text


@pytest.mark.parametrize("text", ["办事预约：王小明", "㙍𠮷", "福建省 e政务"])
def test_what_is_no_utf_8_is_gb18030(text):
    assert text_of(text.encode("gb18030")) == text


def test_the_charsets_are_tried_in_the_order_given():
    assert text_of("户籍".encode("gb18030"), "gb18030", "utf-8") == "户籍"


def test_bytes_in_no_charset_are_no_text_and_are_not_carried_on():
    with pytest.raises(UndecodableText) as caught:
        text_of(b"\xff\xff\x00")
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    assert "ff" not in str(caught.value)


def test_a_designator_names_the_charset_of_what_follows():
    data = rb"A\\\000029" + "办".encode("gb18030") + rb"\000026" + "事".encode()
    assert text_with_eci(data) == "A\\办事"


@given(st.binary(max_size=60))
def test_random_bytes_are_text_or_none(data):
    for read in (text_of, text_with_eci):
        with suppress(UndecodableText):
            assert isinstance(read(data), str)
