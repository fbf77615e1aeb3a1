"""For whom, from where and how the result comes: what `people.toml` says of the list and of one item."""

from collections.abc import Set as AbstractSet
from typing import Any

from kiosk.center.reference.compose_guide import pair

Table = dict[str, Any]


def check_people(people: Table, codes: AbstractSet[str]) -> None:
    """Raises ValueError for an item that the list does not have."""
    named = {*people["proxy"]["items"], *people["founds"]["items"], *people["delivery"]}
    named.update(code for reach in people["reach"].values() for code in reach)
    if unknown := sorted(named - codes):
        raise ValueError(f"people.toml: there is no item {unknown[0]}")


def of_item(code: str, people: Table) -> Table:
    """The item's part of it."""
    reach = (scope for scope, codes in people["reach"].items() if code in codes)
    return {
        "scope": next(reach, "city"),
        "proxyAllowed": code in people["proxy"]["items"],
        "founds": code in people["founds"]["items"],
        "delivery": people["delivery"].get(code, []),
    }


def of_list(people: Table) -> Table:
    """The list's part of it."""
    region, proxy = people["region"], people["proxy"]
    consent, letter = proxy["consent"], proxy["letter"]
    return {
        "region": {
            "code": region["code"],
            "name": pair(region),
            "inProvince": region["in_province"],
            "inCity": region["in_city"],
        },
        "proxy": {
            "consent": {
                "version": consent["version"],
                "heading": pair(consent, "heading_"),
                "text": pair(consent),
            },
            "relations": [
                {"value": value, "label": {"zh": zh, "en": en}} for value, zh, en in proxy["relations"]
            ],
            "letter": {"code": letter["code"], "name": pair(letter), "hint": pair(letter, "hint_")},
        },
    }
