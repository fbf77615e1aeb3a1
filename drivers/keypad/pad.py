"""What the driver wants of a keypad, whatever wire it hangs on; the keypads that do nothing but send keys."""

from collections import deque
from dataclasses import dataclass
from typing import Protocol

from drivers.device import DeviceState, DeviceStatus
from drivers.keypad.protocol import Command, Garbled, KeyPressed, TimedOut

KEPT_KEYS = 64  # as many as the kernel keeps of an input device

Heard = KeyPressed | TimedOut | Garbled


@dataclass(frozen=True)
class Fittings:
    """What a keypad has beside its five keys."""

    leds: bool = False
    voice: bool = False
    stars: bool = False


class Pad(Protocol):
    """One keypad on its wire, used by the device's thread only; its failures are `DeviceError`.

    Deadlines are absolute times of `time.monotonic()`.
    """

    def open(self) -> None:
        """Open the wire; does nothing when open."""

    def close(self) -> None:
        """Close it; never raises."""

    def look(self) -> None:
        """Raise `LineLost` when the keypad is unplugged; sends nothing."""

    def examine(self) -> DeviceStatus:
        """Whether the keypad is there. Loses no key of an open question."""

    def identify(self) -> str:
        """The keypad's own version; "" when it has none."""

    def start(self, timeout_s: int) -> tuple[int, ...]:
        """Put the question; returns the keys that came before anybody asked."""

    def resume(self, timeout_s: int) -> None:
        """Go on asking after something that was no answer."""

    def listen(self, deadline: float) -> tuple[Heard, ...]:
        """Wait until something comes, or the deadline."""

    def stop(self) -> tuple[Heard, ...]:
        """End the question; returns what came at the last moment."""

    def abandon(self) -> None:
        """End the question without waiting for the keypad's word."""

    def tell(self, command: Command) -> None:
        """Have the keypad speak or shine; returns when it has taken the command."""


class Keys(Protocol):
    """A wire on which nothing but keys arrives."""

    def open(self) -> None:
        """Open the wire; does nothing when open."""

    def close(self) -> None:
        """Close it; never raises."""

    def look(self) -> None:
        """Raise `LineLost` when the far end has hung up."""

    def read(self, deadline: float) -> tuple[int, ...]:
        """Wait for keys until the deadline; each is 1 to 5."""


class PlainPad:
    """A keypad that cannot be asked anything: it sends its keys, at any time.

    `proves_itself`: an open wire is proof of the keypad (the kernel lists it); otherwise only a key is.
    """

    def __init__(self, keys: Keys, *, proves_itself: bool) -> None:
        self._keys = keys
        self._proven = self._proves_itself = proves_itself
        self._kept: deque[int] = deque(maxlen=KEPT_KEYS)

    def open(self) -> None:
        """Open the wire and forget what an earlier one said."""
        self._keys.open()
        self._kept.clear()

    def close(self) -> None:
        """Close it; a keypad found again must prove itself again."""
        self._keys.close()
        self._proven = self._proves_itself

    def look(self) -> None:
        """Raise `LineLost` when the keypad is unplugged."""
        self._keys.look()

    def examine(self) -> DeviceStatus:
        """ONLINE when there is proof of the keypad, otherwise UNKNOWN: nothing speaks against it."""
        self._read(0.0)
        return DeviceStatus(DeviceState.ONLINE if self._proven else DeviceState.UNKNOWN)

    def identify(self) -> str:
        """It does not say."""
        return ""

    def start(self, timeout_s: int) -> tuple[int, ...]:
        """Nothing to send; what was kept came too early."""
        del timeout_s  # such a keypad has no clock
        self._read(0.0)
        early = tuple(self._kept)
        self._kept.clear()
        return early

    def resume(self, timeout_s: int) -> None:
        """It never stopped."""

    def listen(self, deadline: float) -> tuple[Heard, ...]:
        """The keys kept, or the next ones."""
        if not self._kept:
            self._read(deadline)
        heard = tuple(KeyPressed(key) for key in self._kept)
        self._kept.clear()
        return heard

    def stop(self) -> tuple[Heard, ...]:
        """Nothing to send."""
        return self.listen(0.0)

    def abandon(self) -> None:
        """Nothing to send."""

    def tell(self, command: Command) -> None:
        """Never called: such a keypad has nothing fitted."""

    def _read(self, deadline: float) -> None:
        keys = self._keys.read(deadline)
        self._proven = self._proven or bool(keys)
        self._kept.extend(keys)
