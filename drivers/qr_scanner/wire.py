"""What the driver wants of a scanner, whatever it hangs on."""

from typing import Protocol

from drivers.device import DeviceStatus
from drivers.qr_scanner.receiver import Damage, Payload

Heard = Payload | Damage


class Wire(Protocol):
    """One scanner on its wire, used by the device's thread only; its failures are `DeviceError`.

    Deadlines are absolute times of `time.monotonic()`.
    """

    @property
    def is_open(self) -> bool:
        """Whether the wire is open as far as known; a lost one closes itself."""

    def open(self) -> None:
        """Open the wire; does nothing when open."""

    def close(self) -> None:
        """Close it; never raises."""

    def look(self) -> None:
        """Raise `LineLost` when the scanner is unplugged; sends nothing."""

    def examine(self) -> DeviceStatus:
        """Whether the scanner is there. Loses no code that is waited for."""

    def start(self) -> None:
        """Begin to wait for a code: forget what came unasked, light up."""

    def listen(self, deadline: float) -> tuple[Heard, ...]:
        """Wait until something ends, or the deadline."""

    def stop(self) -> None:
        """Wait no more: the light goes out, and what still comes is forgotten."""
