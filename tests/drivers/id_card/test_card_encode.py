"""The encoder: what it writes the decoder reads, and its columns are where the layouts say."""

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.id_card import layouts, people
from drivers.id_card.cards import ResidentCard, decode_card
from drivers.id_card.codes import ETHNIC_GROUPS, NumberCheck, Sex
from drivers.id_card.encode import encode_reading, encode_text
from drivers.id_card.protocol import Reading, parse_reading


@pytest.mark.parametrize("kind", people.DRAWER)
def test_every_card_of_the_drawer_comes_back_as_it_was(kind):
    card = people.DRAWER[kind]
    assert decode_card(parse_reading(encode_reading(card))) == card


def test_the_drawer_holds_one_wrong_check_digit():
    wrong = [kind for kind, card in people.DRAWER.items() if card.number_check is NumberCheck.WRONG]
    assert wrong == ["wrong_check_digit"]


def test_nobody_in_the_drawer_lives_in_a_real_region():
    regions = {card.id_number[:6] for card in people.DRAWER.values() if len(card.id_number) == 18}
    assert regions <= {"359999", "810000", "820000", "830000", "935999"}


def test_a_resident_s_columns_stand_where_the_standard_puts_them():
    text = encode_text(people.ELDER)
    assert len(text) == 256
    assert text[0:6].decode("utf-16-le") == "陈阿婆"
    assert text[30:36].decode("utf-16-le") == "222"
    assert text[122:158].decode("utf-16-le") == "35999919480229028X"
    assert text[204:220] == bytes.fromhex("7f951f67") + b"\x20\x00" * 6
    assert text[220:] == b"\x20\x00" * 18


@pytest.mark.parametrize(
    ("card", "flag"),
    [(people.HK_RESIDENT, "J"), (people.FOREIGNER_2017, "I"), (people.FOREIGNER_2023, "Y")],
)
def test_the_flag_stands_at_248(card, flag):
    assert encode_text(card)[248:250].decode("utf-16-le") == flag


def test_a_value_longer_than_its_field_is_refused():
    with pytest.raises(ValueError, match="address"):
        encode_text(dataclasses.replace(people.RESIDENT, address="长" * 36))


def test_the_fingerprint_has_its_own_length_word():
    data = encode_reading(people.RESIDENT, fingerprint=b"C" * 512)
    assert data[:6] == bytes.fromhex("0100 0400 0200")
    assert parse_reading(data, with_fingerprint=True).fingerprint == b"C" * 512


@pytest.mark.parametrize(
    "layout", [layouts.RESIDENT, layouts.HK_MO_TW, layouts.FOREIGNER_2017, layouts.FOREIGNER_2023]
)
def test_no_two_fields_of_a_layout_overlap(layout):
    taken = [
        offset
        for slot in (*layout.values(), layouts.FLAG)
        for offset in range(slot.offset, slot.offset + slot.length)
    ]
    assert len(taken) == len(set(taken))
    assert max(taken) < 256


NAMES = st.text(st.characters(codec="utf-16", exclude_categories=["Cs", "Zs", "Cc"]), min_size=1, max_size=7)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


PEOPLE = st.builds(
    ResidentCard,
    name=NAMES,
    id_number=st.just("359999199001010017"),
    sex=st.sampled_from(Sex),
    ethnic_code=st.sampled_from(sorted(ETHNIC_GROUPS)),
    birth=DAYS,
    address=NAMES,
    issuer=NAMES,
    valid_from=DAYS,
    valid_until=st.none() | DAYS,
    portrait=st.binary(max_size=1024),
)


@given(PEOPLE)
def test_any_resident_comes_back_as_it_was(card):
    assert decode_card(Reading(encode_text(card), card.portrait)) == card
