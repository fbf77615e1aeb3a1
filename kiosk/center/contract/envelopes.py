"""POST /envelopes: what is sealed inside, and the receipt."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, Field, StringConstraints, field_validator, model_validator

from kiosk.center.contract.cases import CaseState, Defect
from kiosk.center.contract.people import Agent, Applicant, Bundle, Company, Delivery
from kiosk.center.contract.wire import (
    EnvelopeKind,
    ItemCode,
    Key,
    Label,
    Sent,
    Sha256,
    TerminalNo,
    Wire,
    Words,
)

ENVELOPE_TYPE = "application/age"
MAX_ENVELOPE_BYTES = 32 * 1024 * 1024  # twenty scanned pages at 1.5 MB
COMMENT_MAX_CHARS = 150


class ToFollow(Wire):
    """One paper that comes later (容缺), and its last day."""

    material: Label
    name: Words
    until: date


class Receipt(Wire):
    """Proof that the centre holds an envelope. `id` echoes the idempotency key, `digest` is the SHA-256 of
    what it holds under it; `signature` is the centre's over all the rest, see `receipts` (in a batch the
    answer bears it as a whole).

    A case brings `receive_no` (受理编码) and `query_code` (查询密码); others bring neither. What the form
    check made of a case: `state`, with `due_on` where it was accepted, with `defects` and `correct_until`
    where it must be corrected, `to_follow` what comes later; see `cases.Progress`. None where the centre does
    not say.
    """

    id: Key
    kind: EnvelopeKind
    receive_no: str | None = None
    query_code: str | None = None
    state: CaseState | None = None
    promised_days: int | None = None
    due_on: date | None = None
    due_certain: bool = True
    defects: tuple[Defect, ...] = ()
    correct_until: date | None = None
    to_follow: tuple[ToFollow, ...] = ()
    accepted_at: AwareDatetime  # by the post room: when the centre took it in
    duplicate: bool = False
    digest: Sha256
    signature: str = ""

    @model_validator(mode="after")
    def _case_has_numbers(self) -> Self:
        if self.kind == "case" and not (self.receive_no and self.query_code):
            raise ValueError("a case's receipt bears its number and query code")
        return self


class SubmittedFile(Sent):
    """One attachment of the envelope, bound to the payload by its digest; a PDF may hold several pages."""

    file: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,100}$")]
    sha256: Sha256
    media_type: Literal["image/jpeg", "image/png", "application/pdf", "image/svg+xml"]
    page_count: Annotated[int, Field(ge=1, le=50)] = 1


class Signature(Sent):
    """The applicant's strokes under a commitment; the digest of its Chinese text says what was signed."""

    statement_version: str
    statement_sha256: Sha256
    image: SubmittedFile
    signed_at: AwareDatetime


class Origin(StrEnum):
    """How a material came."""

    SCAN = "scan"
    LICENCE = "licence"  # 电子证照
    HELD = "held"  # already at the centre
    EXEMPT = "exempt"  # 免提交
    COMMITMENT = "commitment"  # 告知承诺 in its place
    LATER = "later"  # 容缺: comes within the days of its undertaking


class SubmittedMaterial(Sent):
    """`pages` of what was scanned; `ref` of what the centre offered (`MaterialOffer`); `signature` under the
    undertaking. Exempt ones have none of them."""

    code: Label
    origin: Origin = Origin.SCAN
    pages: Annotated[tuple[SubmittedFile, ...], Field(max_length=50)] = ()
    ref: Key | None = None
    signature: Signature | None = None

    @model_validator(mode="after")
    def _bears_what_its_origin_asks_for(self) -> Self:
        offered = self.origin in {Origin.LICENCE, Origin.HELD}
        promised = self.origin in {Origin.COMMITMENT, Origin.LATER}
        has = (bool(self.pages), self.ref is not None, self.signature is not None)
        if has != (self.origin is Origin.SCAN, offered, promised):
            raise ValueError(f"a material of origin {self.origin.value} with other parts than it has")
        return self


class CaseSubmission(Sent):
    """The payload sealed in an envelope of kind "case".

    `corrects`: the case that this one takes the place of, after a one-time notice (补正). A centre that
    awaits no correction of it, from this person, files a case of its own.
    """

    local_no: Label
    corrects: Label | None = None
    item_code: ItemCode
    list_version: str
    guide_version: str
    form_version: str
    scenario: Mapping[Label, Label] = Field(default_factory=dict)  # option by question of the guide
    terminal_no: TerminalNo
    confirmed_at: AwareDatetime
    applicant: Applicant
    agent: Agent | None = None
    consent: Signature | None = None  # of the applicant, to the agent
    company: Company | None = None
    delivery: Delivery | None = None
    bundle: Bundle | None = None
    form: dict[str, Any]
    materials: tuple[SubmittedMaterial, ...] = ()
    signature: Signature | None = None

    @field_validator("form")
    @classmethod
    def _empty_is_absent(cls, form: dict[str, Any]) -> dict[str, Any]:
        """A field that was left empty is absent, as the form's schema has it."""
        return {key: value for key, value in form.items() if value is not None}


class Satisfaction(StrEnum):
    """By name: GB/T 39046 counts from 1 = very satisfied, push practice from 5; a number would mislead."""

    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    FAIRLY_SATISFIED = "fairly_satisfied"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"


class Evaluation(Sent):
    """The payload of an envelope of kind "evaluation": one first rating of a service event (GB/T 39734)."""

    local_no: Label
    item_code: ItemCode
    terminal_no: TerminalNo
    satisfaction: Satisfaction
    tags: Annotated[tuple[Label, ...], Field(max_length=20)] = ()
    comment: Annotated[str, Field(max_length=COMMENT_MAX_CHARS)] = ""
    scheme_version: str
    rated_at: AwareDatetime
