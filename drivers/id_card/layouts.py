"""Where each field stands in a card's 256-byte text: byte offset and length, UTF-16LE, padded with U+0020.

Four layouts share the flag at offset 248, which decides before anything else is read. Source: GA/T 490 and
vendors' decoders; permanent residence card of 2023: its public specification.
"""

from enum import StrEnum
from typing import NamedTuple

FOREVER = "长期"
TEXT_BYTES = 256


class Slot(NamedTuple):
    """A field's place: byte offset and byte length."""

    offset: int
    length: int


Layout = dict[str, Slot]

FLAG = Slot(248, 2)


class Flag(StrEnum):
    """The card's type as it stands at offset 248."""

    RESIDENT = ""
    HK_MO_TW = "J"
    FOREIGNER_2017 = "I"
    FOREIGNER_2023 = "Y"


_PERSON: Layout = {
    "name": Slot(0, 30),
    "sex": Slot(30, 2),
    "birth": Slot(36, 16),
    "id_number": Slot(122, 36),
    "valid_from": Slot(188, 16),
    "valid_until": Slot(204, 16),
}

RESIDENT: Layout = _PERSON | {
    "ethnic_code": Slot(32, 4),
    "address": Slot(52, 70),
    "issuer": Slot(158, 30),
}

HK_MO_TW: Layout = _PERSON | {
    "address": Slot(52, 70),
    "issuer": Slot(158, 30),
    "permit_number": Slot(220, 18),
    "issue_count": Slot(238, 4),
}

FOREIGNER_2017: Layout = {
    "english_name": Slot(0, 120),
    "sex": Slot(120, 2),
    "id_number": Slot(122, 30),
    "country": Slot(152, 6),
    "chinese_name": Slot(158, 30),
    "valid_from": Slot(188, 16),
    "valid_until": Slot(204, 16),
    "birth": Slot(220, 16),
    "card_version": Slot(236, 4),
    "office_code": Slot(240, 8),
}

# The English name is cut in two: 35 characters where residents have the address, 11 in the reserve.
FOREIGNER_2023: Layout = {
    **{field: slot for field, slot in _PERSON.items() if field != "name"},
    "chinese_name": Slot(0, 30),
    "times_reissued": Slot(32, 4),
    "english_name_1": Slot(52, 70),
    "english_name_2": Slot(220, 22),
    "country": Slot(242, 6),
    "old_number_link": Slot(250, 6),
}
