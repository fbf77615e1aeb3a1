"""What a simulated slip printer says of itself, bit by bit (Epson ESC/POS command reference)."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum


class PrinterFault(StrEnum):
    """What may go wrong in a slip printer besides the faults of any wire."""

    PAPER_LOW = "paper_low"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    CUTTER_ERROR = "cutter_error"
    HEAD_HOT = "head_hot"
    UNRECOVERABLE = "unrecoverable"


ERRORS = frozenset({PrinterFault.CUTTER_ERROR, PrinterFault.HEAD_HOT, PrinterFault.UNRECOVERABLE})


@dataclass(frozen=True)
class SimulatedStatus:
    """The bytes for one set of `faults`, the end of the roll among them."""

    faults: AbstractSet[PrinterFault]

    @property
    def is_offline(self) -> bool:
        """Whether the printer has stopped printing."""
        return not self.faults <= {PrinterFault.PAPER_LOW}

    def real_time(self, n: int) -> int:
        """The answer to DLE EOT n."""
        match n:
            case 1:
                return 0x12 | 0x08 * self.is_offline
            case 2:
                return self._bits(0x12, cover_open=0x04, paper_out=0x20) | 0x40 * bool(self.faults & ERRORS)
            case 3:
                return self._bits(0x12, cutter_error=0x08, unrecoverable=0x20, head_hot=0x40)
            case _:
                return self._bits(0x12, paper_out=0x60) | 0x0C * self._ends

    def automatic(self) -> bytes:
        """The four bytes of GS a."""
        return bytes(
            [
                self._bits(0x10, cover_open=0x20) | 0x08 * self.is_offline,
                self._bits(0x00, cutter_error=0x08, unrecoverable=0x20, head_hot=0x40),
                self._bits(0x00, paper_out=0x0C) | 0x03 * self._ends,
                0x00,
            ]
        )

    @property
    def _ends(self) -> bool:
        return bool(self.faults & {PrinterFault.PAPER_LOW, PrinterFault.PAPER_OUT})

    def _bits(self, base: int, **bits: int) -> int:
        return base | sum(bit for name, bit in bits.items() if PrinterFault(name) in self.faults)
