"""The catalogue that the reference centre hands out: composed from `data/`, with a digest of every part."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from kiosk.center.contract import CHECKED_BEFORE, Asked, CatalogDocument, Form, Item, Words, asked, canonical
from kiosk.center.reference.compose_tool import booking_rules
from kiosk.center.reference.laid import Laid
from kiosk.center.reference.sources import composed

DATA = Path(__file__).parent / "data"
DEPARTMENT = Words(zh="{department}", en="{department}")
PARTS = frozenset({"guides", "forms", "tools", "rating", "regions"})


@dataclass(frozen=True)
class Catalogue:
    """The validated catalogue and, in `raw`, its JSON as every call gives it out; the last two stay here."""

    document: CatalogDocument
    raw: dict[str, Any]
    sha256: str
    bookable: Mapping[str, Any] = field(default_factory=dict)  # the rules of its times, by item
    window: Words = field(default=DEPARTMENT)  # where a department's counter is

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """The items by code."""
        return {item.code: item for item in self.document.items}

    @property
    def list(self) -> dict[str, Any]:
        """What `sha256` is over: everything but the documents behind the list."""
        return {key: value for key, value in self.raw.items() if key not in PARTS}

    def answer(self, since: str | None) -> dict[str, Any]:
        """ListAnswer; without the list where the terminal already has this version."""
        changed = since != self.document.list_version
        head = {"listVersion": self.document.list_version, "sha256": self.sha256, "changed": changed}
        return {**head, "list": self.list if changed else None}

    def some(self, kind: str, codes: Iterable[str]) -> dict[str, Any]:
        """The guides, forms or tools of `codes`; an item that has none is left out."""
        return {code: self.raw[kind][code] for code in codes if code in self.raw[kind]}


def sealed_catalogue(raw: dict[str, Any]) -> Catalogue:
    """The catalogue of `raw` (guides, forms and rating included), its digests made.

    Raises ValidationError.
    """
    for form in {canonical(form["jsonSchema"]): form for form in raw["forms"].values()}.values():
        Form.model_validate(form)  # many items share a form, and a schema takes its time
    raw = {**raw, "forms": {code: _in_order(form) for code, form in raw["forms"].items()}}
    # As a model says it: a source may leave defaults out, and the digest must hold for what is given out.
    unsealed = {**raw, "digests": _digests(raw)}
    said = CatalogDocument.model_validate(unsealed, context=CHECKED_BEFORE).model_dump(mode="json")
    said["digests"] = _digests(said)
    document = CatalogDocument.model_validate(said, context=CHECKED_BEFORE)
    return Catalogue(document, said, digest({key: value for key, value in said.items() if key not in PARTS}))


def _in_order(form: dict[str, Any]) -> dict[str, Any]:
    """The form with a field for every question: canonical JSON forgets the order of a schema's properties."""
    return {
        **form,
        "fields": _fields(asked(Form.model_validate(form, context=CHECKED_BEFORE)), form.get("fields", ())),
    }


def _fields(questions: Sequence[Asked], hints: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    by_key = {hint["key"]: hint for hint in hints}
    named = [
        {**by_key.get(each.key, {"key": each.key})}
        | ({"fields": _fields(each.rows, by_key.get(each.key, {}).get("fields", ()))} if each.rows else {})
        for each in questions
    ]
    asked_keys = {each.key for each in questions}
    return [*(hint for hint in hints if hint["key"] not in asked_keys), *named]


def _digests(raw: dict[str, Any]) -> dict[str, Any]:
    of_each = {
        kind: {code: digest(document) for code, document in raw[kind].items()}
        for kind in ("guides", "forms", "tools")
    }
    regions = raw.get("regions")
    return {
        **of_each,
        "rating": digest(raw["rating"]),
        "regions": digest(regions) if regions is not None else None,
    }


@lru_cache(maxsize=4)
def load_catalogue(*more: Path, guide_url: str | None = None) -> Catalogue:
    """Composes the catalogue of the shipped data and the folders over it.

    `guide_url` is where a phone reads a guide, with `{code}` in it. Raises OSError, ValueError (pydantic's
    and TOML's are such): a centre with a wrong catalogue must not start.
    """
    raw = composed(DATA, *more)
    sealed = sealed_catalogue({**raw, "guideUrl": guide_url} if guide_url else raw)
    laid = Laid((DATA, *more))
    window = Words.model_validate(laid.table("list")["window"])
    return replace(sealed, bookable=booking_rules(laid.table("tools")), window=window)


def digest(document: Any) -> str:
    """SHA-256 over the canonical bytes of one document."""
    return hashlib.sha256(canonical(document)).hexdigest()
