import shutil
import sqlite3

import pytest
from sqlite_utils import Database

from offline_queue.entry import Counts, State
from offline_queue.errors import NewerDatabase, OutboxDamaged, OutboxInUse, OutboxUnavailable
from offline_queue.outbox import Outbox
from offline_queue.schema import MIGRATIONS


def filled(path, clock, make, number=50):
    """An outbox that was closed in order; its envelopes."""
    envelopes = [make(bytes([n]) * 3000) for n in range(number)]
    outbox = Outbox.open(path, clock)
    for envelope in envelopes:
        outbox.accept(envelope)
    outbox.close()
    return envelopes


def power_cut(path, to):
    """The files as they stand now, seen from a machine that starts again."""
    shutil.copytree(path.parent, to)
    return to / path.name


def mode(path):
    return oct(path.stat().st_mode & 0o777)


def test_folder_and_files_are_for_the_owner_alone(path, outbox, make):
    outbox.accept(make())
    assert mode(path.parent) == "0o700"
    assert {file.name: mode(file) for file in path.parent.iterdir()} == {
        "outbox.sqlite3": "0o600",
        "outbox.sqlite3-wal": "0o600",
        "outbox.sqlite3-shm": "0o600",
        "outbox.sqlite3.reserve": "0o600",
        "outbox.sqlite3.run": "0o600",
    }


def test_a_second_holder_is_refused_and_the_first_goes_on(path, outbox, make):
    with pytest.raises(OutboxInUse, match=r"outbox\.sqlite3: another program"):
        Outbox.open(path)
    outbox.accept(make())
    assert outbox.counts().waiting == 1


def test_migrations_are_numbered_and_run_once(path, clock):
    Outbox.open(path, clock).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    connection.close()
    Outbox.open(path, clock).close()


def test_every_table_is_strict_and_an_envelope_is_in_a_state_that_is_counted(path, clock):
    Outbox.open(path, clock).close()
    database = Database(path)
    assert [table.name for table in database.tables if not table.strict] == []
    assert {row["state"] for row in database["count"].rows} == {state.value for state in State}
    keys = [(key.column, key.other_table, key.other_column) for key in database["envelope"].foreign_keys]
    assert keys == [("state", "count", "state")]


def test_a_database_of_the_first_version_is_brought_up_to_date(path, clock, make):
    path.parent.mkdir()
    connection = sqlite3.connect(path, isolation_level=None)
    MIGRATIONS[0](connection)
    connection.execute("PRAGMA user_version = 1")
    envelopes = [make(bytes([number])) for number in range(4)]
    for seq, envelope in enumerate(envelopes, start=3):
        row = (seq, envelope.id, "case", "000512", clock.now + seq, envelope.digest, 1, "waiting")
        connection.execute(
            "INSERT INTO envelope (seq, id, kind, item_code, created_at, digest, size, state) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        connection.execute("INSERT INTO body VALUES (?, ?)", (seq, envelope.sealed))
    connection.execute("UPDATE envelope SET state = 'set_aside' WHERE seq = 3")
    connection.execute("UPDATE envelope SET state = 'sending', attempts = 1 WHERE seq = 4")
    connection.close()
    outbox = Outbox.open(path, clock)
    assert outbox.counts() == Counts(waiting=3, set_aside=1)
    assert outbox.oldest_backlog_at() == clock.now + 4
    outbox.accept(make())
    assert outbox.counts() == Counts(waiting=4, set_aside=1)
    assert [entry.id for entry in outbox.due(clock.now)] == [envelopes[2].id]
    outbox.close()


def test_a_newer_database_is_refused_and_left_as_it_is(path, clock, make):
    filled(path, clock, make)
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerDatabase, match="version 99, this program knows"):
        Outbox.open(path, clock)
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "outbox.sqlite3",
        "outbox.sqlite3.reserve",
        "outbox.sqlite3.run",
    ]


def test_after_a_power_cut_it_is_checked_and_nothing_is_missing(path, outbox, make, clock, logged):
    waiting, sending = make(), make()
    outbox.accept(waiting)
    outbox.accept(sending)
    outbox.mark_sending(sending.id)
    clock.now += 1
    copy = Outbox.open(power_cut(path, path.parent.with_name("copy")), clock)
    assert copy.counts() == Counts(waiting=2)
    assert copy.entry(sending.id).attempts == 1
    assert [entry.id for entry in copy.due(clock.now, 9)] == [waiting.id, sending.id]
    copy.close()
    opened = [event for event in logged if event["event"] == "outbox.opened"]
    assert [(event["ended_cleanly"], event["recovered"]) for event in opened] == [(True, 0), (False, 1)]


def test_a_clean_end_is_not_checked(path, clock, make, logged):
    filled(path, clock, make)
    Outbox.open(path, clock).close()
    assert [event["ended_cleanly"] for event in logged if event["event"] == "outbox.opened"] == [True, True]


@pytest.mark.parametrize("clean", [True, False])
def test_a_file_that_is_no_database_is_moved_aside(path, clock, make, clean, logged):
    filled(path, clock, make)
    path.write_bytes(b"\0" * 8192)
    if not clean:
        path.with_name("outbox.sqlite3.run").write_bytes(b"running\n")
    outbox = Outbox.open(path, clock)
    outbox.accept(make())
    assert outbox.counts() == Counts(waiting=1)
    outbox.close()
    moved = path.with_name("outbox.sqlite3.damaged-20270115T080000Z")
    assert moved.read_bytes() == b"\0" * 8192
    assert [e["moved_to"] for e in logged if e["event"] == "outbox.database_moved_aside"] == [moved.name]


def test_damaged_pages_are_found_after_an_unclean_end_and_moved_with_the_wal(
    path, outbox, make, clock, tmp_path
):
    for _ in range(50):
        outbox.accept(make(b"x" * 3000))
    outbox.tidy()
    outbox.accept(make())
    copy = power_cut(path, tmp_path / "copy")
    wal = copy.with_name(copy.name + "-wal").read_bytes()
    with copy.open("r+b") as file:
        for page in range(1, copy.stat().st_size // 4096, 2):
            file.seek(page * 4096)
            file.write(b"\xa5" * 4096)
    Outbox.open(copy, clock).close()
    moved = "outbox.sqlite3.damaged-20270115T080000Z"
    assert {moved, moved + "-wal"} <= {file.name for file in copy.parent.iterdir()}
    assert copy.with_name(moved + "-wal").read_bytes() == wal


def test_damage_met_at_work_is_told_and_the_next_start_checks(path, clock, make):
    envelopes = filled(path, clock, make)
    connection = sqlite3.connect(path)
    (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'body'").fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xa5" * 4096)
    outbox = Outbox.open(path, clock)
    with pytest.raises(OutboxDamaged, match="mark_sending failed"):
        outbox.mark_sending(envelopes[0].id)
    outbox.close()
    outbox = Outbox.open(path, clock)
    assert outbox.counts() == Counts(waiting=50)
    assert [outbox.mark_sending(envelope.id) for envelope in envelopes] == envelopes
    outbox.close()
    assert path.with_name("outbox.sqlite3.damaged-20270115T080000Z").exists()


def test_a_second_damaged_database_does_not_replace_the_first(path, clock):
    for content in (b"first" * 1000, b"second" * 1000):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        Outbox.open(path, clock).close()
    moved = sorted(path.parent.glob("*.damaged-*"))
    assert [file.read_bytes()[:5] for file in moved] == [b"first", b"secon"]


def test_a_wal_left_without_its_database_is_not_replayed_into_a_new_one(path, outbox, make, clock, tmp_path):
    outbox.accept(make())
    copy = power_cut(path, tmp_path / "copy")
    copy.unlink()  # the power went between the renames of moving aside
    begun = Outbox.open(copy, clock)
    assert begun.counts() == Counts()
    begun.accept(make())
    begun.close()
    assert len(list(copy.parent.glob("*.damaged-*-wal"))) == 1


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutboxUnavailable, match="opening failed"):
        Outbox.open(tmp_path / "file" / "outbox.sqlite3")
    (tmp_path / "outbox.sqlite3").mkdir()
    with pytest.raises(OutboxUnavailable, match="opening failed"):
        Outbox.open(tmp_path / "outbox.sqlite3")


def test_a_state_that_does_not_exist_cannot_be_written(outbox, make):
    envelope = make()
    outbox.accept(envelope)
    assert outbox.entry(envelope.id)
    with pytest.raises(sqlite3.IntegrityError):
        outbox._commits._connection.execute("UPDATE envelope SET state = 'lost'")
    states = {row[0] for row in outbox._commits._connection.execute("SELECT state FROM count")}
    assert states == {state.value for state in State}
