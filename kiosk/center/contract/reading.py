"""Reads a JSON Schema for asking: references followed, members of `allOf` laid together, alternatives named.

Only what is to be asked is read here; whether an answer is right the validator says, by the schema itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kiosk.center.contract.schemas import Reader
from kiosk.center.contract.wire import Words

Schema = Mapping[str, Any]
Conditions = tuple[tuple[str, tuple[Any, ...]], ...]

DEEPEST = 12  # references and members within each other
IMPLIED = {
    "properties": "object", "required": "object", "items": "array", "minItems": "array",
    "minLength": "string", "maxLength": "string", "pattern": "string", "format": "string",
    "minimum": "number", "maximum": "number", "multipleOf": "number",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One property of an object: `when` says for which values of others it is one at all."""

    name: str
    schema: Any
    required: bool
    when: Conditions = ()


class Reading:
    """Reads parts of one schema, which `kiosk.center.contract.schemas.defect` found good."""

    def __init__(self, schema: Schema) -> None:
        self._reader = Reader(schema)

    def merged(self, schema: Any, depth: int = 0) -> dict[str, Any]:
        """`schema` with its references and `allOf` laid into it; its own words go before theirs."""
        if not isinstance(schema, Mapping) or depth > DEEPEST:
            return {}
        found: dict[str, Any] = {}
        for inner in self._around(schema):
            for key, value in self.merged(inner, depth + 1).items():
                found[key] = _together(key, found[key], value) if key in found else value
        for key, value in schema.items():
            if key not in {"$ref", "$dynamicRef", "allOf", "$defs"}:
                found[key] = _together(key, found[key], value) if key in found else value
        only = [each for key in ("anyOf", "oneOf") for each in self._alternatives(found.get(key, ()))]
        if len(only) == 1 and "properties" not in found:  # "a text, or nothing"
            return {**self.merged(only[0], depth + 1), **found}
        return found

    def _around(self, schema: Schema) -> Iterator[Any]:
        for key in ("$ref", "$dynamicRef"):
            if isinstance(schema.get(key), str):
                yield self._reader.target(schema[key])
        yield from schema.get("allOf", ())

    def _alternatives(self, members: Sequence[Any]) -> list[Any]:
        """Those that are something."""
        return [each for each in members if each is not False and self.merged(each).get("type") != "null"]

    def options(self, merged: Schema) -> list[tuple[Any, Words | None]] | None:
        """The values that `merged` counts up, with their names; None where it does not."""
        if "enum" in merged:
            return [(value, None) for value in merged["enum"] if value is not None]
        for key in ("oneOf", "anyOf"):
            members = [self.merged(each) for each in merged.get(key, ())]
            if members and all("const" in each or "enum" in each for each in members):
                return [
                    (value, _titled(each) if "const" in each else None)
                    for each in members
                    for value in ([each["const"]] if "const" in each else each["enum"])
                    if value is not None
                ]
        return None

    def alternatives(self, merged: Schema) -> list[dict[str, Any]]:
        """The members of `anyOf` and `oneOf` that are something, merged."""
        members = [*merged.get("oneOf", ()), *merged.get("anyOf", ())]
        return [self.merged(each) for each in self._alternatives(members)]

    def has_properties(self, schema: Any) -> bool:
        """Whether an object of this schema has parts that can be named."""
        return next(iter(self.properties(schema)), None) is not None

    def properties(self, schema: Any) -> list[Part]:
        """Every property that an object of `schema` may have, in its order, each once."""
        found: dict[str, Part] = {}
        for part in self._properties(schema, (), 0):
            before = found.get(part.name)
            if before is None:
                found[part.name] = part
            elif before.when and part.when and before.when != part.when:
                found[part.name] = _either(before, part)
            elif before.when:  # a part in any case, whatever a condition says of it besides
                found[part.name] = replace(part, schema=_both(before.schema, part.schema))
        return list(found.values())

    def _properties(self, schema: Any, when: Conditions, depth: int) -> Iterator[Part]:
        if not isinstance(schema, Mapping) or depth > DEEPEST:
            return
        required = schema.get("required", ())
        for inner in self._around(schema):
            for part in self._properties(inner, when, depth + 1):
                yield replace(part, required=part.required or part.name in required)
        for name, each in schema.get("properties", {}).items():
            yield Part(name, each, name in required, when)
        if "if" in schema:
            told = self._told_by(schema["if"])
            for branch, condition in (("then", told), ("else", None)):
                for part in self._properties(schema.get(branch), when, depth + 1):
                    sure = condition is not None
                    hangs = (*when, *(condition or ()))
                    yield replace(part, when=hangs, required=part.required and sure)
        for each in schema.get("dependentSchemas", {}).values():
            for part in self._properties(each, when, depth + 1):
                yield replace(part, required=False)
        yield from self._variants(schema, when, depth)

    def _variants(self, schema: Schema, when: Conditions, depth: int) -> Iterator[Part]:
        """The parts of alternatives; where one part tells them apart, the others hang on it."""
        members = [each for key in ("oneOf", "anyOf") for each in schema.get(key, ())]
        parts = [list(self._properties(each, (), depth + 1)) for each in members]
        if not any(parts):
            return
        own = self.merged({key: value for key, value in schema.items() if key not in {"oneOf", "anyOf"}})
        telling = self._telling(parts)
        if telling is None:
            for part in (each for some in parts for each in some):
                yield replace(part, when=when, required=False)
            return
        name, values = telling
        if name not in own.get("properties", {}):
            kinds = {"oneOf": [each.schema for some in parts for each in some if each.name == name]}
            yield Part(
                name, kinds, all(each.required for some in parts for each in some if each.name == name), when
            )
        for some, value in zip(parts, values, strict=True):
            for part in some:
                if part.name != name:
                    yield replace(part, when=(*when, (name, value), *part.when))

    def _telling(self, variants: list[list[Part]]) -> tuple[str, list[tuple[Any, ...]]] | None:
        for name in (part.name for part in variants[0]):
            values = []
            for some in variants:
                schema = next((part.schema for part in some if part.name == name), None)
                values.append(self._counted(schema))
            if all(values):
                return name, values
        return None

    def _counted(self, schema: Any) -> tuple[Any, ...]:
        merged = self.merged(schema)
        if "const" in merged:
            return (merged["const"],)
        return tuple(value for value, _ in self.options(merged) or ())

    def _told_by(self, condition: Any) -> Conditions | None:
        """What an `if` asks of single parts, where it asks nothing else."""
        merged = self.merged(condition)
        parts = merged.get("properties", {})
        if not parts or set(merged) - {"properties", "required", "type", "title", "$comment"}:
            return None
        told = tuple((name, self._counted(each)) for name, each in parts.items())
        return told if all(values for _, values in told) else None


def types_of(merged: Schema) -> tuple[str, ...]:
    """The JSON types that `merged` allows, null apart; by its other words where it names none."""
    said = merged.get("type")
    if isinstance(said, str):
        return (said,) if said != "null" else ()
    if isinstance(said, list):
        return tuple(each for each in said if each != "null")
    implied = dict.fromkeys(kind for key, kind in IMPLIED.items() if key in merged)
    return tuple(implied)


def _together(key: str, before: Any, after: Any) -> Any:
    match key, before, after:
        case "properties" | "dependentRequired" | "dependentSchemas", Mapping(), Mapping():
            same = {name: _both(before[name], after[name]) for name in before if name in after}
            return {**before, **after, **same}
        case "required", _, _:
            return list(dict.fromkeys([*before, *after]))
        case "minimum" | "minLength" | "minItems", _, _:
            return max(before, after)
        case "maximum" | "maxLength" | "maxItems", _, _:
            return min(before, after)
        case "enum", list(), list():
            return [value for value in before if value in after]
    return after


def _both(one: Any, other: Any) -> Any:
    return other if one is True or one == other else one if other is True else {"allOf": [one, other]}


def _either(one: Part, other: Part) -> Part:
    """A part of two alternatives: asked for either, by the same condition's values where that can be said."""
    schema = one.schema if one.schema == other.schema else {"anyOf": [one.schema, other.schema]}
    if len(one.when) == len(other.when) == 1 and one.when[0][0] == other.when[0][0]:
        values = (*one.when[0][1], *(each for each in other.when[0][1] if each not in one.when[0][1]))
        return Part(one.name, schema, one.required and other.required, ((one.when[0][0], values),))
    return Part(one.name, schema, required=False)


def _titled(schema: Schema) -> Words | None:
    return Words(zh=schema["title"]) if schema.get("title") else None
