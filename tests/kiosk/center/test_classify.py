"""What an HTTP answer proves."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.center.classify import MAX_RETRY_AFTER_S, HttpAnswer, data_of, retry_after_s
from kiosk.center.errors import CenterDenied, CenterRefused, CenterUnreachable

NOW_S = datetime(2025, 11, 3, 12, tzinfo=UTC).timestamp()


def wrapped(code="0000", data=None):
    answer = {"code": code, "message": "", "data": data, "requestId": "1", "serverTime": 1_760_000_000_000}
    return json.dumps(answer).encode()


def test_success_brings_the_data():
    assert data_of(HttpAnswer(200, {}, wrapped(data={"a": 1})), NOW_S) == {"a": 1}


@pytest.mark.parametrize(
    "body",
    [
        b"<html>Log in to the network</html>",
        b"",
        b"{}",
        b"[]",
        b"null",
        b'"0000"',
        wrapped()[:-1],
        b"\xff" + wrapped(),
        wrapped("5000"),
        b"[" * 100_000,
    ],
)
def test_a_200_without_the_contracts_body_is_no_success(body):
    with pytest.raises(CenterUnreachable):
        data_of(HttpAnswer(200, {}, body), NOW_S)


@pytest.mark.parametrize(
    "status", [201, 202, 204, 301, 302, 307, 308, 408, 425, 429, 500, 502, 503, 504, 511, 599]
)
def test_what_may_pass_is_tried_again(status):
    with pytest.raises(CenterUnreachable):
        data_of(HttpAnswer(status, {}, wrapped()), NOW_S)


@pytest.mark.parametrize("status", [401, 403])
def test_a_centre_that_does_not_know_the_terminal_is_told_apart(status):
    with pytest.raises(CenterDenied):
        data_of(HttpAnswer(status, {}, b""), NOW_S)


@pytest.mark.parametrize("status", [400, 404, 405, 409, 410, 413, 415, 422, 451])
def test_every_other_refusal_is_final_and_bears_the_code(status):
    with pytest.raises(CenterRefused) as refused:
        data_of(HttpAnswer(status, {}, wrapped("4221")), NOW_S)
    assert refused.value.code == "4221"


@pytest.mark.requirement("R100")
def test_the_reason_never_repeats_the_centres_sentence():
    body = wrapped("4221").replace(b'"message": ""', b'"message": "359999199001010017"')
    with pytest.raises(CenterRefused) as refused:
        data_of(HttpAnswer(422, {}, body), NOW_S)
    assert "359999" not in str(refused.value)


def test_only_a_wrong_clock_is_marked_so():
    for code, clock in (("4011", True), ("4010", False)):
        with pytest.raises(CenterDenied) as denied:
            data_of(HttpAnswer(401, {}, wrapped(code)), NOW_S)
        assert denied.value.clock is clock


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("7", 7.0),
        (" 120 ", 120.0),
        ("0", 0.0),
        ("9" * 400, MAX_RETRY_AFTER_S),
        ("Mon, 03 Nov 2025 12:01:30 GMT", 90.0),
        ("Monday, 03-Nov-25 12:01:30 GMT", 90.0),
        ("Mon Nov  3 12:01:30 2025", 90.0),
        ("Mon, 03 Nov 2025 11:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", MAX_RETRY_AFTER_S),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("٣", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value, seconds):
    assert retry_after_s(value, NOW_S) == seconds


@given(st.text() | st.integers(0, 10**9).map(str))
def test_no_retry_after_breaks_it(value):
    seconds = retry_after_s(value, NOW_S)
    assert seconds is None or 0 <= seconds <= MAX_RETRY_AFTER_S


@given(st.integers(0, 86_000))
def test_a_date_and_its_seconds_mean_the_same(seconds):
    date = format_datetime(datetime.fromtimestamp(NOW_S, UTC) + timedelta(seconds=seconds), usegmt=True)
    assert retry_after_s(date, NOW_S) == seconds


@given(st.integers(100, 599), st.binary(max_size=50))
def test_every_answer_is_one_of_three_failures(status, body):
    with pytest.raises((CenterDenied, CenterRefused, CenterUnreachable)):
        data_of(HttpAnswer(status, {}, body), NOW_S)
