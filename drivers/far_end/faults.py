"""What may go wrong on any wire, and what then arrives of an answer."""

from enum import StrEnum

NOISE = bytes.fromhex("00 ff aa aa aa 69 96 00 02 00 02 aa aa")  # with heads that look nearly right


class Fault(StrEnum):
    """What may go wrong on any wire."""

    NO_ANSWER = "no_answer"
    SLOW = "slow"
    GARBAGE = "garbage"
    PARTIAL_FRAME = "partial_frame"
    BAD_CHECKSUM = "bad_checksum"
    UNPLUG = "unplug"
    REPLUG = "replug"
    RENUMBER = "renumber"


def spoil(reply: bytes, fault: Fault) -> bytes:
    """What arrives of `reply` under a fault of its bytes; unchanged under the faults of the wire itself."""
    match fault:
        case Fault.NO_ANSWER:
            return b""
        case Fault.GARBAGE:
            return NOISE + reply
        case Fault.PARTIAL_FRAME:
            return reply[: len(reply) // 2]
        case Fault.BAD_CHECKSUM:
            return reply[:-1] + bytes([reply[-1] ^ 0xFF]) if reply else reply
        case _:
            return reply
