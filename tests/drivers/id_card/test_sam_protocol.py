"""Requests and replies of the SAM_V module against the bytes that manuals and hosts publish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.device import DeviceError
from drivers.id_card import protocol
from drivers.id_card.errors import (
    CardAbsent,
    CardRejected,
    CardTypeUnknown,
    CardUnreadable,
    CommandRefused,
    ItemEmpty,
    NotAuthorised,
    ReaderError,
    ReaderFailed,
    RequestDamaged,
    SelfTestFailed,
    error_of,
)
from drivers.id_card.protocol import MalformedReply, Reply, Sw3, format_sam_id, parse_reading, parse_reply

SAM_ID = bytes.fromhex("05000100 7f513301 87d61200 b168de3a")


@pytest.mark.parametrize(
    ("command", "request_bytes"),
    [
        (protocol.RESET, "aaaaaa9669 0003 10ff ec"),
        (protocol.STATUS, "aaaaaa9669 0003 11ff ed"),
        (protocol.READ_SAM_ID, "aaaaaa9669 0003 12ff ee"),
        (protocol.FIND, "aaaaaa9669 0003 2001 22"),
        (protocol.SELECT, "aaaaaa9669 0003 2002 21"),
        (protocol.READ, "aaaaaa9669 0003 3001 32"),
        (protocol.READ_WITH_FINGERPRINT, "aaaaaa9669 0003 3010 23"),
        (protocol.READ_ADDRESS, "aaaaaa9669 0003 3003 30"),
        (protocol.READ_NUMBERS, "aaaaaa9669 0003 3005 36"),
        (protocol.set_baud(115200), "aaaaaa9669 0003 6000 63"),
        (protocol.set_baud(9600), "aaaaaa9669 0003 6004 67"),
        (protocol.set_max_rf_bytes(0x50), "aaaaaa9669 0004 61ff50 ca"),
    ],
)
def test_requests_are_the_published_bytes(command, request_bytes):
    assert command.request == bytes.fromhex(request_bytes)


@pytest.mark.parametrize(("make", "value"), [(protocol.set_baud, 14400), (protocol.set_max_rf_bytes, 0x17)])
def test_a_setting_that_the_module_does_not_know_is_refused(make, value):
    with pytest.raises(ValueError, match=str(value)):
        make(value)


EXPECTED = {
    0x10: RequestDamaged,
    0x11: RequestDamaged,
    0x21: CommandRefused,
    0x23: CommandRefused,
    0x24: ReaderFailed,
    0x31: CardRejected,
    0x32: CardRejected,
    0x33: CardRejected,
    0x40: CardTypeUnknown,
    0x41: CardUnreadable,
    0x47: CardUnreadable,
    0x60: SelfTestFailed,
    0x66: NotAuthorised,
    0x80: CardAbsent,
    0x81: CardAbsent,
    0x91: ItemEmpty,
    0x9F: ReaderFailed,  # a find's success is none for a read
    0x55: ReaderFailed,  # in no manual
}


@pytest.mark.parametrize(("sw3", "expected"), EXPECTED.items())
@pytest.mark.requirement("R69")
def test_every_status_word_has_its_error(sw3, expected):
    error = error_of("id_card", protocol.READ, Reply(0x6A, 0x82, sw3))
    assert isinstance(error, DeviceError)
    assert type(error) is expected
    assert (error.device, error.command) == ("id_card", "read card")
    assert f"6A 82 {sw3:02X}" in str(error)
    if isinstance(error, ReaderError):
        assert error.status_words == f"6A 82 {sw3:02X}"


def test_every_named_status_word_is_covered_above():
    assert {code.value for code in Sw3} - {Sw3.OK} <= set(EXPECTED)


def test_success_is_no_error():
    assert error_of("id_card", protocol.READ, Reply(0, 0, 0x90)) is None
    assert error_of("id_card", protocol.FIND, Reply(0, 0, 0x9F)) is None


def test_a_reply_keeps_its_status_words_and_hides_its_data():
    reply = parse_reply(bytes.fromhex("6a8241") + b"secret")
    assert (reply.sw1, reply.sw2, reply.sw3, reply.code, reply.data) == (
        0x6A,
        0x82,
        0x41,
        Sw3.READ_FAILED,
        b"secret",
    )
    assert "secret" not in repr(reply)


@pytest.mark.parametrize("body", [b"", b"\x00", b"\x00\x00"])
def test_a_reply_without_its_status_words_is_malformed(body):
    with pytest.raises(MalformedReply):
        parse_reply(body)


@pytest.mark.parametrize("text_bytes", [256, 220])
def test_the_length_words_and_not_constants_cut_a_reading(text_bytes):
    data = text_bytes.to_bytes(2, "big") + b"\x04\x00" + b"t" * text_bytes + b"p" * 1024
    reading = parse_reading(data)
    assert (reading.text, reading.portrait, reading.fingerprint) == (b"t" * text_bytes, b"p" * 1024, b"")


@pytest.mark.parametrize("size", [0, 512, 1024])
def test_a_fingerprint_may_be_absent_half_or_whole(size):
    data = b"\x01\x00\x04\x00" + size.to_bytes(2, "big") + b"t" * 256 + b"p" * 1024 + b"f" * size
    reading = parse_reading(data, with_fingerprint=True)
    assert (len(reading.text), len(reading.portrait), reading.fingerprint) == (256, 1024, b"f" * size)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x01",
        bytes(8),  # a select's late reply
        b"\x01\x00\x04\x00" + bytes(1279),  # one byte short
        b"\x01\x00\x04\x00" + bytes(1281),  # one too many
        b"\x01\x02\x04\x00" + bytes(258 + 1024),  # longer text than a card has
        b"\x01\x00\x04\x01" + bytes(256 + 1025),
        b"\x00\x20\x04\x00" + bytes(32 + 1024),  # too short for a person
    ],
)
def test_length_words_that_contradict_the_data_are_malformed(data):
    with pytest.raises(MalformedReply):
        parse_reading(data)


@given(st.binary(max_size=2400), st.booleans())
def test_no_data_crashes_the_parser(data, with_fingerprint):
    try:
        reading = parse_reading(data, with_fingerprint=with_fingerprint)
    except MalformedReply:
        return
    assert len(reading.text) <= 256


def test_the_sam_id_is_written_as_vendors_print_it():
    assert format_sam_id(SAM_ID) == "05.01-20140415-0001234567-0987654321"
    assert format_sam_id(SAM_ID, digits=9) == "05.01-20140415-001234567-987654321"


def test_a_sam_id_of_another_size_is_malformed():
    with pytest.raises(MalformedReply):
        format_sam_id(SAM_ID[:-1])
