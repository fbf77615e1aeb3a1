"""How each simulated device can be broken by hand, and healed."""

from collections.abc import Callable
from dataclasses import dataclass

from screens.text import Text

Act = Callable[[], None]


@dataclass(frozen=True)
class Way:
    """One way to break a device; `alone` when the far end can only be spoilt in one such way at a time.

    `begin` MUST be harmless where it has begun already: it is called again after the plug was pulled.
    """

    key: str
    name: Text
    begin: Act
    end: Act
    alone: bool = False


class Breakable:
    """One device of the rig: which of its ways are on, and whether it is plugged in.

    Every method may block and raise what the simulator raises; what is noted here changes only when it did
    not.
    """

    def __init__(self, kind: str, name: Text, ways: tuple[Way, ...], unplug: Act, replug: Act) -> None:
        self.kind = kind
        self.name = name
        self.ways = {way.key: way for way in ways}
        self.plugged = True
        self.broken: list[str] = []
        self._unplug = unplug
        self._replug = replug

    def turn(self, key: str) -> None:
        """Breaks the device in this way, or no more."""
        if key in self.broken:
            self._end(key)
            return
        if self.ways[key].alone:
            for other in [each for each in self.broken if self.ways[each].alone]:
                self._end(other)
        self.ways[key].begin()
        self.broken.append(key)

    def turn_plug(self) -> None:
        """Pulls the plug or puts it back; what was broken before is broken still."""
        if self.plugged:
            self._unplug()
            self.plugged = False
            return
        self._replug()
        self.plugged = True
        for key in self.broken:
            self.ways[key].begin()

    def heal(self) -> None:
        """Plugged in and in good order."""
        if not self.plugged:
            self.turn_plug()
        for key in list(self.broken):
            self._end(key)

    def _end(self, key: str) -> None:
        self.ways[key].end()
        self.broken.remove(key)
