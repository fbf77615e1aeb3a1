"""The decoder against texts written out by hand, column by column, without the encoder."""

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.id_card.cards import (
    CardTextError,
    ForeignerCard2017,
    ForeignerCard2023,
    HkMoTwCard,
    ResidentCard,
    decode_card,
)
from drivers.id_card.codes import ETHNIC_GROUPS, NumberCheck, Sex, check_digit, check_number
from drivers.id_card.protocol import Reading

PORTRAIT = b"WLf\x00" + bytes(1020)


def columns(*fields: tuple[str, int]) -> str:
    """Fields padded to their width in UTF-16 units; together they are one card's 128 units."""
    text = "".join(value + " " * (width - len(value.encode("utf-16-le")) // 2) for value, width in fields)
    assert len(text.encode("utf-16-le")) == 256
    return text


def reading(text: str) -> Reading:
    return Reading(text.encode("utf-16-le"), PORTRAIT)


def resident(**changes: str) -> str:
    values = {
        "name": "林小满",
        "sex": "1",
        "ethnic": "01",
        "birth": "19900101",
        "address": "福建省示例市鼓楼前街道一号楼",
        "number": "359999199001010017",
        "issuer": "示例市公安局",
        "from": "20200520",
        "until": "20400520",
        "reserved": "",
        "flag": " ",
    } | changes
    return columns(
        (values["name"], 15),
        (values["sex"], 1),
        (values["ethnic"], 2),
        (values["birth"], 8),
        (values["address"], 35),
        (values["number"], 18),
        (values["issuer"], 15),
        (values["from"], 8),
        (values["until"], 8),
        (values["reserved"], 14),
        (values["flag"], 1),
        ("", 3),
    )


HK_MO_TW = columns(
    ("何港生", 15),
    ("2", 1),
    ("", 2),
    ("19940808", 8),
    ("福建省示例市湖滨西路七号", 35),
    ("810000199408080019", 18),
    ("示例市公安局", 15),
    ("20230115", 8),
    ("20280115", 8),
    ("H00000001", 9),
    ("02", 2),
    ("", 3),
    ("J", 1),
    ("", 3),
)
FOREIGNER_2017 = columns(
    ("EXAMPLE, MARY ANN", 60),
    ("2", 1),
    ("XXX359988010101", 15),
    ("XXX", 3),
    ("示例玛丽", 15),
    ("20190901", 8),
    ("20290901", 8),
    ("19880101", 8),
    ("01", 2),
    ("3500", 4),
    ("I", 1),
    ("", 3),
)
FOREIGNER_2023 = columns(
    ("示例约翰", 15),
    ("1", 1),
    ("01", 2),
    ("19870707", 8),
    ("SAMPLE, BARTHOLOMEW ALEXANDER JOHN ", 35),  # 35 characters, the last one the space between two names
    ("935999198707070011", 18),
    ("", 15),
    ("20240201", 8),
    ("20340201", 8),
    ("PAUL", 11),
    ("XXX", 3),
    ("Y", 1),
    ("007", 3),
)


def test_a_resident_card_is_decoded_field_by_field():
    card = decode_card(reading(resident()))
    assert card == ResidentCard(
        name="林小满",
        id_number="359999199001010017",
        sex=Sex.MALE,
        ethnic_code="01",
        birth=date(1990, 1, 1),
        address="福建省示例市鼓楼前街道一号楼",
        issuer="示例市公安局",
        valid_from=date(2020, 5, 20),
        valid_until=date(2040, 5, 20),
        portrait=PORTRAIT,
    )
    assert card.ethnic_group == "汉"
    assert card.number_check is NumberCheck.RIGHT


def test_a_card_of_hong_kong_macao_or_taiwan_is_decoded_field_by_field():
    assert decode_card(reading(HK_MO_TW)) == HkMoTwCard(
        name="何港生",
        id_number="810000199408080019",
        sex=Sex.FEMALE,
        birth=date(1994, 8, 8),
        address="福建省示例市湖滨西路七号",
        issuer="示例市公安局",
        valid_from=date(2023, 1, 15),
        valid_until=date(2028, 1, 15),
        permit_number="H00000001",
        issue_count="02",
        portrait=PORTRAIT,
    )


def test_a_foreigner_s_card_of_2017_is_decoded_field_by_field():
    card = decode_card(reading(FOREIGNER_2017))
    assert card == ForeignerCard2017(
        name="示例玛丽",
        english_name="EXAMPLE, MARY ANN",
        chinese_name="示例玛丽",
        id_number="XXX359988010101",
        sex=Sex.FEMALE,
        birth=date(1988, 1, 1),
        country="XXX",
        valid_from=date(2019, 9, 1),
        valid_until=date(2029, 9, 1),
        card_version="01",
        office_code="3500",
        portrait=PORTRAIT,
    )
    assert card.number_check is NumberCheck.NO_RULE


def test_a_foreigner_s_card_of_2023_is_not_taken_for_a_resident_s():
    card = decode_card(reading(FOREIGNER_2023))
    assert card == ForeignerCard2023(
        name="示例约翰",
        english_name="SAMPLE, BARTHOLOMEW ALEXANDER JOHN PAUL",
        chinese_name="示例约翰",
        id_number="935999198707070011",
        sex=Sex.MALE,
        birth=date(1987, 7, 7),
        country="XXX",
        valid_from=date(2024, 2, 1),
        valid_until=date(2034, 2, 1),
        times_reissued="01",
        old_number_link="007",
        portrait=PORTRAIT,
    )
    assert card.number_check is NumberCheck.RIGHT


def test_a_foreigner_without_a_chinese_name_goes_by_the_english_one():
    card = decode_card(reading(" " * 15 + FOREIGNER_2023[15:]))
    assert card.name == "SAMPLE, BARTHOLOMEW ALEXANDER JOHN PAUL"


def test_forever_is_no_date():
    card = decode_card(reading(resident(until="长期")))
    assert card.valid_until is None
    assert card.valid_on(date(2999, 1, 1))


def test_the_published_bytes_of_forever_are_understood():
    raw = bytearray(resident().encode("utf-16-le"))
    raw[204:220] = bytes.fromhex("7f95 1f67") + " ".encode("utf-16-le") * 6
    assert decode_card(Reading(bytes(raw), b"")).valid_until is None


def test_validity_includes_both_ends():
    card = decode_card(reading(resident()))
    days = [date(2020, 5, 19), date(2020, 5, 20), date(2040, 5, 20), date(2040, 5, 21)]
    assert [card.valid_on(day) for day in days] == [False, True, True, False]


@pytest.mark.parametrize("name", ["阿依古丽·买买提江", "\ue81e\uf8f0", "𠮷田", "王 五"])
def test_names_keep_dots_private_characters_and_inner_spaces(name):
    assert decode_card(reading(resident(name=name))).name == name


def test_text_without_the_reserved_bytes_is_a_resident_s():
    card = decode_card(Reading(resident().encode("utf-16-le")[:220], PORTRAIT))
    assert (card.name, card.valid_until) == ("林小满", date(2040, 5, 20))


def test_a_foreigner_without_the_reserved_bytes_is_refused_and_not_guessed():
    with pytest.raises(CardTextError, match="flag"):
        decode_card(Reading(FOREIGNER_2023.encode("utf-16-le")[:220], PORTRAIT))


def test_fields_padded_with_zeros_are_trimmed_too():
    card = decode_card(reading(resident(name="林小满".ljust(15, "\0"), flag="\0")))
    assert card.name == "林小满"


def test_an_ethnic_code_outside_the_table_is_kept_without_a_name():
    card = decode_card(reading(resident(ethnic="77")))
    assert isinstance(card, ResidentCard)
    assert (card.ethnic_code, card.ethnic_group) == ("77", "")


def test_the_table_has_all_ethnic_groups():
    assert len(ETHNIC_GROUPS) == 58
    assert (ETHNIC_GROUPS["22"], ETHNIC_GROUPS["05"], ETHNIC_GROUPS["56"]) == ("畲", "维吾尔", "基诺")


@pytest.mark.parametrize(("code", "sex"), [("0", Sex.UNKNOWN), ("9", Sex.UNSPECIFIED), (" ", Sex.UNKNOWN)])
def test_sexes_follow_the_standard(code, sex):
    assert decode_card(reading(resident(sex=code))).sex is sex


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"flag": "Z"}, "flag"),
        ({"name": ""}, "name"),
        ({"number": ""}, "id_number"),
        ({"sex": "M"}, "sex"),
        ({"birth": "19900230"}, "birth"),
        ({"birth": "199001"}, "birth"),
        ({"birth": "１９９００１０１"}, "birth"),
        ({"from": "长期"}, "valid_from"),
        ({"until": "20400532"}, "valid_until"),
        ({"until": ""}, "valid_until"),
    ],
)
def test_what_cannot_be_decoded_is_an_error_that_names_the_field_only(changes, field):
    with pytest.raises(CardTextError) as caught:
        decode_card(reading(resident(**changes)))
    assert caught.value.field == field
    assert caught.value.__context__ is None  # a chained error would carry the value into a log
    assert all(value not in str(caught.value) for value in changes.values() if len(value) > 1)


def test_half_a_surrogate_pair_is_an_error():
    raw = bytearray(resident().encode("utf-16-le"))
    raw[2:4] = b"\x00\xd8"
    with pytest.raises(CardTextError, match="name") as caught:
        decode_card(Reading(bytes(raw), b""))
    assert caught.value.__context__ is None


@pytest.mark.requirement("R83")
def test_a_card_has_no_repr_that_could_slip_into_a_log():
    assert repr(decode_card(reading(resident()))) == "<ResidentCard>"


@given(st.binary(min_size=220, max_size=256))
def test_no_text_crashes_the_decoder(text):
    with contextlib.suppress(CardTextError):
        decode_card(Reading(text, b""))


def test_a_wrong_check_digit_is_a_finding_and_no_error():
    card = decode_card(reading(resident(number="359999199001010018")))
    assert card.number_check is NumberCheck.WRONG


@pytest.mark.parametrize(
    ("number", "check"),
    [
        ("359999199001010017", NumberCheck.RIGHT),
        ("35999919480229028X", NumberCheck.RIGHT),
        ("35999919480229028x", NumberCheck.WRONG),  # the standard's X is upper case
        ("35999919900101001", NumberCheck.WRONG),
        ("3599991990010100１7", NumberCheck.WRONG),
        ("", NumberCheck.WRONG),
    ],
)
def test_the_check_digit_follows_gb_11643(number, check):
    assert check_number(number) is check


@pytest.mark.parametrize("first17", ["", "3599991990010100", "3599991990010100A", "3599991990010100１"])
def test_a_check_digit_needs_17_digits(first17):
    with pytest.raises(ValueError, match="17 digits"):
        check_digit(first17)


@given(st.text(max_size=20))
def test_no_number_crashes_the_check(number):
    assert check_number(number) in NumberCheck
