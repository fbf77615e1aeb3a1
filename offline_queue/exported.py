"""A folder of exported envelopes, read and verified: the centre's side of `export.py`."""

from collections.abc import Iterator
from pathlib import Path

from offline_queue import label as labels
from offline_queue.envelope import Envelope
from offline_queue.errors import BadExport, EnvelopeDamaged


def label_files(folder: Path) -> list[Path]:
    """The labels in a folder, sorted by name; each stands for one envelope. Raises OSError."""
    return sorted(path for path in folder.iterdir() if path.suffix == ".json")


def read_envelope(label_file: Path) -> Envelope:
    """One envelope, its bytes checked against size and digest of its label. Raises BadExport, OSError."""
    with label_file.open("rb") as file:
        label = labels.parse(file.read(labels.MAX_LABEL_BYTES + 1), label_file.name)
    try:
        with label_file.with_name(label.body_name).open("rb") as file:
            sealed = file.read(label.size + 1)
    except FileNotFoundError as error:
        raise BadExport(f"{label.body_name}: is missing.") from error
    if len(sealed) != label.size:
        raise BadExport(f"{label.body_name}: is longer or shorter than its label says.")
    try:
        return Envelope(
            label.id, label.kind, label.item_code, label.created_at, sealed, label.digest, label.case
        )
    except EnvelopeDamaged as error:
        raise BadExport(f"{label.body_name}: does not match the digest of its label.") from error


def read_folder(folder: Path) -> Iterator[Envelope | BadExport]:
    """Every envelope of a folder, one in memory at a time; in its place the error where one is not sound.

    Sealed bytes without a label are told too. Raises OSError.
    """
    found = label_files(folder)
    for path in found:
        try:
            yield read_envelope(path)
        except BadExport as error:
            yield error
    labelled = {path.stem for path in found}
    for path in sorted(folder.iterdir()):
        if path.suffix == ".age" and path.stem not in labelled:
            yield BadExport(f"{path.name}: has no label.")
