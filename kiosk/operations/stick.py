"""The technician's USB stick: found where it is mounted, and read when it comes back from the centre."""

import math
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog

from kiosk.center.client import CenterClient
from kiosk.center.errors import CenterError
from kiosk.center.receipts import NotSigned
from kiosk.operations import queue
from kiosk.post import Post
from offline_queue.entry import Entry, State
from offline_queue.errors import OutboxError, WrongState
from offline_queue.outbox import Outbox
from offline_queue.outcome import Delivered, Refused

MOUNTS = Path("/proc/self/mounts")
BLOCK = Path("/sys/class/block")
LOST_AFTER_S = 7 * 86400.0

log = structlog.get_logger()


class BadAnswer(Exception):
    """The centre's answer on the stick is cut, changed, or not of this centre."""


@dataclass(frozen=True)
class Stick:
    """A mounted stick; `answered`: it bears an answer of the centre."""

    folder: Path
    free_bytes: int
    writable: bool
    answered: bool

    @property
    def name(self) -> str:
        """As it is mounted: mostly the label that somebody gave it."""
        return self.folder.name


@dataclass(frozen=True)
class Heard:
    """Of the envelopes that this terminal exported: taken in by the centre, `known` of them before already,
    refused for good, and still without an answer."""

    imported: int
    known: int
    refused: int
    unanswered: int


def sticks(
    configured: Iterable[Path], state: Path, mounts: Path = MOUNTS, block: Path = BLOCK
) -> tuple[Stick, ...]:
    """The configured folders where something is mounted, then every mounted removable disk."""
    own = state.stat().st_dev
    found: dict[int, Stick] = {}
    for folder in (*configured, *_removable(mounts, block)):
        try:
            disk = folder.stat().st_dev
            if disk != own and disk not in found:  # an empty mount point is on this terminal's own disk
                found[disk] = _stick(folder)
        except OSError:
            continue  # pulled out while it was looked at
    return tuple(found.values())


def to_export(outbox: Outbox) -> list[Entry]:
    """All that `kiosk queue export` would write."""
    return [entry for state in queue.TO_EXPORT for entry in outbox.entries(state)]


def hear(outbox: Outbox, client: CenterClient, folder: Path) -> Heard:
    """Settle by the centre's answer on the stick what was exported. Raises OSError, BadAnswer."""
    from kiosk.center.contract import STICK_ANSWER

    data = (folder / STICK_ANSWER).read_bytes()
    try:
        answers = client.answers_on_stick(data, outbox.entry)
    except (NotSigned, CenterError) as error:
        raise BadAnswer(str(error)) from error
    imported = known = refused = 0
    for entry, outcome in answers:
        try:
            match outcome:
                case Delivered(receipt):
                    outbox.mark_imported(entry.id, receipt)
                    imported += 1
                    known += receipt.get("duplicate") is True
                case Refused(reason):
                    outbox.set_aside(entry.id, reason, while_sending=False)
                    refused += 1
        except WrongState:
            continue  # settled before, or on its way over the network
    log.info("stick.answered", imported=imported, known=known, refused=refused)
    return Heard(imported, known, refused, outbox.counts().exported)


def send_again(outbox: Outbox, before: float = math.inf) -> int:
    """What was exported before that time is due again over the network; filed once all the same. How many."""
    if not outbox.counts().exported:
        return 0
    entries = [entry for entry in outbox.entries(State.EXPORTED) if (entry.settled_at or 0.0) < before]
    done, _ = queue.retried(outbox, entries)
    return len(done)


def missed(post: Post, now: float) -> None:
    """For when the centre answers: a stick whose answer has not come back for so long counts as lost."""
    with suppress(OutboxError):  # at the next round
        if number := send_again(post.outbox, now - LOST_AFTER_S):
            log.warning("stick.missed", envelopes=number)
            post.wake()


def _stick(folder: Path) -> Stick:
    from kiosk.center.contract import STICK_ANSWER

    return Stick(
        folder,
        shutil.disk_usage(folder).free,
        os.access(folder, os.W_OK),
        (folder / STICK_ANSWER).is_file(),
    )


def _removable(mounts: Path, block: Path) -> Iterator[Path]:
    """Where disks behind USB, or whose medium is removable, are mounted."""
    for line in mounts.read_text(errors="surrogateescape").splitlines():
        device, folder, *_ = line.split(" ")
        if (
            device.startswith("/dev/")
            and not folder.startswith("/boot")
            and _is_removable(block / Path(device).name)
        ):
            yield Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), folder))


def _is_removable(disk: Path) -> bool:
    real = disk.resolve()
    flags = [part / "removable" for part in (real, real.parent)]  # a partition has none, its disk has
    return any(part.startswith("usb") for part in real.parts) or any(
        flag.is_file() and flag.read_text().strip() == "1" for flag in flags
    )
