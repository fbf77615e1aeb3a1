"""The ledger (台账): one masked row for everything that was accepted or printed here."""

import sqlite3
from dataclasses import astuple, dataclass
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS ledger (
    number TEXT PRIMARY KEY, at TEXT NOT NULL, item_code TEXT NOT NULL, kind TEXT NOT NULL,
    holder TEXT NOT NULL, receive_number TEXT NOT NULL, slip_printed INTEGER NOT NULL
) STRICT
"""


@dataclass(frozen=True)
class LedgerRow:
    """`at` in ISO 8601; `holder` masked; `receive_number` "" while the centre has not answered."""

    number: str
    at: str
    item_code: str
    kind: str
    holder: str
    receive_number: str
    slip_printed: bool


class Ledger:
    """Rows bear the masked name only; the number finds the case at the centre.

    Written from worker threads, one at a time: the hall serves one citizen.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> "Ledger":
        """Opens or begins the ledger at `path` (mode 0600)."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(0o600)
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(SCHEMA)
        return cls(connection)

    def note(self, row: LedgerRow) -> None:
        """Writes one row; the same number again replaces it (a slip that came at the second try)."""
        self._connection.execute("INSERT OR REPLACE INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)", astuple(row))

    def last_number(self) -> str | None:
        """The number of the newest row, None in an empty ledger."""
        row = self._connection.execute(
            "SELECT number FROM ledger ORDER BY at DESC, rowid DESC LIMIT 1"
        ).fetchone()
        return str(row[0]) if row else None

    def count(self) -> int:
        """How many rows stand in the ledger."""
        (rows,) = self._connection.execute("SELECT count(*) FROM ledger").fetchone()
        return int(rows)

    def close(self) -> None:
        self._connection.close()
