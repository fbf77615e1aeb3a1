"""A courier with several envelopes under way at once."""

import threading

import pytest

from offline_queue.courier import Courier
from offline_queue.entry import Counts, State
from offline_queue.envelope import new_envelope
from offline_queue.errors import OutboxUnavailable
from offline_queue.outcome import Delivered, TryLater, Unauthorised

SOON_S = 10


class SlowCentre:
    """Answers nothing until told; knows how many wait with it."""

    def __init__(self):
        self.attempts, self.outcomes = [], {}
        self.open = threading.Event()
        self.changed = threading.Condition()

    def __call__(self, envelope):
        with self.changed:
            self.attempts.append(envelope.id)
            self.changed.notify_all()
        assert self.open.wait(SOON_S)
        return self.outcomes.get(envelope.id, Delivered({"number": envelope.id[:4]}))

    def has(self, number):
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.attempts) >= number, SOON_S)


@pytest.fixture
def centre():
    return SlowCentre()


@pytest.fixture
def accepted(outbox, clock):
    def accepted(number=1, case=""):
        envelopes = [new_envelope("case", "000512", clock.now, b"sealed", case) for _ in range(number)]
        outbox.accept_together(envelopes)
        return [envelope.id for envelope in envelopes]

    return accepted


@pytest.fixture
def running(outbox, centre, clock):
    """A courier whose centre has answered once, and what it told."""
    started = []

    def running(at_once=4, **more):
        told, news = [], threading.Semaphore(0)

        def hear(id_, _receipt):
            told.append(id_)
            news.release()

        courier = Courier(
            outbox, centre, at_once=at_once, clock=clock, random=lambda: 0.5, on_delivered=hear, **more
        )
        outbox.accept(new_envelope("case", "000512", clock.now, b"first"))
        centre.open.set()
        courier.start()
        started.append(courier)
        assert news.acquire(timeout=SOON_S)
        centre.open.clear()
        centre.attempts.clear()
        told.clear()
        return courier, told, news

    yield running
    centre.open.set()
    for courier in started:
        courier.stop()


@pytest.mark.requirement("R46")
def test_so_many_are_with_the_centre_at_once_and_each_is_delivered_once(outbox, accepted, centre, running):
    courier, told, news = running(at_once=4)
    ids = accepted(10)
    courier.wake()
    centre.has(4)
    assert outbox.counts() == Counts(waiting=6, sending=4, delivered=1)
    centre.open.set()
    for _ in ids:
        assert news.acquire(timeout=SOON_S)
    assert sorted(told) == sorted(centre.attempts) == sorted(ids)
    assert outbox.counts() == Counts(delivered=11)


def test_of_one_case_only_one_is_under_way(outbox, accepted, centre, running):
    courier, told, news = running()
    of_a_case, alone = accepted(3, case="A"), accepted(2)
    courier.wake()
    centre.has(3)
    assert set(centre.attempts) == {of_a_case[0], *alone}
    centre.open.set()
    for _ in range(5):
        assert news.acquire(timeout=SOON_S)
    assert [id_ for id_ in told if id_ in of_a_case] == of_a_case


def test_one_that_hangs_holds_up_no_other(outbox, accepted, centre, running):
    courier, told, news = running()
    (hanging,) = accepted()
    courier.wake()
    centre.has(1)
    quick = SlowCentre.__call__
    others = accepted(5)
    released = threading.Event()

    def answer(envelope):
        if envelope.id == hanging:
            return quick(centre, envelope)
        released.set()
        return Delivered({})

    courier._deliver = answer
    courier.wake()
    for _ in others:
        assert news.acquire(timeout=SOON_S)
    assert sorted(told) == sorted(others)
    assert outbox.entry(hanging).state == State.SENDING


def test_a_silent_centre_gets_one_attempt_at_a_time(outbox, accepted, clock):
    attempts, enough = [], threading.Event()

    def deliver(envelope):
        attempts.append(envelope.id)
        if len(attempts) >= 3:
            enough.set()
        return TryLater(None, "no answer")

    courier = Courier(outbox, deliver, at_once=4, clock=clock, random=lambda: 0.5)
    accepted(10)
    courier.start()
    assert enough.wait(SOON_S)
    courier.stop()
    assert courier.centre_away
    assert len(attempts) == 3  # what the breaker needs


def test_a_pause_lets_what_is_under_way_end_and_sends_no_more(outbox, accepted, centre, running):
    paused = threading.Event()
    courier, _, _ = running(at_once=3, on_paused=lambda _: paused.set())
    ids = accepted(6)
    centre.outcomes = {id_: Unauthorised("401") for id_ in ids}
    courier.wake()
    centre.has(3)
    centre.open.set()
    assert paused.wait(SOON_S)
    courier.stop()
    assert len(centre.attempts) == 3
    assert outbox.counts() == Counts(waiting=6, delivered=1)


def test_stop_waits_for_all_under_way_and_writes_their_receipts(outbox, accepted, centre, running):
    courier, _, _ = running(at_once=3)
    accepted(6)
    courier.wake()
    centre.has(3)
    ending = threading.Thread(target=courier.stop)
    ending.start()
    centre.open.set()
    ending.join(SOON_S)
    assert not ending.is_alive()
    assert outbox.counts().sending == 0
    assert outbox.counts().delivered >= 4


def test_receipts_that_cannot_be_written_are_kept_until_they_can(
    outbox, accepted, centre, running, monkeypatch
):
    monkeypatch.setattr("offline_queue.courier.OUTBOX_RETRY_S", 0.01)
    courier, told, news = running(at_once=3)
    ids = accepted(6)
    failures = [OutboxUnavailable("the disk")] * 3
    real = outbox.mark_delivered

    def sometimes(*arguments):
        if failures:
            raise failures.pop()
        real(*arguments)

    courier.wake()
    centre.has(3)
    monkeypatch.setattr(outbox, "mark_delivered", sometimes)
    centre.open.set()
    for _ in ids:
        assert news.acquire(timeout=SOON_S)
    assert sorted(told) == sorted(centre.attempts) == sorted(ids)
    assert outbox.counts() == Counts(delivered=7)
