"""Who holds the outbox, and how its last holder ended."""

import fcntl
import os
from contextlib import suppress
from enum import Enum
from io import FileIO
from pathlib import Path
from typing import Self

from offline_queue.errors import OutboxInUse


class LastEnd(Enum):
    """How the last holder ended; the value stands in the file while that may be true."""

    CLEAN = b""
    CUT = b"running\n"  # or it runs now
    DAMAGED = b"damaged\n"  # it had met damage


class RunMarker:
    """A locked file beside the database; "running" stands in it from before the first write to a clean end.

    The lock (flock) ends with the process however it dies; the word stays, and tells the next start to check.
    """

    def __init__(self, file: FileIO, last_end: LastEnd) -> None:
        self._file = file
        self.last_end = last_end
        self._trusted = True

    @classmethod
    def claim(cls, path: Path) -> Self:
        """Take the lock and write the word. Raises OutboxInUse when anyone else has the lock, and OSError."""
        file = FileIO(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            word = file.read()
            last_end = LastEnd(word) if word in (b"", LastEnd.DAMAGED.value) else LastEnd.CUT
            if last_end == LastEnd.CLEAN:
                _write(file, LastEnd.CUT)
        except BlockingIOError as error:
            file.close()
            raise OutboxInUse(f"Outbox {path.stem}: another program holds it open.") from error
        except OSError:
            file.close()
            raise
        return cls(file, last_end)

    def distrust(self) -> None:
        """Damage was met: the next start must check everything, however this one ends."""
        if self._trusted:
            self._trusted = False
            with suppress(OSError):  # "running" stands there still, and makes the next start check too
                _write(self._file, LastEnd.DAMAGED)

    def trust(self) -> None:
        """The database was opened and is sound: an old word of damage is done with."""
        if self.last_end == LastEnd.DAMAGED:
            _write(self._file, LastEnd.CUT)

    def finish(self, *, sound: bool = True) -> None:
        """The database is closed; `sound` when nothing of it is still to be checked."""
        if self._trusted and sound:
            _write(self._file, LastEnd.CLEAN)
        self._file.close()

    def release(self) -> None:
        """The database was not opened, and what the last run left stays true."""
        if self.last_end == LastEnd.CLEAN:
            self.finish()
        else:
            self._file.close()


def _write(file: FileIO, end: LastEnd) -> None:
    # Never shorter than what stands there before it is synced: the word is at most one sector.
    os.pwrite(file.fileno(), end.value, 0)
    os.ftruncate(file.fileno(), len(end.value))
    os.fsync(file)
