"""Commands and replies against the bytes of the manuals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.qr_scanner.protocol import (
    DIALECTS,
    Family,
    Mode,
    Reply,
    gm65_reply,
    gm65_request,
    newland_reply,
    newland_request,
    parse_gm65_reply,
    parse_newland_reply,
)


def test_newland_frames_are_those_of_the_manual():
    dialect = DIALECTS[Family.NEWLAND]
    assert dialect.start.request == bytes.fromhex("7e 01 30 30 30 30 23 53 43 4e 54 52 47 31 3b 03")
    assert dialect.stop.request == newland_request("SCNTRG0")


def test_gm65_frames_are_those_of_the_manual():
    dialect = DIALECTS[Family.GM65]
    assert dialect.start.request == bytes.fromhex("7e 00 08 01 00 02 01 ab cd")
    assert dialect.modes[Mode.TRIGGER].request == bytes.fromhex("7e 00 08 01 00 00 01 ab cd")
    assert dialect.ask.request == bytes.fromhex("7e 00 07 01 00 2a 02 d8 0f")
    assert gm65_reply(b"\0") == bytes.fromhex("02 00 00 01 00 33 31")


def test_a_gm65_request_may_carry_its_checksum():
    assert gm65_request(0x09, 0, 0, checked=True) == bytes.fromhex("7e 00 09 01 00 00 00 de c8")


def test_honeywell_frames_are_those_of_the_manual():
    dialect = DIALECTS[Family.HONEYWELL]
    assert (dialect.start.request, dialect.stop.request) == (b"\x16T\r", b"\x16U\r")


@pytest.mark.parametrize("ok", [True, False])
def test_newland_says_ack_or_nak_and_to_what(ok):
    assert parse_newland_reply(newland_reply("SCNMOD2", ok=ok)) == Reply(ok, "SCNMOD", b"2")


def test_the_value_of_a_gm65_register_is_the_reply_s_data():
    assert parse_gm65_reply(gm65_reply(b"\x39\x01")) == Reply(ok=True, data=b"\x39\x01")


@given(st.binary(max_size=32), st.integers(0, 255))
def test_every_gm65_reply_is_read_back(data, kind):
    assert parse_gm65_reply(gm65_reply(data, kind)) == Reply(kind == 0, "", data)


@given(st.binary(max_size=32), st.data())
def test_a_changed_byte_is_no_gm65_reply(data, draw):
    frame = bytearray(gm65_reply(data))
    frame[draw.draw(st.integers(2, len(frame) - 1))] ^= draw.draw(st.integers(1, 255))
    assert parse_gm65_reply(bytes(frame)) is None


def test_a_late_reply_to_another_command_does_not_answer():
    dialect = DIALECTS[Family.NEWLAND]
    assert not dialect.ask.is_answered_by(Reply(ok=True, tag="SCNTRG"))
    assert not DIALECTS[Family.GM65].ask.is_answered_by(Reply(ok=True, data=b"\0"))
