"""Opens the outbox's SQLite file: private, durable, checked after an unclean end, salvaged if damaged."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import structlog

from offline_queue import statements
from offline_queue.check import check
from offline_queue.errors import OutboxDamaged, OutboxUnavailable
from offline_queue.run_marker import LastEnd
from offline_queue.salvage import salvage
from offline_queue.schema import MIGRATIONS, migrate, read_version
from offline_queue.sqlite_errors import typed_errors

BUSY_TIMEOUT_S = 5.0  # another process (a technician's command) may be in the middle of a write
# The courier checkpoints when idle, so that an accept pays for one fsync only; this is the limit for a day
# without an idle moment (32 MB of 4 KB pages).
AUTOCHECKPOINT_PAGES = 8_000
_SUFFIXES = ("", "-wal", "-shm", "-journal")

log = structlog.get_logger()


def open_database(path: Path, last_end: LastEnd, now: float) -> tuple[sqlite3.Connection, bool]:
    """The database at `path`, begun anew where there is none, and whether all of it is known to be sound.

    After an unclean end it is read over first, a large one only in part. It comes back migrated, and what was
    "sending" is "waiting" again. A damaged one is renamed with its -wal and -shm, never deleted, and what can
    still be read of it goes into a new one.
    Raises OutboxUnavailable, NewerDatabase, OSError; the files are then as they were.
    """
    salvaged = path.with_name(path.name + ".salvaged")
    if salvaged.exists():  # the power was cut between salvaging and the renames
        _put_in_place(salvaged, path, now)
    elif not path.exists():
        # Left by a crash while a damaged database was moved aside: SQLite would replay it into the new one.
        move_aside(path, now)
    try:
        return _open(path, last_end, now)
    except OutboxDamaged as error:
        log.warning("outbox.database_damaged", error=str(error))
    _salvage(path, salvaged)
    _put_in_place(salvaged, path, now)
    return _open(path, LastEnd.CLEAN, now)


def join_database(path: Path) -> sqlite3.Connection:
    """The database of an outbox that another process may hold open, as it is.

    Raises OutboxUnavailable where there is none or its version is another one, NewerDatabase.
    """
    if not path.is_file():
        raise OutboxUnavailable(f"Outbox {path.name}: there is none here.")
    connection = connect(path)
    if read_version(connection) == len(MIGRATIONS):
        return connection
    connection.close()
    raise OutboxUnavailable(f"Outbox {path.name}: of an older version; start the kiosk once.")


def _open(path: Path, last_end: LastEnd, now: float) -> tuple[sqlite3.Connection, bool]:
    if not path.exists():
        # SQLite gives -wal and -shm the mode of the database.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
    checked = last_end == LastEnd.CLEAN or check(path, whole=last_end == LastEnd.DAMAGED)
    connection = connect(path)
    try:
        with typed_errors(path, "opening"):
            migrate(connection)
            recovered = connection.execute(statements.RECOVER, (now,)).rowcount
    except BaseException:
        connection.close()
        raise
    log.info("outbox.opened", ended_cleanly=last_end == LastEnd.CLEAN, recovered=recovered)
    return connection, checked


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


def _salvage(path: Path, salvaged: Path) -> None:
    """Write what can be read of the database at `path` to a new one at `salvaged`, durable and complete
    from the moment that this name exists."""
    unfinished = path.with_name(path.name + ".salvaging")
    for suffix in _SUFFIXES:
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600))
    with closing(connect(unfinished)) as connection, typed_errors(path, "salvaging"):
        migrate(connection)
        found = salvage(path, connection)
        # Into one file: a rename takes no -wal along.
        connection.execute("PRAGMA journal_mode = DELETE")
    log.warning(
        "outbox.salvaged",
        envelopes=found.envelopes,
        without_body=found.without_body,
        by_label=found.by_label,
    )
    unfinished.rename(salvaged)
    sync_folder(path.parent)


def _put_in_place(salvaged: Path, path: Path, now: float) -> None:
    log.warning("outbox.database_moved_aside", moved_to=move_aside(path, now))
    salvaged.rename(path)
    sync_folder(path.parent)


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
