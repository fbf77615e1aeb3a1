"""The certificate that is in the printer now, written down so that a power cut leaves no copy valid unproved.

What is written is the message that would call it void: ids only, nothing about the person.
"""

import json
import uuid
from dataclasses import dataclass
from pathlib import Path

import structlog

from kiosk.files import write_durably

log = structlog.get_logger()


@dataclass(frozen=True)
class Unproved:
    """A certificate of which the printer has not said that it came out. `key`: the envelope's of its void."""

    key: str
    item_code: str
    void: bytes


class MidPrint:
    """At most one certificate; `path` None keeps nothing over a restart."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._now: Unproved | None = None

    def begin(self, item_code: str, void: bytes) -> Unproved:
        """Notes it before the first page: a cut before this line has printed nothing."""
        self._now = Unproved(uuid.uuid4().hex, item_code, void)
        if self._path is not None:
            row = {"key": self._now.key, "item": item_code, "void": void.decode()}
            try:
                write_durably(self._path, json.dumps(row).encode())
            except OSError as error:
                log.error("certificate.not_noted", error=type(error).__name__)  # noqa: TRY400  no traceback
        return self._now

    def end(self) -> None:
        """It came out, or its void is in the post room. A cut just before calls a good copy void: the citizen
        gets another, where the other way round a torn one would stay valid."""
        self._now = None
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def left(self) -> Unproved | None:
        """What the last run left; a note that cannot be read is put away as none."""
        if self._path is None or not self._path.exists():
            return None
        try:
            row = json.loads(self._path.read_bytes())
            return Unproved(str(row["key"]), str(row["item"]), str(row["void"]).encode())
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.error("certificate.note_unreadable", error=type(error).__name__)  # noqa: TRY400
            return None
