"""The outbox's one connection: whose turn it is, what is one commit, what SQLite's errors are called.

One connection behind one lock serves all threads of the process. SQLite lets one writer in at a time anyway,
and between connections it hands over by sleeping and asking again; `turns.py` hands over at once. The lock is
never held over the network.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from offline_queue import statements, wal
from offline_queue.database import connect
from offline_queue.errors import OutboxDamaged, OutboxUnavailable
from offline_queue.run_marker import RunMarker
from offline_queue.sqlite_errors import typed_error, typed_errors
from offline_queue.turns import Turns

LONG_WAL_FRAMES = (
    2_000  # 8 MB of 4 KB pages: some 30 ms of writing back, long before SQLite does it in a commit
)
MOST_UNFILED = 200  # when nothing looks for so long, an accept files them: 2 ms once, and opening stays quick


class Commits:
    """Every turn but an accept's sees each envelope filed: with its row, its state and its place in a case.

    What fails raises OutboxUnavailable (OutboxDamaged, DiskFull), and nothing has changed.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, marker: RunMarker | None) -> None:
        self._path = path
        self._connection = connection
        self._marker = marker
        self._turns = Turns()
        self._together_in: int | None = None  # the thread whose steps are one commit now
        # The last seq of all and the ids that are not filed yet, so that an accept need not look for either.
        # Only one process accepts (run_marker). None: not known, ask the database.
        self._last_seq: int | None = None
        self._unfiled: set[str] = set()

    def close(self) -> None:
        """Close the connection when whoever has the turn is done."""
        with self._turns.behind():
            self._connection.close()

    def store(self, label: tuple[object, ...], sealed: bytes) -> bool:
        """Write a row of statements.ACCEPT without its seq: one commit, or a part of `together`.

        `label` begins with the id; False when that is there already. Takes the next turn.
        """
        # No context manager more than needed: this is what a citizen waits for.
        with self._turns.first():
            try:
                return self._store(label, sealed)
            except sqlite3.Error as error:
                self._last_seq = None
                raise self._told(error, "accept") from error

    def _store(self, label: tuple[object, ...], sealed: bytes) -> bool:
        connection = self._connection
        if len(self._unfiled) >= MOST_UNFILED and not connection.in_transaction:
            with self._one_commit():
                pass
        if self._last_seq is None:
            self._unfiled = {id_ for _, id_, *_ in connection.execute(statements.UNFILED)}
            self._last_seq = connection.execute(statements.LAST_SEQ).fetchone()[0]
        id_ = str(label[0])
        if id_ in self._unfiled:
            return False
        seq = self._last_seq + 1
        if connection.execute(statements.ACCEPT, (seq, *label, sealed)).rowcount != 1:
            if connection.execute(statements.IS_KNOWN, (id_,)).fetchone()[0]:
                return False
            raise sqlite3.IntegrityError("the next number is taken")
        self._last_seq = seq
        self._unfiled.add(id_)
        return True

    @contextmanager
    def looking(self, step: str) -> Iterator[sqlite3.Connection]:
        """A turn to read in, behind whatever accept waits."""
        with self.counting(step) as connection:
            if not connection.in_transaction and connection.execute(statements.UNFILED).fetchone():
                with self._one_commit():
                    pass
            yield connection

    @contextmanager
    def counting(self, step: str) -> Iterator[sqlite3.Connection]:
        """As `looking`, for what needs no envelope to be filed: it never writes."""
        with self._turns.behind(), self._typed(step):
            yield self._connection

    @contextmanager
    def writing(self, step: str) -> Iterator[sqlite3.Connection]:
        """A turn that is one commit, or a part of `together`."""
        if self._together_in == threading.get_ident():  # the lock is held, and `together` types the errors
            yield self._connection
            return
        with self._turns.behind(), self._typed(step), self._one_commit():
            yield self._connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is done inside, by this thread, is one commit: all of it or, when anything raises, nothing."""
        with self.writing("commit"):
            self._together_in = threading.get_ident()
            try:
                yield
            finally:
                self._together_in = None

    @contextmanager
    def together_first(self) -> Iterator[None]:
        """As `together`, in the next turn: a citizen waits for it."""
        with self._turns.first(), self.together():
            yield

    def relieve(self) -> None:
        """Write the WAL back if it has grown long: for the courier between two attempts, so that no accept
        ever has to."""
        with suppress(FileNotFoundError), self._path.with_name(self._path.name + "-shm").open("rb") as index:
            believed, written_back = wal.read_index(index.read(100))
            if believed - written_back > LONG_WAL_FRAMES:
                self.checkpoint()

    def checkpoint(self) -> None:
        """Write the WAL back, on a connection of its own and outside the lock: accepts commit meanwhile."""
        connection = connect(self._path)
        try:
            with typed_errors(self._path, "tidy"):
                connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
        finally:
            connection.close()

    @contextmanager
    def _one_commit(self) -> Iterator[None]:
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            for row in connection.execute(statements.UNFILED).fetchall():
                connection.execute(statements.FILE, row)
            self._unfiled = set()
            yield
            connection.execute("COMMIT")
        except BaseException:
            self._last_seq = None
            if connection.in_transaction:  # SQLite itself has rolled back after some errors
                connection.execute("ROLLBACK")
            raise

    @contextmanager
    def _typed(self, step: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._told(error, step) from error

    def _told(self, error: sqlite3.Error, step: str) -> OutboxUnavailable:
        """The error in the post room's words; of damage the next start hears too."""
        told = typed_error(self._path, step, error)
        if isinstance(told, OutboxDamaged) and self._marker:
            self._marker.distrust()
        return told
