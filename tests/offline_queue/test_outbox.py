import contextlib
import threading

import pytest

from offline_queue import outbox as outbox_module
from offline_queue.commits import MOST_UNFILED
from offline_queue.entry import Counts, State
from offline_queue.errors import (
    EnvelopeDamaged,
    EnvelopeTooLarge,
    OutboxUnavailable,
    UnknownEnvelope,
    WrongState,
)
from offline_queue.outbox import DELIVERED_KEPT_S, MAX_WAIT_S, Outbox


def due_ids(outbox, now, limit=10):
    return [entry.id for entry in outbox.due(now, limit)]


def test_what_is_accepted_is_there_after_a_restart(path, clock, make):
    envelope = make(b"x" * 5000)
    outbox = Outbox.open(path, clock)
    outbox.accept(envelope)
    outbox.close()
    outbox = Outbox.open(path, clock)
    assert outbox.mark_sending(envelope.id) == envelope
    outbox.close()


def test_accept_is_one_commit(outbox, make):
    outbox.accept(make())
    statements = []
    outbox._commits._connection.set_trace_callback(statements.append)
    outbox.accept(make())
    outbox._commits._connection.set_trace_callback(None)
    assert [s.split()[0] for s in statements] == ["INSERT"]


@pytest.mark.requirement("R46")
@pytest.mark.parametrize("size", [2_000, 500_000])
def test_each_accepted_envelope_costs_exactly_one_fsync(outbox, make, counting_syncs, size):
    outbox.accept(make())  # the first begins the log, which costs one more
    for number in (1, 7):
        envelopes = [make(bytes([number]) * size) for _ in range(number)]
        assert (
            counting_syncs(lambda envelopes=envelopes: [outbox.accept(each) for each in envelopes]) == number
        )


@pytest.mark.requirement("R34")
def test_what_is_accepted_together_costs_one_fsync_and_is_there_after_a_restart(
    path, clock, make, counting_syncs
):
    outbox = Outbox.open(path, clock)
    outbox.accept(make())  # the first begins the log, which costs one more
    envelopes = [make(bytes([number]) * 5000) for number in range(5)]
    assert counting_syncs(lambda: outbox.accept_together(envelopes)) == 1
    outbox.accept_together(envelopes)  # the same ids again add no rows
    outbox.close()
    outbox = Outbox.open(path, clock)
    assert outbox.counts() == Counts(waiting=6)
    assert [outbox.mark_sending(envelope.id) for envelope in envelopes] == envelopes
    outbox.close()


@pytest.mark.requirement("R34")
def test_of_what_is_accepted_together_nothing_is_there_when_one_is_refused(outbox, make, monkeypatch):
    monkeypatch.setattr(outbox_module, "MAX_SEALED_BYTES", 100)
    good, bad = make(b"x" * 10), make(b"x" * 1000)
    with pytest.raises(EnvelopeTooLarge):
        outbox.accept_together([good, bad])
    assert outbox.counts() == Counts()
    outbox.accept_together([good])
    assert outbox.mark_sending(good.id) == good


def test_a_rolled_back_accept_is_not_taken_for_known(outbox, make):
    envelope = make()
    with contextlib.suppress(ZeroDivisionError), outbox.together():
        outbox.accept(envelope)
        raise ZeroDivisionError
    assert outbox.counts() == Counts()
    outbox.accept(envelope)
    assert outbox.mark_sending(envelope.id) == envelope


def test_the_courier_s_look_before_the_first_accept_leaves_the_numbers_right(path, clock, make):
    for _ in range(2):  # a number that was given twice would hide the second envelope
        outbox = Outbox.open(path, clock)
        outbox.due(clock.now)
        outbox.accept(make())
        outbox.close()
    outbox = Outbox.open(path, clock)
    with outbox.together():
        assert len(outbox.due(clock.now, 9)) == 2
    outbox.accept(make())
    assert len(outbox.due(clock.now, 9)) == 3
    outbox.close()


def test_accepts_that_nobody_looks_at_stay_few_unfiled(outbox, make, clock):
    for _ in range(MOST_UNFILED + 5):
        outbox.accept(make())
    assert len(outbox._commits._unfiled) == 5
    assert outbox.counts() == Counts(waiting=MOST_UNFILED + 5)
    assert len(outbox.due(clock.now, 999)) == MOST_UNFILED + 5


def test_is_set_to_survive_a_power_cut(outbox):
    pragma = {
        name: outbox._commits._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "busy_timeout")
    }
    full = 2
    assert pragma == {
        "journal_mode": "wal",
        "synchronous": full,
        "secure_delete": 1,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }


def test_the_same_id_again_adds_no_second_row(outbox, make):
    envelope = make()
    outbox.accept(envelope)
    outbox.accept(envelope)
    assert outbox.counts() == Counts(waiting=1)
    outbox.mark_sending(envelope.id)
    outbox.mark_delivered(envelope.id, {})
    outbox.accept(envelope)
    assert outbox.counts() == Counts(delivered=1)


def test_an_envelope_over_the_limit_is_refused_with_a_sentence(outbox, make, monkeypatch):
    monkeypatch.setattr(outbox_module, "MAX_SEALED_BYTES", 10)
    outbox.accept(make(b"x" * 10))
    with pytest.raises(EnvelopeTooLarge, match="11 bytes, the limit is 10"):
        outbox.accept(make(b"x" * 11))
    assert outbox.counts().waiting == 1


def test_delivery_keeps_the_receipt_and_drops_the_body(outbox, make, clock):
    envelope = make()
    outbox.accept(envelope)
    outbox.mark_sending(envelope.id)
    clock.now += 5
    outbox.mark_delivered(envelope.id, {"number": "FZ-1", "说明": ["已受理"]})
    entry = outbox.entry(envelope.id)
    assert (entry.state, entry.attempts, entry.settled_at) == (State.DELIVERED, 1, clock.now)
    assert entry.receipt == {"number": "FZ-1", "说明": ["已受理"]}
    assert entry.digest == envelope.digest
    assert outbox._commits._connection.execute("SELECT count(*) FROM body").fetchone() == (0,)


def test_no_byte_of_a_delivered_body_stays_in_the_files(path, clock, make):
    outbox = Outbox.open(path, clock)
    envelope = make(b"SEALED-BODY-" * 2000)
    outbox.accept(envelope)
    outbox.mark_sending(envelope.id)
    outbox.mark_delivered(envelope.id, {})
    outbox.close()
    assert [file.name for file in path.parent.iterdir() if b"SEALED-BODY-" in file.read_bytes()] == []


def test_what_is_refused_is_kept_with_its_body(outbox, make):
    envelope = make()
    outbox.accept(envelope)
    outbox.mark_sending(envelope.id)
    outbox.set_aside(envelope.id, "schema")
    assert outbox.entry(envelope.id).reason == "schema"
    assert outbox.counts() == Counts(set_aside=1)
    assert due_ids(outbox, 1e12) == []
    assert outbox._commits._connection.execute("SELECT sealed FROM body").fetchone() == (b"sealed",)


def test_the_never_tried_come_first_then_the_longest_due(outbox, make, clock):
    early, late, fresh = make(), make(), make()
    for envelope, delay in ((late, 20), (early, 10)):
        outbox.accept(envelope)
        outbox.mark_sending(envelope.id)
        outbox.retry_at(envelope.id, clock.now + delay)
    outbox.accept(fresh)
    assert due_ids(outbox, clock.now) == [fresh.id]
    assert due_ids(outbox, clock.now + 10) == [fresh.id, early.id]
    assert due_ids(outbox, clock.now + 20) == [fresh.id, early.id, late.id]
    assert due_ids(outbox, clock.now + 20, limit=2) == [fresh.id, early.id]


def test_a_clock_set_back_does_not_hold_an_envelope_for_months(outbox, make, clock):
    envelope = make()
    outbox.accept(envelope)
    outbox.mark_sending(envelope.id)
    outbox.retry_at(envelope.id, clock.now + 60)
    assert due_ids(outbox, clock.now) == []
    assert due_ids(outbox, clock.now - 90 * 86400) == [envelope.id]


def test_no_wait_is_longer_than_the_limit(outbox, make, clock):
    envelope = make()
    outbox.accept(envelope)
    outbox.mark_sending(envelope.id)
    outbox.retry_at(envelope.id, clock.now + 1e9)
    assert outbox.next_due_at() == clock.now + MAX_WAIT_S
    assert due_ids(outbox, clock.now) == []


def test_the_oldest_of_the_backlog_is_known(outbox, make, clock):
    assert outbox.oldest_backlog_at() is None
    old = make()
    clock.now += 100
    new = make()
    outbox.accept(old)
    outbox.accept(new)
    assert outbox.oldest_backlog_at() == old.created_at
    outbox.mark_sending(old.id)
    assert outbox.oldest_backlog_at() == old.created_at
    outbox.mark_delivered(old.id, {})
    assert outbox.oldest_backlog_at() == new.created_at


def test_a_step_out_of_order_is_refused_and_changes_nothing(outbox, make):
    envelope = make()
    outbox.accept(envelope)
    with pytest.raises(WrongState, match="mark_delivered is not for an envelope that is waiting"):
        outbox.mark_delivered(envelope.id, {})
    with pytest.raises(WrongState):
        outbox.retry_at(envelope.id, 0)
    outbox.mark_sending(envelope.id)
    with pytest.raises(WrongState):
        outbox.mark_sending(envelope.id)
    with pytest.raises(UnknownEnvelope):
        outbox.mark_sending("0" * 32)
    assert outbox.counts() == Counts(sending=1)


def test_bytes_changed_on_the_disk_are_noticed_before_they_are_sent(outbox, make):
    changed, gone = make(), make()
    outbox.accept(changed)
    outbox.accept(gone)
    assert len(outbox.due(2e9, 9)) == 2
    outbox._commits._connection.execute("UPDATE body SET sealed = x'00' WHERE seq = 1")
    outbox._commits._connection.execute("DELETE FROM body WHERE seq = 2")
    for envelope in (changed, gone):
        with pytest.raises(EnvelopeDamaged):
            outbox.mark_sending(envelope.id)
    assert outbox.counts() == Counts(waiting=2)


def test_delivered_rows_are_forgotten_after_their_time_and_no_others(outbox, make, clock):
    delivered, refused, waiting = make(), make(), make()
    for envelope in (delivered, refused, waiting):
        outbox.accept(envelope)
    outbox.mark_sending(delivered.id)
    outbox.mark_delivered(delivered.id, {})
    outbox.set_aside(refused.id, "schema")
    clock.now += DELIVERED_KEPT_S
    outbox.tidy()
    assert outbox.counts().delivered == 1
    clock.now += 1
    outbox.tidy()
    assert outbox.counts() == Counts(waiting=1, set_aside=1)


def test_the_last_row_stays_so_that_the_counts_hold(outbox, make, clock):
    for _ in range(3):
        envelope = make()
        outbox.accept(envelope)
        outbox.mark_sending(envelope.id)
        outbox.mark_delivered(envelope.id, {})
    clock.now += DELIVERED_KEPT_S + 1
    outbox.tidy()
    assert outbox.counts() == Counts(delivered=1)
    outbox.accept(make())
    outbox.tidy()
    assert outbox.counts() == Counts(waiting=1)


def test_tidying_writes_the_wal_back(path, outbox, make):
    outbox.accept(make(b"x" * 100_000))
    assert path.stat().st_size < 100_000
    outbox.tidy()
    assert path.stat().st_size > 100_000


def test_a_full_disk_refuses_and_the_next_accept_works(outbox, make):
    pages = outbox._commits._connection.execute("PRAGMA page_count").fetchone()[0]
    outbox._commits._connection.execute(f"PRAGMA max_page_count = {pages}")
    envelope = make(b"x" * 1_000_000)
    with pytest.raises(OutboxUnavailable, match="accept failed: database or disk is full"):
        outbox.accept(envelope)
    assert outbox.counts() == Counts()
    outbox._commits._connection.execute("PRAGMA max_page_count = 1000000")
    outbox.accept(envelope)
    assert outbox.counts() == Counts(waiting=1)


def test_a_closed_outbox_says_so(path, make):
    outbox = Outbox.open(path)
    outbox.close()
    with pytest.raises(OutboxUnavailable, match="closed"):
        outbox.accept(make())


def test_threads_may_accept_and_settle_at_once(outbox, make):
    envelopes = [make(bytes([number])) for number in range(60)]
    failures = []

    def accept(mine):
        try:
            for envelope in mine:
                outbox.accept(envelope)
                assert outbox.mark_sending(envelope.id) == envelope
                outbox.mark_delivered(envelope.id, {"of": envelope.id})
        except Exception as error:  # noqa: BLE001  # a thread's failure must reach the test
            failures.append(error)

    threads = [threading.Thread(target=accept, args=(envelopes[start::3],)) for start in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert outbox.counts() == Counts(delivered=60)
