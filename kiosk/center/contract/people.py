"""Who applies: a person, whoever acts for that person, a company; and how the result comes back."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from kiosk.center.contract.forms import Choice, Commitment, Scan
from kiosk.center.contract.wire import ItemCode, Key, Label, Sent, TerminalNo, Wire, Words

# Unified social credit code, GB 32100: its check character is `kiosk.cases.numbers`' matter.
CreditCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-HJ-NPQRTUWXY]{18}$")]
CertNo = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{6,32}$")]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Way = Literal["collect", "post", "electronic"]  # 自取, 邮寄 (free), 电子


class Sex(StrEnum):
    """By name; GB/T 2261.1 numbers are an adapter's matter."""

    UNKNOWN = "unknown"
    MALE = "male"
    FEMALE = "female"
    UNSTATED = "unstated"


class CertType(StrEnum):
    """By name: GA/T 2000.156 numbers and each centre's own are an adapter's matter."""

    RESIDENT_ID_CARD = "resident_id_card"
    HK_MO_TW_RESIDENCE_PERMIT = "hk_mo_tw_residence_permit"
    FOREIGN_PERMANENT_RESIDENT_CARD = "foreign_permanent_resident_card"


class Household(StrEnum):
    """Where the applicant's card says that the household is, seen from the terminal (R35)."""

    CITY = "city"
    PROVINCE = "province"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"  # the card bears no household


class Applicant(Sent):
    """The person as the identity card says."""

    cert_type: CertType
    cert_no: CertNo
    name: Name
    sex: Sex = Sex.UNKNOWN
    birth: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    address: Annotated[str, Field(max_length=200)] = ""
    phone: Annotated[str, Field(max_length=20)] = ""
    household: Household = Household.UNKNOWN


class Agent(Sent):
    """经办人: who stands at the terminal for the applicant (R67).

    `authorisation`: "present": the applicant is there too, laid the card and signed the consent; "letter":
    a letter of authority is among the materials, and the applicant's card was laid.
    """

    cert_type: CertType
    cert_no: CertNo
    name: Name
    relation: Label
    authorisation: Literal["present", "letter"]


class Company(Sent):
    """The legal person that applies. `licence` is the code of the e-licence as it was shown, once;
    `verified`: the centre has said name and role, else they are what was entered."""

    credit_code: CreditCode
    name: Name
    role: Literal["legal_representative", "agent"]
    licence: Annotated[str, Field(max_length=2000)] = ""
    verified: bool = False


class Delivery(Sent):
    """How the result comes to the applicant (R32)."""

    way: Way
    recipient: Annotated[str, Field(max_length=100)] = ""
    phone: Annotated[str, Field(max_length=20)] = ""
    address: Annotated[str, Field(max_length=200)] = ""

    @model_validator(mode="after")
    def _can_be_posted(self) -> Self:
        if self.way == "post" and not (self.recipient and self.phone and self.address):
            raise ValueError("a letter needs recipient, phone and address")
        return self


class Bundle(Sent):
    """一件事 (R34): the parent that the `cases` of one package share. `local_no` stands on the slip."""

    id: Key
    code: Label
    local_no: Label
    cases: Annotated[int, Field(ge=1, le=50)]


class Proxy(Wire):
    """Under what an agent may act: the consent that the applicant signs, the relations to choose from, and
    the letter of authority to scan where the applicant is not there (None: the applicant must be)."""

    consent: Commitment
    relations: Annotated[tuple[Choice, ...], Field(min_length=1)]
    letter: Scan | None = None


class Region(Wire):
    """Where the centre is. The names are as addresses on identity cards have them."""

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
    name: Words
    in_province: Annotated[tuple[str, ...], Field(min_length=1)]
    in_city: Annotated[tuple[str, ...], Field(min_length=1)]


class CompanyRequest(Sent):
    """POST /companies: which company an e-licence or a credit code is, and what the person is there."""

    terminal_no: TerminalNo
    licence: Annotated[str, Field(max_length=2000)] = ""
    credit_code: CreditCode | None = None
    cert_type: CertType
    cert_no: CertNo
    name: Name


class CompanyAnswer(Wire):
    """`role` None: the person is not known there, and needs an authorisation."""

    credit_code: CreditCode
    name: Name
    role: Literal["legal_representative", "agent"] | None = None


class EntitlementRequest(Sent):
    """POST /entitlements/{itemCode}: the least that finds the person (R36)."""

    terminal_no: TerminalNo
    cert_type: CertType
    cert_no: CertNo
    name: Name


class Entitlement(Wire):
    """What the department has found by itself; nothing is applied for."""

    item_code: ItemCode
    state: Literal["granted", "checking", "not_met", "not_found"]
    text: Words
    rows: tuple[tuple[Words, Words], ...] = ()
    phone: str = ""
