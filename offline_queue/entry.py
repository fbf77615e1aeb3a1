"""What the outbox tells about an envelope without its sealed bytes.

An envelope moves between its states in these ways only:

    accept                                → waiting     one row; its place among the others is filed later
    mark_sending      waiting             → sending     written before the attempt
    mark_delivered    sending             → delivered   with the centre's receipt in hand
    retry_at          sending             → waiting
    set_aside         waiting, sending    → set_aside   for a person; exported too, when the centre refused it
    mark_exported     waiting, set_aside  → exported    read back from the stick; the bytes stay here too
    mark_imported     exported            → delivered   with the centre's receipt, brought back on the stick
    retry_now         set_aside, exported → waiting     a person says so; what waits already is due at once
    opening           sending             → waiting     a crash came between the attempt and its result

After such a crash the centre may have the envelope or not; the same id on the next attempt tells it.
"""

import json
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """Where an envelope stands."""

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    SET_ASIDE = "set_aside"
    EXPORTED = "exported"


@dataclass(frozen=True)
class Entry:
    """One row of the outbox. Times are seconds since the epoch, `size` is bytes of the sealed body.

    `due_at` counts while the envelope waits: 0 is "at once". `settled_at` and `receipt` come with delivery,
    `settled_at` and `reason` with setting aside. `held`: an earlier one of its `case` is not settled.
    """

    id: str
    kind: str
    item_code: str
    created_at: float
    digest: str
    size: int
    state: State
    attempts: int
    due_at: float
    settled_at: float | None
    receipt: dict[str, object] | None
    reason: str | None
    case: str | None
    held: bool


_FIELDS = tuple(field.name for field in fields(Entry))


def entry_of(row: tuple[Any, ...]) -> Entry:
    """The entry of a row of `statements.COLUMNS`."""
    values: dict[str, Any] = dict(zip(_FIELDS, row, strict=True))
    values["state"] = State(values["state"])
    values["receipt"] = json.loads(values["receipt"]) if values["receipt"] else None
    values["held"] = bool(values["held"])
    return Entry(**values)


@dataclass(frozen=True)
class Counts:
    """How many envelopes are in each state."""

    waiting: int = 0
    sending: int = 0
    delivered: int = 0
    set_aside: int = 0
    exported: int = 0

    @property
    def backlog(self) -> int:
        """Accepted and not yet known to be at the centre."""
        return self.waiting + self.sending
