"""Keys of a US keyboard, as the kernel tells them, back to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.evdev import EV_KEY, EV_SYN, KEY_DOWN, KEY_HELD, SYN_DROPPED, EventDecoder, InputEvent, stroke
from drivers.qr_scanner.keyboard_simulator import typed
from drivers.qr_scanner.keys import KEY_ENTER, KEY_KPENTER, KEY_NUMLOCK, AltCodes, Typist
from drivers.qr_scanner.receiver import Damage, Payload, Suffix

ENTER = stroke(KEY_ENTER)
TAB, CAPS_LOCK, LEFT_CTRL, LEFT_ALT = 15, 58, 29, 56

ascii_texts = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1, max_size=60)
texts = st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs"]), min_size=1, max_size=20)


def typed_into(typist, data):
    return [found for event in EventDecoder().feed(data) for found in typist.feed(event)]


def key(code, value):
    return InputEvent(EV_KEY, code, value)


@given(ascii_texts)
def test_every_character_of_the_keyboard_is_typed_and_read(text):
    assert typed_into(Typist(), typed(text) + ENTER) == [Payload(text.encode())]


@given(texts)
def test_other_characters_come_by_alt_and_the_number_block(text):
    assert typed_into(Typist(), typed(text) + ENTER) == [Payload(text.encode())]


def test_alt_numbers_may_be_gbk():
    typist = Typist(alt_codes=AltCodes.GBK)
    data = typed(chr(int.from_bytes("办".encode("gbk"), "big")))
    assert typed_into(typist, data + ENTER) == [Payload("办".encode())]


def test_the_enter_of_the_number_block_ends_a_code_too():
    assert typed_into(Typist(), typed("A1") + stroke(KEY_KPENTER)) == [Payload(b"A1")]


def test_silence_ends_a_code_where_no_enter_is_promised():
    typist = Typist()
    assert typed_into(typist, typed("A1")) == []
    assert list(typist.silence()) == [Payload(b"A1")]


def test_silence_before_the_promised_enter_is_a_truncated_code():
    typist = Typist(Suffix.CR)
    typed_into(typist, typed("A1"))
    assert list(typist.silence()) == [Damage.TRUNCATED]
    assert typed_into(typist, typed("B") + ENTER) == [Payload(b"B")]


def test_an_enter_alone_is_no_code():
    assert typed_into(Typist(), ENTER * 2) == []


def test_keys_that_repeat_while_held_and_num_lock_type_nothing():
    typist = Typist()
    held = [key(2, KEY_DOWN), key(2, KEY_HELD), key(2, KEY_HELD), key(KEY_NUMLOCK, KEY_DOWN)]
    found = [item for event in [*held, key(KEY_ENTER, KEY_DOWN)] for item in typist.feed(event)]
    assert found == [Payload(b"1")]


@pytest.mark.parametrize("code", [TAB, CAPS_LOCK, 183, 700])
def test_a_key_without_a_character_spoils_the_code_once_and_the_next_is_whole(code):
    data = typed("AB") + stroke(code) * 2 + typed("CD") + ENTER + typed("OK") + ENTER
    assert typed_into(Typist(), data) == [Damage.UNKNOWN_KEY, Payload(b"OK")]


@pytest.mark.parametrize("held", [LEFT_CTRL, LEFT_ALT])
def test_a_letter_with_control_or_alt_is_no_character(held):
    typist = Typist()
    list(typist.feed(key(held, KEY_DOWN)))
    assert typed_into(typist, stroke(30)) == []
    list(typist.feed(key(held, 0)))
    assert typed_into(typist, ENTER) == [Damage.UNKNOWN_KEY]


@pytest.mark.parametrize("alt_codes", list(AltCodes))
def test_an_alt_number_beyond_all_characters_spoils_the_code(alt_codes):
    typist = Typist(alt_codes=alt_codes)
    list(typist.feed(key(LEFT_ALT, KEY_DOWN)))
    typed_into(typist, stroke(73) * 40)
    list(typist.feed(key(LEFT_ALT, 0)))
    assert typed_into(typist, ENTER) == [Damage.UNKNOWN_KEY]


def test_an_overrun_of_the_kernel_s_queue_spoils_the_code():
    typist = Typist()
    typed_into(typist, typed("AB"))
    assert list(typist.feed(InputEvent(EV_SYN, SYN_DROPPED, 0))) == []
    assert typed_into(typist, typed("CD") + ENTER) == [Damage.TRUNCATED]


def test_a_code_beyond_the_limit_is_reported_once():
    assert typed_into(Typist(max_chars=10), typed("x" * 50) + ENTER) == [Damage.TOO_LONG]


@given(st.lists(st.builds(InputEvent, st.integers(0, 2), st.integers(0, 0x2FF), st.integers(-1, 3))))
def test_random_events_never_break_it(events):
    typist = Typist(max_chars=20)
    for event in events:
        for found in typist.feed(event):
            assert isinstance(found, Payload | Damage)
    list(typist.silence())
    assert not typist.pending
