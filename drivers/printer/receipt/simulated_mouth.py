"""The simulated presenter: what stands in the printer's mouth, and what becomes of it.

It reads its models' commands by itself, from their manuals, and knows nothing of the driver's table.
"""

import time
from collections.abc import Callable

from drivers.printer.receipt.paper import Ticket
from drivers.printer.receipt.reading import Command, take

_FS_P, _GS_E, _GS_R, _ESC_FF, _EM, _ENQ = b"\x1cP", b"\x1de", b"\x1dR", b"\x1b\x0c", b"\x19", b"\x05"
_COMMANDS = {
    "vkp80iii": {_FS_P},
    "kpm210": {_GS_E},
    "reliance": {_GS_E},
    "tptcm": {_GS_E},
    "pmu2300": {_GS_R},
    "ttp": {_ESC_FF, _EM, _ENQ},
}


class SimulatedMouth:
    """A slip that was cut lies in the presenter until it is shown; then somebody takes it, or not.

    `taken`, `bin` and `dropped` hold what was taken, pulled back, and thrown out. While `jams` a slip sticks
    on its way (`jams_next`: from the next slip on); while `bin_full` nothing is pulled back.
    """

    def __init__(self, model: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.commands = _COMMANDS[model]
        self.taken: list[Ticket] = []
        self.bin: list[Ticket] = []
        self.dropped: list[Ticket] = []
        self.jams = self.jams_next = self.bin_full = False
        self._shows_by_itself = model == "pmu2300"
        self._clock = clock
        self._inside: Ticket | None = None
        self._shown: Ticket | None = None
        self._until: float | None = None

    @property
    def shown(self) -> Ticket | None:
        """What a passer-by sees."""
        self._keep_time()
        return self._shown

    def take(self) -> Ticket | None:
        """Pull the slip out, as a citizen does."""
        self._keep_time()
        slip, self._shown = self._shown, None
        if slip is not None:
            self.taken.append(slip)
        return slip

    def swallow(self, slip: Ticket) -> None:
        """A slip was cut off; whatever stood in the mouth is pushed out by it."""
        self._throw_out()
        self._inside = slip
        self.jams, self.jams_next = self.jams or self.jams_next, False
        if self._shows_by_itself:
            self._show(None)

    def obey(self, name: bytes, answers: bytearray) -> Command:
        """Reads the parameters of one command and does it; answers in order go to `answers`."""
        if name == _FS_P:
            _steps, _blink, _what, seconds = yield from take(4)
            self._show(seconds or None)
        elif name == _GS_E:
            yield from self._ejector(answers)
        elif name == _GS_R:
            if (yield) == 0x30:
                self._pull_back()
            else:
                seconds = yield
                self._until = self._clock() + seconds if seconds else None
        elif name == _ESC_FF:
            yield
            self._show(None)
        elif name == _EM:
            (self._pull_back if (yield) >= 100 else self._throw_out)()
        else:
            self._throw_out()

    def full_status(self) -> bytes:
        """What DLE EOT 20 answers, but for the paper and the cover."""
        self._keep_time()
        return bytes([0x10, 0x0F, 0x80 | 0x20 * (self._shown is not None), 0x00, 0x40 * self.jams, 0x00])

    def _ejector(self, answers: bytearray) -> Command:
        match (yield):
            case 2:
                self._pull_back()
            case 3:
                yield
                self._show(None)
            case 5:
                self._throw_out()
            case 6:
                self._keep_time()
                answers.append(0x04 | 0x08 * (self._shown is not None) | 0x80 * self.jams)

    def _show(self, seconds: float | None) -> None:
        if self.jams:
            return
        self._shown, self._inside = self._inside or self._shown, None
        self._until = self._clock() + seconds if seconds is not None else None

    def _pull_back(self) -> None:
        if not self.bin_full:
            self.bin += filter(None, (self._shown, self._inside))
            self._shown = self._inside = None

    def _throw_out(self) -> None:
        for slip in filter(None, (self._shown, self._inside)):
            self.dropped.append(slip)
        self._shown = self._inside = None

    def _keep_time(self) -> None:
        if self._until is not None and self._clock() >= self._until:
            self._until = None
            self._pull_back()
