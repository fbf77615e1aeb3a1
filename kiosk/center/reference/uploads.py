"""The centre's side of tus 1.0: core, creation, checksum, termination. One file for each upload.

A piece counts when it is on the disk: the file's size is the offset. An upload belongs to the terminal that
began it, and is dropped after a week.
"""

import base64
import binascii
import fcntl
import hashlib
import os
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, Response
from fastapi import Request as HttpRequest
from fastapi.concurrency import run_in_threadpool

from kiosk.center.contract import MAX_ENVELOPE_BYTES, Code
from kiosk.center.reference.gate import Gate, Proved
from kiosk.center.reference.intake import Rejected

VERSION = "1.0.0"
KEPT_S = 7 * 86400.0
ALGORITHMS = ("sha1", "sha256")
CHECKSUM_MISMATCH = 460
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Held:
    """How many bytes of how many are here."""

    offset: int
    length: int


class Uploads:
    """The files under one folder; several workers may serve it. Blocks. Raises Rejected."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def begin(self, terminal_no: str, length: int) -> str:
        """An empty upload; its id."""
        if length > MAX_ENVELOPE_BYTES:
            raise Rejected(413, Code.TOO_LARGE, "the upload is too large")
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in self._folder.iterdir():
            if path.stat().st_mtime < time.time() - KEPT_S:
                path.unlink(missing_ok=True)
        id_ = secrets.token_hex(16)
        self._path(terminal_no, id_, length).touch(mode=0o600)
        return id_

    def held(self, terminal_no: str, id_: str) -> Held:
        """Where it stands."""
        path = self._found(terminal_no, id_)
        return Held(path.stat().st_size, int(path.suffix[1:]))

    def add(self, terminal_no: str, id_: str, offset: int, piece: bytes) -> int:
        """Append a piece, durably; the new offset."""
        path = self._found(terminal_no, id_)
        with path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if os.fstat(file.fileno()).st_size != offset:  # asked under the lock
                raise Rejected(409, Code.BAD_REQUEST, "the upload stands at another offset")
            if offset + len(piece) > int(path.suffix[1:]):
                raise Rejected(413, Code.TOO_LARGE, "the piece goes beyond the announced length")
            file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        return offset + len(piece)

    def whole(self, terminal_no: str, id_: str) -> bytes:
        """All of a complete one."""
        path = self._found(terminal_no, id_)
        data = path.read_bytes()
        if len(data) != int(path.suffix[1:]):
            raise Rejected(409, Code.UPLOAD_UNKNOWN, "the upload is not complete")
        return data

    def end(self, terminal_no: str, id_: str) -> None:
        """Drop it."""
        self._found(terminal_no, id_).unlink(missing_ok=True)

    def _path(self, terminal_no: str, id_: str, length: int) -> Path:
        owner = hashlib.sha256(terminal_no.encode()).hexdigest()[:16]
        return self._folder / f"{owner}-{id_}.{length}"

    def _found(self, terminal_no: str, id_: str) -> Path:
        if _ID.fullmatch(id_):
            for path in self._folder.glob(f"{self._path(terminal_no, id_, 0).stem}.*"):
                return path
        raise Rejected(404, Code.UPLOAD_UNKNOWN, "no such upload")


def add_upload_routes(app: FastAPI, gate: Gate, uploads: Uploads) -> None:
    """POST /uploads, and HEAD, PATCH, DELETE of what it began."""

    async def of_this_version(http: HttpRequest) -> Proved:
        proved = await gate(http)
        if http.headers.get("Tus-Resumable") != VERSION:
            raise HTTPException(412, headers={"Tus-Resumable": VERSION, "Tus-Version": VERSION})
        return proved

    Terminal = Annotated[Proved, Depends(of_this_version)]  # noqa: N806 - a type

    @app.options("/uploads", include_in_schema=False)
    async def what_there_is() -> Response:
        return _tus(
            204,
            {
                "Tus-Version": VERSION,
                "Tus-Extension": "creation,checksum,termination",
                "Tus-Max-Size": str(MAX_ENVELOPE_BYTES),
                "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
            },
        )

    @app.post("/uploads", include_in_schema=False)
    async def begin(proved: Terminal, http: HttpRequest) -> Response:
        length = _number(http.headers, "Upload-Length")
        id_ = await run_in_threadpool(uploads.begin, proved.terminal_no, length)
        return _tus(201, {"Location": f"/uploads/{id_}"})

    @app.head("/uploads/{id_}", include_in_schema=False)
    async def where(proved: Terminal, id_: str) -> Response:
        held = await run_in_threadpool(uploads.held, proved.terminal_no, id_)
        numbers = {"Upload-Offset": str(held.offset), "Upload-Length": str(held.length)}
        return _tus(200, {**numbers, "Cache-Control": "no-store"})

    @app.patch("/uploads/{id_}", include_in_schema=False)
    async def add(proved: Terminal, http: HttpRequest, id_: str) -> Response:
        if http.headers.get("Content-Type") != "application/offset+octet-stream":
            raise Rejected(415, Code.BAD_REQUEST, "a piece has another content type")
        if not _checks(http.headers.get("Upload-Checksum"), proved.body):
            return _tus(CHECKSUM_MISMATCH, {})
        offset = _number(http.headers, "Upload-Offset")
        reached = await run_in_threadpool(uploads.add, proved.terminal_no, id_, offset, proved.body)
        return _tus(204, {"Upload-Offset": str(reached)})

    @app.delete("/uploads/{id_}", include_in_schema=False)
    async def end(proved: Terminal, id_: str) -> Response:
        await run_in_threadpool(uploads.end, proved.terminal_no, id_)
        return _tus(204, {})


def _tus(status: int, headers: Mapping[str, str]) -> Response:
    return Response(status_code=status, headers={"Tus-Resumable": VERSION, **headers})


def _number(headers: Mapping[str, str], name: str) -> int:
    text = headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Rejected(400, Code.BAD_REQUEST, f"{name} is no number of bytes")
    return int(text)


def _checks(checksum: str | None, piece: bytes) -> bool:
    """Whether the piece matches; one without a checksum does. Raises Rejected for an unknown algorithm."""
    if checksum is None:
        return True
    algorithm, _, value = checksum.partition(" ")
    if algorithm not in ALGORITHMS:
        raise Rejected(400, Code.BAD_REQUEST, "the checksum is of an unknown algorithm")
    try:
        return base64.b64decode(value, validate=True) == hashlib.new(algorithm, piece).digest()
    except binascii.Error:
        return False
