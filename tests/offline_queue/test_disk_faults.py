"""A full disk and a failing one: refused with a sentence, nothing lost, and on again when the disk is."""

import errno

import pytest

from offline_queue.courier import Courier
from offline_queue.entry import Counts
from offline_queue.errors import DiskFull, OutboxUnavailable
from offline_queue.outbox import Outbox
from offline_queue.outcome import Delivered
from offline_queue.reserve import RESERVE_BYTES, Reserve


@pytest.mark.requirement("R46")
@pytest.mark.parametrize(
    ("code", "calls", "error"),
    [
        (errno.ENOSPC, ("write",), DiskFull),
        (errno.EIO, ("write",), OutboxUnavailable),
        (errno.EIO, ("fsync",), OutboxUnavailable),
        (errno.EROFS, ("write", "fsync"), OutboxUnavailable),
    ],
)
def test_a_failing_disk_refuses_the_new_and_keeps_the_old(
    path, make, clock, code, calls, error, with_disk_fault
):
    outbox = Outbox.open(path, clock)
    old, sending, new = make(b"old" * 3000), make(), make(b"new" * 3000)
    outbox.accept(old)
    outbox.accept(sending)
    outbox.mark_sending(sending.id)
    for step in (
        lambda: outbox.accept(new),
        lambda: outbox.mark_sending(old.id),
        lambda: outbox.mark_delivered(sending.id, {}),
        lambda: outbox.retry_at(sending.id, 0),
    ):
        with pytest.raises(error, match="failed: "):
            with_disk_fault(step, code=code, calls=calls)
        assert outbox.counts() == Counts(waiting=1, sending=1)
    outbox.accept(new)
    outbox.mark_delivered(sending.id, {})
    outbox.close()
    again = Outbox.open(path, clock)
    assert again.counts() == Counts(waiting=2, delivered=1)
    assert [again.mark_sending(envelope.id) for envelope in (old, new)] == [old, new]
    again.close()
    assert not list(path.parent.glob("*.damaged-*"))


@pytest.mark.parametrize(
    ("code", "calls"), [(errno.ENOSPC, ("write", "allocate")), (errno.EIO, ("write", "fsync"))]
)
def test_an_outbox_that_cannot_be_opened_now_can_be_opened_later(
    path, make, clock, code, calls, with_disk_fault
):
    outbox = Outbox.open(path, clock)
    envelope = make()
    outbox.accept(envelope)
    outbox.close()
    with pytest.raises(OutboxUnavailable):
        with_disk_fault(lambda: Outbox.open(path, clock), code=code, calls=calls)
    again = Outbox.open(path, clock)
    assert again.mark_sending(envelope.id) == envelope
    again.close()


@pytest.mark.requirement("R46")
def test_on_a_full_disk_the_courier_uses_the_reserve_and_nothing_is_accepted(
    path, outbox, make, clock, with_disk_fault
):
    envelope = make()
    outbox.accept(envelope)
    outbox.tidy()
    reserve = path.with_name("outbox.sqlite3.reserve")
    assert reserve.stat().st_size == RESERVE_BYTES
    assert reserve.stat().st_blocks * 512 >= RESERVE_BYTES
    courier = Courier(outbox, lambda _: Delivered({"n": 1}), clock=clock)
    full = {"code": errno.ENOSPC, "calls": ("write", "allocate")}
    assert with_disk_fault(courier.step, **full) == 0
    assert not reserve.exists()
    with pytest.raises(DiskFull):
        with_disk_fault(courier.step, **full)
    with pytest.raises(DiskFull, match="the disk is full"):
        with_disk_fault(lambda: outbox.accept(make()), **full)
    courier.step()  # the room of the reserve is there now
    assert outbox.counts() == Counts(delivered=1)
    outbox.accept(make())
    assert reserve.stat().st_size == RESERVE_BYTES


def test_a_reserve_that_cannot_be_laid_is_told_once(tmp_path, logged, with_disk_fault):
    reserve = Reserve(tmp_path / "reserve")
    for _ in range(3):
        assert not with_disk_fault(reserve.lay, code=errno.ENOSPC, calls=("write", "allocate"))
    assert [event["event"] for event in logged] == ["outbox.no_reserve"]
    assert reserve.lay()
    assert reserve.release()
    assert not reserve.release()
