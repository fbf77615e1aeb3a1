"""An exported envelope in a folder: `<id>.age`, the sealed bytes, and `<id>.json`, its label in clear. Pure.

    {"case":"","createdAt":1800000000.0,"digest":"…","format":"exported-envelope/1","id":"…","itemCode":"000512",
     "kind":"case","size":51234}

Any age tool opens the first with the centre's key. An envelope is complete when it has its label: that is
written last.
"""

import json
import re
from dataclasses import dataclass

from offline_queue.entry import Entry
from offline_queue.errors import BadExport

FORMAT = "exported-envelope/1"
MAX_LABEL_BYTES = 10_000
_ID = re.compile(r"[0-9a-f]{32}")
_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Label:
    """What delivery needs to know of an envelope; `size` in bytes, `created_at` in epoch seconds."""

    id: str
    kind: str
    item_code: str
    created_at: float
    digest: str
    size: int
    case: str

    @property
    def body_name(self) -> str:
        """The file with the sealed bytes."""
        return f"{self.id}.age"

    @property
    def name(self) -> str:
        """The label's own file."""
        return f"{self.id}.json"


def label_of(entry: Entry) -> Label:
    """The label of an envelope in the outbox."""
    return Label(
        entry.id, entry.kind, entry.item_code, entry.created_at, entry.digest, entry.size, entry.case or ""
    )


def write(label: Label) -> bytes:
    """JSON, UTF-8, keys sorted, one line."""
    fields = {
        "format": FORMAT,
        "id": label.id,
        "kind": label.kind,
        "itemCode": label.item_code,
        "createdAt": label.created_at,
        "digest": label.digest,
        "size": label.size,
        "case": label.case,
    }
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def parse(data: bytes, name: str) -> Label:
    """The label of the file `name`. Raises BadExport."""
    try:
        fields = json.loads(data) if len(data) <= MAX_LABEL_BYTES else {}
        label = Label(
            fields["id"],
            fields["kind"],
            fields["itemCode"],
            fields["createdAt"],
            fields["digest"],
            fields["size"],
            fields["case"],
        )
        known = fields["format"] == FORMAT
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadExport(f"{name}: is no label of an exported envelope.") from error
    if not known or not _is_sound(label) or label.name != name:
        raise BadExport(f"{name}: is not the label of this envelope, or of another format.")
    return label


def _is_sound(label: Label) -> bool:
    return (
        all(
            isinstance(text, str)
            for text in (label.id, label.kind, label.item_code, label.digest, label.case)
        )
        and _ID.fullmatch(label.id) is not None
        and _DIGEST.fullmatch(label.digest) is not None
        and type(label.size) is int
        and label.size >= 0
        and isinstance(label.created_at, int | float)
        and not isinstance(label.created_at, bool)
    )
