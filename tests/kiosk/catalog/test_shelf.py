"""The catalogue on disk: whole or not at all, the last good one stays."""

import asyncio
import hashlib
import json

import pytest

from kiosk.catalog.shelf import BEFORE, EMPTY, FILE, CatalogRefused, Shelf, load
from kiosk.center.client import FetchedCatalog
from kiosk.center.contract import canonical
from kiosk.center.reference.items import load_catalogue

RAW = load_catalogue().raw


def fetched(version="1", **changes):
    document = canonical({**RAW, "listVersion": version, **changes})
    return FetchedCatalog(version, document, hashlib.sha256(document).hexdigest())


@pytest.fixture
def shelf(tmp_path):
    shelf = Shelf.open(tmp_path)
    shelf.put(fetched())
    return shelf


@pytest.mark.requirement("R3")
def test_a_terminal_without_a_list_offers_nothing(tmp_path):
    assert Shelf.open(tmp_path).catalog is EMPTY
    assert EMPTY.items == ()


def test_what_was_put_is_there_after_a_restart(shelf, tmp_path):
    again = Shelf.open(tmp_path).catalog
    assert again == shelf.catalog
    assert [item.code for item in again.items] == ["352014901000", "350511902000"]
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600


async def test_a_newer_list_takes_effect_at_once_and_is_told(shelf):
    with shelf.changed.heard() as changed:
        await asyncio.to_thread(shelf.put, fetched("2"))
        await asyncio.wait_for(changed.wait(), 5)
    assert shelf.catalog.list_version == "2"


@pytest.mark.parametrize(
    "wrong",
    [
        FetchedCatalog("2", b"{}", "0" * 64),
        FetchedCatalog("2", b"{}", hashlib.sha256(b"{}").hexdigest()),
        fetched("2", guides={}),
        fetched("2", forms={}),
    ],
)
def test_a_wrong_catalogue_is_refused_and_the_good_one_stays(shelf, tmp_path, wrong):
    with pytest.raises(CatalogRefused):
        shelf.put(wrong)
    assert shelf.catalog.list_version == Shelf.open(tmp_path).catalog.list_version == "1"


@pytest.mark.parametrize("schema", [{"type": "nonsense"}, {"$ref": "https://example.org/schema"}])
def test_a_form_that_cannot_be_checked_is_refused(shelf, schema):
    forms = json.loads(json.dumps(RAW["forms"]))
    forms["350511902000"]["jsonSchema"]["properties"]["phone"] = schema
    with pytest.raises(CatalogRefused):
        shelf.put(fetched("2", forms=forms))


@pytest.mark.parametrize(
    "damage",
    [
        lambda good: b"",
        lambda good: good[:-1],
        lambda good: good.replace(b"352014901000", b"352014901001"),
        lambda good: good.replace(b'"format": 1', b'"format": 2'),
        lambda good: b"[]\n" + good,
        lambda good: b"\xff\n" + good,
    ],
)
def test_a_damaged_file_gives_way_to_the_one_before(shelf, tmp_path, damage):
    shelf.put(fetched("2"))
    file = tmp_path / FILE
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(CatalogRefused):
        load(file)
    assert Shelf.open(tmp_path).catalog.list_version == "1"


def test_two_damaged_files_leave_an_empty_shelf(shelf, tmp_path):
    (tmp_path / FILE).write_bytes(b"{")
    (tmp_path / BEFORE).write_bytes(b"{")
    assert Shelf.open(tmp_path).catalog is EMPTY


def test_no_temporary_file_is_left(shelf, tmp_path):
    shelf.put(fetched("2"))
    assert {path.name for path in tmp_path.iterdir()} == {FILE, BEFORE}
