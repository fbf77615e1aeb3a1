"""The post room for a technician, beside a running kiosk: what stands in it, and what a person may decide.

Metadata only: what is in an envelope nobody can read here.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from offline_queue import exported
from offline_queue.check import check
from offline_queue.entry import Counts, Entry, State
from offline_queue.errors import BadExport, EnvelopeDamaged, OutboxDamaged, OutboxError, UnknownEnvelope
from offline_queue.export import Exported, export
from offline_queue.outbox import Outbox

WITH_BODY = (State.WAITING, State.SENDING, State.SET_ASIDE, State.EXPORTED)
TO_EXPORT = (State.WAITING, State.SET_ASIDE)

Progress = Callable[[int], None]


class NoSuchEnvelope(Exception):
    """No envelope, or more than one, has an id that begins so."""


@dataclass(frozen=True)
class Verified:
    """How many envelopes were read over, and one sentence for each thing that is not sound."""

    sound: int
    problems: tuple[str, ...]


def listed(outbox: Outbox, states: tuple[State, ...], limit: int) -> list[Entry]:
    """At most `limit` of each state, in the order of acceptance."""
    return [entry for state in states for entry in islice(outbox.entries(state), limit)]


def found(outbox: Outbox, beginning: str) -> Entry:
    """The one envelope whose id begins so. Raises NoSuchEnvelope."""
    ids = outbox.matching(beginning.lower())
    entry = outbox.entry(ids[0]) if len(ids) == 1 else None
    if entry is None:
        why = "有多个信封以此开头 / more than one begins so" if ids else "没有此信封 / no such envelope"
        raise NoSuchEnvelope(f"{beginning}: {why}")
    return entry


def retried(outbox: Outbox, entries: list[Entry]) -> tuple[list[str], list[str]]:
    """Due at once again; the ids that are, and a sentence for each that cannot be."""
    return _each(entries, lambda entry: outbox.retry_now(entry.id))


def set_aside(outbox: Outbox, entries: list[Entry], reason: str) -> tuple[list[str], list[str]]:
    """Not sent any more until somebody says so; the ids, and a sentence for each that cannot be now."""
    return _each(entries, lambda entry: outbox.set_aside(entry.id, reason, while_sending=False))


def exported_to(outbox: Outbox, folder: Path, entries: list[Entry], progress: Progress) -> Exported:
    """Raises ExportFailed when the folder fails."""
    return export(outbox, entries, folder, progress)


def verified(path: Path, outbox: Outbox, progress: Progress) -> Verified:
    """The database page by page, then every sealed body against its digest."""
    problems = []
    sound = 0
    try:
        check(path, whole=True)
    except OutboxDamaged as error:
        problems.append(str(error))
    for number, entry in enumerate(_with_body(outbox), start=1):
        try:
            outbox.read(entry.id)
            sound += 1
        except UnknownEnvelope:
            pass  # forgotten since it was listed
        except EnvelopeDamaged as error:
            now = outbox.entry(entry.id)
            if now and now.state in WITH_BODY:  # otherwise it was delivered meanwhile
                problems.append(str(error))
        except OutboxError as error:
            problems.append(str(error))
        progress(number)
    return Verified(sound, tuple(problems))


def verified_folder(folder: Path, progress: Progress) -> Verified:
    """An exported folder, each envelope against its label. Raises OSError."""
    problems = []
    sound = 0
    for number, envelope in enumerate(exported.read_folder(folder), start=1):
        if isinstance(envelope, BadExport):
            problems.append(str(envelope))
        else:
            sound += 1
        progress(number)
    return Verified(sound, tuple(problems))


def number_with_body(counts: Counts) -> int:
    """How many envelopes `verified` will read over."""
    return counts.backlog + counts.set_aside + counts.exported


def as_json(entry: Entry) -> dict[str, object]:
    """One envelope's metadata with times in ISO 8601 of this machine's zone."""
    times = {"created_at": entry.created_at, "settled_at": entry.settled_at, "due_at": entry.due_at or None}
    return asdict(entry) | {
        name: None if time is None else datetime.fromtimestamp(time).astimezone().isoformat("T", "seconds")
        for name, time in times.items()
    }


def _with_body(outbox: Outbox) -> Iterator[Entry]:
    for state in WITH_BODY:
        yield from outbox.entries(state)


def _each(entries: list[Entry], step: Callable[[Entry], None]) -> tuple[list[str], list[str]]:
    done, problems = [], []
    for entry in entries:
        try:
            step(entry)
            done.append(entry.id)
        except OutboxError as error:
            problems.append(str(error))
    return done, problems
