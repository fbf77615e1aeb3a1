"""The form of one application of the sources: name and phone, its own fields, its papers, its statement."""

from collections.abc import Sequence
from typing import Any

from kiosk.center.reference.compose_guide import material_codes, pair

Table = dict[str, Any]

FORM_VERSION = "1-demo"
FIRST = ("name", "idNumber", "address", "phone")
COMPANY = ("company-name", "credit-code")
FOUNDS = ("new-company-name",)


def form_of(line: Table, detail: Table, tables: Table) -> Table | None:
    """The raw Form of what asks something, else None. ValueError: there is no such field."""
    tools = tables["tools"]
    with_form = [tools.get(kind, {}) for kind in ("calculators", "copies", "licences")]
    tool = next((table[line["code"]] for table in with_form if line["code"] in table), None)
    if line["kind"] != "A" and tool is None:
        return None
    company = _of_company(line, tables["people"])
    keys = tool["fields"] if tool else [*FIRST, *company, *detail.get("fields", ["matter"])]
    return {
        "itemCode": line["code"],
        "version": detail.get("form_version", FORM_VERSION),
        **asking(line["code"], keys, tables),
        "scans": [
            _scan(code, tables["materials"][code])
            for code in material_codes(line, detail)
            if tables["materials"].get(code, {}).get("scan")
        ],
        "commitment": _commitment(line, tables["phrases"]["commitment"])
        if "SIGN" in (*line.get("needs", []), *line.get("otherwise", []))
        else None,
    }


def asking(code: str, keys: Sequence[str], tables: Table) -> Table:
    """Schema and fields of a form that asks `keys`. Raises ValueError: there is no such field."""
    known = tables["forms"]["fields"]
    if unknown := [key for key in keys if key not in known]:
        raise ValueError(f"{code}: there is no field {unknown[0]}")
    return {
        "jsonSchema": {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "additionalProperties": False,
            "required": [key for key in keys if known[key].get("required")],
            "properties": {key: _schema(known[key]) for key in keys},
        },
        "fields": [_field(key, known[key]) for key in keys],
    }


def _of_company(line: Table, people: Table) -> tuple[str, ...]:
    if line["code"] in people["founds"]["items"]:
        return FOUNDS
    return COMPANY if line.get("audience") == ["company"] else ()


def _schema(field: Table) -> Table:
    if "choices" in field:
        return {"enum": [value for value, _, _ in field["choices"]]}
    schema: Table = field["schema"]
    return schema


def _field(key: str, field: Table) -> Table:
    return {
        "key": key,
        "kind": field["kind"],
        "label": pair(field),
        "hint": pair(field, "hint_") if "hint_zh" in field else None,
        "choices": [
            {"value": value, "label": {"zh": zh, "en": en}} for value, zh, en in field.get("choices", [])
        ],
        "prefill": field.get("prefill"),
    }


def _scan(code: str, paper: Table) -> Table:
    hint = {
        "zh": "请把材料平放在扫描台上，有字的一面朝上",
        "en": "Lay the paper flat on the scanner, printed side up",
    }
    return {
        "code": code,
        "name": pair(paper),
        "hint": hint,
        "kind": paper.get("scan_kind", "paper"),
        "maxPages": paper.get("scan_pages", 1),
        "purposeMark": paper.get("scan_mark", False),
    }


def _commitment(line: Table, words: Table) -> Table:
    return {
        "version": "1-demo",
        "heading": pair(words, "heading_"),
        "text": {language: words[language].format(name=line[language]) for language in ("zh", "en")},
    }
