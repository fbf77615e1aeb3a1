"""Keys without frames, and which of their reports is somebody's answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.evdev import EV_KEY, KEY_HELD, EventDecoder, InputEvent, stroke
from drivers.far_end import NOISE
from drivers.keypad import hid, raw
from drivers.keypad.presses import REPEAT_S, SETTLE_S, STUCK_S, Presses
from drivers.keypad.protocol import KEYS

KEY_NUMLOCK, KEY_KPENTER, KEY_KP6, KEY_0 = 69, 96, 77, 11


@pytest.mark.parametrize(
    ("data", "first_key", "keys"),
    [
        (b"12345", raw.ASCII_FIRST_KEY, (1, 2, 3, 4, 5)),
        (b"\x01\x05", raw.BINARY_FIRST_KEY, (1, 5)),
        (b"3\r\n", raw.ASCII_FIRST_KEY, (3,)),
        (b"", raw.ASCII_FIRST_KEY, ()),
        (b"0", raw.ASCII_FIRST_KEY, ()),
        (b"6", raw.ASCII_FIRST_KEY, ()),
        (b"\x00", raw.BINARY_FIRST_KEY, ()),
        (b"\x03", raw.ASCII_FIRST_KEY, ()),
        (NOISE, raw.BINARY_FIRST_KEY, ()),  # it holds two bytes of key 2
        (NOISE + b"3", raw.ASCII_FIRST_KEY, ()),
    ],
)
def test_a_byte_is_a_key_unless_it_comes_with_noise(data, first_key, keys):
    assert raw.decode_keys(data, first_key) == keys


@given(st.binary(), st.sampled_from([raw.ASCII_FIRST_KEY, raw.BINARY_FIRST_KEY]))
def test_any_bytes_are_keys_from_1_to_5_or_none(data, first_key):
    assert all(key in KEYS for key in raw.decode_keys(data, first_key))


@pytest.mark.parametrize("codes", [hid.DIGIT_ROW, hid.DIGIT_BLOCK])
@pytest.mark.parametrize("key", KEYS)
def test_a_digit_of_the_row_or_the_block_is_a_key(codes, key):
    assert hid.decode_keys(EventDecoder().feed(stroke(codes[key]))) == (key,)


@pytest.mark.parametrize("code", [KEY_NUMLOCK, KEY_KPENTER, KEY_KP6, KEY_0])
def test_other_keys_of_the_block_are_none(code):
    assert hid.decode_keys(EventDecoder().feed(stroke(code))) == ()


def test_a_digit_that_is_merely_held_is_none():
    assert hid.decode_keys([InputEvent(EV_KEY, hid.DIGIT_BLOCK[3], KEY_HELD)]) == ()


def test_a_press_after_the_question_settled_is_the_answer():
    assert Presses(100.0).is_answer(3, 100.0 + SETTLE_S)


def test_a_key_before_anybody_could_read_the_question_is_none():
    assert not Presses(100.0).is_answer(3, 100.0 + SETTLE_S / 2)


def test_a_key_that_was_down_before_is_none_however_long_it_stays_and_others_count():
    presses = Presses(100.0)
    presses.note(3, 100.0)
    now = 100.0
    for _ in range(20):
        now += REPEAT_S / 2
        assert not presses.is_answer(3, now)
    assert presses.is_answer(4, now)


def test_a_key_that_came_up_and_goes_down_again_is_the_answer():
    presses = Presses(100.0)
    presses.note(3, 100.0)
    assert presses.is_answer(3, 100.1 + REPEAT_S)


def test_only_a_key_held_without_a_break_is_stuck():
    presses = Presses(100.0)
    for now in (100.0, 100.0 + STUCK_S):
        presses.note(3, now)
    assert not presses.stuck
    for tenth in range(int(STUCK_S * 10) + 1):
        presses.note(3, 200.0 + tenth / 10)
    assert presses.stuck
