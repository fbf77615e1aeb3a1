"""Keeps the centre's catalogue across restarts: the last good one, and the one before it.

File: a header line of JSON (`format`, `sha256`, `listVersion`), then the document's bytes, which `sha256` is
over. Items come only from the centre (R3): a terminal that never had a list offers no service.
"""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import structlog
from pydantic import ValidationError

from kiosk.bell import Bell
from kiosk.center.client import FetchedCatalog
from kiosk.center.contract import CHECKED_BEFORE, CatalogDocument, RatingScheme
from kiosk.files import write_durably

log = structlog.get_logger()

FORMAT = 1
FILE = "catalog.jsonl"
BEFORE = "catalog.before.jsonl"

# Without the validators, which rightly want five levels of rating.
EMPTY = CatalogDocument.model_construct(
    list_version="",
    update_time=datetime.fromtimestamp(0, UTC),
    items=(),
    guides={},
    forms={},
    rating=RatingScheme.model_construct(version="", levels=(), tags=()),
)


class CatalogRefused(Exception):
    """A catalogue is damaged or of an unknown format; the one in use stays."""


class Shelf:
    """The catalogue in use. `put` may come from any thread; a visit keeps the one that it began with."""

    def __init__(self, folder: Path, catalog: CatalogDocument) -> None:
        self._folder = folder
        self._catalog = catalog
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
    def catalog(self) -> CatalogDocument:
        return self._catalog

    def put(self, fetched: FetchedCatalog) -> None:
        """Stores a newer catalogue, durable when it returns, and takes it into use.

        Raises CatalogRefused, OSError; the one in use and its file then stay as they were.
        """
        catalog = _checked(fetched.document, fetched.sha256, before=False)
        header = {"format": FORMAT, "sha256": fetched.sha256, "listVersion": fetched.list_version}
        current = self._folder / FILE
        if current.exists():
            write_durably(self._folder / BEFORE, current.read_bytes())
        write_durably(current, json.dumps(header).encode() + b"\n" + fetched.document)
        self._catalog = catalog
        log.info("catalog.stored", list_version=catalog.list_version, items=len(catalog.items))
        self.changed.ring()


def load(path: Path) -> CatalogDocument:
    """The catalogue in a file written by `Shelf.put`. Raises CatalogRefused, OSError."""
    header, _, document = path.read_bytes().partition(b"\n")
    try:
        fields = json.loads(header)
        known, sha256 = fields["format"] == FORMAT, fields["sha256"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CatalogRefused("the catalogue's header cannot be read") from error
    if not known:
        raise CatalogRefused("the catalogue is of another format")
    return _checked(document, sha256, before=True)


def _checked(document: bytes, sha256: object, *, before: bool) -> CatalogDocument:
    if hashlib.sha256(document).hexdigest() != sha256:
        raise CatalogRefused("the catalogue does not match its digest")
    try:
        return CatalogDocument.model_validate_json(document, context=CHECKED_BEFORE if before else None)
    except ValidationError as error:
        raise CatalogRefused("the catalogue is not of the contract") from error
