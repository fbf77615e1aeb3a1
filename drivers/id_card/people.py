"""A drawer of cards of invented people: regions that do not exist, and one card of every kind."""

from datetime import date

from drivers.id_card.cards import ForeignerCard2017, ForeignerCard2023, HkMoTwCard, IdCard, ResidentCard
from drivers.id_card.codes import Sex

PORTRAIT_BYTES = 1024
PORTRAIT_HEAD = bytes.fromhex("57 4c 66 00 7e 00 32 00 00 ff 85")  # "WL", 102 x 126, as on every card
# Only the head is real: no face can be decoded from it, and none should.
PORTRAIT = PORTRAIT_HEAD + bytes(PORTRAIT_BYTES - len(PORTRAIT_HEAD))

RESIDENT = ResidentCard(
    name="林小满",
    id_number="359999199001010017",
    sex=Sex.MALE,
    ethnic_code="01",
    birth=date(1990, 1, 1),
    address="福建省示例市鼓楼前街道一号楼二〇三室",
    issuer="示例市公安局",
    valid_from=date(2020, 5, 20),
    valid_until=date(2040, 5, 20),
    portrait=PORTRAIT,
)
ELDER = ResidentCard(
    name="陈阿婆",
    id_number="35999919480229028X",
    sex=Sex.FEMALE,
    ethnic_code="22",
    birth=date(1948, 2, 29),
    address="福建省示例市畲族乡石桥村八组",
    issuer="示例市公安局",
    valid_from=date(2012, 3, 1),
    valid_until=None,
    portrait=PORTRAIT,
)
MINORITY = ResidentCard(
    name="阿依古丽·买买提江",
    id_number="359999199510100045",
    sex=Sex.FEMALE,
    ethnic_code="05",
    birth=date(1995, 10, 10),
    address="福建省示例市海滨路十号",
    issuer="示例市公安局",
    valid_from=date(2022, 10, 10),
    valid_until=date(2042, 10, 10),
    portrait=PORTRAIT,
)
EXPIRED = ResidentCard(
    name="郑过期",
    id_number="359999198512120037",
    sex=Sex.MALE,
    ethnic_code="01",
    birth=date(1985, 12, 12),
    address="福建省示例市旧街三号",
    issuer="示例市公安局",
    valid_from=date(2005, 6, 1),
    valid_until=date(2015, 6, 1),
    portrait=PORTRAIT,
)
WRONG_CHECK_DIGIT = ResidentCard(
    name="吴一错",
    id_number="359999199203030055",
    sex=Sex.MALE,
    ethnic_code="01",
    birth=date(1992, 3, 3),
    address="福建省示例市新街五号",
    issuer="示例市公安局",
    valid_from=date(2018, 7, 1),
    valid_until=date(2038, 7, 1),
    portrait=PORTRAIT,
)
HK_RESIDENT = HkMoTwCard(
    name="何港生",
    id_number="810000199408080019",
    sex=Sex.MALE,
    birth=date(1994, 8, 8),
    address="福建省示例市湖滨西路七号",
    issuer="示例市公安局",
    valid_from=date(2023, 1, 15),
    valid_until=date(2028, 1, 15),
    permit_number="H00000001",
    issue_count="01",
    portrait=PORTRAIT,
)
FOREIGNER_2017 = ForeignerCard2017(
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
FOREIGNER_2023 = ForeignerCard2023(
    name="SAMPLE, BARTHOLOMEW ALEXANDER JOHN PAUL",
    english_name="SAMPLE, BARTHOLOMEW ALEXANDER JOHN PAUL",
    chinese_name="",
    id_number="935999198707070011",
    sex=Sex.MALE,
    birth=date(1987, 7, 7),
    country="XXX",
    valid_from=date(2024, 2, 1),
    valid_until=date(2034, 2, 1),
    times_reissued="01",
    old_number_link="001",
    portrait=PORTRAIT,
)

DRAWER: dict[str, IdCard] = {
    "resident": RESIDENT,
    "elder": ELDER,
    "minority": MINORITY,
    "expired": EXPIRED,
    "wrong_check_digit": WRONG_CHECK_DIGIT,
    "hk_resident": HK_RESIDENT,
    "foreigner_2017": FOREIGNER_2017,
    "foreigner_2023": FOREIGNER_2023,
}
