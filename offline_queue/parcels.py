"""Which of the due envelopes go out together. Pure."""

from collections.abc import Sequence

from offline_queue.entry import Entry
from offline_queue.schema import SMALL_BYTES

BATCH_MOST = 250  # envelopes: two fsyncs for all of them
BATCH_BYTES = 1_048_576  # a batch that is cut on a slow line is sent again whole


def shared_out(due: Sequence[Entry], most: int, *, beside_others: bool) -> list[list[Entry]]:
    """What is due in parcels of at most so many. Small ones that were never tried may go beside others and
    share a parcel, with not too many bytes together; whatever else there is goes alone."""
    parcels: list[list[Entry]] = []
    left = 0
    for entry in due:
        if entry.attempts > 0 or entry.size > SMALL_BYTES:
            return parcels or ([] if beside_others else [[entry]])
        if not parcels or len(parcels[-1]) == most or entry.size > left:
            parcels.append([])
            left = BATCH_BYTES
        parcels[-1].append(entry)
        left -= entry.size
    return parcels
