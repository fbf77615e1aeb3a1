"""One sealed submission: what delivery needs to know, and the bytes that only the centre can read."""

import hashlib
import re
import uuid
from dataclasses import dataclass

from offline_queue.errors import EnvelopeDamaged

_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Envelope:
    """A sealed submission on its way to the centre.

    `id` is 32 lower-case hex digits (a UUID 4) and the idempotency key of every attempt; `kind` and
    `item_code` are codes; `created_at` is in seconds since the epoch; `digest` is the SHA-256 of `sealed`
    in hex, computed when left empty. Envelopes of one `case` (empty: of none) go out one after the other, in
    the order of acceptance; nothing else keeps an order.

    Raises ValueError for an id of another form, EnvelopeDamaged when a given digest does not match.
    """

    id: str
    kind: str
    item_code: str
    created_at: float
    sealed: bytes
    digest: str = ""
    case: str = ""

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.id):
            raise ValueError("An envelope's id is 32 lower-case hex digits.")
        digest = hashlib.sha256(self.sealed).hexdigest()
        if self.digest not in ("", digest):
            raise EnvelopeDamaged(f"Envelope {self.id}: the sealed bytes do not match their digest.")
        object.__setattr__(self, "digest", digest)


def new_envelope(kind: str, item_code: str, created_at: float, sealed: bytes, case: str = "") -> Envelope:
    """An envelope under a fresh id."""
    return Envelope(uuid.uuid4().hex, kind, item_code, created_at, sealed, case=case)
