"""The person on the card as an applicant, and how a person is shown to whoever looks over a shoulder."""

from collections.abc import Sequence

from drivers.id_card.cards import ForeignerCard2017, ForeignerCard2023, HkMoTwCard, IdCard, ResidentCard
from kiosk.center.contract import Applicant, Asked, CertType, Company, Household, Region, Sex

SEX = {"1": Sex.MALE, "2": Sex.FEMALE, "9": Sex.UNSTATED}  # GB/T 2261.1


def applicant(card: IdCard, phone: str = "", region: Region | None = None) -> Applicant:
    """The contract's applicant for any of the four card layouts."""
    return Applicant(
        cert_type=cert_type(card),
        cert_no=card.id_number,
        name=card.name,
        sex=SEX.get(card.sex, Sex.UNKNOWN),
        birth=card.birth.isoformat(),
        address=card.address if isinstance(card, ResidentCard | HkMoTwCard) else "",
        phone=phone,
        household=household(card, region) if region is not None else Household.UNKNOWN,
    )


def household(card: IdCard, region: Region) -> Household:
    """Where the card says that its holder is registered. Only a resident's card says it: a residence permit
    bears the address in this city, and a foreigner's none."""
    if not isinstance(card, ResidentCard) or not card.address:
        return Household.UNKNOWN
    address = card.address
    province = next((name for name in region.in_province if address.startswith(name)), "")
    # An old card may begin with the city.
    if address.removeprefix(province).startswith(region.in_city):
        return Household.CITY
    return Household.PROVINCE if province else Household.ELSEWHERE


def company_values(questions: Sequence[Asked], company: Company | None) -> dict[str, object]:
    """What is known of the company, for the questions that want it."""
    if company is None:
        return {}
    known = {"companyName": company.name, "creditCode": company.credit_code}
    return {each.key: known[each.prefill] for each in questions if each.prefill in known}


def cert_type(card: IdCard) -> CertType:
    """The kind of card, by name: numbers for kinds differ from centre to centre."""
    match card:
        case ResidentCard():
            return CertType.RESIDENT_ID_CARD
        case HkMoTwCard():
            return CertType.HK_MO_TW_RESIDENCE_PERMIT
        case ForeignerCard2017() | ForeignerCard2023():
            return CertType.FOREIGN_PERMANENT_RESIDENT_CARD


def masked_name(name: str) -> str:
    """张三 → 张*, 阿依古丽·买买提 → 阿*; the first character only (R83)."""
    return name[:1] + "*" if name else ""


def masked_id(number: str) -> str:
    """The first four and the last four characters; shorter numbers keep two at each end (R83)."""
    ends = 4 if len(number) >= 12 else 2
    if len(number) <= 2 * ends:
        return "*" * len(number)
    return number[:ends] + "*" * (len(number) - 2 * ends) + number[-ends:]


def masked_phone(phone: str) -> str:
    """13812341234 → 138****1234 (R83)."""
    return phone[:3] + "****" + phone[7:] if len(phone) == 11 else "*" * len(phone)
