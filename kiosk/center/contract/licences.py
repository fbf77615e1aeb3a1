"""What the centre has of a person's papers. Every call is logged there (R55).

POST /licences/query: for the papers of a case, e-licences and held ones (R27, R28), with consent.
POST /licences/own and /licences/copy: the holder's own e-licences, and one of them on paper (R92).
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Base64Bytes, Field, StringConstraints

from kiosk.center.contract.people import CertType
from kiosk.center.contract.wire import ItemCode, Key, Label, Sent, Sha256, TerminalNo, Wire, Words


class OffersRequest(Sent):
    """`materials` as the guide names them. `consent_sha256` is over the Chinese text that was agreed to under
    `consent_id`; `purpose` is what the papers are looked up for."""

    terminal_no: TerminalNo
    local_no: Label
    item_code: ItemCode
    cert_type: CertType
    cert_no: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{6,32}$")]
    name: Annotated[str, Field(min_length=1, max_length=100)]
    materials: Annotated[tuple[Label, ...], Field(min_length=1, max_length=30)]
    purpose: Annotated[str, Field(min_length=1, max_length=200)]
    consent_id: Key
    consent_sha256: Sha256


class MaterialOffer(Wire):
    """One paper that need not be handed in again. `ref` is what the application names; `number` is
    masked.

    `grade` (国办函〔2016〕108号): A from the issuer, B checked at a counter, C not checked, D stated only.
    """

    material: Label
    origin: Literal["licence", "held"]
    ref: Key
    title: Words
    issuer: Words
    number: Annotated[str, Field(max_length=40)] = ""
    issued_on: date
    valid_until: date | None = None
    grade: Literal["A", "B", "C", "D"]


class OffersAnswer(Wire):
    offers: tuple[MaterialOffer, ...]


class OwnLicencesRequest(Sent):
    """Asked by the holder, whose card lies on the reader; `purpose` is what the copies are wanted for."""

    terminal_no: TerminalNo
    local_no: Label
    item_code: ItemCode
    cert_type: CertType
    cert_no: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{6,32}$")]
    name: Annotated[str, Field(min_length=1, max_length=100)]
    purpose: Annotated[str, Field(min_length=1, max_length=60)]


class OwnLicence(Wire):
    """`number` is masked; `valid_until` None: for ever."""

    ref: Key
    title: Words
    issuer: Words
    number: Annotated[str, Field(max_length=40)] = ""
    issued_on: date
    valid_until: date | None = None


class OwnLicencesAnswer(Wire):
    licences: tuple[OwnLicence, ...]


class LicenceCopyRequest(OwnLicencesRequest):
    """One of the licences that were listed."""

    ref: Key


class LicenceCopy(Wire):
    """A licence on A4 with its purpose across every page: `pdf` to print, `pages` (PNG) to look at before.

    `sha256` is over the PDF.
    """

    ref: Key
    sha256: Sha256
    pdf: Base64Bytes
    pages: Annotated[tuple[Base64Bytes, ...], Field(min_length=1)]
