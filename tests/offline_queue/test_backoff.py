import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_queue.backoff import Backoff
from offline_queue.breaker import Breaker

HIGHEST = math.nextafter(1.0, 0.0)


def test_doubles_from_two_seconds_to_ten_minutes():
    delays = [Backoff().delay_s(attempts, lambda: HIGHEST) for attempts in (1, 2, 3, 8, 9, 10, 10_000)]
    assert delays == pytest.approx([2, 4, 8, 256, 512, 600, 600])


def test_the_jitter_is_full():
    assert Backoff().delay_s(5, lambda: 0.0) == 0
    assert Backoff().delay_s(5, lambda: 0.5) == 16


@given(st.integers(1, 200), st.floats(0, HIGHEST), st.none() | st.floats(0, 20_000))
def test_never_before_the_centre_asked_and_never_much_after(attempts, chance, after_s):
    delay = Backoff().delay_s(attempts, lambda: chance, after_s)
    assert delay >= (after_s or 0)
    assert delay <= max(600, (after_s or 0) + 2)


@pytest.mark.parametrize("after_s", [-5.0, 0.0, math.nan, None])
def test_an_impossible_wish_is_ignored(after_s):
    assert Backoff().delay_s(1, lambda: 0.5, after_s) == 1


def fail(breaker, *ids, now=100.0, after_s=None):
    for envelope_id in ids:
        breaker.failure(envelope_id, now, lambda: HIGHEST, after_s)


def test_three_different_envelopes_failing_in_a_row_open_the_breaker():
    breaker = Breaker()
    fail(breaker, "a", "b")
    assert breaker.wait_s(100) == 0
    fail(breaker, "c")
    assert breaker.wait_s(100) == pytest.approx(2)
    assert breaker.wait_s(101) == pytest.approx(1)
    assert breaker.wait_s(102) == 0


def test_one_envelope_failing_for_ever_does_not_open_it():
    breaker = Breaker()
    fail(breaker, *["a"] * 100)
    assert not breaker.is_open


def test_a_success_between_failures_keeps_it_closed_and_closes_it():
    breaker = Breaker()
    fail(breaker, "a", "b")
    breaker.success()
    fail(breaker, "c")
    assert not breaker.is_open
    fail(breaker, "d", "e")
    assert breaker.is_open
    breaker.success()
    assert not breaker.is_open


def test_each_failed_probe_holds_longer_up_to_a_minute():
    breaker = Breaker()
    fail(breaker, "a", "b", "c")
    holds = []
    for _ in range(8):
        holds.append(breaker.wait_s(100))
        fail(breaker, "a")
    assert holds == pytest.approx([2, 4, 8, 16, 32, 60, 60, 60])


def test_holds_as_long_as_the_centre_asked():
    breaker = Breaker()
    fail(breaker, "a", "b", "c", after_s=120)
    assert breaker.wait_s(100) == pytest.approx(122)


def test_a_clock_set_back_does_not_hold_it_open():
    breaker = Breaker()
    fail(breaker, "a", "b", "c", now=1e9)
    assert breaker.wait_s(5) == 0
