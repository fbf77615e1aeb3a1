"""The outbox's tables, as numbered migrations: `PRAGMA user_version` says how many have run.

A migration that has shipped is never changed; a new one goes to the end of MIGRATIONS.
Plain sqlite3: sqlite-utils, which wrote the first of them, brings numpy along, and a terminal that is started
for the first time would pay 0.2 s and 25 MB for it until the next start.
"""

import sqlite3
from collections.abc import Callable

from offline_queue.entry import State
from offline_queue.errors import NewerDatabase

SMALL_BYTES = 65_536  # a form without scans; stands in the index "due", so changing it takes a migration
RECOUNT = """
    UPDATE count SET number = (SELECT count(*) FROM envelope WHERE envelope.state = count.state)
        - CASE state WHEN 'waiting' THEN (SELECT coalesce(max(seq), 0) FROM envelope) ELSE 0 END"""


def migrate(connection: sqlite3.Connection) -> None:
    """Run the migrations that are missing, each in a transaction of its own with its number."""
    applied = read_version(connection)
    if applied == len(MIGRATIONS):
        return
    for number, migration in enumerate(MIGRATIONS[applied:], start=applied + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            migration(connection)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def read_version(connection: sqlite3.Connection) -> int:
    """How many migrations the database has seen. Raises NewerDatabase for more than this version knows."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise NewerDatabase(
            f"The outbox is of version {version}, this program knows {len(MIGRATIONS)}: "
            "install the newer program again. The outbox was left as it is."
        )
    return version


def _begin(connection: sqlite3.Connection) -> None:
    # One row per state, kept by triggers: depth is asked for at every touch and must not cost a scan.
    connection.execute("""
        CREATE TABLE count (state TEXT PRIMARY KEY, number INTEGER NOT NULL DEFAULT 0) STRICT""")
    connection.executemany("INSERT INTO count (state) VALUES (?)", [(state.value,) for state in State])

    connection.execute("""
        CREATE TABLE envelope (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            kind TEXT NOT NULL,
            item_code TEXT NOT NULL,
            created_at REAL NOT NULL,
            digest TEXT NOT NULL,
            size INTEGER NOT NULL,
            state TEXT NOT NULL REFERENCES count (state),
            attempts INTEGER NOT NULL DEFAULT 0,
            due_at REAL NOT NULL DEFAULT 0,
            settled_at REAL,
            receipt TEXT,
            reason TEXT) STRICT""")
    connection.execute("CREATE UNIQUE INDEX idx_envelope_id ON envelope (id)")

    # Bodies stand apart, so that whatever asks about envelopes never walks over megabytes.
    connection.execute("""
        CREATE TABLE body (
            seq INTEGER PRIMARY KEY REFERENCES envelope (seq),
            sealed BLOB NOT NULL) STRICT""")

    # Partial: an envelope leaves its index with its state, so a million delivered rows cost nothing here.
    connection.execute("CREATE INDEX due ON envelope (due_at) WHERE state = 'waiting'")
    connection.execute("CREATE INDEX sending ON envelope (seq) WHERE state = 'sending'")
    connection.execute("CREATE INDEX backlog ON envelope (created_at) WHERE state IN ('waiting', 'sending')")
    connection.execute("CREATE INDEX delivered ON envelope (settled_at) WHERE state = 'delivered'")

    connection.execute("""
        CREATE TRIGGER count_new AFTER INSERT ON envelope BEGIN
            UPDATE count SET number = number + 1 WHERE state = NEW.state;
        END""")
    connection.execute("""
        CREATE TRIGGER count_moved AFTER UPDATE OF state ON envelope BEGIN
            UPDATE count SET number = number - 1 WHERE state = OLD.state;
            UPDATE count SET number = number + 1 WHERE state = NEW.state;
        END""")
    connection.execute("""
        CREATE TRIGGER count_gone AFTER DELETE ON envelope BEGIN
            UPDATE count SET number = number - 1 WHERE state = OLD.state;
        END""")


def _keep_cases_in_order(connection: sqlite3.Connection) -> None:
    # Of each case exactly one envelope of the backlog is not held; the others wait until it is settled.
    connection.execute("ALTER TABLE envelope ADD COLUMN case_id TEXT")
    connection.execute("ALTER TABLE envelope ADD COLUMN held INTEGER NOT NULL DEFAULT 0")
    connection.execute("""
        CREATE INDEX of_case ON envelope (case_id, seq)
        WHERE case_id IS NOT NULL AND state IN ('waiting', 'sending')""")
    connection.execute("""
        CREATE TRIGGER case_goes_on AFTER UPDATE OF state ON envelope
        WHEN OLD.case_id IS NOT NULL AND OLD.held = 0
            AND OLD.state IN ('waiting', 'sending') AND NEW.state NOT IN ('waiting', 'sending')
        BEGIN
            UPDATE envelope SET held = 0 WHERE seq = (
                SELECT min(seq) FROM envelope
                WHERE case_id = NEW.case_id AND state IN ('waiting', 'sending'));
        END""")
    # Small before large, then the longest due.
    connection.execute("DROP INDEX due")
    connection.execute(f"""
        CREATE INDEX due ON envelope (size > {SMALL_BYTES}, due_at) WHERE state = 'waiting' AND held = 0""")


def _make_accept_cheap(connection: sqlite3.Connection) -> None:
    # A citizen waits for accept, and each page that it touches is one more to sync. It touches no count: the
    # highest seq counts for it, and the row of "waiting" holds what is to be added to that (below zero). For
    # this seq must leave no gap, and its highest row is never trimmed.
    connection.execute("DROP TRIGGER count_new")
    connection.execute("""
        CREATE TRIGGER count_new AFTER INSERT ON envelope WHEN NEW.state <> 'waiting' BEGIN
            UPDATE count SET number = number - 1 WHERE state = 'waiting';
            UPDATE count SET number = number + 1 WHERE state = NEW.state;
        END""")
    connection.execute(RECOUNT)
    # The oldest of those never tried is the first in "due".
    connection.execute("DROP INDEX backlog")
    connection.execute("""
        CREATE INDEX tried ON envelope (created_at)
        WHERE state IN ('waiting', 'sending') AND attempts > 0""")


def _write_one_row_at_accept(connection: sqlite3.Connection) -> None:
    # Accept writes one row into one table without an index, as a bare log would: the label beside the sealed
    # bytes. The envelope's own row, with all that finds it again, is filed from the label by whatever looks
    # next. A body is not filed while its seq is above the highest of all envelopes.
    connection.execute("""
        CREATE TABLE labelled (
            seq INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, item_code TEXT NOT NULL,
            created_at REAL NOT NULL, digest TEXT NOT NULL, case_id TEXT, sealed BLOB NOT NULL) STRICT""")
    connection.execute("""
        INSERT INTO labelled SELECT seq, id, kind, item_code, created_at, digest, case_id, sealed
        FROM body JOIN envelope USING (seq)""")
    connection.execute("DROP TABLE body")
    connection.execute("ALTER TABLE labelled RENAME TO body")


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    _begin,
    _keep_cases_in_order,
    _make_accept_cheap,
    _write_one_row_at_accept,
)
