"""Requests and replies of the SAM_V module, bytes to frozen dataclasses and back.

Source: SAM_V vendor manuals (GA 450/GA 467 interface).
"""

from dataclasses import dataclass
from enum import IntEnum

from drivers.id_card.frames import frame

WORD_BYTES = 2
MIN_TEXT_BYTES = 220  # some readers drop the reserved 36 bytes
MAX_TEXT_BYTES = 256
MAX_PORTRAIT_BYTES = 1024
MAX_FINGERPRINT_BYTES = 1024
SAM_ID_BYTES = 16
ADDRESS_BYTES = 70
SAM_ID_DIGITS = 10  # vendors pad to 9 or 10; ten hold every 32-bit number
BAUD_CODES = {115200: 0, 57600: 1, 38400: 2, 19200: 3, 9600: 4}


class Sw3(IntEnum):
    """The result of a command; SW1 and SW2 are the card's own words, not 0 only beside 31, 41, 47 and 81."""

    OK = 0x90
    CARD_FOUND = 0x9F
    REQUEST_CHECKSUM = 0x10
    REQUEST_LENGTH = 0x11
    BAD_COMMAND = 0x21
    NOT_PERMITTED = 0x23
    UNKNOWN_ERROR = 0x24
    CARD_REJECTED_SAM = 0x31
    SAM_REJECTED_CARD = 0x32
    VERIFY_FAILED = 0x33
    UNKNOWN_CARD_TYPE = 0x40
    READ_FAILED = 0x41
    RANDOM_FAILED = 0x47
    SELF_TEST_FAILED = 0x60
    NOT_AUTHORISED = 0x66
    FIND_FAILED = 0x80
    SELECT_FAILED = 0x81
    ITEM_EMPTY = 0x91


@dataclass(frozen=True)
class Command:
    """A command with what it may take: seconds until the answer begins, bytes of the longest answer."""

    name: str
    body: bytes
    answer_s: float
    answer_bytes: int
    success: Sw3 = Sw3.OK

    @property
    def request(self) -> bytes:
        """The frame to send."""
        return frame(self.body)


# The times are the longest that vendors' own hosts wait; the answers' sizes are whole frames.
RESET = Command("reset", b"\x10\xff", 2.0, 11)
STATUS = Command("status", b"\x11\xff", 1.0, 11)
READ_SAM_ID = Command("read SAM id", b"\x12\xff", 1.0, 27)
FIND = Command("find card", b"\x20\x01", 1.0, 15, Sw3.CARD_FOUND)
SELECT = Command("select card", b"\x20\x02", 1.0, 19)
READ = Command("read card", b"\x30\x01", 3.5, 1295)
READ_WITH_FINGERPRINT = Command("read card and fingerprint", b"\x30\x10", 3.5, 2321)
READ_ADDRESS = Command("read appended address", b"\x30\x03", 1.5, 81)
READ_NUMBERS = Command("read card body numbers", b"\x30\x05", 1.5, 81)


def set_baud(baud: int) -> Command:
    """The command that changes the UART's speed; ValueError for a speed that it does not know."""
    if baud not in BAUD_CODES:
        raise ValueError(f"{baud} is not one of {sorted(BAUD_CODES)}")
    return Command("set baud", bytes([0x60, BAUD_CODES[baud]]), 1.0, 11)


def set_max_rf_bytes(count: int) -> Command:
    """The command that limits a radio frame to `count` bytes, 0x18 to 0xFF; ValueError outside."""
    if not 0x18 <= count <= 0xFF:
        raise ValueError(f"{count} is not in 24..255")
    return Command("set RF bytes", bytes([0x61, 0xFF, count]), 1.0, 11)


_SW3 = {code.value: code for code in Sw3}


class MalformedReply(ValueError):
    """A whole frame with a right checksum whose content contradicts itself."""


@dataclass(frozen=True, repr=False)
class Reply:
    """SW1 SW2 SW3 and the data behind them, which may be personal and therefore has no repr."""

    sw1: int
    sw2: int
    sw3: int
    data: bytes = b""

    @property
    def code(self) -> Sw3 | None:
        """SW3 as named in the manual; None for a value that it does not name."""
        return _SW3.get(self.sw3)

    @property
    def status_words(self) -> str:
        """`SW1 SW2 SW3` in hexadecimal, for messages."""
        return bytes([self.sw1, self.sw2, self.sw3]).hex(" ").upper()

    def __repr__(self) -> str:
        return f"<Reply {self.status_words}, {len(self.data)} bytes>"


def parse_reply(body: bytes) -> Reply:
    """A reply of its frame's body; `MalformedReply` when the status words are not complete."""
    if len(body) < 3:
        raise MalformedReply("no status words")
    return Reply(body[0], body[1], body[2], body[3:])


@dataclass(frozen=True, repr=False)
class Reading:
    """What is on a card, undecoded: UTF-16LE text, WLT portrait, fingerprint features."""

    text: bytes
    portrait: bytes
    fingerprint: bytes = b""


def parse_reading(data: bytes, *, with_fingerprint: bool = False) -> Reading:
    """Cut the data of a read by its own length words: text, portrait[, fingerprint], then their bytes.

    The words are trusted and not the usual 256 and 1024, because some readers drop the reserved bytes.
    Raises `MalformedReply` when they contradict the data or exceed what a card holds.
    """
    limits = (MAX_TEXT_BYTES, MAX_PORTRAIT_BYTES, MAX_FINGERPRINT_BYTES)[: 3 if with_fingerprint else 2]
    begin = len(limits) * WORD_BYTES
    sizes = [int.from_bytes(data[at : at + WORD_BYTES], "big") for at in range(0, begin, WORD_BYTES)]
    if len(data) != begin + sum(sizes):
        raise MalformedReply("length words contradict the data")
    if any(size > limit for size, limit in zip(sizes, limits, strict=True)) or sizes[0] < MIN_TEXT_BYTES:
        raise MalformedReply("length words outside a card's limits")
    parts = []
    for size in sizes:
        parts.append(data[begin : begin + size])
        begin += size
    return Reading(*parts)


def format_sam_id(data: bytes, digits: int = SAM_ID_DIGITS) -> str:
    """`05.01-20140415-0001234567-0987654321` of 16 bytes: factory, type, date, serial, check number.

    Raises `MalformedReply` for another size. `digits` pads the last two numbers as the vendor prints them.
    """
    if len(data) != SAM_ID_BYTES:
        raise MalformedReply(f"a SAM id has 16 bytes, not {len(data)}")
    date, serial, check = (int.from_bytes(data[at : at + 4], "little") for at in (4, 8, 12))
    return f"{data[0]:02d}.{data[2]:02d}-{date:08d}-{serial:0{digits}d}-{check:0{digits}d}"


def parse_appended_address(data: bytes) -> str:
    """The address of 70 bytes UTF-16LE, "" for blanks; `MalformedReply` for another length or broken text."""
    if len(data) != ADDRESS_BYTES:
        raise MalformedReply("an appended address has 70 bytes")
    try:
        return data.decode("utf-16-le").strip(" \0")
    except UnicodeDecodeError:
        raise MalformedReply("an appended address that is no text") from None
