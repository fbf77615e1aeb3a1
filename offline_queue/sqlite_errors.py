"""SQLite's errors in the post room's own words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from offline_queue.errors import DiskFull, OutboxDamaged, OutboxUnavailable

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)  # https://www.sqlite.org/rescode.html


@contextmanager
def typed_errors(path: Path, step: str) -> Iterator[None]:
    """As DiskFull, OutboxDamaged where the file itself is broken, and OutboxUnavailable for the rest."""
    try:
        yield
    except sqlite3.Error as error:
        raise typed_error(path, step, error) from error


def typed_error(path: Path, step: str, error: sqlite3.Error) -> OutboxUnavailable:
    """The same for an error in hand."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    kind = OutboxUnavailable
    if code in _DAMAGE:
        kind = OutboxDamaged
    elif code == sqlite3.SQLITE_FULL:
        kind = DiskFull
    return kind(f"Outbox {path.name}: {step} failed: {error}.")
