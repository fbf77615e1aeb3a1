"""What lies inside the seal: payload and attachments in one run of bytes.

    {"attachments":[{"name":"id.jpg","sha256":"…","size":51234}],"format":"envelope/1","payload":{"sha256":"…","size":812}}\\n
    <payload bytes><bytes of the first attachment><bytes of the second> …

One header line (JSON, UTF-8, keys sorted, no spaces, ended by one line feed), then the bytes it announces, in
its order and with nothing between or after. Attachments stand sorted by name, so equal contents give equal
bytes. The sizes come first: a reader can hand every part on while it streams, and needs no archive library.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from offline_queue.errors import BadAttachmentName, BadContainer

FORMAT = "envelope/1"
MAX_HEADER_BYTES = 1_048_576  # thousands of attachments; a longer "line" is no header
MAX_NAME_BYTES = 200  # in UTF-8; a little under what file systems take
_PAYLOAD = ""  # the payload's place among the parts; no attachment can bear this name


def pack(payload: bytes, attachments: Mapping[str, bytes]) -> bytes:
    """Frame payload and attachments. Raises BadAttachmentName."""
    names = sorted(attachments)
    for name in names:
        if not _is_plain(name):
            raise BadAttachmentName("An attachment's name must be a plain file name, at most 200 bytes long.")
    header = {
        "format": FORMAT,
        "payload": _measure(payload),
        "attachments": [{"name": name, **_measure(attachments[name])} for name in names],
    }
    line = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    if len(line) > MAX_HEADER_BYTES:
        raise BadAttachmentName("There are too many attachments for one envelope.")
    return b"".join([line, b"\n", payload, *(attachments[name] for name in names)])


def unpack(data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Payload and attachments, every size and digest checked. Raises BadContainer."""
    end = data.find(b"\n", 0, MAX_HEADER_BYTES + 1)
    if end < 0:
        raise BadContainer("The container has no header line.")
    parts: dict[str, bytes] = {}
    offset = end + 1
    for name, size, sha256 in _read_header(data[:end]):
        part = data[offset : offset + size]
        offset += size
        if _measure(part) != {"size": size, "sha256": sha256}:
            raise BadContainer("A part of the container is cut or does not match its digest.")
        parts[name] = part
    if offset != len(data):
        raise BadContainer("The container goes on after its last part.")
    return parts.pop(_PAYLOAD), parts


def _measure(data: bytes) -> dict[str, Any]:
    return {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _is_plain(name: object) -> bool:
    return (
        isinstance(name, str)
        and name.isprintable()
        and 0 < len(name.encode()) <= MAX_NAME_BYTES
        and not name.startswith(".")
        and not {"/", "\\"} & set(name)
    )


def _read_header(line: bytes) -> list[tuple[str, int, str]]:
    """Name, size and digest of every part in its order, the payload first."""
    try:
        header = json.loads(line)
        written_as = header["format"]
        rows = [header["payload"] | {"name": _PAYLOAD}, *header["attachments"]]
        parts = [(row["name"], row["size"], row["sha256"]) for row in rows]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadContainer("The container's header cannot be read.") from error
    if written_as != FORMAT:
        raise BadContainer("The container is of another format.")
    names = [name for name, _, _ in parts[1:]]
    if not all(map(_is_plain, names)) or len(set(names)) != len(names):
        raise BadContainer("The container names an attachment twice, or not as a plain file.")
    if not all(type(size) is int and size >= 0 for _, size, _ in parts):
        raise BadContainer("The container announces an impossible size.")
    return parts
