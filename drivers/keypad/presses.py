"""Which reports of a key are somebody's answer, and which a key that was down before the question."""

from dataclasses import dataclass

SETTLE_S = 0.25  # nobody reads a question faster than this
REPEAT_S = 0.6  # held keys are reported again within this; a person is slower
STUCK_S = 3.0  # nobody leans on a key for longer


@dataclass(frozen=True)
class _Held:
    since: float
    last: float


class Presses:
    """The keys of one question, begun at `begun`; times are those of `time.monotonic()`."""

    def __init__(self, begun: float, settle_s: float = SETTLE_S) -> None:
        self._settled = begun + settle_s
        self._held: dict[int, _Held] = {}

    def note(self, key: int, now: float) -> None:
        """The key was reported, and it is no answer."""
        held = self._held.get(key)
        goes_on = held is not None and now - held.last < REPEAT_S
        self._held[key] = _Held(held.since if held is not None and goes_on else now, now)

    def is_answer(self, key: int, now: float) -> bool:
        """Whether the report is a press of its own; one that is not keeps its key held."""
        held = self._held.get(key)
        if now >= self._settled and (held is None or now - held.last >= REPEAT_S):
            return True
        self.note(key, now)
        return False

    @property
    def stuck(self) -> bool:
        """Whether a key has been held for longer than anybody does."""
        return any(held.last - held.since >= STUCK_S for held in self._held.values())
