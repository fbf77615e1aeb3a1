"""The frames of a lamp controller, as its maker prints them in a table that the terminal's settings hold.

There is no standard. The defaults are this project's own; every part of them is configurable, for controllers
that take short ASCII texts with a lamp's address in them and answer with a word such as OK, or not at all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

ADDRESS = "{n}"
LINE_ENDS = b"\r\n"
MAX_LINE_BYTES = 64

# The guide lights of CEN/XFS that a terminal of this kind has, on a controller that counts from 1.
SLOTS = MappingProxyType(
    {
        "id_card": "1",
        "receipt_printer": "2",
        "a4_printer": "3",
        "document_scanner": "4",
        "qr_scanner": "5",
        "keypad": "6",
    }
)


class LampState(StrEnum):
    """What a lamp does."""

    OFF = "off"
    ON = "on"
    BLINK = "blink"


@dataclass(frozen=True)
class LampTable:
    """The controller's table: `{n}` in a frame stands for the lamp's address, as the controller writes it.

    `blink` None: the controller cannot blink, and the lamp is lit instead. `reply` "": it never answers.
    `reply_ends` False: its answer has no line end behind it. ValueError for a table that cannot work.
    """

    slots: Mapping[str, str] = field(default_factory=lambda: SLOTS)
    on: str = "L{n}1\r\n"
    off: str = "L{n}0\r\n"
    blink: str | None = "L{n}2\r\n"
    reply: str = "OK"
    reply_ends: bool = True

    def __post_init__(self) -> None:
        for text in (self.on, self.off, self.blink):
            if text is not None and (ADDRESS not in text or not text.isascii()):
                raise ValueError(f"a lamp's frame is ASCII with {ADDRESS} in it, unlike {text!r}")
        if not (self.reply.isascii() and self.reply == self.reply.strip()):
            raise ValueError(f"a reply is ASCII without space around it, unlike {self.reply!r}")
        if len(self.reply) > MAX_LINE_BYTES:
            raise ValueError("the reply is too long")
        if not self.slots or len(set(self.slots.values())) < len(self.slots):
            raise ValueError("there is no slot, or two slots have one lamp")
        if not all(address and address.isascii() for address in self.slots.values()):
            raise ValueError("a lamp's address is ASCII")

    @property
    def answers(self) -> bool:
        """Whether the controller answers at all."""
        return bool(self.reply)

    def request(self, slot: str, state: LampState) -> bytes:
        """The frame for a lamp; KeyError for a slot without one."""
        text = {LampState.OFF: self.off, LampState.ON: self.on, LampState.BLINK: self.blink or self.on}[state]
        return text.replace(ADDRESS, self.slots[slot]).encode("ascii")


class LineReader:
    """Cuts a stream of bytes into lines; never holds more than one line besides what it is fed."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> Iterator[str]:
        """Yields each line that ended, without its end and the space around it; no empty ones."""
        for byte in data:
            if byte in LINE_ENDS:
                yield from self.rest()
            else:
                self._held.append(byte)
                del self._held[:-MAX_LINE_BYTES]  # noise without end: only its tail can be an answer

    def rest(self) -> Iterator[str]:
        """What came without a line end, after which nothing more will come."""
        line = self._held.decode("ascii", "replace").strip()
        self._held.clear()
        if line:
            yield line
