"""Frames of the keypad in a stream of anything, and the messages in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.keypad.frames import DAMAGED, HEAD, MAX_LENGTH, Damaged, FrameReader, checksum, frame
from drivers.keypad.protocol import (
    CANCEL,
    KEYS,
    PING,
    Cancelled,
    Garbled,
    KeyPressed,
    Pong,
    Refused,
    Started,
    TimedOut,
    Trouble,
    encode_message,
    leds,
    parse_message,
    stars,
    start,
    voice,
)

PRESSED_4 = bytes.fromhex("aa55 02 83 04 85")

bodies = st.binary(min_size=1, max_size=MAX_LENGTH)
messages = st.one_of(
    st.sampled_from([Started(), TimedOut(), Cancelled(), Refused(None)]),
    st.builds(KeyPressed, st.sampled_from(KEYS)),
    st.builds(Refused, st.sampled_from(Trouble)),
    st.builds(Pong, st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=MAX_LENGTH - 1)),
)


def found(reader: FrameReader, *parts: bytes) -> list[bytes | Damaged]:
    return [body for part in parts for body in reader.feed(part)]


def whole(stream: list[bytes | Damaged]) -> list[bytes]:
    return [body for body in stream if isinstance(body, bytes)]


@pytest.mark.parametrize(
    ("command", "request_hex"),
    [
        (PING, "aa55 01 01 00"),
        (start(30), "aa55 02 02 1e 1e"),
        (CANCEL, "aa55 01 03 02"),
        (voice(1), "aa55 02 04 01 07"),
        (leds(0b10101), "aa55 02 05 15 12"),
        (stars(5), "aa55 02 06 05 01"),
    ],
)
def test_commands_are_the_frames_of_the_proposal(command, request_hex):
    assert command.request == bytes.fromhex(request_hex)


@pytest.mark.parametrize(("make", "value"), [(start, 0), (start, 256), (leds, 32), (stars, 6), (voice, -1)])
def test_what_does_not_fit_a_command_is_refused(make, value):
    with pytest.raises(ValueError, match="is not in"):
        make(value)


@pytest.mark.parametrize("body", [b"", bytes(MAX_LENGTH + 1)])
def test_a_body_that_does_not_fit_makes_no_frame(body):
    with pytest.raises(ValueError, match="do not fit"):
        frame(body)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("81 31 2e 30", Pong("1.0")),
        ("81", Pong("")),
        ("82", Started()),
        ("83 05", KeyPressed(5)),
        ("84", TimedOut()),
        ("85", Cancelled()),
        ("ff", Refused(None)),
        ("ff 01", Refused(Trouble.UNKNOWN_COMMAND)),
        ("ff 77", Refused(None)),
        ("", Garbled()),
        ("82 00", Garbled()),
        ("83", Garbled()),
        ("83 00", Garbled()),
        ("83 06", Garbled()),
        ("83 01 01", Garbled()),
        ("99", Garbled()),
    ],
)
def test_a_body_is_one_message(body, message):
    assert parse_message(bytes.fromhex(body)) == message


@given(messages)
def test_a_message_comes_back_as_it_was(message):
    assert [parse_message(body) for body in whole(found(FrameReader(), encode_message(message)))] == [message]


@given(st.binary(max_size=MAX_LENGTH))
def test_any_body_is_some_message(body):
    parse_message(body)


def test_the_checksum_of_a_whole_frame_behind_its_head_is_zero():
    assert checksum(PRESSED_4[len(HEAD) :]) == 0


def test_a_frame_that_comes_byte_by_byte_is_one_frame():
    assert found(FrameReader(), *(bytes([b]) for b in PRESSED_4)) == [b"\x83\x04"]


def test_a_wrong_checksum_is_reported_and_the_next_frame_found():
    assert found(FrameReader(), PRESSED_4[:-1] + b"\x00" + PRESSED_4) == [DAMAGED, b"\x83\x04"]


@pytest.mark.parametrize("length", [0, MAX_LENGTH + 1, 255])
def test_an_impossible_length_is_refused_before_its_bytes_come(length):
    reader = FrameReader()
    assert found(reader, HEAD + bytes([length])) == [DAMAGED]
    assert not reader.in_frame


def test_a_frame_cut_short_gives_up_what_came_behind_it():
    reader = FrameReader()
    assert found(reader, HEAD + bytes([MAX_LENGTH]) + PRESSED_4) == []
    assert reader.in_frame
    assert list(reader.give_up()) == [b"\x83\x04"]
    assert not reader.in_frame


@given(st.lists(bodies), st.lists(st.integers(1, 40)))
def test_frames_cut_anywhere_come_whole(sent, cuts):
    stream = b"".join(map(frame, sent))
    reader, got = FrameReader(), []
    for cut in cuts:
        got += found(reader, stream[:cut])
        stream = stream[cut:]
    assert got + found(reader, stream) == sent


@given(st.binary(max_size=200), bodies)
def test_after_any_noise_the_next_frame_is_found(noise, body):
    reader = FrameReader()
    got = found(reader, noise + frame(body))
    assert (got + list(reader.give_up()))[-1] == body or body in whole(got)


@given(st.lists(st.binary(max_size=60)))
def test_no_more_than_one_frame_is_ever_held(parts):
    reader = FrameReader()
    for part in parts:
        found(reader, part)
        assert len(reader._held) < len(HEAD) + 1 + MAX_LENGTH + 1
