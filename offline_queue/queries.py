"""What is asked of the outbox's tables, on a connection whose turn it is."""

import sqlite3
from typing import Any

from offline_queue import statements
from offline_queue.entry import Counts, Entry, State, entry_of
from offline_queue.envelope import Envelope
from offline_queue.errors import EnvelopeDamaged, UnknownEnvelope, WrongState

MAX_WAIT_S = 6 * 3600.0  # no wait is longer (urllib3 caps Retry-After so): beyond it, the clock was set back
LISTED_AT_ONCE = 1_000  # so that a listing never keeps a snapshot, and with it the WAL, for long

_SMALL_AND_LARGE = (0, 1)


def due(connection: sqlite3.Connection, now: float, limit: int) -> list[Entry]:
    """At most `limit` (from 1) of what may be sent at `now`; the order is Outbox.due's."""
    rows: list[tuple[Any, ...]] = []
    for large in _SMALL_AND_LARGE:
        for span in ((-1.0, now), (now + MAX_WAIT_S, float("inf"))):
            if not rows or len(rows) < limit:
                rows += connection.execute(statements.DUE, (large, *span, limit - len(rows))).fetchall()
    return [entry_of(row) for row in rows]


def next_due_at(connection: sqlite3.Connection) -> float | None:
    """When the next waiting envelope is due, None when none waits."""
    found = [connection.execute(statements.NEXT_DUE_AT, (large,)).fetchone()[0] for large in _SMALL_AND_LARGE]
    return min((due_at for due_at in found if due_at is not None), default=None)


def counts(connection: sqlite3.Connection) -> Counts:
    """How many are in each state; what is not filed yet waits."""
    return Counts(**dict(connection.execute(statements.COUNTS)))


def oldest_backlog_at(connection: sqlite3.Connection) -> float | None:
    """When the oldest of the backlog was created, filed or not; None when there is none."""
    rows = connection.execute(statements.OLDEST_TRIED_AT).fetchall()
    for large in _SMALL_AND_LARGE:
        rows += connection.execute(statements.FIRST_DUE_CREATED_AT, (large,)).fetchall()
    rows += connection.execute(statements.FIRST_UNFILED_CREATED_AT).fetchall()
    return min((created_at for (created_at,) in rows if created_at is not None), default=None)


def entry(connection: sqlite3.Connection, envelope_id: str) -> Entry | None:
    """What is known of one envelope."""
    row = connection.execute(statements.ENTRY, (envelope_id,)).fetchone()
    return entry_of(row) if row else None


def matching(connection: sqlite3.Connection, beginning: str, limit: int) -> list[str]:
    """The ids that begin so."""
    return [row[0] for row in connection.execute(statements.MATCHING, (beginning, limit))]


def listed(connection: sqlite3.Connection, state: State, after: int) -> tuple[list[Entry], int | None]:
    """The first of one state behind the place `after`, and the place to go on from, None at the end."""
    rows = connection.execute(statements.LIST, (after, state.value, LISTED_AT_ONCE)).fetchall()
    return [entry_of(row[1:]) for row in rows], rows[-1][0] if len(rows) == LISTED_AT_ONCE else None


def envelope(connection: sqlite3.Connection, envelope_id: str) -> Envelope:
    """An envelope with its sealed bytes. Raises UnknownEnvelope, EnvelopeDamaged."""
    row = connection.execute(statements.READ, (envelope_id,)).fetchone()
    if row is None:
        raise UnknownEnvelope(f"Envelope {envelope_id}: not in the outbox.")
    return _whole(row)


def sendable(connection: sqlite3.Connection, envelope_id: str) -> Envelope | None:
    """The same of one that waits and is not held, else None. Raises EnvelopeDamaged."""
    row = connection.execute(statements.TAKE, (envelope_id,)).fetchone()
    return None if row is None else _whole(row)


def misstep(connection: sqlite3.Connection, step: str, envelope_id: str) -> UnknownEnvelope | WrongState:
    """Why a step found no row to change."""
    row = connection.execute(statements.STANDING, (envelope_id,)).fetchone()
    if row is None:
        return UnknownEnvelope(f"Envelope {envelope_id}: not in the outbox.")
    state = "held" if row == (State.WAITING, 1) else row[0]
    return WrongState(f"Envelope {envelope_id}: {step} is not for an envelope that is {state}.")


def _whole(row: tuple[Any, ...]) -> Envelope:
    if row[4] is None:
        raise EnvelopeDamaged(f"Envelope {row[0]}: there are no sealed bytes.")
    return Envelope(*row)
