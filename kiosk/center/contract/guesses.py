"""How a property is asked that no field of the form names, and what a hint and a schema cannot both be."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kiosk.center.contract.forms import KNOWN_HERE, Kind
from kiosk.center.contract.reading import Reading, Schema, types_of
from kiosk.center.contract.wire import Words

if TYPE_CHECKING:
    from kiosk.center.contract.asked import Asked, Option

LONG_TEXT = 60  # characters from which on a text gets three lines
DIGITS = re.compile(r"\^?(?:(?:\\d|\[(?:[0-9]|\\d|-)+\]|\(\?:|[0-9()|])(?:\{\d+(?:,\d*)?\}|[+*?])?)+\$?")
FORMATS: Mapping[str, Kind] = {
    "date": "date", "time": "time", "date-time": "dateTime", "email": "email", "idn-email": "email",
    "uri": "letters", "iri": "letters", "hostname": "letters", "uuid": "letters", "ipv4": "letters",
    "ipv6": "letters",
}  # fmt: skip
# Which JSON type a kind gives.
GIVES: Mapping[str, tuple[str, ...]] = {
    "number": ("integer", "number"),
    "decimal": ("number", "integer"),
    "money": ("integer", "number"),
    "choices": ("array",),
    "table": ("array",),
    "commitment": ("boolean",),
    "address": ("string", "object"),
    **dict.fromkeys(
        ("phone", "date", "time", "dateTime", "digits", "text", "longText", "hanziName", "idNumber",
         "creditCode", "email", "letters"),
        ("string",),
    ),
}  # fmt: skip


def kind(  # noqa: PLR0911  one line a kind
    reading: Reading, merged: Schema, options: Sequence["Option"]
) -> Kind | None:
    """The kind that asks `merged` best; None for what no page can ask."""
    types = types_of(merged)
    if merged.get("const") is True and not merged.get("readOnly"):
        return "commitment"
    if "const" in merged or merged.get("readOnly"):
        return "fixed"
    if "array" in types:
        return (
            "choices"
            if options
            else "table"
            if merged.get("items", True) and "prefixItems" not in merged
            else None
        )
    if options:
        return "choice"
    if not types and (members := reading.alternatives(merged)):
        # Of several ways to say it the first that people can type; a text where one is.
        kinds = [found for each in members if (found := kind(reading, each, ()))]
        texts = [each for each in kinds if GIVES.get(each) == ("string",)]
        return "text" if len(texts) > 1 else next(iter(texts or kinds), None)
    if "string" in types or not types:
        return _text_kind(merged)
    if "boolean" in types:
        return "yesNo"
    if "integer" in types or "number" in types:
        whole = "integer" in types and merged.get("minimum", merged.get("exclusiveMinimum", -1)) >= 0
        return "number" if whole else "decimal"
    return None


def _text_kind(merged: Schema) -> Kind:
    if merged.get("format") in FORMATS:
        return FORMATS[merged["format"]]
    if (
        "pattern" in merged
        and DIGITS.fullmatch(merged["pattern"])
        and re.search(r"\d|\\d", merged["pattern"])
    ):
        return "digits"
    return "longText" if merged.get("maxLength", 0) > LONG_TEXT else "text"


def title(merged: Schema) -> Words | None:
    """What the schema calls it."""
    return Words(zh=merged["title"]) if merged.get("title") else None


def description(merged: Schema, of: Kind) -> Words | None:
    """What the schema says about it; a commitment's description is its text."""
    return Words(zh=merged["description"]) if merged.get("description") and of != "commitment" else None


def statement(merged: Schema) -> Words | None:
    """What a commitment without a text says."""
    said = merged.get("description") or merged.get("title")
    return Words(zh=said) if said else None


def value_name(value: Any) -> Words:
    """What a value without a name is called."""
    if isinstance(value, bool):
        return Words(zh="是", en="Yes") if value else Words(zh="否", en="No")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return Words(zh=text or "（空）")


def contradiction(of: Kind, merged: Schema, question: "Asked") -> str:
    """Why nobody could answer rightly by a field of this kind; "" where one can."""
    types = types_of(merged)
    gives = GIVES.get(of, types)
    text_number = of == "number" and "string" in types
    wrong = {
        "there is nothing to choose from": of in {"choice", "choices"} and not question.options,
        "a commitment says nothing": of == "commitment" and question.text is None,
        "it is only shown, and nothing is": of == "fixed"
        and question.is_required
        and question.first is None
        and question.prefill not in KNOWN_HERE,
        "its schema has no properties": of == "group",
        f"a {of} is no {'/'.join(types)}": bool(types) and not {*types} & {*gives} and not text_number,
        "no number of rows is right": merged.get("minItems", 0) > merged.get("maxItems", float("inf")),
    }
    return next((reason for reason, holds in wrong.items() if holds), "")
