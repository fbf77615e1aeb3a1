"""The PIN of maintenance."""

import pytest

from kiosk.operations.pin import Lock, PinTooWeak, hashed

RIGHT = "271828"
HASH = hashed(RIGHT)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_the_right_pin_opens_and_a_wrong_one_does_not():
    lock = Lock(HASH, tries=5, lock_s=300)
    assert not lock.opens("271829")
    assert lock.opens(RIGHT)


def test_two_hashes_of_one_pin_differ():
    assert hashed(RIGHT) != HASH


@pytest.mark.requirement("R73")
def test_after_the_last_wrong_try_even_the_right_pin_waits(clock: Clock):
    lock = Lock(HASH, tries=3, lock_s=300, clock=clock)
    for _ in range(3):
        assert not lock.opens("000001")
    assert lock.rest_s() == 300
    assert not lock.opens(RIGHT)
    clock.now = 300
    assert lock.opens(RIGHT)


def test_a_right_pin_forgives_the_wrong_tries_before_it(clock: Clock):
    lock = Lock(HASH, tries=2, lock_s=300, clock=clock)
    for _ in range(3):
        assert not lock.opens("000001")
        assert lock.opens(RIGHT)


@pytest.mark.requirement("R73")
def test_without_a_pin_maintenance_stays_shut():
    lock = Lock("", tries=5, lock_s=300)
    assert not lock.opens("")
    assert not lock.opens("000000")


@pytest.mark.requirement("R73")
@pytest.mark.parametrize(
    "weak", ["", "12345", "111111", "121212", "123456", "987654", "12345a", "１２３４８９"]
)
def test_a_weak_pin_is_refused(weak: str):
    with pytest.raises(PinTooWeak):
        hashed(weak)
