"""Uploads that go on where they stopped: tus 1.0, https://tus.io/protocols/resumable-upload.

Knows nothing of envelopes or signatures; any tus server with creation will do. A checksum (SHA-1, as the
protocol asks) goes with every piece: servers without that extension ignore it, and the whole has its digest.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from kiosk.center.errors import CenterRefused, CenterUnreachable

if TYPE_CHECKING:
    from kiosk.center.classify import HttpAnswer

    Send = Callable[[str, str, Mapping[str, str], bytes], HttpAnswer]

VERSION = "1.0.0"
PIECE_BYTES = 512 * 1024  # what a cut costs at most; some seconds on a slow line
PIECE_TYPE = "application/offset+octet-stream"
GONE = frozenset({403, 404, 410})
TRIES_OF_ONE_PIECE = 3


class NoUploads(Exception):
    """There is no tus server at this address."""


def upload(
    send: "Send", endpoint: str, data: bytes, begun: str | None, on_begun: Callable[[str], None]
) -> str:
    """The URL under which the server holds all of `data`.

    `begun`: the URL of an earlier attempt, gone on with if the server still has it; otherwise `on_begun`
    hears the new one. Raises NoUploads, CenterUnreachable (try again, with what `on_begun` heard), and
    whatever `send` raises.
    """
    offset = _held(send, begun, len(data)) if begun else None
    url = begun or ""
    if offset is None:
        url, offset = _created(send, endpoint, len(data)), 0
        on_begun(url)
    tries = 0
    while offset < len(data):
        piece = data[offset : offset + PIECE_BYTES]
        headers = {
            "Upload-Offset": str(offset),
            "Content-Type": PIECE_TYPE,
            "Upload-Checksum": f"sha1 {base64.b64encode(hashlib.sha1(piece).digest()).decode()}",  # noqa: S324
        }
        answer = _answered(send, "PATCH", url, headers, piece)
        reached = _number(answer, "Upload-Offset") if answer.status == 204 else None
        if reached is None or not offset < reached <= offset + len(piece):
            tries += 1
            if tries == TRIES_OF_ONE_PIECE or answer.status not in {204, 409, 460}:
                raise CenterUnreachable(f"an upload stopped: status {answer.status}")
            reached = _held(
                send, url, len(data)
            )  # not where we thought, or a piece that was changed on its way
            if reached is None:
                raise CenterUnreachable("an upload is gone")
        else:
            tries = 0
        offset = reached
    return url


def _created(send: "Send", endpoint: str, length: int) -> str:
    answer = _answered(send, "POST", endpoint, {"Upload-Length": str(length)}, b"")
    if answer.status in {404, 405, 501}:
        raise NoUploads
    if answer.status == 413:
        raise CenterRefused("status 413: the upload is too large")
    location = answer.headers.get("Location")
    if answer.status != 201 or not location:
        raise CenterUnreachable(f"no upload was begun: status {answer.status}")
    url = urljoin(endpoint, location)
    if urlsplit(url)[:2] != urlsplit(endpoint)[:2]:
        raise CenterUnreachable("the upload would go to another host")
    return url


def _held(send: "Send", url: str, length: int) -> int | None:
    """How many bytes the server has; None where it has no such upload, or one of another length."""
    answer = _answered(send, "HEAD", url, {}, b"")
    if answer.status in GONE:
        return None
    offset = _number(answer, "Upload-Offset")
    if answer.status not in {200, 204} or offset is None:
        raise CenterUnreachable(f"an upload cannot be found: status {answer.status}")
    return offset if _number(answer, "Upload-Length") == length and offset <= length else None


def _answered(send: "Send", method: str, url: str, headers: Mapping[str, str], body: bytes) -> "HttpAnswer":
    answer = send(method, url, {"Tus-Resumable": VERSION, **headers}, body)
    if answer.status < 300 and answer.headers.get("Tus-Resumable") != VERSION:
        raise CenterUnreachable("captive portal or proxy: no answer of a tus server")
    return answer


def _number(answer: "HttpAnswer", name: str) -> int | None:
    text = answer.headers.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
