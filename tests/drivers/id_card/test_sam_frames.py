"""Frames of the SAM_V protocol in a stream of anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.id_card.frames import HEAD, MAX_LENGTH, Damage, FrameReader, checksum, frame

FOUND = bytes.fromhex("aaaaaa9669 0008 00009f 00000000 97")
NONE = bytes.fromhex("aaaaaa9669 0004 000080 84")


def bodies(reader: FrameReader, *parts: bytes) -> list[bytes | Damage]:
    return [found for part in parts for found in reader.feed(part)]


def test_a_frame_is_built_as_the_manual_prints_it():
    assert frame(b"\x00\x00\x80") == NONE
    assert frame(b"\x00\x00\x9f\x00\x00\x00\x00") == FOUND


def test_the_checksum_of_a_whole_frame_behind_its_head_is_zero():
    assert checksum(FOUND[len(HEAD) :]) == 0


def test_a_frame_that_comes_byte_by_byte_is_one_frame():
    assert bodies(FrameReader(), *(bytes([b]) for b in FOUND)) == [FOUND[7:-1]]


def test_two_frames_in_one_piece_are_two_frames():
    assert bodies(FrameReader(), FOUND + NONE) == [FOUND[7:-1], NONE[7:-1]]


def test_a_wrong_checksum_is_reported_and_the_next_frame_found():
    spoilt = NONE[:-1] + b"\x00"
    assert bodies(FrameReader(), spoilt + FOUND) == [Damage.WRONG_CHECKSUM, FOUND[7:-1]]


@pytest.mark.parametrize("length", ["0000", "0003", "090b", "ffff"])
def test_an_impossible_length_is_refused_before_its_bytes_come(length):
    reader = FrameReader()
    assert bodies(reader, HEAD + bytes.fromhex(length)) == [Damage.IMPOSSIBLE_LENGTH]
    assert bodies(reader, NONE) == [NONE[7:-1]]


@pytest.mark.parametrize(
    "noise",
    [
        "aaaaaa6996 0002 0002",
        "eaebeced 050500b4",
        "aaaaaa9669 0002 00 02",
        "aaaaaa9669 0002 01 03",
        "aaaa",
        "aaaaaa96",
    ],
)
def test_foreign_heads_and_sleep_frames_are_passed_over(noise):
    found = bodies(FrameReader(), bytes.fromhex(noise) + FOUND)
    assert found[-1] == FOUND[7:-1]


def test_a_frame_that_lost_a_byte_does_not_swallow_its_successor():
    reader = FrameReader()
    found = bodies(reader, FOUND[:9] + FOUND[10:], NONE, FOUND)
    assert found == [Damage.WRONG_CHECKSUM, NONE[7:-1], FOUND[7:-1]]


def test_giving_up_a_truncated_frame_frees_the_whole_one_behind_it():
    reader = FrameReader()
    long_head = HEAD + (1288).to_bytes(2, "big")
    assert bodies(reader, long_head + NONE) == []
    assert reader.in_frame
    assert list(reader.give_up()) == [NONE[7:-1]]
    assert not reader.in_frame


@given(st.lists(st.binary(max_size=200)))
def test_no_bytes_crash_the_reader_or_fill_it_beyond_one_frame(parts):
    reader = FrameReader()
    for part in parts:
        list(reader.feed(part))
        assert len(reader._held) < 7 + MAX_LENGTH
    list(reader.give_up())
    assert not reader.in_frame


# Pieces that look nearly right are what random bytes alone would never hit.
NEARLY = st.sampled_from(
    [HEAD, HEAD[:3], HEAD + b"\x05\x08", FOUND[:-1], NONE[:-1] + b"\x01", b"\xaa\xaa\xaa\x69\x96"]
)


@given(st.lists(st.binary(max_size=20) | NEARLY, max_size=6), st.binary(min_size=3, max_size=300))
def test_the_next_valid_frame_is_found_after_any_garbage(garbage, body):
    reader = FrameReader()
    found = bodies(reader, *garbage, frame(body))
    found += reader.give_up()
    assert body in found
