"""An upsd on a loopback port, with one UPS to pull the mains from."""

import threading
from collections.abc import Iterator

from drivers.far_end import FarEnd, Fault, SocketEnd, spoil
from drivers.ups.protocol import CHARGE, MAKER, MODEL, RUNTIME, STATUS, split_words

SLOW_S = 0.3
RUNTIME_AT_FULL_S = 1800
LOW_PERCENT = 20


class UpsdSimulator:
    """Answers LIST VAR for `ups` on `end`, a loopback port unless another is given."""

    def __init__(self, ups: str = "ups", end: FarEnd | None = None) -> None:
        self.ups = ups
        self.end = end or SocketEnd()
        self.variables = {MAKER: "Simulated", MODEL: "UPS 1000"}
        self._lock = threading.Lock()
        self._held = b""
        self._fault: Fault | None = None
        self._fault_times: int | None = None
        self._error = ""
        self.set_power(on_mains=True, charge_percent=100)

    @property
    def url(self) -> str:
        """What the driver opens."""
        return self.end.url

    def start(self) -> None:
        """Begin to answer."""
        self.end.start(self._serve)

    def stop(self) -> None:
        """Stop answering and free the port."""
        self.end.stop()

    def set_power(self, *, on_mains: bool, charge_percent: int) -> None:
        """Pull the mains or give them back, at a charge."""
        flags = ["OL" if on_mains else "OB"]
        if charge_percent < LOW_PERCENT:
            flags.append("LB")
        with self._lock:
            self.variables |= {
                STATUS: " ".join(flags),
                CHARGE: str(charge_percent),
                RUNTIME: str(RUNTIME_AT_FULL_S * charge_percent // 100),
            }

    def refuse(self, code: str) -> None:
        """Answer `ERR code` from now on, such as DATA-STALE."""
        with self._lock:
            self._error = code

    def inject(self, fault: Fault, *, times: int | None = None) -> None:
        """From now on something is wrong, for ever or some times. The plug's faults happen at once."""
        match fault:
            case Fault.UNPLUG:
                self.end.unplug()
            case Fault.REPLUG:
                self.end.replug()
            case Fault.RENUMBER:
                self.end.renumber()
            case _:
                with self._lock:
                    self._fault, self._fault_times = fault, times

    def heal(self) -> None:
        """Nothing is wrong any more; an unplugged port still needs `Fault.REPLUG`."""
        with self._lock:
            self._fault = None
            self._error = ""

    def _serve(self, data: bytes) -> Iterator[bytes]:
        *lines, self._held = (self._held + data).split(b"\n")
        for line in lines:
            with self._lock:
                fault = self._next_fault()
                answer = self._answer(split_words(line.decode())).encode()
            if fault is Fault.SLOW:
                self.end.pause(SLOW_S)
            yield answer if fault is None else spoil(answer, fault)

    def _answer(self, words: list[str]) -> str:
        if words[:2] != ["LIST", "VAR"]:
            return "ERR UNKNOWN-COMMAND\n"
        if self._error:
            return f"ERR {self._error}\n"
        if words[2:] != [self.ups]:
            return "ERR UNKNOWN-UPS\n"
        quoted = {
            name: value.replace("\\", "\\\\").replace('"', '\\"') for name, value in self.variables.items()
        }
        entries = [f'VAR {self.ups} {name} "{value}"' for name, value in sorted(quoted.items())]
        return "\n".join((f"BEGIN LIST VAR {self.ups}", *entries, f"END LIST VAR {self.ups}", ""))

    def _next_fault(self) -> Fault | None:
        fault = self._fault
        if fault is not None and self._fault_times is not None:
            self._fault_times -= 1
            if self._fault_times <= 0:
                self._fault = None
        return fault
