"""Every parser of a whole message: whatever the bytes, a result or the one error that it is said to raise."""

from collections.abc import Callable

from drivers.document_scanner.mjpeg import boundary_of, is_whole
from drivers.id_card.cards import CardTextError, decode_card
from drivers.id_card.protocol import MalformedReply, format_sam_id, parse_reading, parse_reply
from drivers.keypad.protocol import parse_message
from drivers.keypad.raw import decode_keys
from drivers.printer.a4 import protocol as ipp
from drivers.printer.receipt.protocol import Question, read_automatic, read_in_order, read_real_time
from drivers.qr_scanner.protocol import parse_gm65_reply, parse_newland_reply
from drivers.qr_scanner.text import UndecodableText, text_of, text_with_eci
from drivers.ups.protocol import MalformedLine, error_code, parse_variables, power_of
from kiosk.center.classify import retry_after_s


def _card(data: bytes) -> object:
    return decode_card(parse_reading(data))


def _card_with_fingerprint(data: bytes) -> object:
    return decode_card(parse_reading(data, with_fingerprint=True))


def _ups(data: bytes) -> object:
    lines = data.decode("utf-8", "replace").split("\n")
    for line in lines:
        error_code(line)
    return power_of(parse_variables("ups", lines))


def _automatic_status(data: bytes) -> object:
    return read_automatic(data[:4])


def _real_time_status(data: bytes) -> object:
    return read_real_time(Question.PRINTER, data[0]) if data else None


WHOLES: dict[str, tuple[Callable[[bytes], object], tuple[type[Exception], ...]]] = {
    "card_reply": (parse_reply, (MalformedReply,)),
    "card": (_card, (MalformedReply, CardTextError)),
    "card_with_fingerprint": (_card_with_fingerprint, (MalformedReply, CardTextError)),
    "sam_id": (format_sam_id, (MalformedReply,)),
    "keypad_message": (parse_message, (MalformedReply,)),
    "keypad_byte": (lambda data: decode_keys(data, 0x31), (MalformedReply,)),
    "ipp": (ipp.decode, (ValueError,)),
    "automatic_status": (_automatic_status, (ValueError,)),
    "real_time_status": (_real_time_status, (ValueError,)),
    "in_order_status": (lambda data: read_in_order(data[0]) if data else None, (ValueError,)),
    "newland_reply": (parse_newland_reply, (MalformedReply,)),
    "gm65_reply": (parse_gm65_reply, (MalformedReply,)),
    "code_text": (text_of, (UndecodableText,)),
    "code_text_with_eci": (text_with_eci, (UndecodableText,)),
    "boundary": (lambda data: boundary_of(data.decode("latin-1")), (ValueError,)),
    "jpeg": (is_whole, (MalformedReply,)),
    "ups": (_ups, (MalformedLine,)),
    "retry_after": (lambda data: retry_after_s(data.decode("latin-1"), 0.0), (MalformedReply,)),
}
