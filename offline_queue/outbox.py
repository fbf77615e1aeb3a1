"""The outbox: accepted envelopes on disk until the centre has them. `entry.py` draws the states."""

import json
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

import structlog

from offline_queue import queries, statements
from offline_queue.check import BackgroundCheck
from offline_queue.commits import Commits
from offline_queue.database import join_database, open_database, sync_folder
from offline_queue.entry import Counts, Entry, State
from offline_queue.envelope import Envelope
from offline_queue.errors import DiskFull, EnvelopeTooLarge, OutboxUnavailable
from offline_queue.queries import MAX_WAIT_S
from offline_queue.reserve import Reserve
from offline_queue.run_marker import RunMarker

MAX_SEALED_BYTES = 64 * 1024 * 1024  # dozens of scanned pages; more is a mistake, and would block the line
DELIVERED_KEPT_S = 7 * 86400.0  # receipts stay for a week of questions at the counter
TRIMMED_AT_ONCE = 500  # keeps one tidy short enough for an accept to wait behind

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
        commits: Commits,
        clock: Callable[[], float],
        marker: RunMarker | None = None,
        reserve: Reserve | None = None,
        check: BackgroundCheck | None = None,
    ) -> None:
        self._path = path
        self._commits = commits
        self._clock = clock
        self._marker = marker
        self._reserve = reserve
        self._check = check
        self._untold: deque[tuple[str, str, int]] = deque()  # accepted and not logged yet: id, kind, size

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
        outbox = cls(path, Commits(path, connection, marker), clock, marker, reserve, check)
        if check:
            check.start()
        return outbox

    @classmethod
    def join(cls, path: Path | str, clock: Callable[[], float] = time.time) -> Self:
        """A technician's view of an existing outbox, whether the kiosk runs or not: nothing is begun,
        migrated, recovered or moved aside. Raises OutboxUnavailable, NewerDatabase.
        """
        path = Path(path)
        return cls(path, Commits(path, join_database(path), None), clock)

    def close(self) -> None:
        """Close for good; the next start need not check, unless damage was met."""
        self.tell()
        sound = self._check.stop() if self._check else True
        self._commits.close()
        if self._marker:
            self._marker.finish(sound=sound)

    def accept(self, envelope: Envelope) -> None:
        """Store an envelope: one commit, durable on return. The same id again adds no second row.

        Raises EnvelopeTooLarge, DiskFull (also while the reserve is given to the courier).
        """
        if self._stored(envelope):
            self._untold.append((envelope.id, envelope.kind, len(envelope.sealed)))

    def accept_together(self, envelopes: Sequence[Envelope]) -> None:
        """Store envelopes that belong together: one commit, all of them or none. Else as `accept`."""
        with self._commits.together_first():
            new = [envelope for envelope in envelopes if self._stored(envelope)]
        self._untold.extend((envelope.id, envelope.kind, len(envelope.sealed)) for envelope in new)

    def tell(self) -> None:
        """Log what was accepted: for the courier, so that no citizen waits for the journal."""
        while self._untold:
            envelope_id, kind, size = self._untold.popleft()
            log.info("outbox.accepted", envelope=envelope_id, kind=kind, size=size)

    def due(self, now: float, limit: int = 1) -> list[Entry]:
        """What may be sent now: small before large, then the longest due first, the never tried before all.

        Of one case never more than one, and none while one of it is being sent.
        """
        with self._commits.looking("due") as connection:
            return queries.due(connection, now, limit)

    def next_due_at(self) -> float | None:
        """When the next waiting envelope is due, None when none waits."""
        with self._commits.looking("next_due_at") as connection:
            return queries.next_due_at(connection)

    def mark_sending(self, envelope_id: str) -> Envelope:
        """waiting → sending, counted as an attempt: MUST come before it. Returns what to send.

        Raises UnknownEnvelope, WrongState, and EnvelopeDamaged (the state stays) when bytes are lost.
        """
        with self._commits.writing("mark_sending") as connection:
            envelope = queries.sendable(connection, envelope_id)
            if envelope is None:
                raise queries.misstep(connection, "mark_sending", envelope_id)
            connection.execute(statements.SENDING, (envelope_id,))
        return envelope

    def mark_delivered(self, envelope_id: str, receipt: dict[str, object]) -> None:
        """sending → delivered: the centre's receipt is kept, the sealed body dropped and overwritten.

        Raises UnknownEnvelope, WrongState.
        """
        self._settle("mark_delivered", statements.DELIVERED, envelope_id, receipt)

    def mark_imported(self, envelope_id: str, receipt: dict[str, object]) -> None:
        """exported → delivered, by a receipt that came back on the stick. Else as `mark_delivered`."""
        self._settle("mark_imported", statements.IMPORTED, envelope_id, receipt)

    def retry_at(self, envelope_id: str, due_at: float, reason: str | None = None) -> None:
        """sending → waiting until `due_at` (epoch seconds, at most MAX_WAIT_S from now).

        Raises UnknownEnvelope, WrongState.
        """
        due_at = min(due_at, self._clock() + MAX_WAIT_S)
        self._move("retry_at", statements.RETRY, (due_at, reason, envelope_id))

    def set_aside(self, envelope_id: str, reason: str, *, while_sending: bool = True) -> None:
        """waiting or sending → set_aside, with its body, for a person. Raises UnknownEnvelope, WrongState.

        Only the courier may take it out of an attempt: whoever else asks says `while_sending=False`, and may
        set an exported one aside too.
        """
        sql = statements.SET_ASIDE if while_sending else statements.SET_ASIDE_RESTING
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
        with self._commits.looking("read") as connection:
            return queries.envelope(connection, envelope_id)

    def counts(self) -> Counts:
        """How many are in each state; costs the same with ten and with a million."""
        with self._commits.counting("counts") as connection:
            return queries.counts(connection)

    def oldest_backlog_at(self) -> float | None:
        """When the oldest envelope that is not at the centre was created, None when there is none.

        Of those never tried, the first that was accepted counts as the oldest.
        """
        with self._commits.counting("oldest_backlog_at") as connection:
            return queries.oldest_backlog_at(connection)

    def entry(self, envelope_id: str) -> Entry | None:
        """What is known of one envelope, without its body."""
        with self._commits.looking("entry") as connection:
            return queries.entry(connection, envelope_id)

    def matching(self, beginning: str, limit: int = 2) -> list[str]:
        """The ids that begin so: a person types the first digits only."""
        with self._commits.looking("matching") as connection:
            return queries.matching(connection, beginning, limit)

    def entries(self, state: State) -> Iterator[Entry]:
        """All of one state in the order of acceptance; what changes meanwhile may show either way."""
        after: int | None = 0
        while after is not None:
            with self._commits.looking("entries") as connection:
                found, after = queries.listed(connection, state, after)
            yield from found

    def use_reserve(self) -> bool:
        """The disk is full: give the reserve to what settles. Whether there was one; nothing is accepted
        until it is laid again."""
        if self._reserve is None or not self._reserve.release():
            return False
        self._commits.checkpoint()  # what is settled next overwrites the WAL from its beginning
        return True

    def tidy(self) -> None:
        """Forget what was delivered long ago and write the WAL back: for an idle moment."""
        before = self._clock() - DELIVERED_KEPT_S
        with self._commits.writing("tidy") as connection:
            connection.execute(statements.TRIM, (before, TRIMMED_AT_ONCE))
        self._commits.checkpoint()

    def together(self) -> AbstractContextManager[None]:
        """What is done inside, by this thread, is one commit: all of it or, when anything raises, nothing."""
        return self._commits.together()

    def relieve(self) -> None:
        """Write the WAL back if it has grown long: for the courier between two attempts."""
        self._commits.relieve()

    def _stored(self, envelope: Envelope) -> bool:
        size = len(envelope.sealed)
        if size > MAX_SEALED_BYTES:
            raise EnvelopeTooLarge(f"Envelope {envelope.id}: {size} bytes, the limit is {MAX_SEALED_BYTES}.")
        if self._reserve and not self._reserve.lay():
            raise DiskFull(f"Outbox {self._path.name}: accept failed: the disk is full.")
        label = (
            envelope.id,
            envelope.kind,
            envelope.item_code,
            envelope.created_at,
            envelope.digest,
            envelope.case or None,
        )
        return self._commits.store(label, envelope.sealed)

    def _settle(self, step: str, sql: str, envelope_id: str, receipt: dict[str, object]) -> None:
        written = _to_json(receipt)
        with self._commits.writing(step) as connection:
            rows = connection.execute(sql, (self._clock(), written, envelope_id)).fetchall()
            if not rows:
                raise queries.misstep(connection, step, envelope_id)
            connection.execute(statements.DROP_BODY, rows[0])

    def _move(self, step: str, sql: str, values: tuple[object, ...]) -> None:
        """One statement that moves one envelope; its id is the last value."""
        with self._commits.writing(step) as connection:
            if connection.execute(sql, values).rowcount != 1:
                raise queries.misstep(connection, step, str(values[-1]))
