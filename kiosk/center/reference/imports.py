"""Sealed envelopes from a terminal without a network, brought to the centre on a stick."""

import json
from dataclasses import dataclass
from pathlib import Path

from kiosk.center.contract import STICK_ANSWER, BatchResult
from kiosk.center.reference.centre import Centre
from kiosk.center.reference.intake import Labels
from kiosk.files import write_durably
from offline_queue.errors import BadExport
from offline_queue.exported import read_folder


@dataclass(frozen=True)
class Imported:
    """The ids that are filed now, those that were before, and a sentence for each that is not."""

    filed: tuple[str, ...]
    known: tuple[str, ...]
    problems: tuple[str, ...]


def import_folder(centre: Centre, folder: Path) -> Imported:
    """Take in what `kiosk queue export` wrote, and leave the centre's answer to it in the folder, so that the
    terminal hears of it when the stick comes back. Raises OSError when the folder cannot be read.

    The same id counts as for a delivery over the network: whichever way is second finds it filed.
    """
    filed: list[str] = []
    known: list[str] = []
    problems: list[str] = []
    results: list[BatchResult] = []
    for envelope in read_folder(folder):
        if isinstance(envelope, BadExport):
            problems.append(str(envelope))
            continue
        result = centre.take_one(
            Labels(envelope.id, envelope.kind, envelope.item_code, None), envelope.sealed
        )
        results.append(result)
        if result.receipt is None:
            problems.append(f"{envelope.id}: {result.message}")
        else:
            (known if result.receipt.duplicate else filed).append(envelope.id)
    answer = json.dumps(centre.signed_batch(results), ensure_ascii=False).encode()
    try:
        write_durably(folder / STICK_ANSWER, answer)
    except OSError as error:
        problems.append(f"{STICK_ANSWER}: cannot be written: {error.strerror}.")
    return Imported(tuple(filed), tuple(known), tuple(problems))
