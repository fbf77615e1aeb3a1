import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.device import Cause, DeviceState
from drivers.printer.receipt.protocol import (
    Condition,
    Question,
    ask,
    is_automatic_head,
    is_in_order,
    is_real_time,
    read_automatic,
    read_in_order,
    read_real_time,
)
from drivers.printer.receipt.replies import (
    XOFF,
    XON,
    Automatic,
    BuffersCleared,
    InOrder,
    Noise,
    RealTime,
    ReplyReader,
)

ONLINE, OFFLINE = DeviceState.ONLINE, DeviceState.OFFLINE
HARDWARE, USER = DeviceState.HARDWARE_ERROR, DeviceState.USER_ERROR


def test_questions_are_dle_eot_1_to_4():
    assert [ask(q).hex() for q in Question] == ["100401", "100402", "100403", "100404"]


@pytest.mark.parametrize(
    ("question", "answer", "state", "causes"),
    [
        (1, 0x12, ONLINE, set()),
        (1, 0x16, ONLINE, set()),  # drawer pin
        (1, 0x1A, OFFLINE, {Cause.OTHER}),
        (1, 0x32, OFFLINE, {Cause.OTHER}),  # waits for recovery
        (1, 0x52, ONLINE, set()),  # feed button
        (2, 0x12, ONLINE, set()),
        (2, 0x16, USER, {Cause.COVER_OPEN}),
        (2, 0x1A, ONLINE, set()),  # feeds by its button
        (2, 0x32, USER, {Cause.PAPER_OUT}),
        (2, 0x52, HARDWARE, {Cause.OTHER}),
        (3, 0x16, HARDWARE, {Cause.OTHER}),
        (3, 0x1A, HARDWARE, {Cause.CUTTER}),
        (3, 0x32, HARDWARE, {Cause.OTHER}),
        (3, 0x52, OFFLINE, {Cause.HEAD_HOT}),
        (4, 0x12, ONLINE, set()),
        (4, 0x1E, ONLINE, {Cause.PAPER_LOW}),
        (4, 0x16, ONLINE, {Cause.PAPER_LOW}),  # one bit of a pair is enough
        (4, 0x1A, ONLINE, {Cause.PAPER_LOW}),
        (4, 0x7E, USER, {Cause.PAPER_LOW, Cause.PAPER_OUT}),
        (4, 0x72, USER, {Cause.PAPER_OUT}),
        (4, 0x32, USER, {Cause.PAPER_OUT}),
        (4, 0x52, USER, {Cause.PAPER_OUT}),
    ],
)
def test_every_answer_to_dle_eot_has_its_status(question, answer, state, causes):
    status = read_real_time(Question(question), answer).status()
    assert (status.state, status.causes) == (state, causes)


@pytest.mark.parametrize(
    ("answers", "state", "causes"),
    [
        ("12 12 12 12", ONLINE, set()),
        ("1A 16 12 12", USER, {Cause.COVER_OPEN}),
        ("1A 32 12 7E", USER, {Cause.PAPER_LOW, Cause.PAPER_OUT}),
        ("12 12 12 1E", ONLINE, {Cause.PAPER_LOW}),
        ("1A 52 1A 12", HARDWARE, {Cause.CUTTER}),
        ("1A 52 52 12", OFFLINE, {Cause.HEAD_HOT}),
        ("1A 52 32 12", HARDWARE, {Cause.OTHER}),
        ("1A 12 12 12", OFFLINE, {Cause.OTHER}),
    ],
)
def test_the_four_answers_together_tell_the_cause(answers, state, causes):
    condition = Condition()
    for question, answer in zip(Question, bytes.fromhex(answers), strict=True):
        condition |= read_real_time(question, answer)
    assert (condition.status().state, condition.status().causes) == (state, causes)


@pytest.mark.parametrize(
    ("answer", "state", "causes"),
    [
        ("10 00 00 00", ONLINE, set()),
        ("14 00 00 00", ONLINE, set()),  # drawer pin
        ("38 00 00 00", USER, {Cause.COVER_OPEN}),
        ("18 00 0F 00", USER, {Cause.PAPER_LOW, Cause.PAPER_OUT}),
        ("18 00 0C 00", USER, {Cause.PAPER_OUT}),
        ("18 00 04 00", USER, {Cause.PAPER_OUT}),
        ("18 00 08 00", USER, {Cause.PAPER_OUT}),
        ("10 00 03 00", ONLINE, {Cause.PAPER_LOW}),
        ("18 08 00 00", HARDWARE, {Cause.CUTTER}),
        ("10 08 00 00", HARDWARE, {Cause.CUTTER}),
        ("18 04 00 00", HARDWARE, {Cause.OTHER}),
        ("18 20 00 00", HARDWARE, {Cause.OTHER}),
        ("18 40 00 00", OFFLINE, {Cause.HEAD_HOT}),
        ("18 01 00 00", OFFLINE, {Cause.OTHER}),
        ("58 00 00 00", OFFLINE, {Cause.OTHER}),  # feeds by its button
    ],
)
def test_every_automatic_status_has_its_status(answer, state, causes):
    status = read_automatic(bytes.fromhex(answer)).status()
    assert (status.state, status.causes) == (state, causes)


def test_in_order_answers_tell_the_paper():
    assert read_in_order(0x00) == Condition()
    assert read_in_order(0x03) == Condition(paper_low=True)
    assert read_in_order(0x0C) == Condition(paper_out=True)


@given(st.integers(0, 255))
def test_a_byte_with_wrong_fixed_bits_is_refused(byte):
    if byte & 0x93 != 0x12:
        with pytest.raises(ValueError, match="DLE EOT"):
            read_real_time(Question.PRINTER, byte)
    if byte & 0x90:
        with pytest.raises(ValueError, match="GS r"):
            read_in_order(byte)
        with pytest.raises(ValueError, match="automatic"):
            read_automatic(bytes([0x10, byte, 0, 0]))
    if byte & 0x93 != 0x10:
        with pytest.raises(ValueError, match="automatic"):
            read_automatic(bytes([byte, 0, 0, 0]))


@given(st.integers(0, 255))
def test_no_byte_is_two_kinds_of_answer(byte):
    kinds = [is_real_time(byte), is_automatic_head(byte), is_in_order(byte), byte in (XON, XOFF)]
    assert sum(kinds) <= 1


MIXED = [
    (b"\x12", RealTime(0x12)),
    (b"\x18\x00\x0f\x00", Automatic(Condition(offline=True, paper_low=True, paper_out=True))),
    (b"\x00", InOrder(Condition())),
    (b"\x37\x25\x00", BuffersCleared()),
    (b"\xff", Noise(0xFF)),
    (b"\x0c", InOrder(Condition(paper_out=True))),
]


@given(st.lists(st.sampled_from(MIXED)), st.data())
def test_a_mixed_stream_cut_anywhere_is_told_apart(replies, data):
    stream = b"".join(raw for raw, _ in replies)
    cut = data.draw(st.integers(0, len(stream)))
    reader = ReplyReader()
    found = [*reader.feed(stream[:cut]), *reader.feed(stream[cut:])]
    assert found == [reply for _, reply in replies]


def test_flow_control_bytes_are_no_answers():
    assert list(ReplyReader().feed(b"\x13\x10\x11\x00\x13\x00\x00\x11")) == [Automatic(Condition())]


def test_a_torn_automatic_status_does_not_swallow_the_next_answer():
    assert list(ReplyReader().feed(b"\x10\x12")) == [Noise(0x10), RealTime(0x12)]


@given(st.lists(st.binary(max_size=9)))
def test_any_bytes_are_taken(chunks):
    reader = ReplyReader()
    for chunk in chunks:
        list(reader.feed(chunk))
