"""What the centre makes of an envelope: opened, and held against the contract. No I/O.

Refused is what proves a fault or a forgery; what an applicant can cure gets a number all the same
(`formcheck`).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from kiosk.center.contract import (
    CaseSubmission,
    CatalogDocument,
    Code,
    Evaluation,
    Form,
    ProofVoid,
    Sent,
    ServiceRequest,
    SubmittedFile,
    asked,
)
from kiosk.center.contract.standing import at
from kiosk.center.reference.people import people_defects
from offline_queue.errors import SealError
from offline_queue.seal import open_sealed

Message = TypeVar("Message", bound=Sent)
Submission = CaseSubmission | Evaluation | ServiceRequest | ProofVoid
MODELS: dict[str, type[Submission]] = {
    "case": CaseSubmission,
    "evaluation": Evaluation,
    "request": ServiceRequest,
    "void": ProofVoid,
}


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
    elif isinstance(submission, ServiceRequest):
        _check_request(submission, catalogue)
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
    """What no applicant could have done: that is refused; what they can cure is `formcheck`'s."""
    form = catalogue.forms.get(case.item_code)
    if form is None or case.item_code not in catalogue.guides:
        raise Rejected(422, Code.INVALID, "no such application")
    wrong = [
        *_not_of_the_card(case, form),
        *people_defects(case, catalogue),
        *_attachment_defects(case, attachments),
    ]
    if wrong:
        raise Rejected(422, Code.INVALID, "; ".join(sorted(set(wrong))))


def _not_of_the_card(case: CaseSubmission, form: Form) -> Iterable[str]:
    applicant = case.applicant
    card = {"name": applicant.name, "idNumber": applicant.cert_no, "address": applicant.address or None}
    if case.company is not None:
        card |= {"companyName": case.company.name, "creditCode": case.company.credit_code}
    for question in asked(form):
        given = at(case.form, question.path)
        if (
            question.kind == "fixed"
            and question.prefill in card
            and given not in {None, card[question.prefill]}
        ):
            yield f"form {question.key}: differs from the applicant"


def _attachment_defects(case: CaseSubmission, attachments: dict[str, bytes]) -> Iterable[str]:
    named: list[SubmittedFile] = [page for material in case.materials for page in material.pages]
    signatures = [case.signature, case.consent, *(material.signature for material in case.materials)]
    named += [signature.image for signature in signatures if signature is not None]
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


def _check_request(request: ServiceRequest, catalogue: CatalogDocument) -> None:
    """Its form may have changed while it waited for the network; the department reads it all the same."""
    if request.item_code not in catalogue.guides:
        raise Rejected(422, Code.INVALID, "no such item")
