"""The signature: vectors of the standards, what it covers, and when it is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.center.signing import (
    APP_KEY,
    NONCE,
    SIGN,
    SIGN_TYPE_HEADER,
    TERMINAL_NO,
    TIMESTAMP,
    ClockSkew,
    Credentials,
    NonceMemory,
    Replayed,
    Request,
    SignatureError,
    sign,
    signed_headers,
    sm3,
    string_to_sign,
    verify,
)

NOW_S = 1_760_000_000.0
TERMINAL = Credentials("T-0001", "app-1", b"sixteen bytes at least")
REQUEST = Request("POST", "/envelopes", "kind=case&id=00", b"sealed")


def check(request=REQUEST, headers=None, now_s=NOW_S, nonces=None):
    signed = signed_headers(TERMINAL, REQUEST, now_s=NOW_S, nonce="n" * 16)
    return verify(
        {"app-1": TERMINAL}.get,
        {**signed, **(headers or {})},
        request,
        now_s=now_s,
        nonces=nonces or NonceMemory(),
    )


def test_sm3_gives_the_vector_of_the_standard():
    assert sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_hmac_sm3_equals_its_definition():
    key, text = b"k" * 20, b"message"
    block = key.ljust(64, b"\0")
    inner = sm3(bytes(b ^ 0x36 for b in block) + text)
    assert sign(key, text) == sm3(bytes(b ^ 0x5C for b in block) + inner).hex()


def test_string_to_sign_is_six_lines_with_a_sorted_query():
    request = Request("post", "/envelopes", "b=2&a=%E4%B8%AD&b=1", b"abc")
    assert string_to_sign(request, "1760000000000", "nonce").decode().split("\n") == [
        "POST",
        "/envelopes",
        "a=%E4%B8%AD&b=1&b=2",
        "1760000000000",
        "nonce",
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    ]


def test_a_signed_request_names_its_terminal():
    assert check() is TERMINAL


def test_the_order_of_the_query_does_not_matter():
    assert check(Request("POST", "/envelopes", "id=00&kind=case", b"sealed")) is TERMINAL


@pytest.mark.parametrize(
    "changed",
    [
        Request("GET", "/envelopes", "kind=case&id=00", b"sealed"),
        Request("POST", "/proofs", "kind=case&id=00", b"sealed"),
        Request("POST", "/envelopes", "kind=evaluation&id=00", b"sealed"),
        Request("POST", "/envelopes", "kind=case&id=00", b"sealed!"),
    ],
)
def test_nothing_can_be_changed_on_the_way(changed):
    with pytest.raises(SignatureError):
        check(changed)


@pytest.mark.parametrize(
    "headers",
    [
        {APP_KEY: "other"},
        {TERMINAL_NO: "T-0002"},
        {TIMESTAMP: "1760000000001"},
        {NONCE: "m" * 16},
        {SIGN_TYPE_HEADER: "SHA256-HMAC"},
        {SIGN: ""},
        {SIGN: "é"},
    ],
)
def test_every_header_is_bound(headers):
    with pytest.raises(SignatureError):
        check(headers=headers)


@pytest.mark.parametrize("nonce", ["short", "x" * 65])
def test_a_nonce_of_wrong_length_is_refused(nonce):
    with pytest.raises(SignatureError, match="nonce"):
        check(headers=signed_headers(TERMINAL, REQUEST, now_s=NOW_S, nonce=nonce))


@pytest.mark.parametrize("off_s", [-300, 300])
def test_the_window_is_three_hundred_seconds_either_way(off_s):
    assert check(now_s=NOW_S + off_s)
    with pytest.raises(ClockSkew):
        check(now_s=NOW_S + off_s * 1.01)


def test_a_nonce_is_good_once_for_as_long_as_its_stamp_can_be():
    nonces = NonceMemory()
    check(nonces=nonces, now_s=NOW_S - 299)
    with pytest.raises(Replayed):
        check(nonces=nonces, now_s=NOW_S + 299)


def test_old_nonces_are_forgotten():
    nonces = NonceMemory()
    assert nonces.add("app", "n", 0.0)
    assert not nonces.add("app", "n", 599.9)
    assert nonces.add("app", "n", 600.0)


def test_credentials_never_show_their_secret():
    assert "sixteen" not in repr(TERMINAL)


@given(st.text(), st.text(), st.dictionaries(st.sampled_from([APP_KEY, TIMESTAMP, NONCE, SIGN]), st.text()))
def test_whatever_comes_is_refused_without_a_crash(path, query, headers):
    with pytest.raises(SignatureError):
        verify({}.get, headers, Request("GET", path, query, b""), now_s=NOW_S, nonces=NonceMemory())
