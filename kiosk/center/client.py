"""The terminal's side of the contract. Every call blocks as long as `line` lets it: not in the GUI thread."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.center import catalogue_fetch, tus
from kiosk.center.answered import parsed as _parsed
from kiosk.center.begun import Begun
from kiosk.center.bookings import BookingCalls
from kiosk.center.catalogue_fetch import FetchedCatalog
from kiosk.center.errors import CenterDenied, CenterError, CenterRefused, CenterUnreachable
from kiosk.center.line import Line
from kiosk.center.receipts import NotSigned, ReceiptKeys
from kiosk.center.signing import Credentials
from offline_queue.entry import Entry
from offline_queue.envelope import Envelope
from offline_queue.outcome import Delivered, NoBatches, Outcome, Refused, TryLater, Unauthorised

# The contract's models are imported where they are used, see `line`.
if TYPE_CHECKING:
    from pydantic import BaseModel

    from kiosk.center.contract import (
        BatchResult,
        ByIdentity,
        ByNumber,
        BySlip,
        CompanyAnswer,
        CompanyRequest,
        Entitlement,
        EntitlementRequest,
        HeldAnswer,
        HeldRequest,
        Inquiry,
        LicenceCopy,
        LicenceCopyRequest,
        OffersAnswer,
        OffersRequest,
        OwnLicencesAnswer,
        OwnLicencesRequest,
        PaperGrant,
        PaperRequest,
        Progress,
        Proof,
        ProofRequest,
        Receipt,
        ReturnedCase,
        ReturnedRequest,
    )

    Model = TypeVar("Model", bound=BaseModel)

UPLOADED_FROM_BYTES = 1_000_000  # smaller ones are sent again whole after a cut


class CenterClient:
    """Talks to one centre at `url` (https, or http to loopback) as one terminal.

    `receipt_keys`: the centre's public keys (`receipts`); what none of them has signed is no delivery.
    `begun`: a file that keeps over a restart where uploads go on. `settings` are those of `Line`. Raises
    ValueError for a URL that would send personal data in clear, BadReceiptKey.
    """

    def __init__(
        self,
        url: str,
        credentials: Credentials,
        *,
        receipt_keys: Sequence[str] = (),
        begun: Path | None = None,
        **settings: Any,
    ) -> None:
        self._line = Line(url, credentials, **settings)
        self._receipt_keys = ReceiptKeys(receipt_keys)
        self._begun = Begun(begun)
        self.bookings = BookingCalls(self._get, self._post)

    @property
    def offset_s(self) -> float:
        """The centre's clock minus this terminal's, in seconds, as last learned."""
        return self._line.offset_s

    def deliver(self, envelope: Envelope) -> Outcome:
        """Hands one envelope over: the courier's Delivery. Whatever network and centre do is an Outcome."""
        from kiosk.center.contract import ENVELOPE_TYPE, Code, Receipt

        labels = {"id": envelope.id, "itemCode": envelope.item_code, "kind": envelope.kind}
        try:
            body = envelope.sealed
            if len(body) > UPLOADED_FROM_BYTES and (upload := self._uploaded(envelope)):
                labels["upload"], body = upload, b""
            data = self._line.call("POST", "/envelopes", labels, body, ENVELOPE_TYPE, keep=True)
            self._receipt_keys.check(data)
            outcome = _delivered(envelope, _parsed(Receipt, data))
        except NotSigned as error:
            return TryLater(None, str(error))
        except CenterError as error:
            if isinstance(error, CenterRefused) and error.code == Code.UPLOAD_UNKNOWN:
                self._begun.forget(envelope.id)
                return TryLater(None, str(error))  # with a new upload
            return _outcome_of(error)
        self._begun.forget(envelope.id)
        return outcome

    def _uploaded(self, envelope: Envelope) -> str | None:
        """The upload that holds all of an envelope at the centre; None where the centre has no uploads."""

        def begun(url: str) -> None:
            self._begun.note(envelope.id, url)

        try:
            url = tus.upload(
                self._line.asked,
                self._line.url + "/uploads",
                envelope.sealed,
                self._begun.of(envelope.id),
                begun,
            )
        except tus.NoUploads:
            return None
        return url.rstrip("/").rpartition("/")[2]

    def deliver_batch(self, envelopes: Sequence[Envelope]) -> Sequence[Outcome]:
        """Many small ones in one request: the courier's BatchDelivery. Raises NoBatches."""
        from kiosk.center.contract import BATCH_TYPE, BatchAnswer, framed

        body = framed(envelopes)
        outcome: Outcome
        try:
            data = self._line.call("POST", "/envelopes/batch", {}, body, BATCH_TYPE, keep=True)
            self._receipt_keys.check(data)
            results = _parsed(BatchAnswer, data).results
        except NotSigned as error:
            outcome = TryLater(None, str(error))
        except CenterRefused as error:  # this centre takes no batches, or one of them spoils this one
            raise NoBatches from error
        except CenterError as error:
            outcome = _outcome_of(error)
        else:
            if len(results) == len(envelopes):
                return [_outcome(*pair) for pair in zip(envelopes, results, strict=True)]
            outcome = TryLater(None, "the batch has another number of results")
        return [outcome] * len(envelopes)

    def answers_on_stick(
        self, data: bytes, find: Callable[[str], Entry | None]
    ) -> list[tuple[Entry, Outcome]]:
        """What the centre wrote beside the envelopes of a stick, for those of them that `find` knows.

        Raises NotSigned, and CenterUnreachable for what is not of the contract.
        """
        from kiosk.center.contract import BatchAnswer

        try:
            document = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise NotSigned("the answer is cut or changed") from error
        self._receipt_keys.check(document)
        results = _parsed(BatchAnswer, document).results
        found = ((find(result.id), result) for result in results)
        return [(entry, _outcome(entry, result)) for entry, result in found if entry is not None]

    def catalog(
        self, since: str | None = None, have: Mapping[str, bytes] = MappingProxyType({})
    ) -> FetchedCatalog | None:
        """The whole catalogue, or None when version `since` is still the current one.

        `have`: documents by digest that are not fetched again. Raises CenterUnreachable, CenterDenied,
        CenterRefused, CatalogRefused.
        """
        return catalogue_fetch.fetch(self._get, since, have)

    def current_version(self, since: str | None = None) -> str:
        """The version of the centre's list; light when it is `since`. Raises as `catalog`."""
        version: str = catalogue_fetch.listed(self._get, since)["listVersion"]
        return version

    def certificate(self, item_code: str, request: "ProofRequest", key: str) -> "Proof":
        """A certificate as PDF. `key`: 32 hex digits; the same key again brings the same certificate.

        Raises CenterUnreachable, CenterDenied, CenterRefused.
        """
        from kiosk.center.contract import Proof

        proof = _parsed(Proof, self._post(f"/proofs/{item_code}", request, {"id": key}))
        if (proof.id, proof.item_code, proof.sha256) != (
            key,
            item_code,
            hashlib.sha256(proof.pdf).hexdigest(),
        ):
            raise CenterUnreachable("the certificate is not the one asked for")
        return proof

    def inquire(self, item_code: str, request: "ProofRequest") -> "Inquiry":
        """What the centre's record says of one person; nothing of it is kept here.

        Raises CenterUnreachable, CenterDenied, CenterRefused.
        """
        from kiosk.center.contract import Inquiry

        found = _parsed(Inquiry, self._post(f"/inquiries/{item_code}", request))
        if found.item_code != item_code:
            raise CenterUnreachable("the answer is to another inquiry")
        return found

    def progress(self, asked: "ByNumber | BySlip | ByIdentity") -> "tuple[Progress, ...]":
        """Where the cases stand that are asked for, the newest first; none where nothing is found.

        Raises CenterUnreachable (also after many wrong query codes), CenterDenied, CenterRefused.
        """
        from kiosk.center.contract import Code, ProgressAnswer, ProgressRequest

        try:
            data = self._post("/progress", ProgressRequest(asked=asked))
        except CenterRefused as error:
            if error.code == Code.NOT_FOUND:
                return ()
            raise
        return _parsed(ProgressAnswer, data).cases

    def offers(self, request: "OffersRequest") -> "OffersAnswer":
        """What the centre has of a case's papers: e-licences and what it holds already.

        Raises CenterUnreachable, CenterDenied, CenterRefused.
        """
        from kiosk.center.contract import OffersAnswer

        return _parsed(OffersAnswer, self._post("/licences/query", request))

    def own_licences(self, request: "OwnLicencesRequest") -> "OwnLicencesAnswer":
        """The e-licences of whoever asks. Raises CenterUnreachable, CenterDenied, CenterRefused."""
        from kiosk.center.contract import OwnLicencesAnswer

        return _parsed(OwnLicencesAnswer, self._post("/licences/own", request))

    def licence_copy(self, request: "LicenceCopyRequest") -> "LicenceCopy":
        """One of them on A4, with its purpose on every page. Raises as `own_licences`."""
        from kiosk.center.contract import LicenceCopy

        copy = _parsed(LicenceCopy, self._post("/licences/copy", request))
        if (copy.ref, copy.sha256) != (request.ref, hashlib.sha256(copy.pdf).hexdigest()):
            raise CenterUnreachable("the licence is not the one asked for")
        return copy

    def paper(self, request: "PaperRequest") -> "PaperGrant":
        """Number and seal of an official paper of a case; the seal is for this one paper and kept nowhere.

        Raises CenterUnreachable, CenterDenied, CenterRefused.
        """
        from kiosk.center.contract import PaperGrant

        grant = _parsed(PaperGrant, self._post("/cases/paper", request))
        if (grant.paper, grant.receive_no) != (request.paper, request.receive_no):
            raise CenterUnreachable("the paper is not the one asked for")
        return grant

    def returned(self, request: "ReturnedRequest") -> "ReturnedCase":
        """What was given in a case that awaits its correction. CenterRefused: none of this person's.

        Raises as `certificate`.
        """
        from kiosk.center.contract import ReturnedCase

        case = _parsed(ReturnedCase, self._post("/cases/returned", request))
        if case.receive_no != request.receive_no:
            raise CenterUnreachable("the case is not the one asked for")
        return case

    def held(self, request: "HeldRequest") -> "HeldAnswer":
        """What the centre holds of a person for one form. Raises as `certificate`."""
        from kiosk.center.contract import HeldAnswer

        return _parsed(HeldAnswer, self._post("/people/held", request))

    def company(self, request: "CompanyRequest") -> "CompanyAnswer":
        """Which company an e-licence or a credit code is. CenterRefused: none that is known. Raises as
        `certificate`."""
        from kiosk.center.contract import CompanyAnswer

        return _parsed(CompanyAnswer, self._post("/companies", request))

    def entitlement(self, item_code: str, request: "EntitlementRequest") -> "Entitlement":
        """What the department has found of a person by itself (R36). Raises as `certificate`."""
        from kiosk.center.contract import Entitlement

        found = _parsed(Entitlement, self._post(f"/entitlements/{item_code}", request))
        if found.item_code != item_code:
            raise CenterUnreachable("the answer is about another item")
        return found

    def _post(self, path: str, request: "BaseModel", query: Mapping[str, str] = MappingProxyType({})) -> Any:
        body = request.model_dump_json().encode()
        return self._line.call("POST", path, query, body, "application/json")

    def _get(self, path: str, query: Mapping[str, str]) -> Any:
        return self._line.call("GET", path, query)


def _delivered(envelope: Envelope | Entry, receipt: "Receipt") -> Outcome:
    if (receipt.id, receipt.kind, receipt.digest) != (envelope.id, envelope.kind, envelope.digest):
        return TryLater(None, "the receipt is for another envelope")
    return Delivered(receipt.model_dump(mode="json", exclude_unset=True))


def _outcome(envelope: Envelope | Entry, result: "BatchResult") -> Outcome:
    """Of one of a batch, by the classes of an answer of its own."""
    from kiosk.center.classify import failure

    if result.id != envelope.id:
        return TryLater(None, "the result is for another envelope")
    if result.status == HTTPStatus.OK and result.receipt is not None:
        return _delivered(envelope, result.receipt)
    return _outcome_of(failure(result.status, result.code))


def _outcome_of(error: CenterError) -> Outcome:
    match error:
        case CenterDenied():
            return Unauthorised(str(error))
        case CenterRefused():
            return Refused(str(error))
        case CenterUnreachable(after_s=after_s):
            return TryLater(after_s, str(error))
        case _:
            return TryLater(None, str(error))
