"""The catalogue on disk: whole or not at all, the last good one stays, and why is known."""

import asyncio
import hashlib
import json
from dataclasses import replace

import pytest

from kiosk.catalog.catalog import EMPTY
from kiosk.catalog.shelf import BEFORE, FILE, Refusal, Shelf, load
from kiosk.center.catalogue_fetch import FetchedCatalog
from kiosk.center.contract import canonical
from kiosk.center.errors import CatalogRefused, Why

CERTIFICATE, ASSISTANCE = "352014901000", "350511902000"


@pytest.fixture(scope="session")
def first(fetched):
    return fetched()


@pytest.fixture(scope="session")
def second(fetched):
    return fetched("2")


@pytest.fixture
def shelf(tmp_path, first):
    shelf = Shelf.open(tmp_path)
    shelf.put(first)
    return shelf


def with_document(good, kind, code, change):
    """`good` with one document changed, and every digest made to fit again."""
    listed = json.loads(good.list)
    old = listed["digests"][kind][code]
    document = json.loads(good.documents[old])
    change(document)
    raw = canonical(document)
    listed["digests"][kind][code] = new = hashlib.sha256(raw).hexdigest()
    return with_list(replace(good, documents={**good.documents, new: raw}), listed)


def with_list(good, listed):
    raw = canonical(listed)
    return replace(good, list=raw, sha256=hashlib.sha256(raw).hexdigest(), list_version=listed["listVersion"])


@pytest.mark.requirement("R3")
def test_a_terminal_without_a_list_offers_nothing(tmp_path):
    assert Shelf.open(tmp_path).catalog is EMPTY
    assert EMPTY.items == ()


@pytest.mark.requirement("R3")
def test_what_was_put_is_there_after_a_restart(shelf, tmp_path):
    again = Shelf.open(tmp_path).catalog
    assert again.list == shelf.catalog.list
    assert len(again.items) >= 292
    assert again.guides[CERTIFICATE] == shelf.catalog.guides[CERTIFICATE]
    assert again.forms[ASSISTANCE].item_code == ASSISTANCE
    assert len(again.guides) == len(again.items)
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.requirement("R4")
async def test_a_newer_list_takes_effect_at_once_and_a_visit_keeps_its_own(shelf, second):
    began_with = shelf.catalog
    with shelf.changed.heard() as changed:
        await asyncio.to_thread(shelf.put, second)
        await asyncio.wait_for(changed.wait(), 5)
    assert shelf.catalog.list_version == "2"
    assert began_with.list_version == "1"
    assert began_with.guides[CERTIFICATE].version  # still there, whatever lies on disk now


def without_version(guide):
    guide["version"] = ""


def unknown_keyword_type(form):
    form["jsonSchema"]["properties"]["phone"] = {"type": "nonsense"}


def foreign_reference(form):
    form["jsonSchema"]["properties"]["phone"] = {"$ref": "https://example.org/schema"}


@pytest.mark.requirement("R15")
@pytest.mark.parametrize(
    ("kind", "code", "change", "why", "field"),
    [
        ("guides", CERTIFICATE, without_version, Why.GUIDE, "version"),
        ("guides", CERTIFICATE, lambda guide: guide.pop("version"), Why.GUIDE, "version"),
        ("guides", CERTIFICATE, lambda guide: guide.update(itemCode=ASSISTANCE), Why.GUIDE, "itemCode"),
        ("forms", ASSISTANCE, unknown_keyword_type, Why.FORM, ""),
        ("forms", ASSISTANCE, foreign_reference, Why.FORM, ""),
        ("forms", ASSISTANCE, lambda form: form.update(itemCode=CERTIFICATE), Why.FORM, "itemCode"),
    ],
)
def test_a_document_that_cannot_be_used_is_refused_by_name(
    shelf, tmp_path, second, kind, code, change, why, field
):
    with pytest.raises(CatalogRefused) as refused:
        shelf.put(with_document(second, kind, code, change))
    assert refused.value.why is why
    assert code in refused.value.detail
    assert field in refused.value.detail
    assert shelf.catalog.list_version == Shelf.open(tmp_path).catalog.list_version == "1"


@pytest.mark.parametrize(
    "change",
    [
        lambda listed: listed["items"].append(listed["items"][0]),
        lambda listed: listed["digests"]["guides"].pop(CERTIFICATE),
        lambda listed: listed["digests"]["forms"].pop(ASSISTANCE),
        lambda listed: listed["themes"][0]["groups"][0]["items"].append("350000000000"),
        lambda listed: listed["digests"].update(rating="0" * 64),
    ],
)
def test_a_list_that_is_not_whole_is_refused(shelf, second, change):
    listed = json.loads(second.list)
    change(listed)
    with pytest.raises(CatalogRefused):
        shelf.put(with_list(second, listed))
    assert shelf.catalog.list_version == "1"


def test_bytes_that_are_not_those_of_the_digest_are_refused(shelf, second):
    digest, document = next(iter(second.documents.items()))
    for wrong in (
        replace(second, sha256="0" * 64),
        replace(second, list=second.list + b" "),
        replace(second, documents={**second.documents, digest: document + b" "}),
    ):
        with pytest.raises(CatalogRefused) as refused:
            shelf.put(wrong)
        assert refused.value.why is Why.DIGEST
    assert shelf.catalog.list_version == "1"


def test_the_technician_learns_why_until_a_good_list_comes(shelf, tmp_path, second):
    shelf.note_refusal(CatalogRefused(Why.GUIDE, f"{CERTIFICATE}: version"))
    assert Shelf.open(tmp_path).refusal == Refusal(Why.GUIDE, f"{CERTIFICATE}: version")
    shelf.put(second)
    assert shelf.refusal is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda good: b"",
        lambda good: good[:-1],
        lambda good: good.replace(b"352014901000", b"352014901001"),
        lambda good: good.replace(b'"format": 2', b'"format": 1'),
        lambda good: b"[]\n" + good,
        lambda good: b"\xff\n" + good,
    ],
)
def test_a_damaged_file_gives_way_to_the_one_before(shelf, tmp_path, second, damage):
    shelf.put(second)
    file = tmp_path / FILE
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(CatalogRefused):
        load(file)
    assert Shelf.open(tmp_path).catalog.list_version == "1"


def test_two_damaged_files_leave_an_empty_shelf(shelf, tmp_path):
    (tmp_path / FILE).write_bytes(b"{")
    (tmp_path / BEFORE).write_bytes(b"{")
    assert Shelf.open(tmp_path).catalog is EMPTY


def test_no_temporary_file_is_left(shelf, tmp_path, second):
    shelf.put(second)
    assert {path.name for path in tmp_path.iterdir()} == {FILE, BEFORE}


@pytest.mark.requirement("R4")
@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            lambda raw: raw["forms"][ASSISTANCE]["jsonSchema"].update(
                properties={"x": {"$ref": "#/$defs/no"}}
            ),
            Why.FORM,
        ),
        (lambda raw: raw["forms"][ASSISTANCE]["jsonSchema"].update(allOf=[{"$ref": "#"}]), Why.FORM),
        (lambda raw: raw["guides"][ASSISTANCE].pop("version"), Why.GUIDE),
        (lambda raw: raw["items"][0].update(kind="Z"), Why.LIST),
        (lambda raw: raw["regions"].update(names={}), Why.REGIONS),
    ],
)
def test_a_part_that_is_not_understood_leaves_the_last_good_list(tmp_path, fetched, change, why):
    shelf = Shelf.open(tmp_path)
    shelf.put(fetched("1"))
    with pytest.raises(CatalogRefused) as refused:
        shelf.put(resealed(fetched("2"), change))
    assert refused.value.why is why
    shelf.note_refusal(refused.value)
    assert refused.value.detail
    assert (shelf.catalog.list_version, Shelf.open(tmp_path).catalog.list_version) == ("1", "1")
    assert shelf.refusal is not None


def resealed(good, change):
    """The catalogue after `change(raw)`, with digests that are right: only what stands in it is wrong."""
    raw = json.loads(good.list)
    kinds = ("guides", "forms", "tools")
    named = {kind: dict(raw["digests"][kind]) for kind in kinds}
    for kind in kinds:
        raw[kind] = {code: json.loads(good.documents[digest]) for code, digest in named[kind].items()}
    raw["regions"] = json.loads(good.documents[raw["digests"]["regions"]])
    change(raw)
    documents = {raw["digests"]["rating"]: good.documents[raw["digests"]["rating"]]}
    for kind in kinds:
        for code, changed in raw.pop(kind).items():
            document = canonical(changed)
            raw["digests"][kind][code] = hashlib.sha256(document).hexdigest()
            documents[raw["digests"][kind][code]] = document
    regions = canonical(raw.pop("regions"))
    raw["digests"]["regions"] = hashlib.sha256(regions).hexdigest()
    documents[raw["digests"]["regions"]] = regions
    listed = canonical(raw)
    return FetchedCatalog("2", listed, hashlib.sha256(listed).hexdigest(), documents)
