"""Room on the disk that is kept for the courier: on a full one it must still write what the centre took."""

import os
import threading
from pathlib import Path

import structlog

RESERVE_BYTES = 4 * 1024 * 1024  # one case with its scans settled (its overwritten pages go through the WAL)

log = structlog.get_logger()


class Reserve:
    """A file beside the database that only takes up room. Thread-safe."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._laid = False
        self._told = False

    def lay(self) -> bool:
        """Take the room up unless it is taken; whether it is. Costs nothing while it is."""
        if self._laid:
            return True
        with self._lock:
            if self._laid:
                return True
            try:
                descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
                try:
                    os.posix_fallocate(descriptor, 0, RESERVE_BYTES)
                finally:
                    os.close(descriptor)
            except OSError as error:
                self._path.unlink(missing_ok=True)
                if not self._told:
                    log.warning("outbox.no_reserve", error=type(error).__name__)
                self._told = True
                return False
            self._told = False
            self._laid = True
            return True

    def release(self) -> bool:
        """Give the room back; whether there was any."""
        with self._lock:
            was_laid, self._laid = self._laid, False
            self._path.unlink(missing_ok=True)
        if was_laid:
            log.warning("outbox.reserve_used")
        return was_laid
