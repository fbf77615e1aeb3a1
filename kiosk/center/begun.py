"""Where uploads that are not complete go on, over a restart too."""

import json
from contextlib import suppress
from pathlib import Path

from kiosk.files import write_durably

MOST = 100  # older ones are begun anew; a centre drops them after some days anyway


class Begun:
    """URLs by envelope, in a file if one is given; one that cannot be written or read costs a new upload."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._urls: dict[str, str] = {}
        if path is not None:
            with suppress(OSError, ValueError):
                read = json.loads(path.read_text(encoding="utf-8"))
                if isinstance(read, dict):
                    self._urls = {str(envelope_id): str(url) for envelope_id, url in read.items()}

    def of(self, envelope_id: str) -> str | None:
        """Where it goes on."""
        return self._urls.get(envelope_id)

    def note(self, envelope_id: str, url: str) -> None:
        """It was begun there."""
        self._urls[envelope_id] = url
        for oldest in list(self._urls)[:-MOST]:
            del self._urls[oldest]
        self._write()

    def forget(self, envelope_id: str) -> None:
        """It is complete, or gone."""
        if self._urls.pop(envelope_id, None) is not None:
            self._write()

    def _write(self) -> None:
        if self._path is not None:
            with suppress(OSError):
                write_durably(self._path, json.dumps(self._urls).encode())
