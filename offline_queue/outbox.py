"""The outbox: accepted envelopes on disk until the centre has them. `entry.py` draws the states.

One connection behind one lock serves all threads of the process. SQLite lets one writer in at a time anyway,
and between connections it hands over by sleeping and asking again; a lock hands over at once, so an accept
waits for no more than the one commit that the courier is in the middle of. It is never held over the network.
"""

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import structlog

from offline_queue.database import connect, open_database, sync_folder, typed_errors
from offline_queue.entry import Counts, Entry, State
from offline_queue.envelope import Envelope
from offline_queue.errors import (
    EnvelopeDamaged,
    EnvelopeTooLarge,
    OutboxDamaged,
    OutboxUnavailable,
    UnknownEnvelope,
    WrongState,
)
from offline_queue.run_marker import RunMarker

MAX_SEALED_BYTES = 64 * 1024 * 1024  # dozens of scanned pages; more is a mistake, and would block the line
MAX_WAIT_S = 6 * 3600.0  # no wait is longer (urllib3 caps Retry-After so): beyond it, the clock was set back
DELIVERED_KEPT_S = 7 * 86400.0  # receipts stay for a week of questions at the counter
TRIMMED_AT_ONCE = 500  # keeps one tidy short enough for an accept to wait behind

_COLUMNS = (
    "id, kind, item_code, created_at, digest, size, state, attempts, due_at, settled_at, receipt, reason"
)
_ACCEPT = """
    INSERT INTO envelope (id, kind, item_code, created_at, digest, size, state)
    VALUES (?, ?, ?, ?, ?, ?, 'waiting') ON CONFLICT (id) DO NOTHING"""
_DUE = f"""
    SELECT {_COLUMNS} FROM envelope
    WHERE state = 'waiting' AND due_at > ? AND due_at <= ? ORDER BY due_at, seq LIMIT ?"""  # noqa: S608  # constants
_TAKE = """
    SELECT id, kind, item_code, created_at, sealed, digest FROM envelope LEFT JOIN body USING (seq)
    WHERE id = ? AND state = 'waiting'"""
_SENDING = "UPDATE envelope SET state = 'sending', attempts = attempts + 1 WHERE id = ? AND state = 'waiting'"
_DELIVERED = """
    UPDATE envelope SET state = 'delivered', settled_at = ?, receipt = ?, reason = NULL
    WHERE id = ? AND state = 'sending'"""
_RETRY = "UPDATE envelope SET state = 'waiting', due_at = ?, reason = ? WHERE id = ? AND state = 'sending'"
_SET_ASIDE = """
    UPDATE envelope SET state = 'set_aside', settled_at = ?, reason = ?
    WHERE id = ? AND state IN ('waiting', 'sending')"""
_DROP_BODY = "DELETE FROM body WHERE seq = (SELECT seq FROM envelope WHERE id = ?)"
_TRIM = """
    DELETE FROM envelope WHERE seq IN (
        SELECT seq FROM envelope WHERE state = 'delivered' AND settled_at < ? ORDER BY settled_at LIMIT ?)"""

log = structlog.get_logger()


class Outbox:
    """The kiosk's outbox. All methods block on the disk: not for the GUI thread. All are thread-safe.

    Every method that changes something commits once and is durable when it returns. When the disk or SQLite
    fails it raises OutboxUnavailable, and nothing has changed.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, marker: RunMarker, clock: Callable[[], float]
    ) -> None:
        self._path = path
        self._connection = connection
        self._marker = marker
        self._clock = clock
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: Path | str, clock: Callable[[], float] = time.time) -> Self:
        """Open the outbox at `path`; a missing folder is made for the owner alone. `clock`: epoch seconds.

        Raises OutboxInUse, NewerDatabase, OutboxUnavailable. A damaged database is moved aside and a new one
        begun, see `database.open_database`.
        """
        path = Path(path)
        try:
            if not path.parent.exists():
                path.parent.mkdir(mode=0o700, parents=True)
                sync_folder(path.parent.parent)
            marker = RunMarker.claim(path.with_name(path.name + ".run"))
            try:
                connection = open_database(path, check=not marker.ended_cleanly, now=clock())
            except BaseException:
                marker.release()
                raise
        except OSError as error:
            raise OutboxUnavailable(f"Outbox {path.name}: opening failed: {error.strerror}.") from error
        return cls(path, connection, marker, clock)

    def close(self) -> None:
        """Close for good; the next start need not check, unless damage was met."""
        with self._lock:
            self._connection.close()
            self._marker.finish()

    def accept(self, envelope: Envelope) -> None:
        """Store an envelope: one commit, durable on return. The same id again adds no second row.

        Raises EnvelopeTooLarge.
        """
        size = len(envelope.sealed)
        if size > MAX_SEALED_BYTES:
            raise EnvelopeTooLarge(f"Envelope {envelope.id}: {size} bytes, the limit is {MAX_SEALED_BYTES}.")
        row = (envelope.id, envelope.kind, envelope.item_code, envelope.created_at, envelope.digest, size)
        with self._transaction("accept") as connection:
            cursor = connection.execute(_ACCEPT, row)
            new = cursor.rowcount == 1
            if new:
                body = (cursor.lastrowid, envelope.sealed)
                connection.execute("INSERT INTO body (seq, sealed) VALUES (?, ?)", body)
        if new:
            log.info("outbox.accepted", envelope=envelope.id, kind=envelope.kind, size=size)

    def due(self, now: float, limit: int = 1) -> list[Entry]:
        """What may be sent now, the longest due first, the never tried before all."""
        with self._reading("due") as connection:
            rows = connection.execute(_DUE, (-1.0, now, limit)).fetchall()
            if not rows:
                rows = connection.execute(_DUE, (now + MAX_WAIT_S, float("inf"), limit)).fetchall()
        return [_entry(row) for row in rows]

    def next_due_at(self) -> float | None:
        """When the next waiting envelope is due, None when none waits."""
        with self._reading("next_due_at") as connection:
            row = connection.execute("SELECT min(due_at) FROM envelope WHERE state = 'waiting'").fetchone()
        due_at: float | None = row[0]
        return due_at

    def mark_sending(self, envelope_id: str) -> Envelope:
        """waiting → sending, counted as an attempt: MUST come before it. Returns what to send.

        Raises UnknownEnvelope, WrongState, and EnvelopeDamaged (the state stays) when bytes are lost.
        """
        with self._transaction("mark_sending") as connection:
            row = connection.execute(_TAKE, (envelope_id,)).fetchone()
            if row is None:
                raise self._misstep("mark_sending", envelope_id)
            if row[4] is None:
                raise EnvelopeDamaged(f"Envelope {envelope_id}: the sealed bytes are gone.")
            envelope = Envelope(*row)
            connection.execute(_SENDING, (envelope_id,))
        return envelope

    def mark_delivered(self, envelope_id: str, receipt: dict[str, object]) -> None:
        """sending → delivered: the centre's receipt is kept, the sealed body dropped and overwritten.

        Raises UnknownEnvelope, WrongState.
        """
        written = json.dumps(receipt, ensure_ascii=False, default=str)
        with self._transaction("mark_delivered") as connection:
            if connection.execute(_DELIVERED, (self._clock(), written, envelope_id)).rowcount != 1:
                raise self._misstep("mark_delivered", envelope_id)
            connection.execute(_DROP_BODY, (envelope_id,))

    def retry_at(self, envelope_id: str, due_at: float, reason: str | None = None) -> None:
        """sending → waiting until `due_at` (epoch seconds, at most MAX_WAIT_S from now).

        Raises UnknownEnvelope, WrongState.
        """
        due_at = min(due_at, self._clock() + MAX_WAIT_S)
        with self._transaction("retry_at") as connection:
            if connection.execute(_RETRY, (due_at, reason, envelope_id)).rowcount != 1:
                raise self._misstep("retry_at", envelope_id)

    def set_aside(self, envelope_id: str, reason: str) -> None:
        """waiting or sending → set_aside, with its body, for a person. Raises UnknownEnvelope, WrongState."""
        with self._transaction("set_aside") as connection:
            if connection.execute(_SET_ASIDE, (self._clock(), reason, envelope_id)).rowcount != 1:
                raise self._misstep("set_aside", envelope_id)

    def counts(self) -> Counts:
        """How many are in each state; costs the same with ten and with a million."""
        with self._reading("counts") as connection:
            return Counts(**dict(connection.execute("SELECT state, number FROM count")))

    def oldest_backlog_at(self) -> float | None:
        """When the oldest envelope that is not at the centre was created, None when there is none."""
        with self._reading("oldest_backlog_at") as connection:
            row = connection.execute(
                "SELECT min(created_at) FROM envelope WHERE state IN ('waiting', 'sending')"
            ).fetchone()
        created_at: float | None = row[0]
        return created_at

    def entry(self, envelope_id: str) -> Entry | None:
        """What is known of one envelope, without its body."""
        with self._reading("entry") as connection:
            sql = f"SELECT {_COLUMNS} FROM envelope WHERE id = ?"  # noqa: S608  # constants
            row = connection.execute(sql, (envelope_id,)).fetchone()
        return _entry(row) if row else None

    def tidy(self) -> None:
        """Forget what was delivered long ago and write the WAL back: for an idle moment."""
        before = self._clock() - DELIVERED_KEPT_S
        with self._transaction("tidy") as connection:
            connection.execute(_TRIM, (before, TRIMMED_AT_ONCE))
        # On a connection of its own, outside the lock: SQLite lets an accept commit meanwhile.
        connection = connect(self._path)
        try:
            with typed_errors(self._path, "tidy"):
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        finally:
            connection.close()

    def _misstep(self, step: str, envelope_id: str) -> UnknownEnvelope | WrongState:
        """Why a step found no row to change."""
        row = self._connection.execute("SELECT state FROM envelope WHERE id = ?", (envelope_id,)).fetchone()
        if row is None:
            return UnknownEnvelope(f"Envelope {envelope_id}: not in the outbox.")
        return WrongState(f"Envelope {envelope_id}: {step} is not for an envelope that is {row[0]}.")

    @contextmanager
    def _reading(self, step: str) -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                with typed_errors(self._path, step):
                    yield self._connection
            except OutboxDamaged:
                self._marker.distrust()
                raise

    @contextmanager
    def _transaction(self, step: str) -> Iterator[sqlite3.Connection]:
        with self._reading(step) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # SQLite itself has rolled back after some errors
                    connection.execute("ROLLBACK")
                raise


def _entry(row: tuple[Any, ...]) -> Entry:
    values: dict[str, Any] = dict(zip(_COLUMNS.split(", "), row, strict=True))
    receipt = values["receipt"]
    values |= {"state": State(values["state"]), "receipt": json.loads(receipt) if receipt else None}
    return Entry(**values)
