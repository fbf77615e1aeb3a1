"""What is tried, rung after rung, with a reader that fails: a fresh line, a reset, no power for a moment.

The fresh line is the supervisor's. The others stand here, because only the driver knows the commands.
"""

import subprocess
import time
from collections.abc import Callable

import structlog

RESET_AT = 2  # failed checks in a row
POWER_CYCLE_AT = 4
POWER_CYCLE_EVERY_S = 600.0  # a reader that is broken for good must not make its hub flicker
COMMAND_S = 10.0

log = structlog.get_logger()


class ResetLadder:
    """Climbed at each failed check, left at the first good one. Used in the device's thread only."""

    def __init__(
        self, power_cycle: tuple[str, ...] = (), clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._power_cycle = power_cycle
        self._clock = clock
        self._failures = 0
        self._cycled_at = float("-inf")

    def well(self) -> None:
        """The reader answered."""
        self._failures = 0

    def climb(self, device: str, reset: Callable[[], None]) -> None:
        """The reader failed once more; `reset` may not raise."""
        self._failures += 1
        if self._failures == RESET_AT:
            log.warning("id_card.reset", device=device)
            reset()
        waits = self._clock() - self._cycled_at < POWER_CYCLE_EVERY_S
        if self._failures >= POWER_CYCLE_AT and self._power_cycle and not waits:
            self._cycled_at = self._clock()
            self._take_power_away(device)

    def _take_power_away(self, device: str) -> None:
        log.warning("id_card.power_cycled", device=device)
        try:
            subprocess.run(self._power_cycle, check=True, timeout=COMMAND_S, capture_output=True)
        except (OSError, subprocess.SubprocessError) as error:
            log.error("id_card.power_cycle_failed", device=device, error=type(error).__name__)  # noqa: TRY400
