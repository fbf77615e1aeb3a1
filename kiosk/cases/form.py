"""One item's form as the pages show it: prefilled from the card, masked where it is only shown."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from kiosk.cases import instance
from kiosk.cases.applicant import masked_id, masked_name, masked_phone
from kiosk.cases.draft import Taken
from kiosk.cases.sentences import yuan
from kiosk.cases.sheet import Sheet
from kiosk.catalog.models import said
from kiosk.center.contract import Asked
from screens.pages.fill_form import MOST_CHARACTERS, Field
from screens.pages.parts import Choice
from screens.text import Text

CARD_ATTRIBUTES = {"name": "name", "idNumber": "id_number", "address": "address", "birth": "birth"}
MASKS = {"name": masked_name, "idNumber": masked_id}
HIDDEN = {"phone": masked_phone, "idNumber": masked_id}
LENGTHS = {"idNumber": 18, "creditCode": 18, "phone": 11}
MOST_DIGITS = 15  # of a whole number, which stays exact in every program on its way
PAGE_KINDS: Mapping[str, Any] = {"yesNo": "choice"}
SHORT_ROW = 3  # answers that tell one row of a table from the others


def prefilled(sheet: Sheet, card: object) -> dict[str, object]:
    """What stands in the form from the beginning: what the card knows, else what the schema says."""
    values: dict[str, object] = {}
    for question in sheet.questions:
        known = getattr(card, CARD_ATTRIBUTES.get(question.prefill or "", ""), None)
        if known:
            values[question.key] = str(known)
        elif (first := instance.first(question)) is not None:
            values[question.key] = first
    return values


def shown_fields(
    sheet: Sheet,
    values: Mapping[str, object] = MappingProxyType({}),
    taken: Mapping[str, Taken] = MappingProxyType({}),
    *,
    regions: bool = False,
) -> tuple[Field, ...]:
    """The fields as the page asks for them, in the form's order; `regions`: there is a tree of them.

    A value that still is what was `taken` from elsewhere says where it comes from.
    """
    return tuple(
        Field(
            key=question.key,
            label=said(question.label),
            kind=PAGE_KINDS.get(question.kind, question.kind),
            choices=tuple(Choice(option.key, said(option.label)) for option in question.options),
            hint=said(question.hint) if question.hint else Text(""),
            required=question.is_required,
            group=said(question.group) if question.group else None,
            words=said(question.text) if question.text else None,
            when=question.when,
            most_characters=_most_characters(question),
            most_rows=question.schema.get("maxItems", 0) if question.kind == "table" else 0,
            by_region=regions and question.kind == "address",
            source=taken[question.key].source
            if question.key in taken and values.get(question.key) == taken[question.key].answer
            else None,
        )
        for question in sheet.questions
    )


def shown_values(sheet: Sheet, values: Mapping[str, object]) -> dict[str, object]:
    """The values for the page: what comes from the card and can name the person is masked (R83)."""
    shown: dict[str, object] = {}
    for question in sheet.questions:
        value = values.get(question.key)
        if value is None:
            continue
        if question.kind == "fixed":
            shown[question.key] = _in_words(question, value).zh
        elif question.kind == "table":
            shown[question.key] = tuple(short_row(question, row) for row in _several(value))
        else:
            shown[question.key] = value
    return shown


def confirmed_rows(sheet: Sheet, values: Mapping[str, object]) -> tuple[tuple[Text, Text], ...]:
    """Label and value of every question that was answered, masked, in words."""
    rows: list[tuple[Text, Text]] = []
    for question in sheet.questions:
        value = values.get(question.key)
        if value is None or not instance.is_asked(question, sheet.by_key, values):
            continue
        label = said(question.label)
        if question.kind != "table":
            rows.append((label, _in_words(question, value)))
            continue
        for number, row in enumerate(_several(value), 1):
            numbered = Text(f"{label.zh} {number}", f"{label.in_('en')} {number}")
            rows.append((numbered, _joined(_row_words(question, row))))
    return tuple(rows)


def short_row(table: Asked, row: object) -> Text:
    """What tells one row of a table from the others."""
    return _joined(_row_words(table, row)[:SHORT_ROW])


def _row_words(table: Asked, row: object) -> list[Text]:
    values = row if isinstance(row, Mapping) else {}
    return [
        Text(f"{len(_several(values[inner.key]))} 项", f"{len(_several(values[inner.key]))} entries")
        if inner.kind == "table"
        else _in_words(inner, values[inner.key])
        for inner in table.rows
        if values.get(inner.key) not in (None, [])
    ]


def _joined(parts: Sequence[Text]) -> Text:
    return Text("，".join(each.zh for each in parts), ", ".join(each.in_("en") for each in parts))


def _most_characters(question: Asked) -> int:
    if question.kind == "number":
        top = question.schema.get("maximum", question.schema.get("exclusiveMaximum"))
        return min(len(str(int(top))), 19) if isinstance(top, int | float) and top >= 0 else MOST_DIGITS
    most = question.schema.get("maxLength", LENGTHS.get(question.kind, MOST_CHARACTERS))
    return int(min(most, MOST_CHARACTERS))


def _in_words(question: Asked, value: object) -> Text:
    chosen = [said(option.label) for option in question.options if option.key in _several(value)]
    if chosen:
        return Text("、".join(each.zh for each in chosen), ", ".join(each.in_("en") for each in chosen))
    match question.kind, value:
        case "commitment", _:
            said_so = Text("已同意", "Agreed")
        case "money", int():
            said_so = Text(f"{yuan(value)} 元", f"{yuan(value)} yuan")
        case "address", Mapping():
            said_so = Text("".join(str(value.get(part) or "") for part in ("place", "detail")))
        case "time" | "dateTime", _:
            said_so = Text(str(value).replace("T", " ").removesuffix(":00+08:00"))
        case _, bool():
            said_so = Text("是", "Yes") if value else Text("否", "No")
        case _:
            hidden = HIDDEN.get(question.kind) or MASKS.get(question.prefill or "")
            said_so = Text(hidden(str(value)) if hidden else str(value))
    return said_so


def _several(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else [value]
