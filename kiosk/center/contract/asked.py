"""What a form asks, one question after another: its fields, and whatever of its schema no field names.

The schema rules; a field is a hint beside it. A part of the form's value is named by its path, "/" between
the properties (in a name "/" is ~1 and "~" is ~0, as in JSON Pointer).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kiosk.center.contract import guesses
from kiosk.center.contract.forms import Condition, Form, FormField, Kind
from kiosk.center.contract.reading import Reading, Schema, types_of
from kiosk.center.contract.wire import Words

DEEPEST = 4  # tables and parts within each other, as far as a person follows
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
Conditions = tuple[tuple[str, tuple[str, ...]], ...]


class CannotBeAsked(ValueError):
    """No page could ask this form, or nobody could fill it."""


@dataclass(frozen=True)
class Option:
    """One answer of a choice: its name on the page, what it is in the form's value, what people call it."""

    key: str
    value: Any
    label: Words


OTHER = Words(zh="其他内容", en="Other details")
YES_NO = tuple(Option(json.dumps(value), value, guesses.value_name(value)) for value in (True, False))


@dataclass(frozen=True)
class Asked:
    """One question. `parents`: the objects around it, outermost first, and whether each must be there.

    `first` is what stands there before anybody answered (`default`, `const`); `rows` are the questions of one
    row of a table, a `bare` table's rows are plain values under the key "value".
    """

    key: str
    kind: Kind
    label: Words
    schema: Schema
    required: bool
    path: tuple[str, ...]
    parents: tuple[tuple[tuple[str, ...], bool], ...] = ()
    options: tuple[Option, ...] = ()
    hint: Words | None = None
    group: Words | None = None
    text: Words | None = None
    prefill: str | None = None
    when: Conditions = ()
    first: Any = None
    earliest: str | None = None
    latest: str | None = None
    rows: tuple["Asked", ...] = field(default=(), repr=False)
    bare: bool = False

    @property
    def is_required(self) -> bool:
        """Whether it must be answered wherever it is asked: it and all that is around it."""
        return self.required and all(needed for _, needed in self.parents)


@dataclass(frozen=True)
class _Place:
    """An object of the schema on the way down."""

    path: tuple[str, ...] = ()
    parents: tuple[tuple[tuple[str, ...], bool], ...] = ()
    when: Conditions = ()
    depth: int = 0


def asked(form: Form) -> tuple[Asked, ...]:
    """The questions of `form`, in the order of its fields. Raises CannotBeAsked."""
    return _asked(Reading(form.json_schema), form.json_schema, form.fields, _Place())


def key_of(path: Sequence[str]) -> str:
    """The name of a part of the value."""
    return "/".join(name.replace("~", "~0").replace("/", "~1") for name in path)


def _asked(reading: Reading, schema: Any, fields: Sequence[FormField], place: _Place) -> tuple[Asked, ...]:
    hints = {each.key: each for each in fields}
    if len(hints) != len(fields):
        raise CannotBeAsked("a field stands in the form twice")
    found = list(_questions(reading, schema, hints, place))
    known = {each.key for each in found} | {key_of(path) for each in found for path, _ in each.parents}
    if unknown := [key for key in hints if key not in known]:
        raise CannotBeAsked(f"the schema has no property for the field {unknown[0]}")
    ordered = _ordered(found, list(hints))
    _lead(ordered, hints)
    return _conditioned(_parted(ordered), hints)


def _lead(ordered: list[Asked], hints: Mapping[str, FormField]) -> None:
    """Moves what others hang on before them, where the form says no order."""
    for each in list(ordered):
        hint = hints.get(each.key)
        own = [hint.when.key] if hint is not None and hint.when is not None else []
        for key in (*own, *(key for key, _ in each.when)):
            leading = next((other for other in ordered if other.key == key), None)
            if leading is not None and key not in hints and ordered.index(leading) > ordered.index(each):
                ordered.remove(leading)
                ordered.insert(ordered.index(each), leading)


def _parted(found: list[Asked]) -> list[Asked]:
    """What stands behind a part with a heading does not belong to it."""
    headed: tuple[str, ...] | None = None
    parted = []
    for each in found:
        inside = [path for path, _ in each.parents]
        if headed is not None and headed not in inside:
            headed = None
            each = each if each.group else replace(each, group=OTHER)  # noqa: PLW2901  this one from here on
        if each.group and inside:
            headed = inside[-1]
        parted.append(each)
    return parted


def _ordered(found: list[Asked], named: list[str]) -> list[Asked]:
    """As the fields are; what no field names comes behind what it follows in the schema."""

    def place(each: Asked) -> int | None:
        around = (key_of(path) for path, _ in reversed(each.parents))
        return next((named.index(key) for key in (each.key, *around) if key in named), None)

    places = {each.key: place(each) for each in found}
    ordered = sorted(
        (each for each in found if places[each.key] is not None), key=lambda each: places[each.key] or 0
    )
    before = 0
    for each in found:
        if places[each.key] is None:
            ordered.insert(before, each)
        before = ordered.index(each) + 1
    return ordered


def _questions(
    reading: Reading, schema: Any, hints: Mapping[str, FormField], place: _Place
) -> Iterator[Asked]:
    parts = reading.properties(schema)
    if unasked := set(reading.merged(schema).get("required", ())) - {part.name for part in parts}:
        raise CannotBeAsked(f"the schema requires {min(unasked)}, which no field asks for")
    for part in parts:
        path = (*place.path, part.name)
        key = key_of(path)
        hint = hints.get(key)
        if part.schema is False:
            continue
        merged = reading.merged(part.schema)
        inner = replace(
            place, path=path, when=(*place.when, *_written(part.when, place)), depth=place.depth + 1
        )
        needed = part.required
        if _is_group(reading, merged, hint):
            if inner.depth > DEEPEST:
                if needed:
                    raise CannotBeAsked(f"field {key}: too many parts within each other")
                continue
            inner = replace(inner, parents=(*place.parents, (path, needed)))
            heading = hint.label if hint and hint.label else guesses.title(merged)
            for number, each in enumerate(_questions(reading, part.schema, hints, inner)):
                yield replace(each, group=each.group or heading) if number == 0 else each
            continue
        try:
            yield _question(reading, merged, hint, inner, part, place.parents)
        except CannotBeAsked:
            if needed or hint is not None:
                raise


def _question(
    reading: Reading,
    merged: Schema,
    hint: FormField | None,
    place: _Place,
    part: Any,
    parents: tuple[tuple[tuple[str, ...], bool], ...],
) -> Asked:
    key = key_of(place.path)
    options = _options(reading, merged, hint)
    kind = (hint.kind if hint else None) or guesses.kind(reading, merged, options)
    if not kind:
        raise CannotBeAsked(f"field {key}: no page can ask it")
    question = Asked(
        key=key,
        kind=kind,
        label=(hint.label if hint else None) or guesses.title(merged) or Words(zh=part.name),
        schema=merged,
        required=part.required,
        path=place.path,
        parents=parents,
        options=(options if kind in {"choice", "choices"} else YES_NO if kind == "yesNo" else ()),
        hint=(hint.hint if hint else None) or guesses.description(merged, kind),
        group=hint.group if hint else None,
        text=(hint.text if hint else None) or (guesses.statement(merged) if kind == "commitment" else None),
        prefill=hint.prefill if hint else None,
        when=place.when,
        first=merged.get("const", merged.get("default")),
        earliest=(hint.earliest if hint else None) or _day(merged.get("formatMinimum")),
        latest=(hint.latest if hint else None) or _day(merged.get("formatMaximum")),
    )
    if kind == "table":
        question = _table(reading, question, hint, place)
    if reason := guesses.contradiction(question.kind, merged, question):
        raise CannotBeAsked(f"field {key}: {reason}")
    return question


def _table(reading: Reading, question: Asked, hint: FormField | None, place: _Place) -> Asked:
    items = question.schema.get("items", True)
    merged = reading.merged(items)
    if place.depth > DEEPEST:
        raise CannotBeAsked(f"field {question.key}: too many tables within each other")
    fields = hint.fields if hint else ()
    if _is_group(reading, merged, None):
        rows = _asked(reading, items, fields, _Place(depth=place.depth + 1))
        bare = False
    else:
        whole = {"type": "object", "properties": {"value": items}, "required": ["value"]}
        rows, bare = _asked(reading, whole, fields, _Place(depth=place.depth + 1)), True
        rows = tuple(
            replace(row, label=row.label if row.label.zh != "value" else question.label) for row in rows
        )
    if not rows:
        raise CannotBeAsked(f"field {question.key}: a row asks nothing")
    return replace(question, rows=rows, bare=bare)


def _is_group(reading: Reading, merged: Schema, hint: FormField | None) -> bool:
    if hint is not None and hint.kind not in {None, "group"}:
        return False
    return "object" in types_of(merged) and bool(reading.has_properties(merged))


def _options(reading: Reading, merged: Schema, hint: FormField | None) -> tuple[Option, ...]:
    """The answers to choose from: the field's own, else those that the schema counts up."""
    listed = list(reading.options(merged) or reading.options(reading.merged(merged.get("items", {}))) or ())
    values = [value for value, _ in listed]
    names = _names(values)
    own = {choice.value: choice.label for choice in hint.choices} if hint else {}
    if own and not listed:
        return tuple(Option(value, value, label) for value, label in own.items())
    options = [
        Option(name, value, own.get(name) or label or guesses.value_name(value))
        for name, (value, label) in zip(names, listed, strict=True)
    ]
    if own:
        by_name = {option.key: option for option in options}
        return tuple(by_name[value] for value in own if value in by_name)
    return tuple(options)


def _day(said: Any) -> str | None:
    return said if isinstance(said, str) and DAY.fullmatch(said) else None


def _names(values: Sequence[Any]) -> list[str]:
    """A name for each value: itself where it is a text of its own, else its JSON, else its place."""
    names: list[str] = []
    for at, value in enumerate(values):
        name = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        usable = name.strip() and name not in names and all(sign >= " " for sign in name)
        names.append(name if usable else f"#{at}")
    return names


def _written(
    conditions: Sequence[tuple[str, Sequence[Any]]], place: _Place
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, values in conditions:
        yield key_of((*place.path, name)), tuple(_names(list(values)))


def _conditioned(found: list[Asked], hints: Mapping[str, FormField]) -> tuple[Asked, ...]:
    """Every question with what it hangs on: its own condition, and those of the questions it hangs on."""
    done: dict[str, Asked] = {}
    for question in found:
        own = [*question.when]
        for key in (question.key, *(key_of(path) for path, _ in question.parents)):
            when: Condition | None = hints[key].when if key in hints else None
            if when is not None:
                own.append((when.key, when.values))
        conditions: list[tuple[str, tuple[str, ...]]] = []
        for key, values in own:
            leading = done.get(key)
            hinted = any(hint.when and hint.when.key == key for hint in hints.values())
            if leading is None:
                if hinted:
                    raise CannotBeAsked(f"field {question.key}: its condition is no field before it")
                continue  # asked in any case, then
            if not set(values) <= {option.key for option in leading.options} or leading.kind == "choices":
                if hinted:
                    raise CannotBeAsked(f"field {question.key}: its condition is no choice of that field")
                continue
            conditions += [*leading.when, (key, values)]
        done[question.key] = replace(question, when=tuple(dict.fromkeys(conditions)))
    return tuple(done.values())
