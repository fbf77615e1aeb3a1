"""Whether the outbox's database is sound: at the start after an unclean end, and on beside the work."""

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import structlog

from offline_queue import statements, wal
from offline_queue.errors import OutboxDamaged, OutboxUnavailable
from offline_queue.schema import MIGRATIONS, read_version
from offline_queue.sqlite_errors import typed_errors

# About 5 ms of reading. A larger database is opened after a look at what every start needs, and read over
# while it works: a kiosk with days of scans waiting must not keep its citizens waiting too.
CHECKED_AT_ONCE_BYTES = 4 * 1024 * 1024
_STEPS_BETWEEN_LOOKS = 100_000  # of SQLite's machine, about 10 ms: how soon a running check can be stopped
_WAIT_S = 5.0

log = structlog.get_logger()


def check(path: Path, *, whole: bool) -> bool:
    """Read the database over, changing nothing; False when only a part was, for its size.

    Raises OutboxDamaged, OutboxUnavailable.
    """
    everything = whole or path.stat().st_size <= CHECKED_AT_ONCE_BYTES
    with closing(_connect(path)) as connection, typed_errors(path, "checking"):
        # One that may write would fold the WAL in when it closes.
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # now the WAL is indexed
        if _is_log_cut_in_the_middle(path):
            raise OutboxDamaged(f"Outbox {path.name}: the write-ahead log is damaged before its end.")
        _quick_check(path, connection, "1" if everything else "count")
        if read_version(connection) == len(MIGRATIONS):
            connection.execute(statements.LAST_SEQ).fetchone()  # every accept passes there
    return everything


class BackgroundCheck:
    """Reads a large database over in a thread of its own and calls `on_damage` at most once.

    The outbox goes on working: what is damaged raises when it is met, and the next start salvages.
    """

    def __init__(self, path: Path, on_damage: Callable[[], None]) -> None:
        self._path = path
        self._on_damage = on_damage
        self._complete = False
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="outbox-check", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> bool:
        """Give up wherever it is; whether all was read and found sound."""
        self._stopping.set()
        self._thread.join()
        return self._complete

    def _run(self) -> None:
        try:
            with closing(_connect(self._path)) as connection, typed_errors(self._path, "checking"):
                connection.execute("PRAGMA cache_size = -256")  # KiB: no page is read twice
                connection.set_progress_handler(self._stopping.is_set, _STEPS_BETWEEN_LOOKS)
                _quick_check(self._path, connection, "1")
            self._complete = True
        except OutboxDamaged:
            log.error("outbox.damage_found")  # noqa: TRY400  # there is nothing more to tell
            self._on_damage()
        except OutboxUnavailable:  # stopped, or the disk failed: the next start looks again
            pass


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_WAIT_S, check_same_thread=False
    )


def _quick_check(path: Path, connection: sqlite3.Connection, what: str) -> None:
    finding = connection.execute(f"PRAGMA quick_check({what})").fetchone()
    if finding is None or finding[0] != "ok":
        raise OutboxDamaged(f"Outbox {path.name}: the check found damage.")


def _is_log_cut_in_the_middle(path: Path) -> bool:
    """Whether commits stand behind the frame where SQLite stopped to believe the log.

    One may be the last commit, torn by the power cut before it was promised to anybody. Of two the first was
    durable before the second was begun.
    """
    try:
        with path.with_name(path.name + "-wal").open("rb") as file:
            header = wal.read_header(file)
            if header is None:
                return False
            with path.with_name(path.name + "-shm").open("rb") as index:
                believed, _ = wal.read_index(index.read(100))
            return wal.count_commits_behind(file, header, believed) > 1
    except FileNotFoundError:
        return False
