"""One code as a scanner hands it on, and whether it is shown anew or merely still."""

import hashlib
import time
from dataclasses import dataclass

REPEAT_S = 1.5  # the same code within this is still the same showing


@dataclass(frozen=True, repr=False)
class ScannedCode:
    """One code: its bytes as they came, and its text. It has no repr: it may say who somebody is."""

    data: bytes
    text: str


class Showing:
    """Remembers the last code, as a digest only: it is kept beyond the visit."""

    def __init__(self, repeat_s: float = REPEAT_S) -> None:
        self._repeat_s = repeat_s
        self._last: tuple[bytes, float] = (b"", 0.0)

    def is_new(self, data: bytes) -> bool:
        """Whether these bytes are another showing than the last one; asked once for each code."""
        digest, now = hashlib.sha256(data).digest(), time.monotonic()
        last, when = self._last
        if digest == last and now - when < self._repeat_s:
            return False
        self._last = (digest, now)
        return True
