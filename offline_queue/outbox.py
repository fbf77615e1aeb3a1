"""The outbox: accepted envelopes on disk until the centre has them. `entry.py` draws the states.

One connection behind one lock serves all threads of the process. SQLite lets one writer in at a time anyway,
and between connections it hands over by sleeping and asking again; `turns.py` hands over at once. The lock is
never held over the network.
"""

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

import structlog

from offline_queue import statements, wal
from offline_queue.check import BackgroundCheck
from offline_queue.database import connect, join_database, open_database, sync_folder
from offline_queue.entry import Counts, Entry, State, entry_of
from offline_queue.envelope import Envelope
from offline_queue.errors import (
    DiskFull,
    EnvelopeDamaged,
    EnvelopeTooLarge,
    OutboxDamaged,
    OutboxUnavailable,
    UnknownEnvelope,
    WrongState,
)
from offline_queue.reserve import Reserve
from offline_queue.run_marker import RunMarker
from offline_queue.sqlite_errors import typed_errors
from offline_queue.turns import Turns

MAX_SEALED_BYTES = 64 * 1024 * 1024  # dozens of scanned pages; more is a mistake, and would block the line
MAX_WAIT_S = 6 * 3600.0  # no wait is longer (urllib3 caps Retry-After so): beyond it, the clock was set back
DELIVERED_KEPT_S = 7 * 86400.0  # receipts stay for a week of questions at the counter
TRIMMED_AT_ONCE = 500  # keeps one tidy short enough for an accept to wait behind
LONG_WAL_FRAMES = (
    2_000  # 8 MB of 4 KB pages: some 30 ms of writing back, long before SQLite does it in a commit
)
LISTED_AT_ONCE = 1_000  # so that a listing never keeps a snapshot, and with it the WAL, for long

_to_json = json.JSONEncoder(ensure_ascii=False, default=str).encode

log = structlog.get_logger()


class Outbox:
    """The kiosk's outbox. All methods block on the disk: not for the GUI thread. All are thread-safe.

    Every method that changes something commits once and is durable when it returns. When the disk or SQLite
    fails it raises OutboxUnavailable (DiskFull where there is no room), and nothing has changed.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        clock: Callable[[], float],
        marker: RunMarker | None = None,
        reserve: Reserve | None = None,
        check: BackgroundCheck | None = None,
    ) -> None:
        self._path = path
        self._connection = connection
        self._clock = clock
        self._marker = marker
        self._reserve = reserve
        self._check = check
        self._turns = Turns()
        self._together_in: int | None = None  # the thread whose steps are one commit now

    @classmethod
    def open(cls, path: Path | str, clock: Callable[[], float] = time.time) -> Self:
        """Open the outbox at `path`; a missing folder is made for the owner alone. `clock`: epoch seconds.

        Raises OutboxInUse, NewerDatabase, OutboxUnavailable. A damaged database is moved aside and what can
        still be read of it goes into a new one, see `database.open_database`. A large one is checked on while
        the outbox works already.
        """
        path = Path(path)
        try:
            if not path.parent.exists():
                path.parent.mkdir(mode=0o700, parents=True)
                sync_folder(path.parent.parent)
            marker = RunMarker.claim(path.with_name(path.name + ".run"))
            try:
                connection, checked = open_database(path, marker.last_end, now=clock())
            except BaseException:
                marker.release()
                raise
            marker.trust()
        except OSError as error:
            raise OutboxUnavailable(f"Outbox {path.name}: opening failed: {error.strerror}.") from error
        reserve = Reserve(path.with_name(path.name + ".reserve"))
        reserve.lay()
        check = None if checked else BackgroundCheck(path, marker.distrust)
        outbox = cls(path, connection, clock, marker, reserve, check)
        if check:
            check.start()
        return outbox

    @classmethod
    def join(cls, path: Path | str, clock: Callable[[], float] = time.time) -> Self:
        """A technician's view of an existing outbox, whether the kiosk runs or not: nothing is begun,
        migrated, recovered or moved aside. Raises OutboxUnavailable, NewerDatabase.
        """
        path = Path(path)
        return cls(path, join_database(path), clock)

    def close(self) -> None:
        """Close for good; the next start need not check, unless damage was met."""
        sound = self._check.stop() if self._check else True
        with self._turns.behind():
            self._connection.close()
            if self._marker:
                self._marker.finish(sound=sound)

    def accept(self, envelope: Envelope) -> None:
        """Store an envelope: one commit, durable on return. The same id again adds no second row.

        Raises EnvelopeTooLarge, DiskFull (also while the reserve is given to the courier).
        """
        size = len(envelope.sealed)
        if size > MAX_SEALED_BYTES:
            raise EnvelopeTooLarge(f"Envelope {envelope.id}: {size} bytes, the limit is {MAX_SEALED_BYTES}.")
        if self._reserve and not self._reserve.lay():
            raise DiskFull(f"Outbox {self._path.name}: accept failed: the disk is full.")
        row = (
            envelope.id,
            envelope.kind,
            envelope.item_code,
            envelope.created_at,
            envelope.digest,
            size,
            envelope.case or None,
        )
        with self._transaction("accept") as connection:
            cursor = connection.execute(statements.ACCEPT, row)
            new = cursor.rowcount == 1
            if new:
                connection.execute(statements.STORE_BODY, (cursor.lastrowid, envelope.sealed))
        if new:
            log.info("outbox.accepted", envelope=envelope.id, kind=envelope.kind, size=size)

    def due(self, now: float, limit: int = 1) -> list[Entry]:
        """What may be sent now: small before large, then the longest due first, the never tried before all.

        Of one case never more than one, and none while one of it is being sent.
        """
        rows: list[tuple[Any, ...]] = []
        with self._reading("due") as connection:
            for large in (0, 1):
                for span in ((-1.0, now), (now + MAX_WAIT_S, float("inf"))):
                    if not rows or len(rows) < limit:
                        rows += connection.execute(
                            statements.DUE, (large, *span, limit - len(rows))
                        ).fetchall()
        return [entry_of(row) for row in rows]

    def next_due_at(self) -> float | None:
        """When the next waiting envelope is due, None when none waits."""
        with self._reading("next_due_at") as connection:
            found = [connection.execute(statements.NEXT_DUE_AT, (large,)).fetchone()[0] for large in (0, 1)]
        return min((due_at for due_at in found if due_at is not None), default=None)

    def mark_sending(self, envelope_id: str) -> Envelope:
        """waiting → sending, counted as an attempt: MUST come before it. Returns what to send.

        Raises UnknownEnvelope, WrongState, and EnvelopeDamaged (the state stays) when bytes are lost.
        """
        with self._transaction("mark_sending") as connection:
            row = connection.execute(statements.TAKE, (envelope_id,)).fetchone()
            if row is None:
                raise self._misstep("mark_sending", envelope_id)
            if row[4] is None:
                raise EnvelopeDamaged(f"Envelope {envelope_id}: the sealed bytes are gone.")
            envelope = Envelope(*row)
            connection.execute(statements.SENDING, (envelope_id,))
        return envelope

    def mark_delivered(self, envelope_id: str, receipt: dict[str, object]) -> None:
        """sending → delivered: the centre's receipt is kept, the sealed body dropped and overwritten.

        Raises UnknownEnvelope, WrongState.
        """
        written = _to_json(receipt)
        with self._transaction("mark_delivered") as connection:
            rows = connection.execute(statements.DELIVERED, (self._clock(), written, envelope_id)).fetchall()
            if not rows:
                raise self._misstep("mark_delivered", envelope_id)
            connection.execute(statements.DROP_BODY, rows[0])

    def retry_at(self, envelope_id: str, due_at: float, reason: str | None = None) -> None:
        """sending → waiting until `due_at` (epoch seconds, at most MAX_WAIT_S from now).

        Raises UnknownEnvelope, WrongState.
        """
        due_at = min(due_at, self._clock() + MAX_WAIT_S)
        self._move("retry_at", statements.RETRY, (due_at, reason, envelope_id))

    def set_aside(self, envelope_id: str, reason: str, *, while_sending: bool = True) -> None:
        """waiting or sending → set_aside, with its body, for a person. Raises UnknownEnvelope, WrongState.

        Only the courier may take it out of an attempt: whoever else asks says `while_sending=False`.
        """
        sql = statements.SET_ASIDE if while_sending else statements.SET_ASIDE_WAITING
        self._move("set_aside", sql, (self._clock(), reason, envelope_id))

    def mark_exported(self, envelope_id: str) -> None:
        """waiting or set_aside → exported; the body stays until the centre's receipt is known some way.

        Raises UnknownEnvelope, WrongState.
        """
        self._move("mark_exported", statements.EXPORTED, (self._clock(), envelope_id))

    def retry_now(self, envelope_id: str) -> None:
        """set_aside or exported → waiting, and whatever waits is due at once.

        Raises UnknownEnvelope, WrongState.
        """
        self._move("retry_now", statements.RETRY_NOW, (envelope_id,))

    def read(self, envelope_id: str) -> Envelope:
        """An envelope with its sealed bytes, its state untouched. Raises UnknownEnvelope, EnvelopeDamaged."""
        with self._reading("read") as connection:
            row = connection.execute(statements.READ, (envelope_id,)).fetchone()
        if row is None:
            raise UnknownEnvelope(f"Envelope {envelope_id}: not in the outbox.")
        if row[4] is None:
            raise EnvelopeDamaged(f"Envelope {envelope_id}: there are no sealed bytes.")
        return Envelope(*row)

    def counts(self) -> Counts:
        """How many are in each state; costs the same with ten and with a million."""
        with self._reading("counts") as connection:
            return Counts(**dict(connection.execute(statements.COUNTS)))

    def oldest_backlog_at(self) -> float | None:
        """When the oldest envelope that is not at the centre was created, None when there is none.

        Of those never tried, the first that was accepted counts as the oldest.
        """
        with self._reading("oldest_backlog_at") as connection:
            rows = connection.execute(statements.OLDEST_TRIED_AT).fetchall()
            for large in (0, 1):
                rows += connection.execute(statements.FIRST_DUE_CREATED_AT, (large,)).fetchall()
        return min((created_at for (created_at,) in rows if created_at is not None), default=None)

    def entry(self, envelope_id: str) -> Entry | None:
        """What is known of one envelope, without its body."""
        with self._reading("entry") as connection:
            row = connection.execute(statements.ENTRY, (envelope_id,)).fetchone()
        return entry_of(row) if row else None

    def matching(self, beginning: str, limit: int = 2) -> list[str]:
        """The ids that begin so: a person types the first digits only."""
        with self._reading("matching") as connection:
            return [row[0] for row in connection.execute(statements.MATCHING, (beginning, limit))]

    def entries(self, state: State) -> Iterator[Entry]:
        """All of one state in the order of acceptance; what changes meanwhile may show either way."""
        after = 0
        while True:
            with self._reading("entries") as connection:
                rows = connection.execute(statements.LIST, (after, state.value, LISTED_AT_ONCE)).fetchall()
            yield from (entry_of(row[1:]) for row in rows)
            if len(rows) < LISTED_AT_ONCE:
                return
            after = rows[-1][0]

    def use_reserve(self) -> bool:
        """The disk is full: give the reserve to what settles. Whether there was one; nothing is accepted
        until it is laid again."""
        if self._reserve is None or not self._reserve.release():
            return False
        self._checkpoint()  # what is settled next overwrites the WAL from its beginning
        return True

    def tidy(self) -> None:
        """Forget what was delivered long ago and write the WAL back: for an idle moment."""
        before = self._clock() - DELIVERED_KEPT_S
        with self._transaction("tidy") as connection:
            connection.execute(statements.TRIM, (before, TRIMMED_AT_ONCE))
        self._checkpoint()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is done inside, by this thread, is one commit: all of it or, when anything raises, nothing."""
        with self._transaction("commit"):
            self._together_in = threading.get_ident()
            try:
                yield
            finally:
                self._together_in = None

    def relieve(self) -> None:
        """Write the WAL back if it has grown long: for the courier between two attempts, so that no accept
        ever has to."""
        with suppress(FileNotFoundError), self._path.with_name(self._path.name + "-shm").open("rb") as index:
            believed, written_back = wal.read_index(index.read(100))
            if believed - written_back > LONG_WAL_FRAMES:
                self._checkpoint()

    def _checkpoint(self) -> None:
        # On a connection of its own, outside the lock: SQLite lets an accept commit meanwhile.
        connection = connect(self._path)
        try:
            with typed_errors(self._path, "tidy"):
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        finally:
            connection.close()

    def _move(self, step: str, sql: str, values: tuple[object, ...]) -> None:
        """One statement that moves one envelope; its id is the last value."""
        with self._transaction(step) as connection:
            if connection.execute(sql, values).rowcount != 1:
                raise self._misstep(step, str(values[-1]))

    def _misstep(self, step: str, envelope_id: str) -> UnknownEnvelope | WrongState:
        """Why a step found no row to change."""
        row = self._connection.execute(
            "SELECT state, held FROM envelope WHERE id = ?", (envelope_id,)
        ).fetchone()
        if row is None:
            return UnknownEnvelope(f"Envelope {envelope_id}: not in the outbox.")
        state = "held" if row == ("waiting", 1) else row[0]
        return WrongState(f"Envelope {envelope_id}: {step} is not for an envelope that is {state}.")

    @contextmanager
    def _reading(self, step: str) -> Iterator[sqlite3.Connection]:
        turn = self._turns.first() if step == "accept" else self._turns.behind()
        with turn:
            try:
                with typed_errors(self._path, step):
                    yield self._connection
            except OutboxDamaged:
                if self._marker:
                    self._marker.distrust()
                raise

    @contextmanager
    def _transaction(self, step: str) -> Iterator[sqlite3.Connection]:
        if self._together_in == threading.get_ident():  # the lock is held, and `together` types the errors
            yield self._connection
            return
        with self._reading(step) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:  # SQLite itself has rolled back after some errors
                    connection.execute("ROLLBACK")
                raise
