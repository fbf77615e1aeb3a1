"""A whole catalogue over the contract: the list first, then only the documents that the terminal lacks."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.center.errors import CatalogRefused, CenterUnreachable, Why

# `/guides?codes=`: with 12 characters a code the path stays below 1 KB, which every proxy passes on.
AT_ONCE = 50

# Documents of the list as a whole, each by a call of its own.
WHOLE = {"rating": "/rating-scheme", "regions": "/regions"}

Get = Callable[[str, Mapping[str, str]], Any]  # path and query of a signed GET; its `data`


@dataclass(frozen=True)
class FetchedCatalog:
    """A whole catalogue, every part checked against its digest; all bytes are canonical JSON.

    `sha256` is over `list`; `documents` are the guides, forms and the rating scheme by the digest of each.
    """

    list_version: str
    list: bytes
    sha256: str
    documents: Mapping[str, bytes]


def fetch(get: Get, since: str | None, have: Mapping[str, bytes]) -> FetchedCatalog | None:
    """The catalogue, or None when version `since` is still the current one.

    `have`: documents by digest that need not be fetched again. Raises CatalogRefused, CenterUnreachable.
    """
    from kiosk.center.contract import canonical

    head = listed(get, since)
    if not head["changed"]:
        return None
    listing = head.pop("list")
    document = canonical(listing)
    if hashlib.sha256(document).hexdigest() != head["sha256"]:
        raise CatalogRefused(Why.DIGEST, "list")
    digests = _digests(listing)
    del listing  # as large as all the rest together
    documents: dict[str, bytes] = {}
    for kind, by_code in digests.items():
        missing = []
        for code, digest in by_code.items():
            if digest in have:
                documents[digest] = have[digest]
            else:
                missing.append(code)
        for code, raw in _documents(get, kind, missing):
            found = canonical(raw)
            digest = hashlib.sha256(found).hexdigest()
            if digest != by_code.get(code):
                raise CatalogRefused(Why.DIGEST, f"{kind} {code}")
            documents[digest] = found
        absent = [code for code, digest in by_code.items() if digest not in documents]
        if absent:
            raise CatalogRefused(Why.LIST, f"{kind} {absent[0]}: not given out")
    return FetchedCatalog(head["listVersion"], document, head["sha256"], documents)


def listed(get: Get, since: str | None) -> dict[str, Any]:
    """The head of GET /items, raw. Raises CenterUnreachable: what is not of the contract proves nothing."""
    from pydantic import ValidationError

    from kiosk.center.contract import ListAnswer

    answer = get("/items", {"since": since} if since else {})
    try:
        head = ListAnswer.model_validate(answer)
    except ValidationError as error:
        raise CenterUnreachable("the answer is not of the contract: ListAnswer") from error
    if head.changed and head.list is None:
        raise CenterUnreachable("the answer is not of the contract: a changed list is missing")
    return {
        "listVersion": head.list_version,
        "changed": head.changed,
        "sha256": head.sha256,
        "list": head.list,
    }


def _digests(raw: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The digests that the list names, by kind and item; the rating scheme and the regions have none."""
    from pydantic import ValidationError

    from kiosk.center.contract import Digests

    try:
        digests = Digests.model_validate(raw.get("digests"))
    except ValidationError as error:
        raise CatalogRefused(Why.LIST, "digests") from error
    of_items = {"guides": dict(digests.guides), "forms": dict(digests.forms), "tools": dict(digests.tools)}
    regions = {"": digests.regions} if digests.regions else {}
    return {**of_items, "rating": {"": digests.rating}, "regions": regions}


def _documents(get: Get, kind: str, codes: Iterable[str]) -> Iterable[tuple[str, Any]]:
    if kind in WHOLE:
        yield from (("", get(WHOLE[kind], {})) for _ in codes)
        return
    wanted = list(codes)
    for some in (wanted[at : at + AT_ONCE] for at in range(0, len(wanted), AT_ONCE)):
        answer = get(f"/{kind}", {"codes": ",".join(some)})
        if not isinstance(answer, dict):
            raise CenterUnreachable(f"the answer is not of the contract: {kind}")
        yield from answer.items()
