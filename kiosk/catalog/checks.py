"""Whether a catalogue can be used here: every part against the contract before it comes into use."""

import hashlib
import json
from collections.abc import Mapping
from typing import TypeVar

from kiosk.catalog import calculation
from kiosk.catalog.catalog import Catalog, Documents
from kiosk.catalog.understood import NotUnderstood, understood
from kiosk.center.catalogue_fetch import FetchedCatalog
from kiosk.center.contract import CHECKED_BEFORE, Form, Guide, ItemList, RatingScheme, Regions, Tool
from kiosk.center.contract.wire import Wire
from kiosk.center.errors import CatalogRefused, Why

Document = TypeVar("Document", bound=Wire)


def checked(fetched: FetchedCatalog, known: Mapping[str, bytes]) -> Catalog:
    """The catalogue of what came from the centre. Raises CatalogRefused, naming item and field.

    Documents that are `known` (by digest) were checked when they first came.
    """
    if hashlib.sha256(fetched.list).hexdigest() != fetched.sha256:
        raise CatalogRefused(Why.DIGEST, "list")
    for digest, document in fetched.documents.items():
        if hashlib.sha256(document).hexdigest() != digest:
            raise CatalogRefused(Why.DIGEST, "document")
    catalog = taken(fetched.list, fetched.documents)
    digests = catalog.list.digests
    for code, digest in digests.guides.items():
        if digest not in known:
            _check_guide(code, fetched.documents[digest])
    _check_regions(digests.regions, fetched, known)
    schemas: set[str] = set()
    for code, digest in digests.forms.items():
        if digest not in known:
            _check_form(code, fetched.documents[digest], schemas)
    for code, digest in digests.tools.items():
        if digest not in known or digests.forms.get(code, digest) not in known:
            _check_tool(code, fetched.documents[digest], catalog)
    return catalog


def taken(document: bytes, documents: Mapping[str, bytes]) -> Catalog:
    """The catalogue of a list and its documents by digest. Raises CatalogRefused."""
    listed = _parsed(ItemList, document, Why.LIST)
    digests = listed.digests
    try:
        guides = {code: documents[digest] for code, digest in digests.guides.items()}
        forms = {code: documents[digest] for code, digest in digests.forms.items()}
        tools = {code: documents[digest] for code, digest in digests.tools.items()}
        rating = _parsed(RatingScheme, documents[digests.rating], Why.RATING)
        if digests.regions is not None:
            documents[digests.regions]
    except KeyError as error:
        raise CatalogRefused(Why.LIST, "a document is missing") from error
    return Catalog(
        list=listed,
        sha256=hashlib.sha256(document).hexdigest(),
        guides=Documents(Guide, guides),
        forms=Documents(Form, forms),
        rating=rating,
        tools=Documents(Tool, tools),
        documents=documents,
    )


def _check_regions(digest: str | None, fetched: FetchedCatalog, known: Mapping[str, bytes]) -> None:
    if digest is not None and digest not in known:
        _parsed(Regions, fetched.documents[digest], Why.REGIONS)


def _check_guide(code: str, document: bytes) -> None:
    if _parsed(Guide, document, Why.GUIDE, code).item_code != code:
        raise CatalogRefused(Why.GUIDE, f"{code}: itemCode")


def _check_form(code: str, document: bytes, schemas: set[str]) -> None:
    """One form; a schema is held against the standard once, however many items share it."""
    context = None
    try:
        raw = json.loads(document)
    except (ValueError, RecursionError) as error:
        raise CatalogRefused(Why.FORM, f"{code}: cannot be read") from error
    asked = json.dumps(
        [raw.get("jsonSchema"), raw.get("fields")] if isinstance(raw, dict) else raw, sort_keys=True
    )
    if asked in schemas:
        context = CHECKED_BEFORE
    form = _parsed(Form, document, Why.FORM, code, context)
    if form.item_code != code:
        raise CatalogRefused(Why.FORM, f"{code}: itemCode")
    schemas.add(asked)


def _check_tool(code: str, document: bytes, catalog: Catalog) -> None:
    """One calculator or list of places; a formula may name the fields of its form only."""
    tool = _parsed(Tool, document, Why.TOOL, code)
    if tool.item_code != code:
        raise CatalogRefused(Why.TOOL, f"{code}: itemCode")
    if tool.calculator is not None:
        if code not in catalog.forms:
            raise CatalogRefused(Why.TOOL, f"{code}: no form")
        if reason := calculation.why_not(tool.calculator, catalog.forms[code]):
            raise CatalogRefused(Why.TOOL, f"{code}: {reason}")


def _parsed(
    model: type[Document], document: bytes, why: Why, code: str = "", context: object = None
) -> Document:
    try:
        return understood(model, document, context)
    except NotUnderstood as error:
        raise CatalogRefused(why, f"{code}: {error}" if code else str(error)) from error
