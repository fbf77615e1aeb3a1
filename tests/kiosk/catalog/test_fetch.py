"""What goes over the wire: the whole list once, afterwards only what has changed."""

import copy

import pytest

from kiosk.center.catalogue_fetch import AT_ONCE, fetch
from kiosk.center.errors import CatalogRefused, CenterUnreachable, Why
from kiosk.center.reference.items import load_catalogue, sealed_catalogue

CERTIFICATE = "352014901000"


def newer(change):
    raw = copy.deepcopy(load_catalogue().raw) | {"listVersion": "newer"}
    change(raw)
    return sealed_catalogue(raw)


def test_a_current_list_costs_one_call(answers):
    get = answers(load_catalogue())
    assert fetch(get, load_catalogue().document.list_version, {}) is None
    assert get.asked == ["/items"]


def test_a_first_list_is_fetched_in_large_pieces(answers):
    get = answers(load_catalogue())
    whole = fetch(get, None, {})
    count = sum(len(load_catalogue().raw[kind]) for kind in ("guides", "forms", "tools"))
    assert len(whole.documents) <= count + 2  # documents that are the same travel under one digest
    assert len(get.asked) <= 3 + count // AT_ONCE + 3


@pytest.mark.requirement("R4")
def test_of_a_newer_list_only_the_changed_documents_are_fetched(answers):
    have = fetch(answers(load_catalogue()), None, {}).documents
    get = answers(newer(lambda raw: raw["guides"][CERTIFICATE].update(version="4-demo")))
    fetched = fetch(get, load_catalogue().document.list_version, have)
    assert get.asked == ["/items", "/guides"]
    assert len(set(fetched.documents) - set(have)) == 1


def test_a_list_with_a_wrong_digest_is_refused(answers):
    get = answers(load_catalogue())

    def wrong(path, query):
        answer = get(path, query)
        return {**answer, "sha256": "0" * 64} if path == "/items" else answer

    with pytest.raises(CatalogRefused) as refused:
        fetch(wrong, None, {})
    assert refused.value.why is Why.DIGEST


@pytest.mark.parametrize("path", ["/guides", "/forms", "/rating-scheme"])
def test_a_document_that_the_list_does_not_name_is_refused(answers, path):
    get = answers(load_catalogue())
    other = answers(
        newer(lambda raw: (raw["guides"][CERTIFICATE].update(version="x"), raw["rating"].update(version="x")))
    )

    def mixed(asked, query):
        if asked != path:
            return get(asked, query)
        found = other(asked, query)
        return {code: {**form, "version": "x"} for code, form in found.items()} if path == "/forms" else found

    with pytest.raises(CatalogRefused) as refused:
        fetch(mixed, None, {})
    assert refused.value.why is Why.DIGEST


def test_an_answer_that_is_not_of_the_contract_proves_nothing():
    with pytest.raises(CenterUnreachable):
        fetch(lambda path, query: {"welcome": "to our free network"}, None, {})
