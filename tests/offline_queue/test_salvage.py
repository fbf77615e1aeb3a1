import random
import shutil
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offline_queue import database, wal
from offline_queue.entry import Counts, State
from offline_queue.envelope import Envelope
from offline_queue.errors import OutboxUnavailable
from offline_queue.outbox import Outbox
from offline_queue.pages import Pages
from offline_queue.salvage import LOST_BODY

PAGE = 4096


@pytest.fixture
def cut(path, outbox, tmp_path):
    """The files of the outbox as a power cut leaves them, as often as asked for."""
    copies = iter(range(99))

    def cut(*, folded=False):
        copy = shutil.copytree(path.parent, tmp_path / f"cut-{next(copies)}") / path.name
        if folded:  # the log into the database, so that there is one place to damage
            connection = sqlite3.connect(copy)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
        (copy.parent / "outbox.sqlite3.run").write_bytes(b"running\n")
        return copy

    return cut


def garble(path, page, content=b"\xa5" * PAGE):
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(content)


def root_of(path, table):
    connection = sqlite3.connect(path)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    connection.close()
    return root


def first_leaf_of(path, table):
    data = path.read_bytes()
    page = data[(root_of(path, table) - 1) * PAGE :][:PAGE]
    assert page[0] == 0x05  # a page above leaves
    return int.from_bytes(page[int.from_bytes(page[12:14], "big") :][:4], "big")


def test_every_single_garbled_page_costs_only_what_stood_on_it(outbox, make, cut, clock):
    envelopes = [make(bytes([number]) * (100 + 700 * number)) for number in range(12)]
    for envelope in envelopes:
        outbox.accept(envelope)
    outbox.mark_sending(envelopes[0].id)
    outbox.mark_delivered(envelopes[0].id, {"number": "FZ-1"})
    pages = cut(folded=True).stat().st_size // PAGE
    whole = 0
    for page in range(1, pages + 1):
        copy = cut(folded=True)
        garble(copy, page)
        again = Outbox.open(copy, clock)
        found = [again.entry(envelope.id) for envelope in envelopes]
        kept = [
            envelope
            for envelope, entry in zip(envelopes, found, strict=True)
            if entry and entry.state == State.WAITING
        ]
        assert all(again.mark_sending(envelope.id) == envelope for envelope in kept)
        # Whatever page is lost, its envelopes or their sealed bytes are still there for a person.
        assert sum(again.counts().__dict__.values()) >= 11
        whole += len(kept) == 11
        again.close()
        assert list(copy.parent.glob("*.damaged-*"))
    assert whole >= 10  # the pages above the leaves, the indexes and the counts cost nothing


def test_states_receipts_and_the_order_of_a_case_are_kept(outbox, clock, cut):
    ids = [f"{number:032x}" for number in range(6)]
    for id_ in ids:
        case = "c" if id_ in ids[3:] else ""
        outbox.accept(Envelope(id_, "case", "000512", 1.5, id_.encode(), case=case))
    outbox.mark_sending(ids[0])
    outbox.mark_delivered(ids[0], {"说明": "已受理"})
    outbox.set_aside(ids[1], "schema")
    outbox.mark_sending(ids[2])
    outbox.retry_at(ids[2], clock.now + 60, "busy")
    outbox.mark_sending(ids[3])
    before = [outbox.entry(id_) for id_ in ids]
    copy = cut(folded=True)
    garble(copy, 1)
    again = Outbox.open(copy, clock)
    after = [again.entry(id_) for id_ in ids]
    assert (before[3].state, after[3].state) == (State.SENDING, State.WAITING)
    assert before[:3] + before[4:] == after[:3] + after[4:]
    assert again.counts() == Counts(waiting=4, delivered=1, set_aside=1)
    assert [entry.id for entry in again.due(clock.now + 99, 9)] == [ids[3], ids[2]]
    again.close()


def test_lost_bytes_are_set_aside_and_lost_envelopes_are_known_by_their_label(outbox, make, cut, clock):
    envelopes = [make(bytes([number]) * 3000) for number in range(3)]
    for envelope in envelopes:
        outbox.accept(envelope)
    outbox.set_aside(envelopes[1].id, "schema")
    outbox._commits._connection.execute("UPDATE body SET sealed = x'00' WHERE seq = 1")
    outbox._commits._connection.execute("PRAGMA foreign_keys = OFF")
    outbox._commits._connection.execute("DELETE FROM envelope WHERE seq = 2")
    copy = cut(folded=True)
    garble(copy, 1)
    again = Outbox.open(copy, clock)
    aside = list(again.entries(State.SET_ASIDE))
    assert [(entry.id, entry.reason) for entry in aside] == [
        (envelopes[0].id, LOST_BODY),
    ]
    assert again.mark_sending(envelopes[1].id) == envelopes[1]
    assert again.mark_sending(envelopes[2].id) == envelopes[2]
    again.close()


@pytest.mark.requirement("R46")
def test_a_torn_end_of_the_log_is_no_damage(outbox, make, cut, clock):
    first, last = make(b"1" * 9000), make(b"2" * 9000)
    outbox.accept(first)
    promised = cut().with_name("outbox.sqlite3-wal").stat().st_size
    outbox.accept(last)
    dice = random.Random(6)
    for _ in range(12):
        copy = cut()
        log = copy.with_name(copy.name + "-wal")
        data = bytearray(log.read_bytes())
        at = dice.randrange(promised, len(data))
        if dice.random() < 0.5:
            del data[at:]
        else:
            data[at:] = dice.randbytes(len(data) - at)
        log.write_bytes(data)
        copy.with_name(copy.name + "-shm").unlink()
        again = Outbox.open(copy, clock)
        assert again.counts() == Counts(waiting=1)
        assert again.mark_sending(first.id) == first
        again.accept(last)
        again.close()
        assert not list(copy.parent.glob("*.damaged-*"))


@pytest.mark.requirement("R46")
def test_damage_in_the_middle_of_the_log_costs_one_page_and_not_all_that_follows(outbox, make, cut, clock):
    envelopes = [make(bytes([number]) * 3000) for number in range(10)]
    for envelope in envelopes:
        outbox.accept(envelope)
    copy = cut()
    log = copy.with_name(copy.name + "-wal")
    data = bytearray(log.read_bytes())
    frame = 24 + PAGE
    middle = 32 + (len(data) // frame // 2) * frame + 24
    data[middle + 100 : middle + 200] = b"\xa5" * 100
    log.write_bytes(data)
    copy.with_name(copy.name + "-shm").unlink()
    again = Outbox.open(copy, clock)
    kept = [envelope.id for envelope in envelopes if again.entry(envelope.id)]
    assert len(kept) >= 9
    assert envelopes[-1].id in kept
    again.close()
    assert list(copy.parent.glob("*.damaged-*-wal"))


def test_what_a_failing_disk_left_behind_the_last_commit_takes_nothing_away(
    outbox, make, cut, clock, with_disk_fault
):
    for size in (40_000, 20_000):  # whole in the log, but never promised: the sync failed
        with pytest.raises(OutboxUnavailable):
            with_disk_fault(lambda size=size: outbox.accept(make(b"r" * size)))
    envelopes = [make(bytes([number]) * 3000) for number in range(2)]
    for envelope in envelopes:
        outbox.accept(envelope)
    copy = cut()
    copy.with_name(copy.name + "-shm").unlink()
    again = Outbox.open(copy, clock)
    assert [again.mark_sending(envelope.id) for envelope in envelopes] == envelopes
    assert again.counts().sending == 2
    again.close()


@pytest.mark.parametrize("renames", [0, 1, 2])
def test_a_power_cut_while_salvaging_loses_nothing(outbox, make, cut, clock, monkeypatch, renames):
    envelopes = [make(bytes([number]) * 3000) for number in range(5)]
    for envelope in envelopes:
        outbox.accept(envelope)
    copy = cut(folded=True)
    garble(copy, 1)
    left = [renames]
    real = type(copy).rename

    def rename(old, new):
        if left[0] == 0:
            raise OSError(5, "the power is cut")
        left[0] -= 1
        return real(old, new)

    monkeypatch.setattr(type(copy), "rename", rename)
    with pytest.raises(OutboxUnavailable):
        Outbox.open(copy, clock)
    monkeypatch.undo()
    again = Outbox.open(copy, clock)
    assert again.counts() == Counts(waiting=5)
    again.close()
    assert list(copy.parent.glob("*.salvag*")) == []


def test_a_large_database_is_checked_beside_the_work(outbox, make, cut, clock, logged, monkeypatch):
    monkeypatch.setattr("offline_queue.check.CHECKED_AT_ONCE_BYTES", 10_000)
    envelopes = [make(bytes([number]) * 3000) for number in range(20)]
    for envelope in envelopes:
        outbox.accept(envelope)
    assert outbox.due(clock.now)
    copy = cut(folded=True)
    sound = Outbox.open(copy, clock)
    sound._check._thread.join()
    sound.close()
    assert copy.with_name("outbox.sqlite3.run").read_bytes() == b""
    garble(copy, first_leaf_of(copy, "body"), b"\x0d" + b"\xa5" * (PAGE - 1))
    (copy.parent / "outbox.sqlite3.run").write_bytes(b"running\n")
    damaged = Outbox.open(copy, clock)
    assert damaged.counts() == Counts(waiting=20)
    damaged._check._thread.join()
    damaged.close()
    assert [event["event"] for event in logged if "damage" in event["event"]] == ["outbox.damage_found"]
    assert copy.with_name("outbox.sqlite3.run").read_bytes() == b"damaged\n"
    healed = Outbox.open(copy, clock)
    assert healed.counts().set_aside + healed.counts().waiting == 20
    assert [healed.mark_sending(envelope.id) for envelope in envelopes[2:]] == envelopes[2:]
    healed.close()
    assert copy.with_name("outbox.sqlite3.run").read_bytes() == b""


def test_what_every_start_needs_is_looked_at_even_in_a_large_database(outbox, make, cut, clock, monkeypatch):
    monkeypatch.setattr("offline_queue.check.CHECKED_AT_ONCE_BYTES", 10_000)
    envelopes = [make(bytes([number]) * 3000) for number in range(20)]
    for envelope in envelopes:
        outbox.accept(envelope)
    copy = cut(folded=True)
    garble(copy, root_of(copy, "body"))  # every accept passes here
    healed = Outbox.open(copy, clock)
    assert [healed.mark_sending(envelope.id) for envelope in envelopes] == envelopes
    healed.accept(make())
    healed.close()


VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.binary(max_size=20_000),
)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(st.tuples(VALUES, VALUES, VALUES), max_size=30),
    size=st.sampled_from([512, 1024, 4096, 65536]),
)
def test_pages_are_read_as_sqlite_reads_them(tmp_path_factory, rows, size):
    folder = tmp_path_factory.mktemp("pages")
    connection = sqlite3.connect(folder / "any.db", isolation_level=None)
    connection.execute(f"PRAGMA page_size = {size}")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE any (seq INTEGER PRIMARY KEY, a, b, c)")
    for number, row in enumerate(rows):
        connection.execute("INSERT INTO any (a, b, c) VALUES (?, ?, ?)", row)
        if number == 15:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("DELETE FROM any WHERE seq % 3 = 0")
    with (folder / "any.db").open("rb") as file, (folder / "any.db-wal").open("rb") as log:
        read = {rowid: values[1:] for rowid, values in Pages(file, log).rows(range(4, 5))}
    written = {row[0]: list(row[1:]) for row in connection.execute("SELECT * FROM any")}
    connection.close()
    assert read == written


@settings(max_examples=200, deadline=None)
@given(data=st.binary(max_size=9000))
def test_any_bytes_can_be_looked_through(tmp_path_factory, data):
    file = tmp_path_factory.mktemp("noise") / "noise"
    file.write_bytes(data)
    with file.open("rb") as opened, file.open("rb") as log:
        assert list(Pages(opened, log).rows(range(13, 25))) == []
        assert wal.read_header(log) is None


def test_the_folder_shows_what_was_moved_aside(path, clock):
    path.parent.mkdir()
    path.write_bytes(b"old")
    assert database.move_aside(path, clock.now) == "outbox.sqlite3.damaged-20270115T080000Z"
