"""One terminal's signed requests to its centre. Every call blocks, bounded by its time-outs.

Each call opens its own connection: calls are rare, come from several threads, and a kept-alive connection
that the network dropped in the night would cost the first citizen of the morning a failed attempt. Only a
courier with much to carry keeps some for a few seconds.
"""

import io
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

import structlog

from kiosk.center.errors import CenterDenied, CenterUnreachable
from kiosk.center.signing import Credentials, Request, signed_headers

# urllib3 and the contract's models are imported where they are used: together they cost 200 ms, and the home
# page is painted before the first call. No variable or .netrc of the account has a say: no `requests`.
if TYPE_CHECKING:
    from ssl import SSLContext

    import urllib3

    from kiosk.center.classify import HttpAnswer

log = structlog.get_logger()

CONNECT_TIMEOUT_S = 10.0  # also for each 16 KB that is sent
READ_TIMEOUT_S = 20.0  # between two bytes of the answer
ANSWER_TIMEOUT_S = 60.0  # for the whole body of the answer
MAX_ANSWER_BYTES = 16 * 1024 * 1024
WORTH_A_LOG_S = 30.0
TAKEN_IN_BYTES_PER_S = 1_000_000  # a large one may take the centre longer to open and store before it answers
KEPT_MOST = 16  # connections: as many as the courier has under way
KEPT_S = 3.0  # of idleness; servers hang up after 5 and more
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Line:
    """To the centre at `url` (https, or http to loopback).

    `ca_file`: certificate authorities to trust instead of the public ones. `clock` in seconds since 1970.
    Raises ValueError for a URL that would send personal data in clear.
    """

    def __init__(
        self,
        url: str,
        credentials: Credentials,
        *,
        ca_file: Path | None = None,
        connect_timeout_s: float = CONNECT_TIMEOUT_S,
        read_timeout_s: float = READ_TIMEOUT_S,
        answer_timeout_s: float = ANSWER_TIMEOUT_S,
        clock: Callable[[], float] = time.time,
    ) -> None:
        parts = urlsplit(url)
        if not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
            raise ValueError("the centre's URL must be https (http only to this machine)")
        self.url = url.rstrip("/")
        self._credentials = credentials
        self._ca_file = ca_file
        self._trust: SSLContext | None = None
        self._timeouts = (connect_timeout_s, read_timeout_s)
        self._answer_timeout_s = answer_timeout_s
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: tuple[urllib3.HTTPConnectionPool, float] | None = None  # and until when
        self.offset_s = 0.0

    def call(
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

        url = self.url + path + ("?" + urlencode(query) if query else "")
        try:
            return data_of(self._exchange(method, url, body, content_type, keep=keep), self._clock())
        except CenterDenied as error:
            if not error.clock:
                raise
        return data_of(self._exchange(method, url, body, content_type, keep=keep), self._clock())

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
        import urllib3

        is_used = False
        sent_at = self._clock()
        try:
            pool, is_used = self._pool(keep=keep)
            answer = self._sent(pool, method, url, body, content_type, headers)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            self._kept = None
            if is_used and not isinstance(error, urllib3.exceptions.TimeoutError):
                # The other side had hung up meanwhile.
                return self._exchange(method, url, body, content_type, keep=keep, headers=headers)
            raise CenterUnreachable(f"no answer: {type(error).__name__}") from error
        if not keep:
            pool.close()
        self._learn_time(answer, (sent_at + self._clock()) / 2)
        return answer

    def _pool(self, *, keep: bool) -> "tuple[urllib3.HTTPConnectionPool, bool]":
        """Connections to the centre, and whether there may be some from before."""
        now = time.monotonic()
        with self._lock:
            kept, until = self._kept or (None, 0.0)
            if keep and kept is not None and now < until:
                self._kept = (kept, now + KEPT_S)
                return kept, True
            pool = self._new_pool()
            if keep:
                self._kept = (pool, now + KEPT_S)
        if keep and kept is not None:
            kept.close()  # those that rest; one under way ends when it is answered
        return pool, False

    def _new_pool(self) -> "urllib3.HTTPConnectionPool":
        import urllib3

        parts = urllib3.util.parse_url(self.url)
        host = parts.host or ""
        if parts.scheme == "http":
            return urllib3.HTTPConnectionPool(host, parts.port, maxsize=KEPT_MOST)
        if self._trust is None:
            import certifi

            self._trust = urllib3.util.create_urllib3_context()
            self._trust.load_verify_locations(self._ca_file or certifi.where())
        return urllib3.HTTPSConnectionPool(host, parts.port, maxsize=KEPT_MOST, ssl_context=self._trust)

    def _sent(
        self,
        pool: "urllib3.HTTPConnectionPool",
        method: str,
        url: str,
        body: bytes,
        content_type: str | None,
        headers: Mapping[str, str] | None = None,
    ) -> "HttpAnswer":
        import urllib3

        target = urllib3.util.parse_url(url)
        all_headers = {
            "Accept": "application/json",
            "Accept-Encoding": "identity",  # what is not compressed cannot blow up
            "User-Agent": "e-kiosk",
            **({"Content-Type": content_type} if content_type else {}),
            **({"Content-Length": str(len(body))} if body else {}),
            **(headers or {}),
            **signed_headers(
                self._credentials,
                Request(method, target.path or "/", target.query or "", body),
                now_s=self._clock() + self.offset_s,
                nonce=secrets.token_hex(16),
            ),
        }
        connect_s, read_s = self._timeouts
        response = pool.urlopen(
            method,
            target.request_uri,
            # A stream goes out in blocks, each with its own time-out; bytes have one for the whole upload.
            body=io.BytesIO(body) if body else None,
            headers=all_headers,
            timeout=urllib3.Timeout(connect_s, read_s + len(body) / TAKEN_IN_BYTES_PER_S),
            retries=False,
            redirect=False,
            preload_content=False,
            decode_content=False,
        )
        return self._whole(response)

    def _whole(self, response: "urllib3.BaseHTTPResponse") -> "HttpAnswer":
        """The answer, bounded in size and time. Without a whole body a failure still counts by its status."""
        import urllib3

        from kiosk.center.classify import HttpAnswer

        deadline = time.monotonic() + self._answer_timeout_s
        body = bytearray()
        reason = ""
        try:
            while chunk := response.read1(64 * 1024):
                body += chunk
                if len(body) > MAX_ANSWER_BYTES or time.monotonic() > deadline:
                    reason = "the answer is too long or too slow"
                    break
        except (urllib3.exceptions.HTTPError, OSError) as error:
            reason = f"the answer was cut: {type(error).__name__}"
        if reason:
            response.close()  # whatever still comes belongs to no other request
        response.release_conn()
        if reason and response.status == 200:
            raise CenterUnreachable(reason)
        return HttpAnswer(response.status, response.headers, b"" if reason else bytes(body))

    def _learn_time(self, http: "HttpAnswer", local_s: float) -> None:
        answer = http.answer
        if answer is None:
            return
        offset_s = answer.server_time / 1000 - local_s
        if abs(offset_s - self.offset_s) > WORTH_A_LOG_S:
            log.warning("center.clock_corrected", offset_s=round(offset_s, 1))
        self.offset_s = offset_s
