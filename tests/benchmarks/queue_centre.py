"""A centre that does only what the contract of delivery asks: keep each envelope once, sign receipts.

For bench_queue: what is measured is the terminal and the wire, not the opening of envelopes. Prints its
port and its receipt key; GET / answers how many envelopes it holds and how many bodies came for a known id.
"""

import json
import socket
import sys
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl

import uvicorn

from kiosk.center.contract import unframed
from kiosk.center.receipts import public_text, signed, signer_of

SIGNER = signer_of("2c" * 32)
Message = MutableMapping[str, Any]

held: dict[str, str] = {}
again = 0


def keep(id_: str, kind: str, digest: str) -> dict[str, Any]:
    global again  # noqa: PLW0603  # a bench's tally
    duplicate = id_ in held
    again += duplicate
    held.setdefault(id_, digest)
    return {
        "id": id_,
        "kind": kind,
        "receiveNo": id_[:12],
        "queryCode": "ABCDEF",
        "acceptedAt": "2026-11-01T08:00:00Z",
        "duplicate": duplicate,
        "digest": digest,
        "signature": "",
    }


def answer(path: str, query: dict[str, str], body: bytes) -> Any:
    if path == "/envelopes/batch":
        results = [
            {
                "id": part.id,
                "status": 200,
                "code": "0000",
                "message": "",
                "receipt": keep(part.id, part.kind, part.digest),
            }
            for part, _ in unframed(body)
        ]
        return signed({"results": results}, SIGNER)
    if path == "/envelopes":
        import hashlib

        return signed(keep(query["id"], query["kind"], hashlib.sha256(body).hexdigest()), SIGNER)
    return {"held": len(held), "again": again}


async def app(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    data = answer(scope["path"], dict(parse_qsl(scope["query_string"].decode())), body)
    whole = {"code": "0000", "message": "", "data": data, "requestId": "r"}
    content = json.dumps(whole | {"serverTime": int(time.time() * 1000)}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content})


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sys.stdout.write(f"{listener.getsockname()[1]} {public_text(SIGNER)}\n")
    sys.stdout.flush()
    config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False)
    uvicorn.Server(config).run(sockets=[listener])
