"""Whether the centre as a whole is away. Pure; times in seconds."""

from collections.abc import Callable
from dataclasses import dataclass, field

from offline_queue.backoff import BREAKER_BACKOFF, Backoff


@dataclass
class Breaker:
    """Tells a centre that is away from an envelope that will not go: then one probe at a time goes out.

    It opens when different envelopes fail in a row, and closes with the first success. While it is open, the
    rest of the queue is not tried at all: a million waiting envelopes cost as many attempts as one.
    """

    threshold: int = 3  # one bad envelope, failing again and again, never opens it
    backoff: Backoff = BREAKER_BACKOFF
    failed: set[str] = field(default_factory=set)
    openings: int = 0
    opened_at: float = 0.0
    hold_s: float = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the centre counts as away."""
        return self.openings > 0

    def wait_s(self, now: float) -> float:
        """How long to hold everything back: 0 while closed and when a probe is due."""
        if not self.is_open or now < self.opened_at:  # the clock was set back: better a probe too early
            return 0.0
        return max(0.0, self.opened_at + self.hold_s - now)

    def failure(
        self, envelope_id: str, now: float, random: Callable[[], float], after_s: float | None
    ) -> None:
        """An attempt proved nothing; `after_s` as the centre named it."""
        self.failed.add(envelope_id)
        if self.is_open or len(self.failed) >= self.threshold:
            self.openings += 1
            self.opened_at = now
            self.hold_s = self.backoff.delay_s(self.openings, random, after_s)

    def success(self) -> None:
        """The centre answered."""
        self.failed.clear()
        self.openings = 0
