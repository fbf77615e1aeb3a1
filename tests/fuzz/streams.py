"""Every parser that takes a stream of bytes: how it is fed, what it may hold, and what it must find again.

Shared by the property tests and the coverage-guided fuzzer. A new parser is one more entry.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from drivers.document_scanner.mjpeg import HEADER_LIMIT_BYTES, PICTURE_LIMIT_BYTES, PartReader
from drivers.evdev import EVENT_BYTES, EventDecoder, stroke
from drivers.id_card import frames as id_card
from drivers.keypad import frames as keypad
from drivers.keypad.protocol import KeyPressed, encode_message, parse_message
from drivers.lamps.protocol import MAX_LINE_BYTES, LineReader
from drivers.printer.receipt.replies import ReplyReader
from drivers.qr_scanner.keys import Typist
from drivers.qr_scanner.protocol import GM65_MAX_DATA_BYTES, NEWLAND_MAX_REPLY_BYTES, Family
from drivers.qr_scanner.receiver import MAX_CODE_BYTES, Payload, Receiver, Suffix

PICTURE = b"\xff\xd8picture\xff\xd9"
PART = b"--edge\r\nContent-Length: %d\r\n\r\n%b\r\n" % (len(PICTURE), PICTURE)
REPLY_BYTES = max(GM65_MAX_DATA_BYTES, NEWLAND_MAX_REPLY_BYTES) + 8
CODE = b"https://example.org/35999\r\n"


class Stream:
    """One parser with its own state. `held`: the bytes that it keeps between two feeds."""

    def __init__(
        self,
        feed: Callable[[bytes], Iterable[object]],
        silence: Callable[[], Iterable[object]],
        held: Callable[[], int],
    ) -> None:
        self._feed, self._silence, self.held = feed, silence, held

    def feed(self, data: bytes) -> list[object]:
        return list(self._feed(data))

    def silence(self) -> list[object]:
        """What the driver does when nothing has come for so long that what has begun will not end."""
        return list(self._silence())


@dataclass(frozen=True)
class Kind:
    """`holds`: the most that may be kept; `valid` must give `found` after any noise and a silence.

    None: the stream has no frames to find again. `gives_up`: the errors by which it begins anew.
    """

    start: Callable[[], Stream]
    holds: int
    valid: bytes | None = None
    found: Callable[[object], bool] = lambda found: isinstance(found, bytes)
    gives_up: tuple[type[Exception], ...] = ()


def _id_card(least: int) -> Stream:
    reader = id_card.FrameReader(least)
    return Stream(reader.feed, reader.give_up, lambda: len(reader._held))


def _keypad() -> Stream:
    reader = keypad.FrameReader()

    def feed(data: bytes) -> Iterable[object]:
        for body in reader.feed(data):
            yield body if isinstance(body, keypad.Damaged) else parse_message(body)

    return Stream(feed, reader.give_up, lambda: len(reader._held))


def _lamps() -> Stream:
    reader = LineReader()
    return Stream(reader.feed, reader.rest, lambda: len(reader._held))


def _receipt_printer() -> Stream:
    reader = ReplyReader()

    def silence() -> Iterable[object]:
        reader.reset()
        return ()

    return Stream(reader.feed, silence, lambda: len(reader._rest))


def _code_scanner(family: Family, suffix: Suffix) -> Stream:
    receiver = Receiver(family, suffix)
    return Stream(receiver.feed, receiver.silence, lambda: len(receiver._held) + len(receiver._code))


def _typist() -> Stream:
    decoder, typist = EventDecoder(), Typist()

    def feed(data: bytes) -> Iterable[object]:
        for event in decoder.feed(data):
            yield from typist.feed(event)

    return Stream(feed, typist.silence, lambda: len(decoder._held) + len(typist._text))


def _camera() -> Stream:
    reader = PartReader(b"edge")
    return Stream(reader.feed, lambda: (), lambda: len(reader._buffer))


def _is_code(found: object) -> bool:
    return isinstance(found, Payload)


STREAMS = {
    "id_card": Kind(partial(_id_card, 4), id_card.MAX_LENGTH + 7, id_card.frame(b"\x00\x00\x90")),
    "id_card_request": Kind(partial(_id_card, 3), id_card.MAX_LENGTH + 7, id_card.frame(b"\x20\x01")),
    "keypad": Kind(
        _keypad, keypad.MAX_LENGTH + 4, encode_message(KeyPressed(3)), lambda found: found == KeyPressed(3)
    ),
    "lamps": Kind(_lamps, MAX_LINE_BYTES, b"\r\nOK\r\n", lambda found: found == "OK"),
    "receipt_printer": Kind(_receipt_printer, 8, b"\x12", lambda _found: True),
    "keyboard_scanner": Kind(_typist, MAX_CODE_BYTES + EVENT_BYTES),
    "camera": Kind(_camera, PICTURE_LIMIT_BYTES + HEADER_LIMIT_BYTES, gives_up=(ValueError,)),
    **{
        f"{family}_{suffix}": Kind(
            partial(_code_scanner, family, suffix), MAX_CODE_BYTES + REPLY_BYTES, CODE, _is_code
        )
        for family in (Family.NEWLAND, Family.GM65, Family.HONEYWELL)
        for suffix in (Suffix.ANY, Suffix.CRLF)
    },
}
KEY_EVENTS = b"".join(stroke(code) for code in range(2, 12))  # what a keyboard types: seeds for the fuzzer
