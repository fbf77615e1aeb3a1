"""IPP messages: the bytes of RFC 8010, and no harm from bytes that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.printer.a4 import protocol
from drivers.printer.a4.protocol import Attribute, Operation, Request, Tag, decode, encode

URI = "ipp://127.0.0.1:631/ipp/print"
HEAD = b"\x02\x00\x00\x00\x00\x00\x00\x01"


def attribute(tag: int, name: bytes, value: bytes) -> bytes:
    return bytes([tag]) + len(name).to_bytes(2, "big") + name + len(value).to_bytes(2, "big") + value


def test_encodes_the_three_leading_attributes_in_the_order_of_rfc_8011():
    data = encode(Request(Operation.GET_PRINTER_ATTRIBUTES), URI, request_id=7)
    assert data == (
        bytes.fromhex("0200 000b 00000007 01")
        + attribute(0x47, b"attributes-charset", b"utf-8")
        + attribute(0x48, b"attributes-natural-language", b"en")
        + attribute(0x45, b"printer-uri", URI.encode())
        + b"\x03"
    )


def test_further_values_of_an_attribute_bear_no_name():
    request = Request(
        Operation.GET_JOB_ATTRIBUTES, (Attribute(Tag.KEYWORD, "requested-attributes", ("a", "b")),)
    )
    assert encode(request, URI).endswith(
        attribute(0x44, b"requested-attributes", b"a") + attribute(0x44, b"", b"b") + b"\x03"
    )


def test_a_job_asks_for_a4_as_keyword_copies_and_sides_in_the_job_group():
    data = encode(protocol.create_job("参保证明", 2, duplex=True), URI)
    operation, job = data.split(b"\x02" + attribute(0x21, b"copies", b"\0\0\0\2"))
    assert attribute(0x42, b"job-name", "参保证明".encode()) in operation
    assert attribute(0x22, b"ipp-attribute-fidelity", b"\x01") in operation
    assert job == (
        attribute(0x44, b"media", b"iso_a4_210x297mm")
        + attribute(0x44, b"sides", b"two-sided-long-edge")
        + b"\x03"
    )


def test_a_long_title_is_cut_between_characters():
    name = protocol.create_job("证" * 100, 1, duplex=False).attributes[1].values[0]
    assert name == "证" * 85


def test_the_document_follows_the_attributes_unchanged():
    assert encode(protocol.send_document(3, b"%PDF\x03\x00"), URI).endswith(b"\x03%PDF\x03\x00")


def test_reads_several_values_and_skips_collections():
    reply = decode(
        HEAD
        + b"\x01"
        + attribute(0x47, b"attributes-charset", b"utf-8")
        + b"\x05"  # an empty group of unsupported attributes
        + b"\x04"
        + attribute(0x34, b"media-col-default", b"")
        + attribute(0x4A, b"", b"media-size")
        + attribute(0x34, b"", b"")
        + attribute(0x4A, b"", b"printer-state")
        + attribute(0x21, b"", b"\0\0\0\x09")
        + attribute(0x37, b"", b"")
        + attribute(0x37, b"", b"")
        + attribute(0x23, b"printer-state", b"\0\0\0\5")
        + attribute(0x44, b"printer-state-reasons", b"media-jam-error")
        + attribute(0x44, b"", b"cover-open")
        + attribute(0x13, b"printer-up-time", b"")
        + b"\x03"
    )
    assert reply.ok
    assert reply.printer["printer-state"] == (5,)
    assert reply.printer["printer-state-reasons"] == ("media-jam-error", "cover-open")
    assert reply.printer["printer-up-time"] == (None,)


def test_of_several_jobs_the_first_counts():
    job = b"\x02" + attribute(0x21, b"job-id", b"\0\0\0\1")
    other = b"\x02" + attribute(0x21, b"job-id", b"\0\0\0\2")
    assert decode(HEAD + job + other + b"\x03").job["job-id"] == (1,)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        HEAD,
        b"<html>captive portal</html>",
        HEAD + b"\x04" + attribute(0x23, b"printer-state", b"\0\5") + b"\x03",
        HEAD + b"\x04\x23\xff\xff",
    ],
)
def test_damaged_replies_are_a_value_error(data: bytes):
    with pytest.raises(ValueError):  # noqa: PT011  the message is not part of the contract
        decode(data)


@given(st.binary(max_size=200))
def test_random_bytes_never_do_more_than_a_value_error(tail: bytes):
    try:
        decode(HEAD + tail)
    except ValueError:
        return


@given(
    st.dictionaries(
        st.text(st.characters(codec="ascii", min_codepoint=33), min_size=1, max_size=30),
        st.lists(st.integers(-(2**31), 2**31 - 1), min_size=1, max_size=3),
    )
)
def test_what_is_encoded_is_read_back(numbers: dict[str, list[int]]):
    job = tuple(Attribute(Tag.INTEGER, name, tuple(values)) for name, values in numbers.items())
    reply = decode(encode(Request(Operation.CREATE_JOB, job_attributes=job), URI))
    assert reply.status == Operation.CREATE_JOB
    assert reply.job == {name: tuple(values) for name, values in numbers.items()}
