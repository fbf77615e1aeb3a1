"""The four kinds of card, decoded from the text that a reader returns."""

from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from drivers.id_card import layouts
from drivers.id_card.codes import ETHNIC_GROUPS, NumberCheck, Sex, check_number
from drivers.id_card.layouts import FLAG, FOREVER, Flag, Layout, Slot
from drivers.id_card.protocol import Reading

PADDING = " \0\u3000"
DATE_LENGTH = 8
FOREIGNER_PREFIX = "9"


class CardTextError(ValueError):
    """The text of a card cannot be decoded; names the field, never its content."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field


@dataclass(frozen=True, kw_only=True, repr=False)
class _Card:
    """What all cards share. `valid_until` None means 长期; `portrait` is WLT, 1024 bytes, or empty.

    Cards have no repr, so that a person cannot slip into a log by way of a message.
    """

    name: str
    id_number: str
    sex: Sex
    birth: date
    valid_from: date
    valid_until: date | None
    portrait: bytes = b""

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    @property
    def number_check(self) -> NumberCheck:
        """What the check digit says; a wrong one is the caller's to judge."""
        return check_number(self.id_number)

    def valid_on(self, day: date) -> bool:
        """Whether the card is valid on that day, both ends included."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, kw_only=True, repr=False)
class ResidentCard(_Card):
    """居民身份证."""

    ethnic_code: str
    address: str
    issuer: str

    @property
    def ethnic_group(self) -> str:
        """The name of the ethnic group (GB/T 3304), "" for a code outside the table."""
        return ETHNIC_GROUPS.get(self.ethnic_code, "")


@dataclass(frozen=True, kw_only=True, repr=False)
class HkMoTwCard(_Card):
    """港澳台居民居住证."""

    address: str
    issuer: str
    permit_number: str
    issue_count: str


@dataclass(frozen=True, kw_only=True, repr=False)
class ForeignerCard2017(_Card):
    """外国人永久居留身份证, 2017; `name` is the Chinese name, or the English one when there is none."""

    english_name: str
    chinese_name: str
    country: str
    card_version: str
    office_code: str

    @property
    def number_check(self) -> NumberCheck:
        """Its 15 characters have no published check rule."""
        return NumberCheck.NO_RULE


@dataclass(frozen=True, kw_only=True, repr=False)
class ForeignerCard2023(_Card):
    """外国人永久居留身份证, 2023; `name` as in 2017, the number has 18 characters and begins with 9."""

    english_name: str
    chinese_name: str
    country: str
    times_reissued: str
    old_number_link: str


IdCard = ResidentCard | HkMoTwCard | ForeignerCard2017 | ForeignerCard2023


def decode_card(reading: Reading) -> IdCard:
    """Decode a card's text by the flag at offset 248; raises `CardTextError`.

    Text without the reserved bytes has no flag: it is a resident's, unless the number is a foreigner's.
    """
    flag = _characters(reading.text, FLAG, "flag").strip(PADDING)
    match flag:
        case Flag.RESIDENT:
            return _resident(reading)
        case Flag.HK_MO_TW:
            return _hk_mo_tw(reading)
        case Flag.FOREIGNER_2017:
            return _foreigner_2017(reading)
        case Flag.FOREIGNER_2023:
            return _foreigner_2023(reading)
        case _:
            raise CardTextError("flag", "unknown type of card")


def _resident(reading: Reading) -> ResidentCard:
    text = _Text(reading.text, layouts.RESIDENT)
    if len(reading.text) <= FLAG.offset and text["id_number"].startswith(FOREIGNER_PREFIX):
        # A reader that drops the reserve drops the flag too: a foreigner's English name is no address.
        raise CardTextError("flag", "a foreigner's number without a foreigner's flag")
    return ResidentCard(
        name=text.required("name"),
        ethnic_code=text["ethnic_code"],
        address=text["address"],
        issuer=text["issuer"],
        portrait=reading.portrait,
        **text.person(),
    )


def _hk_mo_tw(reading: Reading) -> HkMoTwCard:
    text = _Text(reading.text, layouts.HK_MO_TW)
    return HkMoTwCard(
        name=text.required("name"),
        address=text["address"],
        issuer=text["issuer"],
        permit_number=text["permit_number"],
        issue_count=text["issue_count"],
        portrait=reading.portrait,
        **text.person(),
    )


def _foreigner_2017(reading: Reading) -> ForeignerCard2017:
    text = _Text(reading.text, layouts.FOREIGNER_2017)
    return ForeignerCard2017(
        name=text["chinese_name"] or text.required("english_name"),
        english_name=text["english_name"],
        chinese_name=text["chinese_name"],
        country=text["country"],
        card_version=text["card_version"],
        office_code=text["office_code"],
        portrait=reading.portrait,
        **text.person(),
    )


def _foreigner_2023(reading: Reading) -> ForeignerCard2023:
    text = _Text(reading.text, layouts.FOREIGNER_2023)
    # Joined before trimming: the cut may fall on the space between two words.
    english = (text.raw("english_name_1") + text.raw("english_name_2")).strip(PADDING)
    return ForeignerCard2023(
        name=text["chinese_name"] or english or text.required("chinese_name"),
        english_name=english,
        chinese_name=text["chinese_name"],
        country=text["country"],
        times_reissued=text["times_reissued"],
        old_number_link=text["old_number_link"],
        portrait=reading.portrait,
        **text.person(),
    )


class _Person(TypedDict):
    id_number: str
    sex: Sex
    birth: date
    valid_from: date
    valid_until: date | None


class _Text:
    """A card's text under one layout."""

    def __init__(self, text: bytes, layout: Layout) -> None:
        self._text = text
        self._layout = layout

    def raw(self, field: str) -> str:
        """The field with its padding."""
        return _characters(self._text, self._layout[field], field)

    def __getitem__(self, field: str) -> str:
        return self.raw(field).strip(PADDING)

    def required(self, field: str) -> str:
        """The field without padding; `CardTextError` when nothing is left."""
        value = self[field]
        if not value:
            raise CardTextError(field, "empty")
        return value

    def person(self) -> _Person:
        """The fields that stand in every layout."""
        until = self["valid_until"]
        return _Person(
            id_number=self.required("id_number"),
            sex=_sex(self["sex"]),
            birth=_day("birth", self["birth"]),
            valid_from=_day("valid_from", self["valid_from"]),
            valid_until=None if until == FOREVER else _day("valid_until", until),
        )


def _characters(text: bytes, slot: Slot, field: str) -> str:
    """The slot's characters with their padding; "" where the text is too short to hold it."""
    raw = text[slot.offset : slot.offset + slot.length]
    try:
        return raw.decode("utf-16-le")
    except UnicodeDecodeError:
        pass  # raised below: this error carries the bytes, and a chained one would take them into a log
    raise CardTextError(field, "not UTF-16LE")


def _sex(code: str) -> Sex:
    try:
        return Sex(code or Sex.UNKNOWN)
    except ValueError:
        pass  # as above
    raise CardTextError("sex", "outside GB/T 2261.1")


def _day(field: str, digits: str) -> date:
    if len(digits) == DATE_LENGTH and digits.isascii() and digits.isdigit():
        try:
            return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        except ValueError:
            pass  # as above
    raise CardTextError(field, "no date")
