"""Whether more may be accepted, by what waits already and by the room that is left. Pure; times in seconds.

A terminal that takes applications for days without a network deceives: at some point the citizen is better
sent to a window. The limits say when, before anybody fills in a form.
"""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why nothing more is accepted; the first that holds, the most pressing first."""

    DISK = "disk"
    COUNT = "count"
    AGE = "age"


@dataclass(frozen=True)
class Limits:
    """`count`: envelopes that are not at the centre. `age_s`: how long the oldest may wait.
    `free_bytes`: what must be left on the disk above the reserve: some cases with their scans, and the log.
    """

    count: int = 10_000
    age_s: float = 3 * 86400.0
    free_bytes: int = 512 * 1024 * 1024


@dataclass(frozen=True)
class Backlog:
    """`count` of `Counts.backlog`, `oldest_at` of `Outbox.oldest_backlog_at`, `free_bytes` of the disk."""

    count: int
    oldest_at: float | None
    free_bytes: int


@dataclass(frozen=True)
class Gate:
    """Open, or closed for a reason."""

    reason: Reason | None = None

    @property
    def is_open(self) -> bool:
        """Whether an envelope may be accepted."""
        return self.reason is None


DEFAULT_LIMITS = Limits()


def gate(backlog: Backlog, now: float, limits: Limits = DEFAULT_LIMITS) -> Gate:
    """What the gate says at `now`. A clock that was set back makes nothing old."""
    if backlog.free_bytes < limits.free_bytes:
        return Gate(Reason.DISK)
    if backlog.count >= limits.count:
        return Gate(Reason.COUNT)
    if backlog.oldest_at is not None and now - backlog.oldest_at > limits.age_s:
        return Gate(Reason.AGE)
    return Gate()
