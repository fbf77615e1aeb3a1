"""How a request proves which terminal sent it: HMAC-SM3 over everything that matters in it.

String to sign, six lines joined by "\\n": method, path, sorted query, time stamp in ms, nonce, SM3 of the
body in hex. SM3: GB/T 32905; HMAC: GB/T 15852.2. The centre takes a time stamp within 300 s of its own clock
and remembers a nonce for 600 s, the longest that a stamp from the window's far edge stays good.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl, quote, urlencode

WINDOW_S = 300
NONCE_KEPT_S = 600
MIN_NONCE_CHARS = 16
MAX_NONCE_CHARS = 64
SIGN_TYPE = "SM3-HMAC"

APP_KEY = "X-App-Key"
TERMINAL_NO = "X-Terminal-No"
TIMESTAMP = "X-Timestamp"
NONCE = "X-Nonce"
SIGN_TYPE_HEADER = "X-Sign-Type"
SIGN = "X-Sign"


class SignatureError(Exception):
    """The request is not proved to come from this terminal."""


class ClockSkew(SignatureError):
    """The time stamp lies outside the window; a terminal that learns the centre's time may sign again."""


class Replayed(SignatureError):
    """This nonce was seen before."""


@dataclass(frozen=True)
class Credentials:
    """What the centre gave this terminal. `secret`: at least 16 bytes, never logged."""

    terminal_no: str
    app_key: str
    secret: bytes

    def __repr__(self) -> str:
        return f"Credentials({self.terminal_no!r})"


def load_secret(path: Path) -> bytes:
    """The secret that a file bears: its text without white space around it. Raises OSError."""
    return path.read_bytes().strip()


@dataclass(frozen=True)
class Request:
    """What is signed of a request. `path` and `query` as sent, percent-encoded."""

    method: str
    path: str
    query: str
    body: bytes


def sm3(data: bytes) -> bytes:
    """The 32-byte SM3 digest."""
    # cryptography costs 30 ms at import: not before the first request.
    from cryptography.hazmat.primitives import hashes

    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


def string_to_sign(request: Request, timestamp_ms: str, nonce: str) -> bytes:
    """The query is sorted and encoded anew, so that both sides agree whatever stands between them."""
    query = urlencode(sorted(parse_qsl(request.query, keep_blank_values=True)), quote_via=quote)
    lines = (request.method.upper(), request.path, query, timestamp_ms, nonce, sm3(request.body).hex())
    return "\n".join(lines).encode()


def sign(secret: bytes, text: bytes) -> str:
    """HMAC-SM3 in lower-case hex."""
    from cryptography.hazmat.primitives import hashes, hmac

    mac = hmac.HMAC(secret, hashes.SM3())
    mac.update(text)
    return mac.finalize().hex()


def signed_headers(credentials: Credentials, request: Request, *, now_s: float, nonce: str) -> dict[str, str]:
    """The six headers of a request made at `now_s` (centre's time, seconds since 1970)."""
    timestamp = str(int(now_s * 1000))
    return {
        APP_KEY: credentials.app_key,
        TERMINAL_NO: credentials.terminal_no,
        TIMESTAMP: timestamp,
        NONCE: nonce,
        SIGN_TYPE_HEADER: SIGN_TYPE,
        SIGN: sign(credentials.secret, string_to_sign(request, timestamp, nonce)),
    }


class Nonces(Protocol):
    """Remembers the nonces of proved requests."""

    def add(self, app_key: str, nonce: str, now_s: float) -> bool:
        """Remembers the nonce; False when it was there already."""
        ...


class NonceMemory:
    """The nonces of the last 600 s. Fed only with proved requests; not thread-safe."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[str, str], float] = OrderedDict()

    def add(self, app_key: str, nonce: str, now_s: float) -> bool:
        """Remembers the nonce; False when it was there already."""
        while self._seen and next(iter(self._seen.values())) <= now_s - NONCE_KEPT_S:
            self._seen.popitem(last=False)
        if (app_key, nonce) in self._seen:
            return False
        self._seen[app_key, nonce] = now_s
        return True


def verify(
    credentials_of: Callable[[str], Credentials | None],
    headers: Mapping[str, str],
    request: Request,
    *,
    now_s: float,
    nonces: Nonces,
) -> Credentials:
    """Whose request this is. `headers` must look up names without regard to case.

    Raises ClockSkew and Replayed only after a right signature, so that a stranger learns nothing from them;
    SignatureError for everything else.
    """
    credentials = credentials_of(headers.get(APP_KEY, ""))
    timestamp, nonce = headers.get(TIMESTAMP, ""), headers.get(NONCE, "")
    expected = sign(
        credentials.secret if credentials else b"\0" * 32,  # an unknown key costs the same work
        string_to_sign(request, timestamp, nonce),
    )
    if credentials is None or not _same(expected, headers.get(SIGN, "")):
        raise SignatureError("the signature does not prove a known terminal")
    if headers.get(SIGN_TYPE_HEADER) != SIGN_TYPE or headers.get(TERMINAL_NO) != credentials.terminal_no:
        raise SignatureError("the key belongs to another terminal or another way of signing")
    if not MIN_NONCE_CHARS <= len(nonce) <= MAX_NONCE_CHARS:
        raise SignatureError("the nonce has a wrong length")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 15):
        raise SignatureError("the time stamp is no number of milliseconds")
    if abs(int(timestamp) / 1000 - now_s) > WINDOW_S:
        raise ClockSkew("the time stamp lies outside the window")
    if not nonces.add(credentials.app_key, nonce, now_s):
        raise Replayed("the nonce was used before")
    return credentials


def _same(expected: str, given: str) -> bool:
    import hmac

    return hmac.compare_digest(expected.encode(), given.encode())
