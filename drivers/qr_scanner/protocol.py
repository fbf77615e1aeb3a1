"""Commands and replies of three families of serial scanners, as bytes.

Sources: Newland NLS serial programming manual (nls 2.0: `~ SOH 0000 # TAG ; ETX`, answered by
`STX SOH 0000 # TAG ACK ; ETX`), Grow GM65 user manual (zone registers, CRC-16/XMODEM), Honeywell area imager
user's guide (`SYN T CR`, `SYN U CR`).
"""

import re
from binascii import crc_hqx
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

ACK, NAK = 0x06, 0x15
GM65_SKIP_CRC = bytes.fromhex("ab cd")  # the scanner takes it for any checksum
GM65_MAX_DATA_BYTES = 32  # of a reply; the longest one in use has two
GM65_TRIGGER_ZONE, GM65_MODE_ZONE, GM65_BAUD_ZONE = 0x0002, 0x0000, 0x002A
NEWLAND_MAX_REPLY_BYTES = 64
ANSWER_S = 0.5  # the manuals promise an answer within 500 ms


class Family(StrEnum):
    """Whose commands the scanner speaks."""

    NEWLAND = "newland"
    GM65 = "gm65"
    HONEYWELL = "honeywell"
    HID = "hid"  # a USB scanner that types: no bytes at all


class Mode(StrEnum):
    """TRIGGER: reads when told to. PRESENTATION: reads whatever is held before it, again and again."""

    TRIGGER = "trigger"
    PRESENTATION = "presentation"


@dataclass(frozen=True)
class Reply:
    """One framed answer. `tag` names the setting it is about (Newland), `data` is the value asked for."""

    ok: bool
    tag: str = ""
    data: bytes = b""


@dataclass(frozen=True)
class Command:
    """One command: its name for messages, its bytes, and what tells its answer from a late one."""

    name: str
    request: bytes
    tag: str = ""
    data_bytes: int = 0

    def is_answered_by(self, reply: Reply) -> bool:
        """Whether `reply` answers this command and not an earlier one."""
        return not reply.ok or (reply.tag == self.tag and len(reply.data) >= self.data_bytes)


@dataclass(frozen=True)
class Dialect:
    """A family's commands. `answers` False: it says nothing to a trigger. `ask` None: it cannot be asked."""

    start: Command
    stop: Command
    answers: bool
    ask: Command | None = None
    modes: Mapping[Mode, Command] = field(default_factory=dict)


def newland_request(setting: str) -> bytes:
    """`~ SOH 0000 # setting ; ETX`: set until power-off, or ask where the setting ends in `*`."""
    return b"~\x010000#" + setting.encode("ascii") + b";\x03"


def gm65_request(operation: int, zone: int, value: int, *, checked: bool = False) -> bytes:
    """`7E 00 type len zone value CRC`: type 07 reads `value` bytes from the zone, 08 writes the byte."""
    body = bytes([operation, 1]) + zone.to_bytes(2, "big") + bytes([value])
    return b"\x7e\x00" + body + (crc_hqx(body, 0).to_bytes(2, "big") if checked else GM65_SKIP_CRC)


def gm65_reply(data: bytes, kind: int = 0) -> bytes:
    """`02 00 type len data CRC`, type 00 for success."""
    body = bytes([kind, len(data)]) + data
    return b"\x02\x00" + body + crc_hqx(body, 0).to_bytes(2, "big")


def newland_reply(setting: str, *, ok: bool = True) -> bytes:
    """`STX SOH 0000 # setting ACK ; ETX`, or NAK."""
    return b"\x02\x010000#" + setting.encode("ascii") + bytes([ACK if ok else NAK]) + b";\x03"


_NEWLAND_BODY = re.compile(rb"\x02\x01\d{4}[@#]?([A-Z0-9]{6})([^\x06\x15]*)([\x06\x15]);\x03")


def parse_newland_reply(frame: bytes) -> Reply | None:
    """The reply in a whole frame; None when it is damaged."""
    found = _NEWLAND_BODY.fullmatch(frame)
    if found is None:
        return None
    return Reply(found[3] == bytes([ACK]), found[1].decode("ascii"), found[2])


def parse_gm65_reply(frame: bytes) -> Reply | None:
    """The reply in a whole frame; None when its checksum is wrong, or nothing stands before it."""
    body, check = frame[2:-2], frame[-2:]
    if not body or crc_hqx(body, 0).to_bytes(2, "big") != check:
        return None
    return Reply(body[0] == 0, "", body[2:])


def _newland(name: str, setting: str) -> Command:
    return Command(name, newland_request(setting), setting[:6])


def _gm65_write(name: str, zone: int, value: int) -> Command:
    return Command(name, gm65_request(0x08, zone, value), data_bytes=1)


DIALECTS = {
    Family.NEWLAND: Dialect(
        start=_newland("start", "SCNTRG1"),
        stop=_newland("stop", "SCNTRG0"),
        answers=True,
        ask=_newland("ask mode", "SCNMOD*"),
        modes={
            Mode.TRIGGER: _newland("set mode", "SCNMOD0"),
            Mode.PRESENTATION: _newland("set mode", "SCNMOD2"),
        },
    ),
    Family.GM65: Dialect(
        start=_gm65_write("start", GM65_TRIGGER_ZONE, 1),
        stop=_gm65_write("stop", GM65_TRIGGER_ZONE, 0),
        answers=True,
        ask=Command("ask baud", gm65_request(0x07, GM65_BAUD_ZONE, 2, checked=True), data_bytes=2),
        # Its zone of modes holds the lamps' settings too: presentation is set once by the manual's code.
        modes={Mode.TRIGGER: _gm65_write("set mode", GM65_MODE_ZONE, 1)},
    ),
    Family.HONEYWELL: Dialect(
        start=Command("start", bytes.fromhex("16 54 0d")),
        stop=Command("stop", bytes.fromhex("16 55 0d")),
        answers=False,
    ),
}
