"""Who holds the outbox, and whether its last holder closed it."""

import fcntl
import os
from io import FileIO
from pathlib import Path
from typing import Self

from offline_queue.errors import OutboxInUse

_RUNNING = b"running\n"


class RunMarker:
    """A locked file beside the database; "running" stands in it from before the first write to a clean end.

    The lock (flock) ends with the process however it dies; the word stays, and tells the next start to check.
    """

    def __init__(self, file: FileIO, *, ended_cleanly: bool) -> None:
        self._file = file
        self.ended_cleanly = ended_cleanly
        self._trusted = True

    @classmethod
    def claim(cls, path: Path) -> Self:
        """Take the lock and write the word. Raises OutboxInUse when anyone else has the lock, and OSError."""
        file = FileIO(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            ended_cleanly = file.read() == b""
            if ended_cleanly:
                file.write(_RUNNING)
                os.fsync(file)
        except BlockingIOError as error:
            file.close()
            raise OutboxInUse(f"Outbox {path.stem}: another program holds it open.") from error
        except OSError:
            file.close()
            raise
        return cls(file, ended_cleanly=ended_cleanly)

    def distrust(self) -> None:
        """Damage was met: the next start must check, however this one ends."""
        self._trusted = False

    def finish(self) -> None:
        """The database is closed."""
        if self._trusted:
            self._file.truncate(0)
            os.fsync(self._file)
        self._file.close()

    def release(self) -> None:
        """The database was not opened, and what the last run left stays true."""
        if self.ended_cleanly:
            self.finish()
        else:
            self._file.close()
