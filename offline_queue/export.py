"""Sealed envelopes onto a USB stick, for a terminal that has had no network for days.

An envelope counts as exported only after its files were read back from the stick and hold the same bytes; its
sealed bytes stay in the outbox all the same, as a stick can be lost.
"""

import errno
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from offline_queue import label as labels
from offline_queue.database import sync_folder
from offline_queue.entry import Entry
from offline_queue.errors import BadExport, EnvelopeDamaged, ExportFailed, Trouble, WrongState
from offline_queue.exported import read_envelope
from offline_queue.outbox import Outbox

SYNCED_TOGETHER = 32  # envelopes for one sync of the folder and one commit
TROUBLES = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EROFS: Trouble.READ_ONLY,
    errno.EACCES: Trouble.READ_ONLY,
    errno.EPERM: Trouble.READ_ONLY,
}

log = structlog.get_logger()


@dataclass(frozen=True)
class Exported:
    """The ids that are on the stick; of the others, why not: damaged here, or moved on meanwhile.
    `bytes`: of the sealed bodies that are there."""

    done: tuple[str, ...]
    left: dict[str, str]
    bytes: int


def export(
    outbox: Outbox,
    entries: Sequence[Entry],
    folder: Path,
    on_progress: Callable[[int], None] = lambda _: None,
) -> Exported:
    """Write waiting and set-aside envelopes to an existing `folder` and mark them exported.

    `on_progress` hears how many are done with. Raises ExportFailed when the folder fails (full, pulled out,
    reads back otherwise); what was marked until then is there, the rest stays as it was.
    """
    done: list[str] = []
    left: dict[str, str] = {}
    size = 0
    disk = _disk_of(folder)
    for start in range(0, len(entries), SYNCED_TOGETHER):
        written, damaged, failure = _write_together(outbox, entries[start : start + SYNCED_TOGETHER], folder)
        left |= dict.fromkeys(damaged, "damaged")
        if _disk_of(folder) != disk:  # an empty mount point takes files too: on this terminal's own disk
            raise ExportFailed("The folder is not on the same disk any more.")
        for entry in written:
            try:
                outbox.mark_exported(entry.id)
            except WrongState:  # the courier was quicker
                _remove(entry, folder)
                left[entry.id] = "moved on"
            else:
                done.append(entry.id)
                size += entry.size
        on_progress(len(done) + len(left))
        if failure:
            raise failure
    log.info("outbox.exported", done=len(done), left=len(left))
    return Exported(tuple(done), left, size)


def _write_together(
    outbox: Outbox, entries: Sequence[Entry], folder: Path
) -> tuple[list[Entry], list[str], ExportFailed | None]:
    """What is on the stick now, the ids of what is damaged here, and what ended it early, if anything."""
    written: list[Entry] = []
    damaged: list[str] = []
    failure: ExportFailed | None = None
    for entry in entries:
        try:
            _write(outbox, entry, folder)
        except EnvelopeDamaged:
            damaged.append(entry.id)
        except ExportFailed as error:
            failure = error  # of a stick that is full, what fitted counts
            break
        else:
            written.append(entry)
    if written:
        _read_back(written, folder)
    return written, damaged, failure


def _disk_of(folder: Path) -> int:
    try:
        return folder.stat().st_dev
    except OSError as error:
        raise _failure(error) from error


def _failure(error: OSError) -> ExportFailed:
    trouble = TROUBLES.get(error.errno or 0, Trouble.GONE)
    return ExportFailed(f"The folder cannot be written: {error.strerror}.", trouble)


def _write(outbox: Outbox, entry: Entry, folder: Path) -> None:
    label = labels.label_of(entry)
    sealed = outbox.read(entry.id).sealed
    try:
        _write_durably(folder / label.body_name, sealed)
        _write_durably(folder / label.name, labels.write(label))
    except OSError as error:
        _remove(entry, folder)  # a body without its label would take the room of a whole one
        raise _failure(error) from error


def _remove(entry: Entry, folder: Path) -> None:
    for name in (f"{entry.id}.json", f"{entry.id}.age"):
        with suppress(OSError):
            (folder / name).unlink(missing_ok=True)


def _write_durably(path: Path, data: bytes) -> None:
    temporary = path.with_name(path.name + ".new")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            # So that reading back asks the stick and not the memory.
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _read_back(entries: Sequence[Entry], folder: Path) -> None:
    try:
        sync_folder(folder)
        for entry in entries:
            if read_envelope(folder / f"{entry.id}.json").digest != entry.digest:
                raise ExportFailed(f"Envelope {entry.id}: does not read back as it was written.")
    except (OSError, BadExport) as error:
        raise ExportFailed("The folder does not read back what was written to it.") from error
