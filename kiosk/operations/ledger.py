"""The ledger (台账): one masked row for everything accepted or printed here, and the paper that it took."""

import sqlite3
from dataclasses import astuple, dataclass
from enum import StrEnum
from pathlib import Path

# One step a version; PRAGMA user_version says how many are done. A step that is shipped never changes.
MIGRATIONS = (
    """
    CREATE TABLE IF NOT EXISTS ledger (
        number TEXT PRIMARY KEY, at TEXT NOT NULL, item_code TEXT NOT NULL, kind TEXT NOT NULL,
        holder TEXT NOT NULL, receive_number TEXT NOT NULL, slip_printed INTEGER NOT NULL
    ) STRICT;
    """,
    """
    CREATE TABLE paper (
        at TEXT NOT NULL, number TEXT NOT NULL, printer TEXT NOT NULL, outcome TEXT NOT NULL, sheets INTEGER
    ) STRICT;
    """,
)


class Outcome(StrEnum):
    """What became of a print. Until the mouth says more, a slip that came out is `printed`."""

    PRINTED = "printed"
    TAKEN = "taken"
    TAKEN_BACK = "taken_back"
    LEFT = "left"  # stands in the mouth, and the printer could not take it back
    FAILED = "failed"


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


@dataclass(frozen=True)
class PaperRow:
    """One print job under the number it belongs to; `sheets` None where the printer does not count."""

    at: str
    number: str
    printer: str
    outcome: Outcome
    sheets: int | None = None


class Ledger:
    """Rows bear the masked name only; the number finds the case at the centre.

    Written from worker threads, one at a time: the hall serves one citizen.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, path: Path) -> "Ledger":
        """Opens or begins the ledger at `path` (mode 0600), and brings an older one to this version."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(0o600)
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA journal_mode=WAL")
        (done,) = connection.execute("PRAGMA user_version").fetchone()
        for version, step in enumerate(MIGRATIONS[done:], done + 1):
            connection.executescript(f"BEGIN; {step} PRAGMA user_version = {version}; COMMIT;")
        return cls(connection)

    def note(self, row: LedgerRow) -> None:
        """Writes one row; the same number again replaces it (a slip that came at the second try)."""
        self._connection.execute("INSERT OR REPLACE INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?)", astuple(row))

    def note_paper(self, row: PaperRow) -> None:
        """Adds one print job."""
        self._connection.execute("INSERT INTO paper VALUES (?, ?, ?, ?, ?)", astuple(row))

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

    def prints(self, printer: str, outcome: Outcome) -> int:
        """How many jobs of `printer` ended so."""
        (jobs,) = self._connection.execute(
            "SELECT count(*) FROM paper WHERE printer = ? AND outcome = ?", (printer, outcome)
        ).fetchone()
        return int(jobs)

    def sheets(self, printer: str) -> int:
        """The sheets that `printer` counted, those of failed jobs among them."""
        (sheets,) = self._connection.execute(
            "SELECT coalesce(sum(sheets), 0) FROM paper WHERE printer = ?", (printer,)
        ).fetchone()
        return int(sheets)

    def close(self) -> None:
        self._connection.close()
