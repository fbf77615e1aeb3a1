"""A form that no page can ask is refused with the reason."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalog.understood import why_not

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
        (changed("fields", 1, "kind", "choice"), "nothing to choose"),
        (changed("fields", 1, "kind", "commitment"), "says nothing"),
        (changed("fields", 1, "when", {"key": "nobody", "values": ["x"]}), "no field before it"),
        (changed("fields", 1, "when", {"key": "landlord", "values": ["x"]}), "no field before it"),
        (changed("fields", 1, "when", {"key": "home", "values": ["castle"]}), "no choice"),
        (changed("jsonSchema", "type", "objekt"), "no JSON Schema"),
        (changed("jsonSchema", "required", ["age"]), "no field asks"),
        (changed("jsonSchema", "properties", "landlord", {"$ref": "#/$defs/nobody"}), "does not hold"),
        (changed("jsonSchema", "properties", "landlord", {"$ref": "file:///etc/x"}), "another document"),
        ([], "as a whole"),
        (None, "as a whole"),
        ("form", "as a whole"),
    ],
)
def test_what_is_not_understood_is_told(raw, reason):
    assert reason in why_not(raw)


def test_a_form_nested_without_end_is_refused():
    schema = {"type": "object"}
    for _ in range(3000):
        schema = {"properties": {"home": schema}}
    assert why_not(changed("jsonSchema", schema)) != ""


def _nested(depth):
    schema = {"type": "string"}
    for _ in range(depth):
        schema = {"anyOf": [schema, schema]}
    return schema


def _laughing(levels):
    """Each level names the one below twice: small to write down, endless to hold a value against."""
    below = {f"l{level}": {"allOf": [{"$ref": f"#/$defs/l{level - 1}"}] * 2} for level in range(1, levels)}
    return {
        "type": "object",
        "properties": {"it": {"$ref": f"#/$defs/l{levels - 1}"}},
        "$defs": {"l0": {}, **below},
    }


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"$ref": "#"}, "refers to itself"),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}}, "itself"),
        ({"properties": {"it": {"not": {"$ref": "#/properties/it"}}}}, "itself"),
        ({"properties": {"it": _nested(30)}}, "too large"),
        ({"properties": {"it": {"enum": list(range(30_000))}}}, "too large"),
        (_laughing(30), "too large"),
        ({"properties": {"it": {"type": "string", "pattern": "^(a|a)*$"}}}, "takes too long"),
        ({"properties": {"it": {"type": "string", "pattern": "(["}}}, "is none"),
        ({"properties": {"it": {"type": "string", "pattern": "a" * 1000}}}, "too long"),
        ({"properties": {"it": {"$ref": "https://example.org/schema"}}}, "another document"),
        ({"properties": {"it": {"$dynamicRef": "#nobody"}}}, "does not hold"),
        ({"$schema": "http://json-schema.org/draft-07/schema#", "properties": {}}, "another draft"),
        ({"properties": {"it": {"type": "array", "items": False}}, "required": ["it"]}, "no page can"),
        ({"properties": {"it": {"type": "object"}}, "required": ["it"]}, "no page can ask"),
        ({"properties": {"it": {"type": "string", "readOnly": True}}, "required": ["it"]}, "only shown"),
    ],
)  # fmt: skip
def test_a_hostile_or_empty_schema_is_refused_soon(schema, reason):
    assert reason in why_not({"itemCode": "350511902000", "version": "1", "jsonSchema": schema})


def test_a_tree_that_holds_trees_is_asked_as_deep_as_a_person_follows():
    person = {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "children": {"type": "array", "items": {"$ref": "#/$defs/person"}},
        },
        "required": ["name"],
    }
    schema = {"$ref": "#/$defs/person", "$defs": {"person": person}}
    assert why_not({"itemCode": "350511902000", "version": "1", "jsonSchema": schema}) == ""


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "文", "#", "#/$defs/a", "object"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["$ref", "properties", "items", "allOf", "if", "then", "type", "enum", "pattern", "required",
             "$defs", "a", "$id", "$anchor", "dependentSchemas", "oneOf", "const", "title", "default"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["properties", "$defs", "required", "allOf", "if", "oneOf"]), JSON))
def test_no_schema_breaks_the_check(schema):
    assert isinstance(why_not({"itemCode": "350511902000", "version": "1", "jsonSchema": schema}), str)
