"""The person on the card as an applicant, and masked."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.id_card import people
from kiosk.cases.applicant import applicant, household, masked_id, masked_name, masked_phone
from kiosk.center.contract import CertType, Sex
from kiosk.center.reference.items import load_catalogue


@pytest.mark.parametrize(
    ("card", "kind"),
    [
        (people.RESIDENT, CertType.RESIDENT_ID_CARD),
        (people.HK_RESIDENT, CertType.HK_MO_TW_RESIDENCE_PERMIT),
        (people.FOREIGNER_2017, CertType.FOREIGN_PERMANENT_RESIDENT_CARD),
        (people.FOREIGNER_2023, CertType.FOREIGN_PERMANENT_RESIDENT_CARD),
    ],
)
def test_every_kind_of_card_has_its_kind_of_number(card, kind):
    who = applicant(card)
    assert who.cert_type is kind
    assert who.cert_no == card.id_number
    assert who.name == card.name


def test_sex_goes_by_name():
    assert applicant(people.RESIDENT).sex is Sex.MALE


@pytest.mark.requirement("R83")
@pytest.mark.parametrize(
    ("mask", "plain", "masked"),
    [
        (masked_name, "林小满", "林*"),
        (masked_name, "", ""),
        (masked_id, "359999199001010017", "3599**********0017"),
        (masked_id, "XXX359988010101", "XXX3*******0101"),
        (masked_id, "12345678", "12****78"),
        (masked_id, "123", "***"),
        (masked_phone, "13800000000", "138****0000"),
        (masked_phone, "123", "***"),
    ],
)
def test_masks(mask, plain: str, masked: str):
    assert mask(plain) == masked


@given(st.text(alphabet="0123456789X", min_size=1, max_size=40))
def test_a_masked_number_never_shows_more_than_eight_characters(number: str):
    shown = masked_id(number)
    assert len(shown) == len(number)
    shown_characters = len(shown.replace("*", ""))
    assert shown_characters <= 8
    assert shown_characters < len(number)


@pytest.mark.requirement("R35")
@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("福建省示例市鼓楼前街道一号楼", "city"),
        ("示例市旧街三号", "city"),  # an old card begins with the city
        ("福建省另一市海滨路十号", "province"),
        ("江西省样例市东湖路九号", "elsewhere"),
        ("", "unknown"),
    ],
)
def test_the_card_says_where_the_household_is_seen_from_here(address, where):
    region = load_catalogue().document.region
    assert region is not None
    assert household(replace(people.RESIDENT, address=address), region) == where


@pytest.mark.requirement("R35")
def test_an_address_of_residence_is_no_household():
    region = load_catalogue().document.region
    assert household(people.HK_RESIDENT, region) == "unknown"
    assert household(people.FOREIGNER_2023, region) == "unknown"
