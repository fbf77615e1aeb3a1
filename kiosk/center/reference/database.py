"""The database behind the reference centre: a file of SQLite, or PostgreSQL by URL."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, inspect, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from kiosk.center.reference.tables import METADATA

BUSY_TIMEOUT_S = 30  # for another worker's commit; each holds the file for milliseconds
TRY_AGAIN_S = 0.02
WRITING = {"writes": True}  # execution options of a transaction that writes
CREATION_LOCK = 359_999  # advisory: two workers that start at once make the tables one after the other


class NoDatabase(Exception):
    """The database cannot be opened; the sentence names no password."""


def sqlite_url(path: Path) -> URL:
    """The URL of a file."""
    return URL.create("sqlite", database=str(path))


def open_database(url: str | URL) -> Engine:
    """Connects and makes the tables that are missing. Raises NoDatabase.

    `postgresql://` means the driver that comes along (pg8000); another one installed is named in the URL.
    """
    try:
        target = make_url(url)
        if target.drivername == "postgresql":
            target = target.set(drivername="postgresql+pg8000")
        if target.get_backend_name() == "sqlite":
            engine = create_engine(target, connect_args={"timeout": BUSY_TIMEOUT_S})
            event.listen(engine, "connect", _durable)
            event.listen(engine, "begin", _begin)
        else:
            engine = create_engine(target, pool_pre_ping=True)  # the server may have started anew
        with engine.connect().execution_options(**WRITING) as db, db.begin():
            if engine.dialect.name == "postgresql":
                db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({CREATION_LOCK})")
            METADATA.create_all(db)
            _check_columns(db)
    except (SQLAlchemyError, ImportError, OSError) as error:
        cause = error.orig if isinstance(error, SQLAlchemyError) and hasattr(error, "orig") else error
        raise NoDatabase(f"{type(cause).__name__}: {cause}") from error
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: committed at the end, rolled back by an exception."""
    with engine.connect().execution_options(**WRITING) as db, db.begin():
        yield db


def upsert(db: Connection, table: Table) -> Any:
    """An INSERT that may say what happens where the key is taken."""
    return (postgresql if db.dialect.name == "postgresql" else sqlite).insert(table)


def _check_columns(db: Connection) -> None:
    """Raises NoDatabase for tables of an earlier version: nothing is guessed into them."""
    held = inspect(db)
    for table in METADATA.tables.values():
        missing = set(table.columns.keys()) - {column["name"] for column in held.get_columns(table.name)}
        if missing:
            raise NoDatabase(f"table {table.name} is of an earlier version (no {', '.join(sorted(missing))})")


def _durable(connection: Any, _: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 - told to mypy
    connection.isolation_level = None  # transactions begin in `_begin`
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """SQLite refuses the change at once, without its time-out, while another worker makes the same change."""
    until = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(TRY_AGAIN_S)
        else:
            return


def _begin(connection: Connection) -> None:
    # Who reads first and writes then could be refused in the middle; a writer waits at its beginning.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
