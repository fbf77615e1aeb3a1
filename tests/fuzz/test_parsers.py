"""Random bytes never crash a parser, never make it hold more than a frame, and never hide the next frame."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.id_card.frames import HEAD as CARD_HEAD
from drivers.keypad.frames import HEAD as KEYPAD_HEAD
from tests.fuzz.streams import KEY_EVENTS, STREAMS, Kind, Stream
from tests.fuzz.wholes import WHOLES

# Beginnings that look nearly right are where parsers trip.
BITS = st.one_of(
    st.binary(max_size=64),
    st.sampled_from(
        [
            *(CARD_HEAD, CARD_HEAD[:3], CARD_HEAD + b"\x05\x08", KEYPAD_HEAD, KEYPAD_HEAD + b"\x10"),
            *(b"\x02\x01", b"\x02\x00\x00", b"\x1b\x10\x0f", b"--edge\r\n", b"Content-Length: 9\r\n\r\n"),
            *(b"\r\n", b"\r", b"OK", KEY_EVENTS[:24], KEY_EVENTS),
        ]
    ),
)
NOISE = st.lists(BITS, max_size=12)
UNHURRIED = settings(deadline=None)  # a busy machine is no defect


@pytest.mark.parametrize("name", STREAMS)
@UNHURRIED
@given(noise=NOISE)
def test_noise_never_crashes_a_stream_and_is_never_hoarded(name: str, noise: list[bytes]):
    kind = STREAMS[name]
    stream = kind.start()
    for piece in noise * 4:
        fed(kind, stream, piece)
        assert stream.held() <= kind.holds


@pytest.mark.parametrize("name", [name for name, kind in STREAMS.items() if kind.valid])
@UNHURRIED
@given(noise=NOISE)
def test_the_next_frame_is_found_after_any_noise(name: str, noise: list[bytes]):
    kind = STREAMS[name]
    stream = kind.start()
    for piece in noise:
        fed(kind, stream, piece)
    stream.silence()
    assert kind.valid is not None
    found = stream.feed(kind.valid) + stream.silence()
    assert any(map(kind.found, found))


@pytest.mark.parametrize("name", STREAMS)
@UNHURRIED
@given(noise=NOISE)
def test_it_makes_no_difference_where_a_stream_is_cut(name: str, noise: list[bytes]):
    kind = STREAMS[name]
    whole, cut = kind.start(), kind.start()
    data = b"".join(noise)
    at_once = fed(kind, whole, data)
    bit_by_bit = [found for byte in data for found in fed(kind, cut, bytes([byte]))]
    if not kind.gives_up:  # where an error drops what was held, it matters how much that was
        assert at_once == bit_by_bit


def fed(kind: Kind, stream: Stream, data: bytes) -> list[object]:
    try:
        return stream.feed(data)
    except kind.gives_up:
        return []


@pytest.mark.parametrize("name", WHOLES)
@UNHURRIED
@given(data=st.one_of(st.binary(max_size=2400), NOISE.map(b"".join)))
def test_a_whole_message_is_read_or_refused_by_its_own_error(name: str, data: bytes):
    parse, refusal = WHOLES[name]
    try:
        parse(data)
    except refusal:
        return
