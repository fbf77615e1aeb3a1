import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_queue.backlog import Backlog, Gate, Limits, Reason, gate

LIMITS = Limits(count=100, age_s=3600, free_bytes=1000)


@pytest.mark.parametrize(
    ("backlog", "reason"),
    [
        (Backlog(0, None, 1000), None),
        (Backlog(99, 6400.0, 1000), None),
        (Backlog(0, None, 999), Reason.DISK),
        (Backlog(100, None, 1000), Reason.COUNT),
        (Backlog(1, 6399.0, 1000), Reason.AGE),
        (Backlog(1, 99_999.0, 1000), None),
        (Backlog(100, 0.0, 0), Reason.DISK),
    ],
)
def test_each_limit_closes_the_gate(backlog, reason):
    assert gate(backlog, 10_000.0, LIMITS) == Gate(reason)
    assert gate(backlog, 10_000.0, LIMITS).is_open == (reason is None)


@given(st.integers(0, 200), st.floats(0, 20_000), st.integers(0, 2000))
def test_what_is_better_never_closes_it(count, oldest_at, free_bytes):
    if gate(Backlog(count, oldest_at, free_bytes), 10_000, LIMITS).is_open:
        assert gate(Backlog(max(0, count - 1), oldest_at + 1, free_bytes + 1), 10_000, LIMITS).is_open
