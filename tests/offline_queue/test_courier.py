import sqlite3
import threading

import pytest

from offline_queue.courier import Courier
from offline_queue.entry import Counts, State
from offline_queue.errors import OutboxUnavailable
from offline_queue.outcome import Delivered, Refused, TryLater, Unauthorised

SOON_S = 10  # a thread that has not done it by then never will


class Centre:
    """The delivery as a script: one outcome (or exception) per attempt, then everything is delivered."""

    def __init__(self, *outcomes):
        self.outcomes = list(outcomes)
        self.attempts = []

    def __call__(self, envelope):
        self.attempts.append(envelope.id)
        outcome = self.outcomes.pop(0) if self.outcomes else Delivered({"number": envelope.id[:4]})
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


@pytest.fixture
def accepted(outbox, make):
    def accept(number=1):
        envelopes = [make() for _ in range(number)]
        for envelope in envelopes:
            outbox.accept(envelope)
        return [envelope.id for envelope in envelopes]

    return accept


@pytest.fixture
def courier_of(outbox, clock):
    def courier_of(deliver, **more):
        return Courier(outbox, deliver, clock=clock, random=lambda: 0.5, **more)

    return courier_of


def run_until_idle(courier):
    """Step as the thread would, without waiting; returns the wait at the end."""
    while (wait_s := courier.step()) == 0:
        pass
    return wait_s


@pytest.mark.requirement("R46")
def test_delivers_in_the_order_of_acceptance_and_tells_the_receipts(outbox, accepted, courier_of):
    ids = accepted(3)
    centre, told = Centre(), []
    courier = courier_of(centre, on_delivered=lambda *news: told.append(news))
    assert run_until_idle(courier) is None
    assert centre.attempts == ids
    assert told == [(id_, {"number": id_[:4]}) for id_ in ids]
    assert outbox.counts() == Counts(delivered=3)


def test_sending_is_on_disk_before_the_attempt(outbox, accepted, courier_of):
    (id_,) = accepted()
    seen = []

    def deliver(envelope):
        entry = outbox.entry(envelope.id)
        seen.append((entry.state, entry.attempts))
        return Delivered({})

    run_until_idle(courier_of(deliver))
    assert seen == [(State.SENDING, 1)]
    assert outbox.entry(id_).state == State.DELIVERED


@pytest.mark.requirement("R46")
def test_tries_again_with_the_same_key_and_growing_waits(outbox, accepted, courier_of, clock):
    (id_,) = accepted()
    centre = Centre(*[TryLater(None, "no route")] * 3)
    courier = courier_of(centre)
    waits = []
    while (wait_s := run_until_idle(courier)) is not None:
        waits.append(wait_s)
        clock.now += wait_s
    assert waits == pytest.approx([1, 2, 4])  # half of 2, 4, 8: the jitter stands at 0.5
    assert centre.attempts == [id_] * 4
    assert outbox.entry(id_).attempts == 4


def test_honours_retry_after(accepted, courier_of, clock):
    accepted()
    courier = courier_of(Centre(TryLater(120.0, "busy")))
    assert run_until_idle(courier) >= 120
    clock.now += 119
    assert courier.step() > 0


@pytest.mark.parametrize("after_s", [1e12, float("inf")])
def test_a_retry_after_beyond_reason_is_cut_to_hours(accepted, courier_of, after_s):
    accepted(3)
    courier = courier_of(Centre(*[TryLater(after_s, "busy")] * 3))
    assert run_until_idle(courier) <= 6 * 3600 + 2


def test_a_refused_envelope_is_set_aside_and_the_others_go_on(outbox, accepted, courier_of):
    ids = accepted(3)
    run_until_idle(courier_of(Centre(Delivered({}), Refused("schema"))))
    assert outbox.counts() == Counts(delivered=2, set_aside=1)
    assert outbox.entry(ids[1]).reason == "schema"


def test_one_envelope_that_never_goes_does_not_block_the_others(outbox, accepted, courier_of, clock):
    bad, *good = accepted(4)
    courier = courier_of(lambda e: TryLater(None, "500") if e.id == bad else Delivered({}))
    for _ in range(30):
        clock.now += run_until_idle(courier)
    good += accepted(2)
    run_until_idle(courier)
    assert all(outbox.entry(id_).state == State.DELIVERED for id_ in good)
    assert outbox.entry(bad).state == State.WAITING


def test_damaged_bytes_are_set_aside_and_never_sent(outbox, accepted, courier_of):
    damaged, sound = accepted(2)
    outbox._commits._connection.execute("UPDATE body SET sealed = x'00' WHERE seq = 1")
    centre = Centre()
    run_until_idle(courier_of(centre))
    assert centre.attempts == [sound]
    assert outbox.entry(damaged).state == State.SET_ASIDE


def test_an_unauthorised_terminal_pauses_everything_until_resumed(outbox, accepted, courier_of, clock):
    accepted(3)
    centre, told = Centre(Unauthorised("key unknown")), []
    courier = courier_of(centre, on_paused=told.append)
    assert run_until_idle(courier) is None
    assert (courier.paused, told) == ("key unknown", ["key unknown"])
    clock.now += 1e6
    courier.wake()
    assert courier.step() is None
    assert len(centre.attempts) == 1
    assert outbox.counts() == Counts(waiting=3)
    courier.resume()
    run_until_idle(courier)
    assert (courier.paused, outbox.counts()) == (None, Counts(delivered=3))


@pytest.mark.requirement("R70")
def test_a_centre_that_is_away_is_asked_by_single_probes(outbox, accepted, courier_of, clock):
    accepted(50)
    centre = Centre(*[TryLater(None, "no route")] * 6)
    courier = courier_of(centre)
    counted = []
    for _ in range(4):
        wait_s = run_until_idle(courier)
        counted.append(len(centre.attempts))
        assert courier.centre_away
        clock.now += wait_s
    assert counted == [3, 4, 5, 6]
    while (wait_s := run_until_idle(courier)) is not None:
        clock.now += wait_s
    assert not courier.centre_away
    assert outbox.counts() == Counts(delivered=50)
    assert len(centre.attempts) == 56


def test_an_exception_of_the_delivery_is_an_attempt_and_logged_by_type(outbox, accepted, courier_of, logged):
    (id_,) = accepted()
    run_until_idle(courier_of(Centre(RuntimeError("某某 13900000000"))))
    assert outbox.entry(id_).state == State.WAITING
    assert [e["error"] for e in logged if e["event"] == "courier.delivery_failed"] == ["RuntimeError"]
    assert "某某" not in repr(logged)
    assert outbox.entry(id_).reason == "RuntimeError"


def test_a_listener_that_raises_stops_nothing(outbox, accepted, courier_of):
    accepted(2)
    run_until_idle(courier_of(Centre(), on_delivered=lambda *_: 1 / 0))
    assert outbox.counts() == Counts(delivered=2)


def test_a_receipt_in_hand_is_written_before_anything_else_is_sent(outbox, accepted, courier_of):
    ids = accepted(2)
    pages = outbox._commits._connection.execute("PRAGMA page_count").fetchone()[0]
    receipt = {"long": "x" * 100_000}

    def deliver(envelope):
        outbox._commits._connection.execute(f"PRAGMA max_page_count = {pages}")  # the disk fills up meanwhile
        attempts.append(envelope.id)
        return Delivered(receipt)

    attempts = []
    courier = courier_of(deliver)
    assert courier.step() == 0  # the reserve is given up first
    for _ in range(3):
        with pytest.raises(OutboxUnavailable):
            courier.step()
    assert attempts == ids[:1]
    outbox._commits._connection.execute("PRAGMA max_page_count = 1000000")
    courier.step()
    assert outbox.entry(ids[0]).receipt == receipt
    assert attempts == ids[:1]


def test_the_thread_carries_what_is_accepted_later(outbox, make, courier_of):
    delivered = threading.Semaphore(0)
    courier = courier_of(Centre(), on_delivered=lambda *_: delivered.release())
    courier.start()
    for _ in range(3):
        outbox.accept(make())
        courier.wake()
        assert delivered.acquire(timeout=SOON_S)
    courier.stop()
    assert outbox.counts() == Counts(delivered=3)


def test_the_thread_outlives_an_error_of_the_disk(outbox, accepted, courier_of, logged, monkeypatch):
    accepted()
    delivered = threading.Event()
    courier = courier_of(Centre(), on_delivered=lambda *_: delivered.set())
    monkeypatch.setattr("offline_queue.courier.OUTBOX_RETRY_S", 0.01)
    real, failures = outbox.due, [sqlite3.OperationalError("disk I/O error"), OutboxUnavailable("full")]
    monkeypatch.setattr(outbox, "due", lambda *now: fail(failures.pop()) if failures else real(*now))
    courier.start()
    assert delivered.wait(SOON_S)
    courier.stop()
    assert len([e for e in logged if e["event"] == "courier.step_failed"]) == 1


def fail(error):
    raise error


def test_stop_waits_for_the_attempt_under_way_and_writes_its_outcome(outbox, accepted, courier_of):
    ids = accepted(2)
    sending, answer = threading.Event(), threading.Event()

    def deliver(envelope):
        sending.set()
        assert answer.wait(SOON_S)
        return Delivered({})

    courier = courier_of(deliver)
    courier.start()
    assert sending.wait(SOON_S)
    stopper = threading.Thread(target=courier.stop)
    stopper.start()
    answer.set()
    stopper.join(SOON_S)
    assert not stopper.is_alive()
    assert [outbox.entry(id_).state for id_ in ids] == [State.DELIVERED, State.WAITING]


def test_an_idle_courier_does_not_spin(outbox, courier_of, monkeypatch):
    looked = []
    real = outbox.due
    monkeypatch.setattr(outbox, "due", lambda *now: looked.append(now) or real(*now))
    courier = courier_of(Centre())
    courier.start()
    rested = threading.Event()
    rested.wait(0.2)
    courier.stop()
    assert len(looked) <= 1
