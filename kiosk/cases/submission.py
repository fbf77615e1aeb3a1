"""What goes into an envelope: the contract's message for what the citizen has confirmed, and its files."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from drivers.id_card.cards import IdCard
from kiosk.cases import signature
from kiosk.cases.applicant import applicant, cert_type
from kiosk.cases.draft import Draft, Stroke
from kiosk.cases.instance import value_of
from kiosk.cases.materials import PROMISED, origin_of, papers_of
from kiosk.center.contract import (
    Agent,
    CaseSubmission,
    Commitment,
    Evaluation,
    Material,
    Origin,
    Proof,
    ProofRequest,
    ProofVoid,
    Satisfaction,
    Signature,
    SubmittedFile,
    SubmittedMaterial,
    Undertaking,
    asked,
)
from screens.pages.rate import Rating

SIGNATURE_FILE = "signature.png"
CONSENT_FILE = "consent.png"


@dataclass(frozen=True)
class Contents:
    """`payload`: the message as JSON; `files`: what it names, by name."""

    payload: bytes
    files: Mapping[str, bytes]


def of(
    draft: Draft, person: IdCard, terminal_no: str, confirmed_at: datetime, agent: IdCard | None = None
) -> Contents:
    """The contents of the envelope of an application; `agent`: who applies for `person`."""
    files: dict[str, bytes] = {}
    materials = []
    for scan in draft.form.scans:
        if (scanned := draft.scans.get(scan.code)) is not None:
            files[f"{scan.code}.pdf"] = scanned.pdf
            file = _file(f"{scan.code}.pdf", scanned.pdf, "application/pdf", len(scanned.pages))
            materials.append(SubmittedMaterial(code=scan.code, pages=(file,)))
    materials.extend(
        _without_paper(draft, paper.material, came, files, confirmed_at)
        for paper in papers_of(draft)
        if (came := origin_of(draft, paper)) is not None and came is not Origin.SCAN
    )
    message = CaseSubmission(
        local_no=draft.number,
        corrects=draft.corrects or None,
        item_code=draft.item.code,
        list_version=draft.catalog.list_version,
        guide_version=draft.guide.version,
        form_version=draft.form.version,
        scenario=dict(draft.scenario),
        terminal_no=terminal_no,
        confirmed_at=confirmed_at,
        applicant=applicant(person, _phone(draft), draft.catalog.list.region),
        agent=_agent(draft, agent),
        consent=_consent(draft, files, confirmed_at),
        company=draft.company,
        delivery=draft.delivery,
        bundle=draft.bundle,
        form=value_of(asked(draft.form), draft.values),
        materials=tuple(materials),
        signature=_signature(draft, files, confirmed_at),
    )
    return Contents(message.model_dump_json(by_alias=True).encode(), files)


def evaluation(draft: Draft, rating: Rating, terminal_no: str, rated_at: datetime) -> bytes:
    """The message of a rating."""
    message = Evaluation(
        local_no=draft.number,
        item_code=draft.item.code,
        terminal_no=terminal_no,
        satisfaction=Satisfaction(rating.level),
        tags=rating.tags,
        comment=rating.comment,
        scheme_version=draft.catalog.rating.version,
        rated_at=rated_at,
    )
    return message.model_dump_json(by_alias=True).encode()


def proof_request(draft: Draft, person: IdCard, terminal_no: str) -> ProofRequest:
    """What the centre needs to find the record: the least that does."""
    who = applicant(person)
    return ProofRequest(
        terminal_no=terminal_no,
        local_no=draft.number,
        cert_type=who.cert_type,
        cert_no=who.cert_no,
        name=who.name,
        chosen=dict(draft.scenario),
        company=draft.company,
    )


def void(
    proof: Proof,
    draft: Draft,
    reason: Literal["not_printed", "seal_refused"],
    *,
    terminal_no: str,
    at: datetime,
    sheets: int | None = None,
) -> bytes:
    """The message that a certificate is worthless; `sheets`: how many came out of the printer."""
    message = ProofVoid(
        proof_id=proof.id,
        item_code=proof.item_code,
        terminal_no=terminal_no,
        local_no=draft.number,
        reason=reason,
        sheets=sheets,
        voided_at=at,
    )
    return message.model_dump_json(by_alias=True).encode()


def _phone(draft: Draft) -> str:
    """The number that the citizen is called at: the first that the form asks for."""
    numbers = (draft.values.get(each.key) for each in asked(draft.form) if each.kind == "phone")
    return str(next((number for number in numbers if number), ""))


def _without_paper(
    draft: Draft, material: Material, origin: Origin, files: dict[str, bytes], signed_at: datetime
) -> SubmittedMaterial:
    """What comes from the centre, is free, or has a statement in its place."""
    given, signed = draft.given.get(material.code), None
    if origin in PROMISED and given is not None and (undertaking := material.undertaking) is not None:
        signed = _signed(undertaking, f"{material.code}.png", given.strokes, files, signed_at)
    ref = given.offer.ref if given is not None and given.offer is not None else None
    return SubmittedMaterial(code=material.code, origin=origin, ref=ref, signature=signed)


def _agent(draft: Draft, card: IdCard | None) -> Agent | None:
    if card is None or draft.acting is None:
        return None
    return Agent(
        cert_type=cert_type(card),
        cert_no=card.id_number,
        name=card.name,
        relation=draft.acting.relation,
        authorisation=draft.acting.authorisation,
    )


def _consent(draft: Draft, files: dict[str, bytes], signed_at: datetime) -> Signature | None:
    rules = draft.catalog.list.proxy
    if rules is None or draft.acting is None or not draft.acting.present:
        return None
    return _signed(rules.consent, CONSENT_FILE, draft.acting.strokes, files, signed_at)


def _signature(draft: Draft, files: dict[str, bytes], signed_at: datetime) -> Signature | None:
    commitment = draft.form.commitment
    if commitment is None:
        return None
    return _signed(commitment, SIGNATURE_FILE, draft.strokes, files, signed_at)


def _signed(
    statement: Commitment | Undertaking,
    name: str,
    strokes: tuple[Stroke, ...],
    files: dict[str, bytes],
    signed_at: datetime,
) -> Signature:
    """What was signed, and with which strokes; the picture of them goes among `files`."""
    files[name] = image = signature.png(strokes)
    return Signature(
        statement_version=statement.version,
        statement_sha256=hashlib.sha256(statement.text.zh.encode()).hexdigest(),
        image=_file(name, image, "image/png"),
        signed_at=signed_at,
    )


def _file(name: str, content: bytes, media_type: str, page_count: int = 1) -> SubmittedFile:
    digest = hashlib.sha256(content).hexdigest()
    return SubmittedFile.model_validate(
        {"file": name, "sha256": digest, "mediaType": media_type, "pageCount": page_count}
    )
