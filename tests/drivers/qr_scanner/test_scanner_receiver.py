"""Codes and replies out of one stream of bytes, cut anywhere, with garbage between them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.far_end import NOISE
from drivers.qr_scanner.protocol import Family, Reply, gm65_reply, newland_reply
from drivers.qr_scanner.receiver import MAX_CODE_BYTES, Damage, Payload, Receiver, Suffix

SERIAL = [Family.NEWLAND, Family.GM65, Family.HONEYWELL]
ACKS = {
    Family.NEWLAND: newland_reply("SCNTRG1"),
    Family.GM65: gm65_reply(b"\0"),
    Family.HONEYWELL: b"\x06",
}
ENDS = {Suffix.ANY: b"\r\n", Suffix.CR: b"\r", Suffix.LF: b"\n", Suffix.CRLF: b"\r\n"}

families = st.sampled_from(SERIAL)
suffixes = st.sampled_from(list(Suffix))
codes = st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs"]), min_size=1, max_size=80)


def received(receiver, *parts):
    return [found for part in parts for found in receiver.feed(part)]


def cut(data, stream, count=3):
    marks = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=count)))
    return [stream[a:b] for a, b in zip([0, *marks], [*marks, len(stream)], strict=True)]


@given(st.sampled_from(SERIAL), st.sampled_from(list(ENDS)), st.lists(codes), st.data())
def test_codes_cut_anywhere_come_whole(family, suffix, texts, data):
    sent = [text.encode() for text in texts]
    stream = b"".join(code + ENDS[suffix] for code in sent)
    found = received(Receiver(family, suffix), *cut(data, stream))
    assert found == [Payload(code) for code in sent]


@given(families, suffixes, st.lists(st.binary(max_size=300), max_size=8))
def test_random_bytes_never_break_it_and_it_never_holds_more_than_a_code(family, suffix, parts):
    receiver = Receiver(family, suffix, max_bytes=100)
    for part in parts:
        for found in receiver.feed(part):
            assert not isinstance(found, Payload) or 0 < len(found.data) <= 100
        assert len(receiver._held) + len(receiver._code) <= 200
    list(receiver.silence())
    assert not receiver.pending


@given(families, suffixes, st.binary(max_size=200), codes)
def test_after_any_garbage_and_a_silence_the_next_code_is_whole(family, suffix, garbage, text):
    receiver = Receiver(family, suffix)
    list(receiver.feed(garbage))
    list(receiver.silence())
    found = received(receiver, text.encode() + ENDS.get(suffix, b"")) + list(receiver.silence())
    assert found == [Payload(text.encode())]


@given(st.sampled_from([Family.NEWLAND, Family.GM65]), st.binary(max_size=100))
def test_after_any_garbage_the_next_reply_is_found(family, garbage):
    receiver = Receiver(family, Suffix.ANY)
    # A reply that was begun may swallow its length, and no more.
    found = received(receiver, garbage, bytes(64), ACKS[family], ACKS[family])
    assert any(isinstance(item, Reply) and item.ok for item in found)


@pytest.mark.parametrize("family", SERIAL)
def test_an_ack_before_a_code_or_in_the_middle_of_it_is_no_code(family):
    ack = ACKS[family]
    stream = ack + b"AB" + ack + b"CD\r" + ack
    for size in range(1, len(stream)):
        receiver = Receiver(family, Suffix.CR)
        parts = [stream[at : at + size] for at in range(0, len(stream), size)]
        found = received(receiver, *parts)
        assert [item for item in found if not isinstance(item, Reply)] == [Payload(b"ABCD")]


@pytest.mark.parametrize("family", [Family.NEWLAND, Family.GM65])
def test_a_damaged_ack_is_no_code_either(family):
    damaged = ACKS[family][:-1] + bytes([ACKS[family][-1] ^ 0xFF])
    receiver = Receiver(family, Suffix.ANY)
    assert received(receiver, damaged) + list(receiver.silence()) == [Damage.REPLY]


@pytest.mark.parametrize("family", [Family.NEWLAND, Family.GM65])
@pytest.mark.parametrize("size", range(2, 7))
def test_half_an_ack_is_no_code_either(family, size):
    receiver = Receiver(family, Suffix.ANY)
    assert received(receiver, ACKS[family][:size]) + list(receiver.silence()) == [Damage.REPLY]
    assert received(receiver, b"AB\r") == [Payload(b"AB")]


def test_an_ack_behind_noise_is_found():
    receiver = Receiver(Family.GM65, Suffix.ANY)
    assert Reply(ok=True, data=b"\0") in received(receiver, NOISE + ACKS[Family.GM65])


@pytest.mark.parametrize("suffix", [Suffix.ANY, Suffix.NONE])
def test_silence_ends_a_code_where_no_suffix_is_promised(suffix):
    receiver = Receiver(Family.GM65, suffix)
    assert received(receiver, b"AB", b"CD") == []
    assert list(receiver.silence()) == [Payload(b"ABCD")]


@pytest.mark.parametrize("suffix", [Suffix.CR, Suffix.LF, Suffix.CRLF])
def test_silence_before_the_promised_suffix_is_a_truncated_code(suffix):
    receiver = Receiver(Family.GM65, suffix)
    assert received(receiver, b"ABCD") == []
    assert list(receiver.silence()) == [Damage.TRUNCATED]


def test_a_code_without_suffix_may_hold_line_ends():
    receiver = Receiver(Family.NEWLAND, Suffix.NONE)
    assert received(receiver, b"A\r\nB\r\n") == []
    assert list(receiver.silence()) == [Payload(b"A\r\nB")]


@pytest.mark.parametrize("suffix", list(Suffix))
def test_a_code_beyond_the_limit_is_reported_once_and_the_next_one_is_whole(suffix):
    receiver = Receiver(Family.HONEYWELL, suffix)
    chunk = b"x" * 1000
    found = received(receiver, *[chunk] * (3 * MAX_CODE_BYTES // len(chunk)))
    found += received(receiver, ENDS.get(suffix, b"")) + list(receiver.silence())
    assert found == [Damage.TOO_LONG]
    found = received(receiver, b"AB" + ENDS.get(suffix, b"")) + list(receiver.silence())
    assert found == [Payload(b"AB")]
