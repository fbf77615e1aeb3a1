"""A catalogue as the client would fetch it, with whatever is wrong in it."""

import copy

import pytest

from kiosk.center.catalogue_fetch import FetchedCatalog, fetch
from kiosk.center.reference.items import load_catalogue, sealed_catalogue


def answers_of(catalogue):
    """What a centre with this catalogue answers, as the client's `get`; `asked` counts the calls."""

    def get(path, query):
        get.asked.append(path)
        if path == "/items":
            return catalogue.answer(query.get("since"))
        if path == "/rating-scheme":
            return catalogue.raw["rating"]
        if path == "/regions":
            return catalogue.raw["regions"]
        return catalogue.some(path.removeprefix("/"), query["codes"].split(","))

    get.asked = []
    return get


@pytest.fixture(scope="session")
def answers():
    return answers_of


@pytest.fixture(scope="session")
def fetched():
    """`fetched("2", change)`: the demonstration catalogue as version 2, after `change(raw)`."""

    def make(version="1", change=lambda raw: None) -> FetchedCatalog:
        raw = copy.deepcopy(load_catalogue().raw) | {"listVersion": version}
        change(raw)
        newer = fetch(answers_of(sealed_catalogue(raw)), None, {})
        assert newer is not None
        return newer

    return make
