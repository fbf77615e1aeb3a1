"""What the centre makes of an envelope: opened, held against the contract and the item's form. No I/O.

Every check that does not look at the substance happens here, so that a case that passes is accepted at once
(收件即受理).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from jsonschema import Draft202012Validator
from pydantic import ValidationError

from kiosk.center.contract import (
    CaseSubmission,
    CatalogDocument,
    Code,
    Evaluation,
    Form,
    Guide,
    ProofVoid,
    Sent,
    SubmittedFile,
)
from offline_queue.errors import SealError
from offline_queue.seal import open_sealed

Message = TypeVar("Message", bound=Sent)
Submission = CaseSubmission | Evaluation | ProofVoid
MODELS: dict[str, type[Submission]] = {"case": CaseSubmission, "evaluation": Evaluation, "void": ProofVoid}


class Rejected(Exception):
    """The request gets `status` and `code`. The sentence names fields, never their values."""

    def __init__(self, status: int, code: Code, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


@dataclass(frozen=True)
class Labels:
    """What stands outside the envelope, proved by the signature. `terminal_no` is None for one that an
    operator brings: no request has proved whose it is, and it may be any that the centre knows."""

    id: str
    kind: str
    item_code: str
    terminal_no: str | None


def read_envelope(
    sealed: bytes, labels: Labels, identity: str, catalogue: CatalogDocument
) -> tuple[Submission, dict[str, bytes]]:
    """The submission and its attachments. Raises Rejected."""
    try:
        payload, attachments = open_sealed(sealed, identity)
    except SealError as error:
        raise Rejected(422, Code.UNREADABLE, "the envelope does not open") from error
    submission = parsed(MODELS[labels.kind], payload)
    if submission.item_code != labels.item_code or labels.terminal_no not in {None, submission.terminal_no}:
        raise Rejected(422, Code.INVALID, "item or terminal differ from the labels outside")
    if isinstance(submission, CaseSubmission):
        _check_case(submission, attachments, catalogue)
    elif attachments:
        raise Rejected(422, Code.INVALID, f"no attachments belong to an envelope of kind {labels.kind}")
    elif isinstance(submission, Evaluation):
        _check_evaluation(submission, catalogue)
    return submission, attachments


def parsed(model: type[Message], body: bytes) -> Message:
    """The message in `body`. Raises Rejected, naming the fields that are not of the contract."""
    try:
        return model.model_validate_json(body)
    except ValidationError as error:
        places = {".".join(map(str, problem["loc"])) for problem in error.errors(include_input=False)}
        message = f"not of the contract: {', '.join(sorted(places)) or 'the whole'}"
        raise Rejected(422, Code.UNREADABLE, message) from error


def _check_case(case: CaseSubmission, attachments: dict[str, bytes], catalogue: CatalogDocument) -> None:
    form = catalogue.forms.get(case.item_code)
    if form is None:
        raise Rejected(422, Code.INVALID, "no such application")
    defects = [
        *_form_defects(case, form),
        *_material_defects(case, form, catalogue.guides[case.item_code]),
        *_signature_defects(case, form),
        *_attachment_defects(case, attachments),
    ]
    if defects:  # all at once: R23
        raise Rejected(422, Code.INVALID, "; ".join(sorted(set(defects))))


def _form_defects(case: CaseSubmission, form: Form) -> Iterable[str]:
    for error in Draft202012Validator(form.json_schema).iter_errors(case.form):
        yield f"form {'.'.join(map(str, error.path)) or 'as a whole'}: {error.validator}"
    applicant = case.applicant
    card = {"name": applicant.name, "idNumber": applicant.cert_no, "address": applicant.address or None}
    for field in form.fields:
        if (
            field.kind == "fixed"
            and field.prefill in card
            and case.form.get(field.key) != card[field.prefill]
        ):
            yield f"form {field.key}: differs from the applicant"


def _material_defects(case: CaseSubmission, form: Form, guide: Guide) -> Iterable[str]:
    wanted = guide.materials_for(case.scenario)
    beside = {material.code for material in guide.materials} - {material.code for material in wanted}
    required = {material.code for material in wanted if material.necessity == "required"}
    given = {material.code: sum(page.page_count for page in material.pages) for material in case.materials}
    for scan in form.scans:
        if scan.code in required and scan.code not in given:
            yield f"material {scan.code}: missing"
        if given.get(scan.code, 0) > scan.max_pages:
            yield f"material {scan.code}: too many pages"
    if len(given) != len(case.materials) or not set(given) <= {scan.code for scan in form.scans} - beside:
        yield "materials: twice or not asked for"


def _signature_defects(case: CaseSubmission, form: Form) -> Iterable[str]:
    if form.commitment is None:
        return
    if case.signature is None:
        yield "signature: missing"
        return
    digest = hashlib.sha256(form.commitment.text.zh.encode()).hexdigest()
    if (case.signature.statement_version, case.signature.statement_sha256) != (
        form.commitment.version,
        digest,
    ):
        yield "signature: under another text"


def _attachment_defects(case: CaseSubmission, attachments: dict[str, bytes]) -> Iterable[str]:
    named: list[SubmittedFile] = [page for material in case.materials for page in material.pages]
    if case.signature is not None:
        named.append(case.signature.image)
    if sorted(file.file for file in named) != sorted(attachments):
        yield "attachments: not those that the payload names"
    for file in named:
        if hashlib.sha256(attachments.get(file.file, b"")).hexdigest() != file.sha256:
            yield f"attachment {file.file}: missing or changed"


def _check_evaluation(rating: Evaluation, catalogue: CatalogDocument) -> None:
    if rating.item_code not in catalogue.guides:
        raise Rejected(422, Code.INVALID, "no such item")
    levels = {tag.code: tag.level for tag in catalogue.rating.tags}
    if any(levels.get(tag) != rating.satisfaction for tag in rating.tags) or len(set(rating.tags)) != len(
        rating.tags
    ):
        raise Rejected(422, Code.INVALID, "tags: unknown, twice or of another level")
