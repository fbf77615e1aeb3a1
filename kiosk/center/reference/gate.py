"""The door of the centre: a request comes in only with its signature proved and its body bounded."""

import time
from dataclasses import dataclass
from functools import partial

from fastapi import Request as HttpRequest
from fastapi.concurrency import run_in_threadpool

from kiosk.center import signing
from kiosk.center.contract import MAX_ENVELOPE_BYTES, Code
from kiosk.center.reference.intake import Rejected
from kiosk.center.reference.keys import CenterKeys

CODES = {signing.ClockSkew: Code.CLOCK_SKEW, signing.Replayed: Code.REPLAYED}


@dataclass(frozen=True)
class Proved:
    """A request that a known terminal sent: which one, and the whole body."""

    terminal_no: str
    body: bytes


class Gate:
    """Lives in the event loop. `nonces`: where the nonces are remembered that several processes must know;
    None: in this one alone."""

    def __init__(self, keys: CenterKeys, nonces: signing.Nonces | None = None) -> None:
        self._keys = keys
        self._shared = nonces is not None
        self._nonces = nonces or signing.NonceMemory()

    async def __call__(self, http: HttpRequest) -> Proved:
        """The proof for a route. Raises Rejected (401, 413)."""
        body = await _bounded(http)
        request = signing.Request(
            http.method,
            http.scope["raw_path"].decode("latin-1"),
            http.scope["query_string"].decode("latin-1"),
            body,
        )
        verify = partial(
            signing.verify,
            self._keys.terminals.get,
            http.headers,
            request,
            now_s=time.time(),
            nonces=self._nonces,
        )
        try:
            # A memory needs no lock in the loop; a database must not hold the loop up.
            terminal = await run_in_threadpool(verify) if self._shared else verify()
        except signing.SignatureError as error:
            raise Rejected(401, CODES.get(type(error), Code.BAD_SIGNATURE), str(error)) from error
        return Proved(terminal.terminal_no, body)


async def _bounded(http: HttpRequest) -> bytes:
    body = bytearray()
    async for chunk in http.stream():
        body += chunk
        if len(body) > MAX_ENVELOPE_BYTES:
            raise Rejected(413, Code.TOO_LARGE, "the body is too large")
    return bytes(body)
