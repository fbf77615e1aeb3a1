"""The terminal's side of the contract. Every call blocks, bounded by its time-outs; not for the GUI thread.

Each call opens its own connection: calls are rare, come from several threads, and a kept-alive connection
that the network dropped in the night would cost the first citizen of the morning a failed attempt. Only a
courier with much to carry keeps one for a few seconds.
"""

import hashlib
import io
import secrets
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode, urlsplit

import structlog

from kiosk.center import catalogue_fetch, tus
from kiosk.center.catalogue_fetch import FetchedCatalog
from kiosk.center.errors import CenterDenied, CenterError, CenterRefused, CenterUnreachable
from kiosk.center.receipts import NotSigned, ReceiptKeys
from kiosk.center.signing import Credentials, Request, signed_headers
from offline_queue.envelope import Envelope
from offline_queue.outcome import Delivered, NoBatches, Outcome, Refused, TryLater, Unauthorised

# requests and the contract's models are imported where they are used: together they cost 250 ms, and the home
# page is painted before the first call.
if TYPE_CHECKING:
    import requests
    from pydantic import BaseModel

    from kiosk.center.classify import HttpAnswer
    from kiosk.center.contract import BatchResult, Proof, ProofRequest, Receipt

    Model = TypeVar("Model", bound=BaseModel)

log = structlog.get_logger()

CONNECT_TIMEOUT_S = 10.0  # also for each 16 KB that is sent
READ_TIMEOUT_S = 20.0  # between two bytes of the answer
ANSWER_TIMEOUT_S = 60.0  # for the whole body of the answer
MAX_ANSWER_BYTES = 16 * 1024 * 1024
WORTH_A_LOG_S = 30.0
TAKEN_IN_BYTES_PER_S = 1_000_000  # a large one may take the centre longer to open and store before it answers
UPLOADED_FROM_BYTES = 1_000_000  # smaller ones are sent again whole after a cut
KEPT_S = 3.0  # of idleness; servers hang up after 5 and more
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class CenterClient:
    """Talks to one centre at `url` (https, or http to loopback) as one terminal.

    `receipt_keys`: the centre's public keys (`receipts`); what none of them has signed is no delivery.
    `ca_file`: certificate authorities to trust instead of the public ones. `clock` in seconds since 1970.
    Raises ValueError for a URL that would send personal data in clear.
    """

    def __init__(
        self,
        url: str,
        credentials: Credentials,
        *,
        receipt_keys: Sequence[str] = (),
        ca_file: Path | None = None,
        connect_timeout_s: float = CONNECT_TIMEOUT_S,
        read_timeout_s: float = READ_TIMEOUT_S,
        answer_timeout_s: float = ANSWER_TIMEOUT_S,
        clock: Callable[[], float] = time.time,
    ) -> None:
        parts = urlsplit(url)
        if not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
            raise ValueError("the centre's URL must be https (http only to this machine)")
        self._url = url.rstrip("/")
        self._receipt_keys = ReceiptKeys(receipt_keys)
        self._kept = threading.local()
        self._begun: dict[str, str] = {}  # where uploads that are not complete go on, by envelope
        self._credentials = credentials
        self._verify: str | bool = str(ca_file) if ca_file else True
        self._timeouts = (connect_timeout_s, read_timeout_s)
        self._answer_timeout_s = answer_timeout_s
        self._clock = clock
        self._offset_s = 0.0

    @property
    def offset_s(self) -> float:
        """The centre's clock minus this terminal's, in seconds, as last learned."""
        return self._offset_s

    def deliver(self, envelope: Envelope) -> Outcome:
        """Hands one envelope over: the courier's Delivery. Whatever network and centre do is an Outcome."""
        from kiosk.center.contract import ENVELOPE_TYPE, Code, Receipt

        labels = {"id": envelope.id, "itemCode": envelope.item_code, "kind": envelope.kind}
        try:
            body = envelope.sealed
            if len(body) > UPLOADED_FROM_BYTES and (upload := self._uploaded(envelope)):
                labels["upload"], body = upload, b""
            data = self._call("POST", "/envelopes", labels, body, ENVELOPE_TYPE, keep=True)
            self._receipt_keys.check(data)
            outcome = _delivered(envelope, _parsed(Receipt, data))
        except NotSigned as error:
            return TryLater(None, str(error))
        except CenterError as error:
            if isinstance(error, CenterRefused) and error.code == Code.UPLOAD_UNKNOWN:
                self._begun.pop(envelope.id, None)
                return TryLater(None, str(error))  # with a new upload
            return _outcome_of(error)
        self._begun.pop(envelope.id, None)
        return outcome

    def _uploaded(self, envelope: Envelope) -> str | None:
        """The upload that holds all of an envelope at the centre; None where the centre has no uploads."""

        def begun(url: str) -> None:
            self._begun[envelope.id] = url

        try:
            url = tus.upload(
                self.asked, self._url + "/uploads", envelope.sealed, self._begun.get(envelope.id), begun
            )
        except tus.NoUploads:
            return None
        return url.rstrip("/").rpartition("/")[2]

    def asked(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> "HttpAnswer":
        """One signed request with more headers, its answer as it is.

        Raises CenterUnreachable, CenterDenied.
        """
        from kiosk.center.classify import failure

        content_type = headers.get("Content-Type")
        answer = self._exchange(method, url, body, content_type, keep=True, headers=headers)
        if answer.status == HTTPStatus.UNAUTHORIZED:  # perhaps for the clock, which the answer has told
            answer = self._exchange(method, url, body, content_type, keep=True, headers=headers)
        if answer.status == HTTPStatus.UNAUTHORIZED:
            raise failure(answer.status, "")
        return answer

    def deliver_batch(self, envelopes: Sequence[Envelope]) -> Sequence[Outcome]:
        """Many small ones in one request: the courier's BatchDelivery. Raises NoBatches."""
        from kiosk.center.contract import BATCH_TYPE, BatchAnswer, framed

        body = framed(envelopes)
        outcome: Outcome
        try:
            data = self._call("POST", "/envelopes/batch", {}, body, BATCH_TYPE, keep=True)
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

        body = request.model_dump_json().encode()
        proof = _parsed(
            Proof, self._call("POST", f"/proofs/{item_code}", {"id": key}, body, "application/json")
        )
        if (proof.id, proof.item_code, proof.sha256) != (
            key,
            item_code,
            hashlib.sha256(proof.pdf).hexdigest(),
        ):
            raise CenterUnreachable("the certificate is not the one asked for")
        return proof

    def _get(self, path: str, query: Mapping[str, str]) -> Any:
        return self._call("GET", path, query)

    def _call(
        self,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        body: bytes = b"",
        content_type: str | None = None,
        *,
        keep: bool = False,
    ) -> Any:
        """The answer's `data`. Signs again, once, when only the clock was wrong. `keep`s the connection."""
        from kiosk.center.classify import data_of

        url = self._url + path + ("?" + urlencode(query) if query else "")
        try:
            return data_of(self._exchange(method, url, body, content_type, keep=keep), self._clock())
        except CenterDenied as error:
            if not error.clock:
                raise
        return data_of(self._exchange(method, url, body, content_type, keep=keep), self._clock())

    def _exchange(
        self,
        method: str,
        url: str,
        body: bytes,
        content_type: str | None,
        *,
        keep: bool,
        headers: Mapping[str, str] | None = None,
    ) -> "HttpAnswer":
        """One request, one answer. Raises CenterUnreachable when none came."""
        import requests
        import urllib3

        session, is_used = self._session(keep=keep)
        sent_at = self._clock()
        try:
            answer = self._sent(session, method, url, body, content_type, headers)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            session.close()
            self._kept.session = None
            if is_used and not isinstance(error, requests.Timeout):  # the other side had hung up meanwhile
                return self._exchange(method, url, body, content_type, keep=keep, headers=headers)
            raise CenterUnreachable(f"no answer: {type(error).__name__}") from error
        if keep:
            self._kept.session, self._kept.until = session, time.monotonic() + KEPT_S
        else:
            session.close()
        self._learn_time(answer, (sent_at + self._clock()) / 2)
        return answer

    def _session(self, *, keep: bool) -> "tuple[requests.Session, bool]":
        """A session, and whether it may hold a connection from before."""
        import requests

        kept: requests.Session | None = getattr(self._kept, "session", None)
        if keep and kept is not None:
            if time.monotonic() < self._kept.until:
                return kept, True
            kept.close()
            self._kept.session = None
        session = requests.Session()
        session.trust_env = False  # the kiosk's own settings rule, no variable or .netrc of the account
        return session, False

    def _sent(
        self,
        session: "requests.Session",
        method: str,
        url: str,
        body: bytes,
        content_type: str | None,
        headers: Mapping[str, str] | None = None,
    ) -> "HttpAnswer":
        import requests

        # A stream goes out in blocks, each with its own time-out; bytes have one for the whole upload.
        stream = io.BytesIO(body) if body else None
        prepared = session.prepare_request(requests.Request(method, url, data=stream))
        parts = urlsplit(prepared.url or url)
        prepared.headers.update(
            {
                "Accept": "application/json",
                "Accept-Encoding": "identity",  # what is not compressed cannot blow up
                "User-Agent": "e-kiosk",
                **({"Content-Type": content_type} if content_type else {}),
                **(headers or {}),
                **signed_headers(
                    self._credentials,
                    Request(method, str(parts.path), str(parts.query), body),
                    now_s=self._clock() + self._offset_s,
                    nonce=secrets.token_hex(16),
                ),
            }
        )
        connect_s, read_s = self._timeouts
        timeouts = (connect_s, read_s + len(body) / TAKEN_IN_BYTES_PER_S)
        response = session.send(
            prepared, stream=True, timeout=timeouts, allow_redirects=False, verify=self._verify
        )
        return self._whole(response)

    def _whole(self, response: "requests.Response") -> "HttpAnswer":
        """The answer, bounded in size and time. Without a whole body a failure still counts by its status."""
        import urllib3

        from kiosk.center.classify import HttpAnswer

        deadline = time.monotonic() + self._answer_timeout_s
        body = bytearray()
        reason = ""
        try:
            while chunk := response.raw.read1(64 * 1024):
                body += chunk
                if len(body) > MAX_ANSWER_BYTES or time.monotonic() > deadline:
                    reason = "the answer is too long or too slow"
                    break
        except (urllib3.exceptions.HTTPError, OSError) as error:
            reason = f"the answer was cut: {type(error).__name__}"
        if reason and response.status_code == 200:
            raise CenterUnreachable(reason)
        return HttpAnswer(response.status_code, response.headers, b"" if reason else bytes(body))

    def _learn_time(self, http: "HttpAnswer", local_s: float) -> None:
        from kiosk.center.classify import answer_of

        answer = answer_of(http)
        if answer is None:
            return
        offset_s = answer.server_time / 1000 - local_s
        if abs(offset_s - self._offset_s) > WORTH_A_LOG_S:
            log.warning("center.clock_corrected", offset_s=round(offset_s, 1))
        self._offset_s = offset_s


def _delivered(envelope: Envelope, receipt: "Receipt") -> Outcome:
    if (receipt.id, receipt.kind, receipt.digest) != (envelope.id, envelope.kind, envelope.digest):
        return TryLater(None, "the receipt is for another envelope")
    return Delivered(receipt.model_dump(mode="json"))


def _outcome(envelope: Envelope, result: "BatchResult") -> Outcome:
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


def _parsed(model: "type[Model]", data: Any) -> "Model":
    """The model of `data`. Raises CenterUnreachable: what is not of the contract proves nothing."""
    from pydantic import ValidationError

    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise CenterUnreachable(f"the answer is not of the contract: {model.__name__}") from error
