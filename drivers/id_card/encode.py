"""Cards to the text that a reader returns: the decoder's counterpart, for simulators and tests."""

from datetime import date

from drivers.id_card import layouts
from drivers.id_card.cards import ForeignerCard2017, ForeignerCard2023, HkMoTwCard, IdCard, ResidentCard
from drivers.id_card.layouts import FLAG, FOREVER, TEXT_BYTES, Flag, Layout

ENGLISH_NAME_1_LENGTH = 35  # characters before the cut on the card of 2023


def encode_text(card: IdCard) -> bytes:
    """256 bytes UTF-16LE; ValueError when a value is longer than its field."""
    match card:
        case ResidentCard():
            own = {
                "name": card.name,
                "ethnic_code": card.ethnic_code,
                "address": card.address,
                "issuer": card.issuer,
            }
            return _text(Flag.RESIDENT, layouts.RESIDENT, _person(card) | own)
        case HkMoTwCard():
            own = {
                "name": card.name,
                "address": card.address,
                "issuer": card.issuer,
                "permit_number": card.permit_number,
                "issue_count": card.issue_count,
            }
            return _text(Flag.HK_MO_TW, layouts.HK_MO_TW, _person(card) | own)
        case ForeignerCard2017():
            own = {
                "english_name": card.english_name,
                "chinese_name": card.chinese_name,
                "country": card.country,
                "card_version": card.card_version,
                "office_code": card.office_code,
            }
            return _text(Flag.FOREIGNER_2017, layouts.FOREIGNER_2017, _person(card) | own)
        case ForeignerCard2023():
            own = {
                "english_name_1": card.english_name[:ENGLISH_NAME_1_LENGTH],
                "english_name_2": card.english_name[ENGLISH_NAME_1_LENGTH:],
                "chinese_name": card.chinese_name,
                "country": card.country,
                "times_reissued": card.times_reissued,
                "old_number_link": card.old_number_link,
            }
            return _text(Flag.FOREIGNER_2023, layouts.FOREIGNER_2023, _person(card) | own)


def encode_reading(card: IdCard, *, fingerprint: bytes | None = None) -> bytes:
    """The data of a read: length words, text, portrait; with the fingerprint's word and bytes unless None."""
    parts = [encode_text(card), card.portrait, *([] if fingerprint is None else [fingerprint])]
    return b"".join(len(part).to_bytes(2, "big") for part in parts) + b"".join(parts)


def _person(card: IdCard) -> dict[str, str]:
    return {
        "id_number": card.id_number,
        "sex": card.sex.value,
        "birth": _digits(card.birth),
        "valid_from": _digits(card.valid_from),
        "valid_until": FOREVER if card.valid_until is None else _digits(card.valid_until),
    }


def _digits(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _text(flag: Flag, layout: Layout, values: dict[str, str]) -> bytes:
    text = bytearray(" ".encode("utf-16-le") * (TEXT_BYTES // 2))
    for field, (slot, value) in {field: (layout[field], value) for field, value in values.items()}.items():
        encoded = value.encode("utf-16-le")
        if len(encoded) > slot.length:
            raise ValueError(f"{field} is longer than {slot.length // 2} characters")
        text[slot.offset : slot.offset + len(encoded)] = encoded
    mark = flag.value.encode("utf-16-le")
    text[FLAG.offset : FLAG.offset + len(mark)] = mark
    return bytes(text)
