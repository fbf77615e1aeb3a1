"""Opens the outbox's SQLite file: private, durable, checked after an unclean end, moved aside if damaged."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import structlog

from offline_queue.errors import OutboxDamaged, OutboxUnavailable
from offline_queue.schema import migrate, read_version

BUSY_TIMEOUT_S = 5.0  # another process (a technician's command) may be in the middle of a write
# The courier checkpoints when idle, so that an accept pays for one fsync only; this is the limit for a day
# without an idle moment (32 MB of 4 KB pages).
AUTOCHECKPOINT_PAGES = 8_000
_SUFFIXES = ("", "-wal", "-shm", "-journal")
# Due after the never tried ones: an envelope on which the process died must not be the first again.
_RECOVER = "UPDATE envelope SET state = 'waiting', due_at = ? WHERE state = 'sending'"
_DAMAGE_CODES = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)  # https://www.sqlite.org/rescode.html

log = structlog.get_logger()


def open_database(path: Path, *, check: bool, now: float) -> sqlite3.Connection:
    """The database at `path`, begun anew where there is none. With `check` (the last end was unclean) it is
    read over first. It comes back migrated, and what was "sending" is "waiting" again.

    A damaged one is renamed with its -wal and -shm, never deleted, and a new one begun.
    Raises OutboxUnavailable, NewerDatabase, OSError; the file is then as it was.
    """
    if not path.exists():
        # Left by a crash while a damaged database was moved aside: SQLite would replay it into the new one.
        move_aside(path, now)
    try:
        return _open(path, check=check, now=now)
    except OutboxDamaged as error:
        log.warning("outbox.database_moved_aside", moved_to=move_aside(path, now), error=str(error))
    return _open(path, check=False, now=now)


def _open(path: Path, *, check: bool, now: float) -> sqlite3.Connection:
    if not path.exists():
        # SQLite gives -wal and -shm the mode of the database.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
    if check:
        _check(path)
    connection = connect(path)
    try:
        with typed_errors(path, "opening"):
            migrate(connection)
            recovered = connection.execute(_RECOVER, (now,)).rowcount
    except BaseException:
        connection.close()
        raise
    log.info("outbox.opened", ended_cleanly=not check, recovered=recovered)
    return connection


def _check(path: Path) -> None:
    """Read every page over, changing nothing: a connection that may write folds the WAL in when it closes."""
    with typed_errors(path, "checking"):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_S)
        with closing(connection):
            finding = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if finding != "ok":
        raise OutboxDamaged(f"Outbox {path.name}: the check found damage.")


def connect(path: Path) -> sqlite3.Connection:
    """One connection in autocommit mode with the outbox's settings, for any thread, one at a time."""
    with typed_errors(path, "opening"):
        connection = sqlite3.connect(
            path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
    try:
        with typed_errors(path, "opening"):
            read_version(connection)  # before anything that could write
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute(f"PRAGMA wal_autocheckpoint = {AUTOCHECKPOINT_PAGES}")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def typed_errors(path: Path, step: str) -> Iterator[None]:
    """SQLite's errors as OutboxUnavailable, or OutboxDamaged where the file itself is broken."""
    try:
        yield
    except sqlite3.Error as error:
        damaged = getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE_CODES
        kind = OutboxDamaged if damaged else OutboxUnavailable
        raise kind(f"Outbox {path.name}: {step} failed: {error}.") from error


def move_aside(path: Path, now: float) -> str:
    """Rename a database and what belongs to it; returns the new name, under which SQLite finds all parts."""
    stamp = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
    moved = f"{path.name}.damaged-{stamp}"
    number = 1
    while any(path.with_name(moved + suffix).exists() for suffix in _SUFFIXES):
        number += 1
        moved = f"{path.name}.damaged-{stamp}-{number}"
    for suffix in _SUFFIXES:
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(path.with_name(moved + suffix))
    sync_folder(path.parent)
    return moved


def sync_folder(folder: Path) -> None:
    """Make new and changed names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
