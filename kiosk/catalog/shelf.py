"""Keeps the centre's catalogue across restarts: the last good one, and the one before it.

File: a header line of JSON (`format`, `sha256` over all that follows), the list, then every document behind
it, one a line and in canonical JSON. Items come only from the centre (R3): a terminal that never had a list
offers no service. What was refused last, and why, stands beside it until a good one comes.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import structlog

from kiosk.bell import Bell
from kiosk.catalog import pinyin
from kiosk.catalog.catalog import EMPTY, Catalog
from kiosk.catalog.checks import checked, taken
from kiosk.catalog.search import Index
from kiosk.center.catalogue_fetch import FetchedCatalog
from kiosk.center.contract import canonical
from kiosk.center.errors import CatalogRefused, Why
from kiosk.files import write_durably

log = structlog.get_logger()

FORMAT = 2
FILE = "catalog.jsonl"
BEFORE = "catalog.before.jsonl"
REFUSED = "refused.json"
CONFIRMED = "confirmed"
CONFIRMED_EVERY_S = 600.0


@dataclass(frozen=True)
class Refusal:
    """Why the centre's newest catalogue is not in use."""

    why: Why
    detail: str


class Shelf:
    """The catalogue in use. `put` may come from any thread; a visit keeps the one that it began with."""

    def __init__(self, folder: Path, catalog: Catalog) -> None:
        self._folder = folder
        self._catalog = catalog
        self._index: tuple[str, Index] | None = None
        self._confirmed_at = self._read_confirmed()
        self._written_at = self._confirmed_at or 0.0
        self.changed = Bell()  # rung after every `put`

    @classmethod
    def open(cls, folder: Path) -> "Shelf":
        """The newest catalogue in `folder` that is whole, or an empty one."""
        for name in (FILE, BEFORE):
            try:
                return cls(folder, load(folder / name))
            except FileNotFoundError:
                continue
            except (OSError, CatalogRefused) as error:
                log.warning("catalog.not_loaded", file=name, error=type(error).__name__)
        return cls(folder, EMPTY)

    @property
    def catalog(self) -> Catalog:
        return self._catalog

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def refusal(self) -> Refusal | None:
        """Why the last catalogue that the centre gave out was refused; None when it is the one in use."""
        return refusal_in(self._folder)

    def index(self, catalog: Catalog) -> Index:
        """What searches `catalog`; by hanzi only until its pinyin was made (see `kiosk.catalog.pinyin`)."""
        made = self._index
        complete = made is not None and made[0] == catalog.sha256 and bool(made[1].readings)
        if (
            made is None
            or made[0] != catalog.sha256
            or (not complete and pinyin.file_for(self._folder, catalog.sha256).exists())
        ):
            spoken = pinyin.read(self._folder, catalog.sha256)
            self._index = made = catalog.sha256, pinyin.index_of(catalog.list, spoken)
        return made[1]

    def make_index(self) -> None:
        """Makes the pinyin of the catalogue in use where it is missing, in a process of its own.

        Raises OSError, subprocess.SubprocessError.
        """
        catalog = self._catalog
        if catalog.items and pinyin.read(self._folder, catalog.sha256) is None:
            pinyin.build(canonical(catalog.list.model_dump(mode="json")), self._folder, catalog.sha256)

    @property
    def confirmed_at(self) -> float | None:
        """When the centre last said that this catalogue is current, in s since 1970; None: never."""
        return self._confirmed_at

    def confirm(self, now: float) -> None:
        """The centre said so just now; written down now and then, for the next start. Raises OSError."""
        written, self._confirmed_at = self._confirmed_at, now
        if written is None or now - self._written_at > CONFIRMED_EVERY_S or now < self._written_at:
            write_durably(self._folder / CONFIRMED, str(int(now)).encode())
            self._written_at = now

    def _read_confirmed(self) -> float | None:
        try:
            return float((self._folder / CONFIRMED).read_bytes())
        except (OSError, ValueError):
            return None

    def put(self, fetched: FetchedCatalog) -> None:
        """Stores a newer catalogue, durable when it returns, and takes it into use.

        Raises CatalogRefused, OSError; the one in use and its file then stay as they were.
        """
        catalog = checked(fetched, self._catalog.documents)
        body = _body(fetched)
        header = {"format": FORMAT, "sha256": hashlib.sha256(body).hexdigest()}
        current = self._folder / FILE
        if current.exists():
            write_durably(self._folder / BEFORE, current.read_bytes())
        write_durably(current, json.dumps(header).encode() + b"\n" + body)
        (self._folder / REFUSED).unlink(missing_ok=True)
        self._catalog = catalog
        log.info("catalog.stored", list_version=catalog.list_version, items=len(catalog.items))
        self.changed.ring()

    def note_refusal(self, error: CatalogRefused) -> None:
        """Keeps why a catalogue was refused, for the technician. Raises OSError."""
        if self.refusal != Refusal(error.why, error.detail):
            said = json.dumps({"why": error.why.value, "detail": error.detail}, ensure_ascii=False)
            write_durably(self._folder / REFUSED, said.encode())


def refusal_in(folder: Path) -> Refusal | None:
    """What `note_refusal` kept in a shelf's folder."""
    try:
        said = json.loads((folder / REFUSED).read_bytes())
        return Refusal(Why(said["why"]), str(said["detail"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def load(path: Path) -> Catalog:
    """The catalogue in a file written by `Shelf.put`. Raises CatalogRefused, OSError."""
    header, _, body = path.read_bytes().partition(b"\n")
    try:
        fields = json.loads(header)
        known, sha256 = fields["format"] == FORMAT, fields["sha256"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CatalogRefused(Why.FILE, "header") from error
    if not known:
        raise CatalogRefused(Why.FILE, "format")
    if hashlib.sha256(body).hexdigest() != sha256:
        raise CatalogRefused(Why.FILE, "digest")
    document, *documents = body.splitlines()
    return taken(document, {hashlib.sha256(each).hexdigest(): each for each in documents})


def _body(fetched: FetchedCatalog) -> bytes:
    # JSON escapes line breaks, so a line is a document.
    return b"\n".join((fetched.list, *fetched.documents.values()))
