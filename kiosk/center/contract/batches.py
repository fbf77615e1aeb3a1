"""POST /envelopes/batch: many small envelopes in one request, each with its own answer.

The body is one line of JSON, a `BatchHead`, ended by a line feed, then the sealed bodies one behind the other
in its order. The answer, signed as a whole, has one result for each in the same order.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from kiosk.center.contract.envelopes import Receipt
from kiosk.center.contract.wire import EnvelopeKind, ItemCode, Key, Sent, Sha256, Wire
from offline_queue.envelope import Envelope

BATCH_TYPE = "application/vnd.e-kiosk.envelopes"
MAX_BATCH = 500
MAX_HEAD_BYTES = 256 * 1024
STICK_ANSWER = "centre.answer"  # beside the envelopes of a stick: the BatchAnswer to them


class BatchPart(Sent):
    """One envelope's labels; `size` in bytes, `digest` the SHA-256 of its sealed body."""

    id: Key
    kind: EnvelopeKind
    item_code: ItemCode
    digest: Sha256
    size: Annotated[int, Field(gt=0)]


class BatchHead(Sent):
    parts: Annotated[tuple[BatchPart, ...], Field(min_length=1, max_length=MAX_BATCH)]


class BatchResult(Wire):
    """What came of one part: what a request of its own would have been answered. No receipt, no delivery."""

    id: Key
    status: int
    code: str
    message: str = ""
    receipt: Receipt | None = None


class BatchAnswer(Wire):
    results: tuple[BatchResult, ...]
    signature: str = ""


def framed(envelopes: Sequence[Envelope]) -> bytes:
    """The body of a request; the other side checks it, part by part."""
    parts = [
        {
            "id": envelope.id,
            "kind": envelope.kind,
            "itemCode": envelope.item_code,
            "digest": envelope.digest,
            "size": len(envelope.sealed),
        }
        for envelope in envelopes
    ]
    head = json.dumps({"parts": parts}, separators=(",", ":")).encode()
    return b"".join([head, b"\n", *(envelope.sealed for envelope in envelopes)])


def unframed(body: bytes) -> list[tuple[BatchPart, bytes]]:
    """The parts with their sealed bodies. Raises ValueError (pydantic's too)."""
    end = body.find(b"\n", 0, MAX_HEAD_BYTES)
    if end < 0:
        raise ValueError("the batch has no head")
    head = BatchHead.model_validate_json(body[:end])
    found, at = [], end + 1
    for part in head.parts:
        sealed = body[at : at + part.size]
        if hashlib.sha256(sealed).hexdigest() != part.digest:
            raise ValueError("a part does not match its digest")
        found.append((part, sealed))
        at += part.size
    if at != len(body):
        raise ValueError("the batch is longer or shorter than its head says")
    return found
