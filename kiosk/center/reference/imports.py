"""Sealed envelopes from a terminal without a network, brought to the centre on a stick."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.center.reference.centre import Centre
from kiosk.center.reference.intake import Labels, Rejected
from offline_queue.errors import BadExport
from offline_queue.exported import read_folder


@dataclass(frozen=True)
class Imported:
    """The ids that are filed now, those that were before, and a sentence for each that is not."""

    filed: tuple[str, ...]
    known: tuple[str, ...]
    problems: tuple[str, ...]


def import_folder(centre: Centre, folder: Path) -> Imported:
    """Take in what `kiosk queue export` wrote; the folder is only read. Raises OSError.

    The same id counts as for a delivery over the network: whichever way is second finds it filed.
    """
    filed: list[str] = []
    known: list[str] = []
    problems: list[str] = []
    for envelope in read_folder(folder):
        if isinstance(envelope, BadExport):
            problems.append(str(envelope))
            continue
        try:
            receipt = centre.take(
                Labels(envelope.id, envelope.kind, envelope.item_code, None), envelope.sealed
            )
        except Rejected as error:
            problems.append(f"{envelope.id}: {error}")
        else:
            (known if receipt.duplicate else filed).append(envelope.id)
    return Imported(tuple(filed), tuple(known), tuple(problems))
