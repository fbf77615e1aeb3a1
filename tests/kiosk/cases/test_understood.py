"""A form that no page can ask is refused with the reason."""

import copy

import pytest

from kiosk.cases.understood import why_not

GOOD = {
    "itemCode": "350511902000",
    "version": "1",
    "jsonSchema": {
        "type": "object",
        "properties": {"home": {"enum": ["own", "rented"]}, "landlord": {"$ref": "#/$defs/name"}},
        "$defs": {"name": {"type": "string"}},
    },
    "fields": [
        {
            "key": "home",
            "kind": "choice",
            "label": {"zh": "住处", "en": "Home"},
            "choices": [
                {"value": "own", "label": {"zh": "自己的", "en": "own"}},
                {"value": "rented", "label": {"zh": "租的", "en": "rented"}},
            ],
        },
        {
            "key": "landlord",
            "kind": "text",
            "label": {"zh": "房东", "en": "Landlord"},
            "when": {"key": "home", "values": ["rented"]},
        },
    ],
}


def changed(*path_and_value):
    *path, last, value = path_and_value
    raw = copy.deepcopy(GOOD)
    place = raw
    for step in path:
        place = place[step]
    place[last] = value
    return raw


def test_a_good_form_is_understood():
    assert why_not(GOOD) == ""


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (changed("fields", 0, "kind", "hologram"), "kind"),
        (changed("fields", 0, "choices", []), "nothing to choose"),
        (changed("fields", 1, "kind", "commitment"), "says nothing"),
        (changed("fields", 1, "when", {"key": "nobody", "values": ["x"]}), "no field before it"),
        (changed("fields", 1, "when", {"key": "landlord", "values": ["x"]}), "no field before it"),
        (changed("fields", 1, "when", {"key": "home", "values": ["castle"]}), "no choice"),
        (changed("jsonSchema", "type", "objekt"), "no JSON Schema"),
        (changed("jsonSchema", "required", ["age"]), "no field asks"),
        (changed("jsonSchema", "properties", "landlord", {"$ref": "#/$defs/nobody"}), "does not hold"),
        (changed("jsonSchema", "properties", "landlord", {"$ref": "file:///etc/x"}), "another document"),
        ([], "form"),
        (None, "form"),
        ("form", "form"),
    ],
)
def test_what_is_not_understood_is_told(raw, reason):
    assert reason in why_not(raw)


def test_a_form_nested_without_end_is_refused():
    schema = {"type": "object"}
    for _ in range(3000):
        schema = {"properties": {"home": schema}}
    assert why_not(changed("jsonSchema", schema)) != ""
