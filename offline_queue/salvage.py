"""What can still be read of a damaged outbox, written to a new one. The damaged files are only read.

An envelope whose sealed bytes are lost or changed is set aside without them, so that a person can tell the
citizen. Sealed bytes whose envelope is lost, or was not filed yet, wait again under the label that stands
beside them: the centre may have them already, and their id tells it.
"""

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from offline_queue.entry import State
from offline_queue.pages import Pages, Row, Value
from offline_queue.schema import RECOUNT

LOST_BODY = "damaged: the sealed bytes could not be read any more"
_ENVELOPE_COLUMNS = range(13, 25)  # of the first version, and of some to come
_BODY_COLUMNS = range(8, 9)
_HEX = re.compile(r"[0-9a-f]+")
_COMMIT_EVERY = 500  # rows; with megabytes each a transaction must end before the log fills the disk

_ENVELOPE = """
    INSERT OR IGNORE INTO envelope (seq, id, kind, item_code, created_at, digest, size, state, attempts,
        due_at, settled_at, receipt, reason, case_id, held)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, 0)"""
_HOLD = """
    UPDATE envelope SET held = 1
    WHERE case_id IS NOT NULL AND state IN ('waiting', 'sending') AND EXISTS (
        SELECT 1 FROM envelope AS earlier
        WHERE earlier.case_id = envelope.case_id AND earlier.state IN ('waiting', 'sending')
            AND earlier.seq < envelope.seq)"""
_WITHOUT_BODY = """
    UPDATE envelope SET state = 'set_aside', reason = ?
    WHERE state IN ('waiting', 'sending', 'set_aside', 'exported')
        AND NOT EXISTS (SELECT 1 FROM body WHERE body.seq = envelope.seq)"""
_ENVELOPE_OF_BODY = """
    INSERT OR IGNORE INTO envelope (seq, id, kind, item_code, created_at, digest, size, case_id, state)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting')"""
_BODY = """
    INSERT OR IGNORE INTO body (seq, id, kind, item_code, created_at, digest, case_id, sealed)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""


@dataclass(frozen=True)
class Salvaged:
    """How many envelopes, how many of them without their sealed bytes, how many were known by
    the label of their sealed bytes only."""

    envelopes: int
    without_body: int
    by_label: int


def salvage(damaged: Path, connection: sqlite3.Connection) -> Salvaged:
    """Read the database at `damaged` with its log page by page into the empty one at `connection`.

    Takes one row into memory at a time. Raises sqlite3.Error of the new database, and OSError.
    """
    with ExitStack() as stack:
        log = damaged.with_name(damaged.name + "-wal")
        files = (
            stack.enter_context(damaged.open("rb")),
            stack.enter_context(log.open("rb")) if log.exists() else None,
        )
        both = [Pages(*files), Pages(*files, behind=True)]  # what is known first stays
        envelopes = _in_commits(
            connection,
            (_keep_envelope(connection, row) for pages in both for row in pages.rows(_ENVELOPE_COLUMNS)),
        )
        by_label = _in_commits(
            connection,
            (_keep_body(connection, row) for pages in both for row in pages.rows(_BODY_COLUMNS)),
        )
    without = connection.execute(_WITHOUT_BODY, (LOST_BODY,)).rowcount
    connection.execute(_HOLD)
    connection.execute(RECOUNT)
    return Salvaged(envelopes, without, by_label)


def _in_commits(connection: sqlite3.Connection, steps: Iterator[bool]) -> int:
    """Run the steps, some hundred in one commit; how many said yes."""
    said_yes = 0
    connection.execute("BEGIN")
    for number, yes in enumerate(steps, start=1):
        said_yes += yes
        if number % _COMMIT_EVERY == 0:
            connection.execute("COMMIT")
            connection.execute("BEGIN")
    connection.execute("COMMIT")
    return said_yes


def _keep_envelope(connection: sqlite3.Connection, row: Row) -> bool:
    seq, (_, id_, kind, item_code, created_at, digest, size, state, attempts, due_at, *rest) = row
    settled_at, receipt, reason, case, *_ = [*rest, None]
    if not (
        _is_hex(id_, 32)
        and _is_hex(digest, 64)
        and state in list(State)
        and all(isinstance(value, str) for value in (kind, item_code))
        and all(isinstance(value, int) for value in (size, attempts))
        and all(isinstance(value, int | float) for value in (created_at, due_at))
        and isinstance(settled_at, int | float | None)
        and all(isinstance(value, str | None) for value in (receipt, reason, case))
    ):
        return False
    values = (seq, id_, kind, item_code, created_at, digest, size, state, attempts, due_at)
    return connection.execute(_ENVELOPE, (*values, settled_at, receipt, reason, case)).rowcount == 1


def _keep_body(connection: sqlite3.Connection, row: Row) -> bool:
    """Store the sealed bytes with their envelope; whether this was made anew from their label."""
    seq, (_, id_, kind, item_code, created_at, digest, case, sealed) = row
    if not (isinstance(sealed, bytes) and hashlib.sha256(sealed).hexdigest() == digest):
        return False
    label = (id_, kind, item_code, created_at, digest)
    anew = False
    found = connection.execute("SELECT digest, state FROM envelope WHERE seq = ?", (seq,)).fetchone()
    if found is None:
        if not (
            _is_hex(id_, 32)
            and all(isinstance(value, str) for value in (kind, item_code))
            and isinstance(created_at, int | float)
            and isinstance(case, str | None)
        ):
            return False
        values = (seq, *label, len(sealed), case)
        anew = connection.execute(_ENVELOPE_OF_BODY, values).rowcount == 1
    elif found[0] != digest or found[1] == State.DELIVERED:
        return False
    if anew or found is not None:
        connection.execute(_BODY, (seq, *label, case, sealed))
    return anew


def _is_hex(value: Value, length: int) -> bool:
    return isinstance(value, str) and len(value) == length and _HEX.fullmatch(value) is not None
