"""Batches, the order within a case, and small before large."""

import pytest

from offline_queue.courier import Courier
from offline_queue.entry import Counts, State
from offline_queue.envelope import new_envelope
from offline_queue.errors import OutboxUnavailable, WrongState
from offline_queue.outcome import Delivered, NoBatches, Refused, TryLater, Unauthorised
from offline_queue.parcels import BATCH_BYTES, BATCH_MOST
from offline_queue.schema import SMALL_BYTES


class BatchCentre:
    """Keeps what came in which batch; the script gives a batch's outcomes, then all is delivered."""

    def __init__(self, *scripts):
        self.scripts = list(scripts)
        self.batches = []
        self.singles = []

    def batch(self, envelopes):
        self.batches.append([envelope.id for envelope in envelopes])
        script = self.scripts.pop(0) if self.scripts else [Delivered({})] * len(envelopes)
        if isinstance(script, Exception):
            raise script
        return script

    def single(self, envelope):
        self.singles.append(envelope.id)
        return Delivered({})


@pytest.fixture
def accepted(outbox, clock):
    def accepted(number=1, size=10, case=""):
        envelopes = [new_envelope("case", "000512", clock.now, b"x" * size, case) for _ in range(number)]
        for envelope in envelopes:
            outbox.accept(envelope)
        return [envelope.id for envelope in envelopes]

    return accepted


@pytest.fixture
def run(outbox, clock):
    def run(centre):
        courier = Courier(outbox, centre.single, deliver_batch=centre.batch, clock=clock, random=lambda: 0.5)
        while courier.step() == 0:
            pass
        return courier

    return run


def test_small_ones_go_in_one_batch_with_two_commits(outbox, accepted, run):
    ids = accepted(40)
    statements = []
    outbox._commits._connection.set_trace_callback(statements.append)
    centre = BatchCentre()
    run(centre)
    outbox._commits._connection.set_trace_callback(None)
    assert (centre.batches, centre.singles) == ([ids], [])
    assert outbox.counts() == Counts(delivered=40)
    assert statements.index("COMMIT") < len(statements) - 1
    assert statements.count("COMMIT") == 4  # sending and settled; the next look and tidy write nothing


def test_a_batch_has_its_limits(accepted, run):
    many = accepted(BATCH_MOST + 10)
    centre = BatchCentre()
    run(centre)
    assert centre.batches == [many[:BATCH_MOST], many[BATCH_MOST:]]
    heavy = accepted(BATCH_BYTES // SMALL_BYTES + 3, size=SMALL_BYTES)
    centre = BatchCentre()
    run(centre)
    assert centre.batches == [heavy[: BATCH_BYTES // SMALL_BYTES], heavy[BATCH_BYTES // SMALL_BYTES :]]


def test_small_goes_before_large_and_large_goes_alone(accepted, run):
    large = accepted(2, size=SMALL_BYTES + 1)
    small = accepted(3)
    centre = BatchCentre()
    run(centre)
    assert (centre.batches, centre.singles) == ([small], large)


def test_each_of_a_batch_has_its_own_outcome(outbox, accepted, run, clock):
    ids = accepted(4)
    centre = BatchCentre(
        [Delivered({"n": 1}), Refused("schema"), TryLater(None, "busy"), Delivered({"n": 4})]
    )
    run(centre)
    states = [outbox.entry(id_).state for id_ in ids]
    assert states == [State.DELIVERED, State.SET_ASIDE, State.WAITING, State.DELIVERED]
    assert outbox.entry(ids[3]).receipt == {"n": 4}
    clock.now += 60
    run(centre)
    assert (len(centre.batches), centre.singles) == (1, [ids[2]])  # what failed once goes alone


@pytest.mark.parametrize("script", [RuntimeError("13900000000"), [], [Delivered({})] * 4])
def test_a_batch_that_answers_nonsense_proves_nothing(outbox, accepted, run, script):
    accepted(3)
    run(BatchCentre(script))
    assert outbox.counts() == Counts(waiting=3)


def test_a_centre_without_batches_gets_them_one_by_one(outbox, accepted, run):
    ids = accepted(3)
    centre = BatchCentre(NoBatches())
    courier = run(centre)
    assert (centre.batches, centre.singles) == ([ids], ids)
    assert not courier.centre_away
    assert outbox.counts() == Counts(delivered=3)


def test_a_batch_of_nothing_but_damage_is_not_sent(outbox, accepted, run):
    accepted(2)
    outbox._commits._connection.execute("UPDATE body SET sealed = x'00'")
    centre = BatchCentre()
    run(centre)
    assert (centre.batches, outbox.counts()) == ([], Counts(set_aside=2))


def test_an_unauthorised_batch_pauses_once(outbox, accepted, clock):
    accepted(3)
    told = []
    courier = Courier(
        outbox,
        BatchCentre().single,
        deliver_batch=lambda envelopes: [Unauthorised("key unknown")] * len(envelopes),
        clock=clock,
        on_paused=told.append,
    )
    assert courier.step() == 0
    assert courier.step() is None
    assert (told, outbox.counts()) == (["key unknown"], Counts(waiting=3))


def test_a_batch_whose_outcome_cannot_be_written_is_kept_whole(outbox, accepted, clock):
    ids = accepted(3)
    pages = outbox._commits._connection.execute("PRAGMA page_count").fetchone()[0]
    sent, told = [], []

    def deliver(envelopes):
        outbox._commits._connection.execute(f"PRAGMA max_page_count = {pages}")
        sent.append([envelope.id for envelope in envelopes])
        return [Delivered({"long": "x" * 50_000})] * len(envelopes)

    courier = Courier(
        outbox,
        BatchCentre().single,
        deliver_batch=deliver,
        clock=clock,
        on_delivered=lambda id_, _: told.append(id_),
    )
    assert courier.step() == 0  # the reserve is given up
    with pytest.raises(OutboxUnavailable):
        courier.step()
    assert (outbox.counts(), told) == (Counts(sending=3), [])
    outbox._commits._connection.execute("PRAGMA max_page_count = 1000000")
    courier.step()
    assert (sent, told, outbox.counts()) == ([ids], ids, Counts(delivered=3))


@pytest.mark.requirement("R46")
def test_the_next_of_a_case_waits_until_the_one_before_is_settled(outbox, accepted, run, clock):
    first, second, third = accepted(3, case="c")
    other = accepted(2)
    assert [entry.id for entry in outbox.due(clock.now, 9)] == [first, *other]
    outbox.mark_sending(first)
    assert first not in [entry.id for entry in outbox.due(clock.now, 9)]
    with pytest.raises(WrongState, match="held"):
        outbox.mark_sending(second)
    outbox.retry_at(first, clock.now + 60)
    assert [entry.id for entry in outbox.due(clock.now, 9)] == other
    outbox.mark_sending(other[0])
    outbox.set_aside(third, "by hand")
    clock.now += 60
    outbox.mark_sending(first)
    outbox.mark_delivered(first, {})
    assert [entry.id for entry in outbox.due(clock.now, 9)] == [second, other[1]]
    outbox.retry_now(third)
    assert outbox.entry(third).held
    outbox.set_aside(second, "schema")
    assert not outbox.entry(third).held


def test_a_large_one_still_goes_before_the_small_one_of_its_case(accepted, run):
    (large,) = accepted(size=SMALL_BYTES + 1, case="c")
    (rating,) = accepted(case="c")
    (stranger,) = accepted()
    centre = BatchCentre()
    run(centre)
    assert (centre.batches, centre.singles) == ([], [stranger, large, rating])
