"""The far end of the lamps' line: a controller by the same table, whose lamps can be looked at."""

import threading
from collections.abc import Iterator
from enum import StrEnum

from drivers.far_end import FarEnd, Fault, PtyEnd, spoil
from drivers.lamps.protocol import LampState, LampTable

SLOW_S = 0.3
REFUSAL = "ERR"
LINE_END = "\r\n"


class LampFault(StrEnum):
    """What may go wrong at this device, beside the wire's own faults."""

    REFUSES = "refuses"
    POWER_CYCLED = "power_cycled"


class LampSimulator:
    """A controller of `table` on `end`, a pty without waiting unless another is given."""

    def __init__(self, table: LampTable | None = None, end: FarEnd | None = None) -> None:
        self.table = table or LampTable()
        self.end = end or PtyEnd()
        self._lamps = dict.fromkeys(self.table.slots, LampState.OFF)
        # Without a blink of its own the frame of BLINK is that of ON, which stands behind it and wins.
        self._meanings = {
            self.table.request(slot, state): (slot, state)
            for slot in self.table.slots
            for state in (LampState.BLINK, LampState.ON, LampState.OFF)
        }
        self._longest = max(map(len, self._meanings), default=0)
        self._held = b""
        self._changed = threading.Condition()
        self._fault: Fault | LampFault | None = None
        self._fault_times: int | None = None

    @property
    def url(self) -> str:
        """What the driver opens."""
        return self.end.url

    @property
    def lamps(self) -> dict[str, LampState]:
        """What every slot's lamp does now."""
        with self._changed:
            return dict(self._lamps)

    def start(self) -> None:
        """Begin to answer."""
        self.end.start(self._serve)

    def stop(self) -> None:
        """Stop answering and free the line."""
        self.end.stop()

    def inject(self, fault: Fault | LampFault, *, times: int | None = None) -> None:
        """From now on something is wrong, for ever or some times. The plug's faults happen at once."""
        match fault:
            case Fault.UNPLUG:
                self.end.unplug()
            case Fault.REPLUG:
                self.end.replug()
            case Fault.RENUMBER:
                self.end.renumber()
            case LampFault.POWER_CYCLED:
                with self._changed:
                    self._lamps = dict.fromkeys(self._lamps, LampState.OFF)
            case _:
                with self._changed:
                    self._fault, self._fault_times = fault, times

    def heal(self) -> None:
        """Nothing is wrong any more; an unplugged line still needs `Fault.REPLUG`."""
        with self._changed:
            self._fault = None

    def wait_for(self, slot: str, state: LampState, timeout_s: float = 5.0) -> bool:
        """Block until the slot's lamp does that; False when it did not in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._lamps[slot] is state, timeout_s)

    def _serve(self, data: bytes) -> Iterator[bytes]:
        self._held += data
        while (request := self._next_request()) is not None:
            with self._changed:
                fault = self._next_fault()
                if fault is not LampFault.REFUSES:
                    slot, state = self._meanings[request]
                    self._lamps[slot] = state
                    self._changed.notify_all()
            if fault is Fault.SLOW:
                self.end.pause(SLOW_S)
            if self.table.answers:
                word = REFUSAL if fault is LampFault.REFUSES else self.table.reply
                reply = (word + LINE_END * self.table.reply_ends).encode("ascii")
                yield spoil(reply, fault) if isinstance(fault, Fault) else reply

    def _next_request(self) -> bytes | None:
        """The first whole frame in what came; anything before it is lost."""
        places = [(at, frame) for frame in self._meanings if (at := self._held.find(frame)) >= 0]
        if not places:
            self._held = self._held[-self._longest :]
            return None
        at, frame = min(places)
        self._held = self._held[at + len(frame) :]
        return frame

    def _next_fault(self) -> Fault | LampFault | None:
        fault = self._fault
        if fault is not None and self._fault_times is not None:
            self._fault_times -= 1
            if self._fault_times <= 0:
                self._fault = None
        return fault
