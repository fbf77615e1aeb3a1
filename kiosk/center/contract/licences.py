"""POST /licences/query: what the centre has of the papers of a case: e-licences, held ones (R27, R28).

Asked only with the citizen's consent; every call is logged at the centre (R55).
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

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
