"""How long to wait before the next attempt. Pure; times in seconds."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Backoff:
    """Exponential backoff with full jitter (https://aws.amazon.com/builders-library/, "Timeouts, retries…").

    The jitter keeps a district's terminals from knocking all together when the centre comes back.
    """

    base_s: float = 2.0
    cap_s: float = 600.0

    def delay_s(self, attempts: int, random: Callable[[], float], after_s: float | None = None) -> float:
        """The wait after the `attempts`-th failed attempt, from 1; or `after_s` where that is longer.

        `random` gives [0, 1).
        """
        delay = random() * min(self.cap_s, self.base_s * 2.0 ** min(attempts - 1, 32))
        if after_s is None or not after_s > 0:
            return delay
        return max(delay, after_s + random() * self.base_s)


DEFAULT_BACKOFF = Backoff()
BREAKER_BACKOFF = Backoff(cap_s=60.0)  # short: it also holds up envelopes that would get through
