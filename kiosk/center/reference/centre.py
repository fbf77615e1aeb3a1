"""What the reference centre does: takes envelopes and issues certificates. It blocks; HTTP is `app`."""

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from http import HTTPStatus
from typing import Any, TypeVar

import structlog

from kiosk.center.contract import (
    BatchAnswer,
    BatchPart,
    BatchResult,
    CaseSubmission,
    Code,
    CompanyRequest,
    EntitlementRequest,
    HeldRequest,
    Inquiry,
    Item,
    LicenceCopyRequest,
    OffersAnswer,
    OffersRequest,
    OwnLicencesAnswer,
    OwnLicencesRequest,
    PaperRequest,
    Proof,
    ProofRequest,
    Receipt,
)
from kiosk.center.receipts import signed, signer_of
from kiosk.center.reference.casebook import Opening
from kiosk.center.reference.certificates import Certificates
from kiosk.center.reference.companies import company_of, printed_for
from kiosk.center.reference.documents import Certificate, certificate_pdf, new_verify_code
from kiosk.center.reference.formcheck import defects_of, to_follow
from kiosk.center.reference.gate import Proved
from kiosk.center.reference.inquiries import inquiry, lookups
from kiosk.center.reference.intake import Labels, Rejected, parsed, read_envelope
from kiosk.center.reference.items import DATA, Catalogue
from kiosk.center.reference.keys import CenterKeys
from kiosk.center.reference.laid import toml
from kiosk.center.reference.licences import Licences
from kiosk.center.reference.life import CHINA
from kiosk.center.reference.papers import Papers
from kiosk.center.reference.people import (
    entitlement_of,
    form_of,
    held_of,
    with_letter,
)
from kiosk.center.reference.stamps import Register
from kiosk.center.reference.store import Store
from kiosk.center.reference.uploads import Uploads

Request = TypeVar(
    "Request", CompanyRequest, EntitlementRequest, HeldRequest, OwnLicencesRequest, LicenceCopyRequest
)
OfLicences = TypeVar("OfLicences", OwnLicencesRequest, LicenceCopyRequest)

log = structlog.get_logger()


def utc_now() -> datetime:
    """The present, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Centre:
    """`public_url`: where a verifier's phone finds the centre. `alone`: no other process serves it."""

    catalogue: Catalogue
    keys: CenterKeys
    store: Store
    uploads: Uploads
    public_url: str
    now: Callable[[], datetime] = utc_now
    alone: bool = True
    register: Register = field(default_factory=lambda: Register(toml(DATA / "seals.toml")))

    def take(self, labels: Labels, sealed: bytes) -> Receipt:
        """Stores an envelope once; answers every attempt with the first receipt. Raises Rejected."""
        receipt = self.store.known_receipt(labels, sealed)
        if receipt is None:
            submission, attachments = read_envelope(
                sealed, labels, self.keys.identity, self.catalogue.document
            )
            if labels.terminal_no is None and submission.terminal_no not in self.keys.secret_files:
                raise Rejected(422, Code.INVALID, "of a terminal that this centre does not know")
            opening = self._opening(submission) if isinstance(submission, CaseSubmission) else None
            receipt = self.store.file(labels, sealed, submission, attachments, opening, self.now())
        log.info(
            "center.envelope_taken", kind=labels.kind, item=labels.item_code, duplicate=receipt.duplicate
        )
        return receipt

    def _opening(self, case: CaseSubmission) -> Opening:
        document, today = self.catalogue.document, self.now().astimezone(CHINA).date()
        guide = document.guides[case.item_code]
        offers = self.licences.of_person(case.applicant.cert_no, guide, today)
        refs = frozenset(offer.ref for offer in offers)
        form = form_of(case, document.forms[case.item_code], document)
        form = with_letter(case, form, document.proxy)
        defects = defects_of(case, form, guide, refs)
        promised = self.catalogue.items[case.item_code].promised_days
        return Opening(defects, promised, to_follow(case, guide, today))

    @cached_property
    def licences(self) -> Licences:
        """E-licences and papers held of earlier cases."""
        return Licences(self.store, self.keys, toml(DATA / "licences.toml"))

    def paper(self, proved: Proved) -> dict[str, Any]:
        """Number and seal of an official paper of a case. Raises Rejected."""
        request = parsed(PaperRequest, proved.body)
        if request.terminal_no != proved.terminal_no:
            raise Rejected(422, Code.INVALID, "the terminal differs from the one that signed")
        papers = Papers(self.store, self.catalogue, self.register)
        grant = papers.grant(request, self.now().astimezone(CHINA))
        log.info("center.paper_granted", paper=request.paper.value)
        return grant.model_dump(mode="json")

    def offer(self, proved: Proved) -> dict[str, Any]:
        """What there is of a case's papers, as its applicant has agreed to look up. Raises Rejected."""
        request = parsed(OffersRequest, proved.body)
        if request.terminal_no != proved.terminal_no:
            raise Rejected(422, Code.INVALID, "the terminal differs from the one that signed")
        guide = self.catalogue.document.guides.get(request.item_code)
        if guide is None:
            raise Rejected(404, Code.NOT_FOUND, "no such item")
        offers = self.licences.offers(request, guide, self.now().astimezone(CHINA))
        log.info("center.licences_asked", item=request.item_code, found=len(offers))
        return OffersAnswer(offers=offers).model_dump(mode="json")

    def own_licences(self, proved: Proved) -> dict[str, Any]:
        """The e-licences of whoever asks. Raises Rejected."""
        request = self._of_licences(OwnLicencesRequest, proved)
        found = self.licences.own(request, self.now().astimezone(CHINA))
        log.info("center.licences_asked", item=request.item_code, found=len(found))
        return OwnLicencesAnswer(licences=found).model_dump(mode="json")

    def licence_copy(self, proved: Proved) -> dict[str, Any]:
        """One of them on A4. Raises Rejected: none of this person's."""
        request = self._of_licences(LicenceCopyRequest, proved)
        try:
            copy = self.licences.copy(request, self.now().astimezone(CHINA))
        except LookupError as error:
            raise Rejected(404, Code.NOT_FOUND, "no such licence of this person") from error
        log.info("center.licence_copied", item=request.item_code)
        return copy.model_dump(mode="json")

    def _of_licences(self, model: type[OfLicences], proved: Proved) -> OfLicences:
        request = self._asked(model, proved)
        item = self.catalogue.items.get(request.item_code)
        if item is None or item.tool != "licences":
            raise Rejected(404, Code.NOT_FOUND, "no item that shows licences")
        return request

    def take_batch(self, parts: Sequence[tuple[BatchPart, bytes]], terminal_no: str) -> dict[str, Any]:
        """Each part for itself, as if it had come alone; the answer signed as a whole."""
        labels = (Labels(part.id, part.kind, part.item_code, terminal_no) for part, _ in parts)
        results = [self.take_one(each, sealed) for each, (_, sealed) in zip(labels, parts, strict=True)]
        return self.signed_batch(results)

    def take_one(self, labels: Labels, sealed: bytes) -> BatchResult:
        """`take` as one result among several."""
        try:
            receipt = self.take(labels, sealed)
        except Rejected as error:
            return BatchResult(id=labels.id, status=error.status, code=error.code, message=str(error))
        return BatchResult(id=labels.id, status=HTTPStatus.OK, code=Code.OK, receipt=receipt)

    def signed_batch(self, results: Iterable[BatchResult]) -> dict[str, Any]:
        """The answer to several, signed as a whole."""
        return self.signed(BatchAnswer(results=tuple(results)).model_dump(mode="json"))

    def signed(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """A receipt or a batch's answer under the centre's key."""
        return signed(document, signer_of(self.keys.receipt_seed))

    def prove(self, item_code: str, key: str, proved: Proved) -> dict[str, Any]:
        """Issues a certificate, or gives out the one issued under this key. Raises Rejected."""
        item = self._printed_item(item_code)
        request = parsed(ProofRequest, proved.body)
        if request.terminal_no != proved.terminal_no:
            raise Rejected(422, Code.INVALID, "the terminal differs from the one that signed")
        digest = hashlib.sha256(proved.body).hexdigest()
        known = self.store.known_proof(key, digest)
        if known is None:
            try:
                request = printed_for(request, item)
            except LookupError as error:
                raise Rejected(422, Code.INVALID, str(error)) from error
            proof = self._issue(item, key, request)
            company = request.company
            holder = request.name[:1] + "*" if company is None else company.name
            day = f"{self.now().astimezone(CHINA):%Y%m%d}"
            whose = request.cert_no if company is None else company.credit_code
            counted = f"copy:{self.keys.pseudonym(whose)}:{item_code}:{day}"
            visit = (request.terminal_no, request.local_no)
            self.store.add_proof(visit, digest, holder, proof, counted)
            # Read back: of two requests at once the first one's certificate stands, for both.
            known = self.store.known_proof(key, digest) or proof
            known["duplicate"] = known["verifyCode"] != proof["verifyCode"]
        log.info("center.proof_issued", item=item_code, duplicate=known["duplicate"])
        return known

    @cached_property
    def _certificates(self) -> Certificates:
        return Certificates(toml(DATA / "certificates.toml"), frozenset(self.register.seals))

    def inquire(self, item_code: str, proved: Proved) -> Inquiry:
        """What the record says of one person. Raises Rejected."""
        items = self.catalogue.document.items
        item = next((item for item in items if item.code == item_code and item.tool == "lookup"), None)
        if item is None:
            raise Rejected(404, Code.NOT_FOUND, "no such inquiry")
        request = parsed(ProofRequest, proved.body)
        if request.terminal_no != proved.terminal_no:
            raise Rejected(422, Code.INVALID, "the terminal differs from the one that signed")
        log.info("center.inquiry_answered", item=item_code)
        return inquiry(item, request, lookups().get(item_code, {}), self.now().astimezone(CHINA))

    def company(self, proved: Proved) -> dict[str, Any]:
        """Which company an e-licence or a credit code is. Raises Rejected."""
        try:
            return company_of(self._asked(CompanyRequest, proved)).model_dump(mode="json")
        except LookupError as error:
            raise Rejected(404, Code.NOT_FOUND, "no such company") from error

    def entitlement(self, item_code: str, proved: Proved) -> dict[str, Any]:
        """What was found of a person without any application. Raises Rejected."""
        request = self._asked(EntitlementRequest, proved)
        item = next((item for item in self.catalogue.document.items if item.code == item_code), None)
        if item is None or item.kind != "N":
            raise Rejected(404, Code.NOT_FOUND, "no such item without application")
        phone = self.catalogue.document.guides[item_code].phone
        today = self.now().astimezone(CHINA).date()
        return entitlement_of(item, request, phone, today).model_dump(mode="json")

    def held(self, proved: Proved) -> dict[str, Any]:
        """What is known of a person for one form. Raises Rejected."""
        request = self._asked(HeldRequest, proved)
        answer = held_of(request, self.catalogue.document)
        log.info("center.held_asked", item=request.item_code, found=len(answer.values))
        return answer.model_dump(mode="json")

    def _asked(self, model: type[Request], proved: Proved) -> Request:
        request = parsed(model, proved.body)
        if request.terminal_no != proved.terminal_no:
            raise Rejected(422, Code.INVALID, "the terminal differs from the one that signed")
        return request

    def _printed_item(self, item_code: str) -> Item:
        item = self.catalogue.items.get(item_code)
        if item is not None and item.kind == "P":
            return item
        raise Rejected(404, Code.NOT_FOUND, "no such certificate")

    def _issue(self, item: Item, key: str, request: ProofRequest) -> dict[str, Any]:
        now = self.now().astimezone(CHINA)
        code = new_verify_code()
        url = f"{self.public_url}/verify/{code}"
        serial = f"{now:%Y%m%d}{key[:8].upper()}"
        content = self._certificates.content(item, request, now)
        seal = self.register.seal(content.seal, serial)
        pdf, pages = certificate_pdf(Certificate(serial, code, url, now, seal), request, content)
        digest = hashlib.sha256(pdf).hexdigest()
        proof = Proof(
            id=key,
            item_code=item.code,
            title=item.name,
            serial=serial,
            verify_code=code,
            verify_url=url,
            issued_at=now,
            pages=pages,
            copies_allowed=self._certificates.copies(item.code),
            seal=seal.model_copy(update={"bound_to": digest}),
            sha256=digest,
            pdf=base64.b64encode(pdf),
        )
        return proof.model_dump(mode="json")
