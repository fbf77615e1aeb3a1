"""What a terminal takes for a form's JSON Schema (draft 2020-12): whole, inside itself, and bounded.

A schema is data from elsewhere, and checking must end: references stay inside the document, nothing refers to
itself in place, the work that one value can cost has a limit, and patterns are matched against a clock.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from kiosk.center.contract.bounds import nesting

Schema = Mapping[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
MOST_WORK = 20_000  # schemas that one value can be held against; a form of 40 fields takes about 100
LONGEST_PATTERN = 500
MATCH_S = 0.1  # one pattern, one text; longer than that it is no pattern for what people type
PROBE_S = 0.02
# Of these a value is held against each member, not against one of its parts.
IN_PLACE_LISTS = ("allOf", "anyOf", "oneOf")
IN_PLACE = ("if", "then", "else", "not")
FORMATS = ("date", "email", "ipv4", "ipv6")  # what jsonschema can tell by itself


def defect(schema: Schema) -> str:
    """Why no form can be made of `schema`; "" for a good one. Never raises for JSON that was parsed."""
    from jsonschema import Draft202012Validator, FormatChecker, SchemaError
    from referencing.exceptions import InvalidAnchor, NoSuchAnchor, PointerToNowhere, Unresolvable

    if nesting(schema):
        return "the schema is nested too deeply or too large"
    if schema.get("$schema", DRAFT).rstrip("#") != DRAFT:
        return "the schema is of another draft than 2020-12"
    try:
        Draft202012Validator.check_schema(schema, format_checker=FormatChecker(()))  # patterns come below
    except SchemaError as error:
        return f"the schema is no JSON Schema: {error.message[:200]}"
    try:
        _count_work(schema)
    except Unresolvable as error:
        missing = isinstance(error, PointerToNowhere | NoSuchAnchor | InvalidAnchor)
        where = "which it does not hold" if missing else "another document"
        return f"the schema refers to {str(error.ref)[:100]}, {where}"
    except _Endless as error:
        return str(error)
    return next((reason for each in _schemas(schema) for reason in _pattern_defects(each)), "")


class _Endless(Exception):
    """Holding a value against the schema would not end, or not soon."""


def _resolver(schema: Schema) -> Any:
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    resource = DRAFT202012.create_resource(schema)
    base = resource.id() or ""
    return Registry().with_resource(base, resource).resolver(base)


class Reader:
    """Follows the references of one schema."""

    def __init__(self, schema: Schema) -> None:
        self._resolver = _resolver(schema)

    def target(self, reference: str) -> Any:
        """Raises referencing.exceptions.Unresolvable."""
        return self._resolver.lookup(reference).contents


def _count_work(schema: Schema) -> None:
    """Raises _Endless, Unresolvable. Counted once a schema, so that counting itself is quick."""
    reader = Reader(schema)
    known: dict[int, int] = {}
    open_: set[int] = set()  # on the way to here without going into the value: meeting one again never ends

    def work(at: Any, into: frozenset[int]) -> int:
        if not isinstance(at, Mapping):
            return 1
        if id(at) in known:
            return known[id(at)]
        if id(at) in open_:
            raise _Endless("the schema refers to itself")
        if id(at) in into:  # as a tree's branch that is a tree again: as deep as what the citizen enters
            return 1
        open_.add(id(at))
        total = 1 + sum(work(each, into) for each in _in_place(at, reader))
        open_.discard(id(at))
        held, further = set(open_), into | {id(at)}
        open_.clear()
        total += sum(work(each, further) for each in _parts(at))
        open_.update(held)
        if total > MOST_WORK:
            raise _Endless("the schema is too large")
        known[id(at)] = total
        return total

    work(schema, frozenset())


def _in_place(at: Schema, reader: Reader) -> Iterator[Any]:
    for key in ("$ref", "$dynamicRef"):
        if isinstance(at.get(key), str):
            yield reader.target(at[key])
    for key in IN_PLACE_LISTS:
        yield from at.get(key, ())
    yield from (at[key] for key in IN_PLACE if key in at)
    yield from at.get("dependentSchemas", {}).values()


def _parts(at: Schema) -> Iterator[Any]:
    from referencing.jsonschema import DRAFT202012

    beside = [*(at.get(key, ()) for key in IN_PLACE_LISTS)]
    seen = {
        id(each) for each in (*(each for some in beside for each in some), *(at.get(key) for key in IN_PLACE))
    }
    for each in DRAFT202012.subresources_of(at):
        if id(each) not in seen:
            yield each


def _schemas(schema: Any) -> Iterator[Schema]:
    from referencing.jsonschema import DRAFT202012

    if isinstance(schema, Mapping):
        yield schema
        for each in DRAFT202012.subresources_of(schema):
            yield from _schemas(each)


def _pattern_defects(schema: Schema) -> Iterator[str]:
    named = schema.get("patternProperties", {})  # matched by jsonschema itself
    if not all(map(_is_pythons, named)):
        yield "a pattern of property names is none"
    for pattern in (*named, *([schema["pattern"]] if "pattern" in schema else [])):
        if len(pattern) > LONGEST_PATTERN:
            yield "a pattern is too long"
        elif reason := _cannot_match(pattern):
            yield reason


def _is_pythons(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError):
        return False
    return True


def _cannot_match(pattern: str) -> str:
    import regex

    try:
        compiled = _compiled(pattern)
    except (regex.error, RecursionError, OverflowError, MemoryError):
        return f"the pattern {pattern[:60]} is none"
    # What a pattern repeats it mostly also names: its own letters, many times, and an end that fails.
    letters = list(dict.fromkeys(sign for sign in pattern if sign.isalnum()))[:8]
    rest = "".join(letters) + "\x00"
    for sign in dict.fromkeys([*letters, "a", "0", "中", " "]):
        for text in (sign * 60 + rest, (sign + "-") * 30 + rest):
            try:
                compiled.search(text, timeout=PROBE_S)
            except TimeoutError:
                return f"the pattern {pattern[:60]} takes too long"
    return ""


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    import regex

    # As ECMA 262 has it, \d is ten digits; properties (\p{Script=Han}) know no such limit.
    return regex.compile(pattern, flags=0 if r"\p" in pattern or r"\P" in pattern else regex.ASCII)


def matches(pattern: str, text: str) -> bool:
    """Whether `text` holds something that the pattern means; one that takes too long means nothing."""
    try:
        return _compiled(pattern).search(text, timeout=MATCH_S) is not None
    except TimeoutError:
        return False


def validator(schema: Schema) -> Any:
    """A jsonschema validator of `schema`: fetches nothing, patterns and decimals as people mean them."""
    return _validator_class()(schema, registry=_empty_registry(), format_checker=_format_checker())


@lru_cache(maxsize=1)
def _validator_class() -> Any:
    # jsonschema costs 60 ms at import, and the home page is painted before the first form.
    from jsonschema import Draft202012Validator
    from jsonschema.validators import extend

    make: Any = extend
    return make(Draft202012Validator, {"pattern": _pattern, "multipleOf": _multiple_of})


@lru_cache(maxsize=1)
def _empty_registry() -> Any:
    from referencing import Registry

    return Registry()


@lru_cache(maxsize=1)
def _format_checker() -> Any:
    from jsonschema import FormatChecker

    return FormatChecker(FORMATS)


def _pattern(_: Any, pattern: str, instance: object, __: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    if isinstance(instance, str) and not matches(pattern, instance):
        yield ValidationError("does not match")


def _multiple_of(_: Any, step: float, instance: object, __: Any) -> Iterator[Any]:
    """In decimals: 0.07 is a multiple of 0.01, whatever binary fractions make of it."""
    from jsonschema import ValidationError

    if isinstance(instance, bool) or not isinstance(instance, int | float):
        return
    try:
        rest = Decimal(str(instance)) % Decimal(str(step))
    except InvalidOperation:
        rest = Decimal(1)
    if rest:
        yield ValidationError("is no multiple")
