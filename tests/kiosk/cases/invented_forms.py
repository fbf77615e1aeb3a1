"""Forms that nobody wrote: JSON Schemas in every shape that docs/forms.md allows, and answers to them."""

from typing import Any

from hypothesis import strategies as st

NAMES = st.sampled_from(["name", "姓名", "a/b", "home", "rows", "x~y", "kind", "$ref", "年 龄"])
TITLES = st.sampled_from(["", "家庭人口", "Title"])


def _described(schema: dict[str, Any], title: str) -> dict[str, Any]:
    return {**schema, "title": title} if title else schema


def _texts() -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(
        st.fixed_dictionaries(
            {"type": st.just("string")},
            optional={
                "minLength": st.integers(0, 3),
                "maxLength": st.integers(3, 300),
                "pattern": st.sampled_from(
                    [r"^\d{6}$", r"^1[3-9]\d{9}$", r"^[\u4e00-\u9fa5]+$", "^(?=.*[a-z])", r"\p{Script=Han}"]
                ),
                "default": st.sampled_from(["", "文字", "123456"]),
                "readOnly": st.booleans(),
            },
        ),
        st.sampled_from(["date", "time", "date-time", "email", "uri", "uuid", "ipv4", "regex"]).map(
            lambda name: {"type": "string", "format": name}
        ),
        st.just({"type": ["string", "null"]}),
    )


def _leaves() -> st.SearchStrategy[dict[str, Any]]:
    values = st.lists(
        st.sampled_from(["男", "女", "", 1, 2.5, True, None]), min_size=1, max_size=4, unique_by=repr
    )
    return st.one_of(
        _texts(),
        st.fixed_dictionaries(
            {"type": st.sampled_from(["integer", "number", ["integer", "null"]])},
            optional={
                "minimum": st.integers(-5, 3),
                "maximum": st.integers(3, 10**12),
                "multipleOf": st.sampled_from([1, 5, 0.01]),
                "default": st.sampled_from([0, 3, "3", -1]),
            },
        ),
        st.just({"type": "boolean"}),
        st.just({"const": True, "title": "同意"}),
        values.map(lambda listed: {"enum": listed}),
        values.map(lambda listed: {"oneOf": [{"const": value, "title": f"第{value}"} for value in listed]}),
        values.map(lambda listed: {"type": "array", "items": {"enum": listed}, "uniqueItems": True}),
        st.sampled_from(
            [
                {"const": "固定"},
                {},
                {"anyOf": [{"type": "string"}, {"type": "integer"}]},
                {"$ref": "#/$defs/text"},
            ]
        ),
    )


def _objects(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    def made(parts: dict[str, Any], required: list[str], closed: bool) -> dict[str, Any]:
        found: dict[str, Any] = {
            "type": "object",
            "properties": parts,
            "required": [name for name in dict.fromkeys(required) if name in parts],
        }
        return {**found, "additionalProperties": False} if closed else found

    return st.builds(
        made,
        st.dictionaries(NAMES, inner, min_size=1, max_size=4),
        st.lists(NAMES, max_size=4),
        st.booleans(),
    )


def _parts() -> st.SearchStrategy[dict[str, Any]]:
    leaves = st.builds(_described, _leaves(), TITLES)
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            _objects(inner),
            st.builds(
                lambda items, least: {"type": "array", "items": items, "minItems": least, "maxItems": 4},
                st.one_of(_objects(inner), inner),
                st.integers(0, 2),
            ),
            inner.map(lambda schema: {"allOf": [schema, {"description": "说明"}]}),
        ),
        max_leaves=8,
    )


def schemas() -> st.SearchStrategy[dict[str, Any]]:
    """The schema of a whole form."""

    def whole(schema: dict[str, Any], rule: int) -> dict[str, Any]:
        names = list(schema["properties"])
        rules: list[dict[str, Any]] = [
            {},
            {"dependentRequired": {names[0]: [names[-1]]}},
            {"if": {"required": [names[0]]}, "then": {"required": [names[-1]]}, "else": {"minProperties": 0}},
            {
                "properties": {**schema["properties"], "way": {"enum": ["post", "collect"]}},
                "if": {"properties": {"way": {"const": "post"}}, "required": ["way"]},
                "then": {"properties": {"to": {"type": "string", "minLength": 2}}, "required": ["to"]},
            },
            {
                "oneOf": [
                    {"properties": {"who": {"const": "self"}}, "required": ["who"]},
                    {
                        "properties": {"who": {"const": "agent"}, "agent": {"type": "string"}},
                        "required": ["who", "agent"],
                    },
                ]
            },
        ]
        combined = {**schema, **rules[rule], "$defs": {"text": {"type": "string", "minLength": 1}}}
        combined.pop("additionalProperties", None)
        return combined

    return st.builds(whole, _objects(_parts()), st.integers(0, 4))


def form(schema: dict[str, Any], fields: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    """The raw form of a schema."""
    return {"itemCode": "350511902000", "version": "1", "jsonSchema": schema, "fields": list(fields)}
