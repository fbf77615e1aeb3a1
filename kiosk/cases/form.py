"""One item's form: prefilled from the card, held against its JSON Schema, every defect at once (R99).

Values have the types of the schema: text, phone and choice are str, number is int, money is int in fen. None
means that the citizen left the field empty.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from kiosk.cases import numbers
from kiosk.cases.applicant import masked_id, masked_name, masked_phone
from kiosk.catalog.models import said
from kiosk.center.contract import Form, FormField
from screens.pages.fill_form import MOST_CHARACTERS, Field
from screens.pages.parts import Choice
from screens.text import Text

CARD_ATTRIBUTES = {"name": "name", "idNumber": "id_number", "address": "address", "birth": "birth"}
MASKS = {"name": masked_name, "idNumber": masked_id}
FEN_PER_YUAN = 100

PHONE_WRONG = Text("请填写 11 位手机号码", "Enter an 11-digit mobile number")
MONEY_WRONG = Text("请填写金额，例如 1200 或 1200.50", "Enter an amount, such as 1200 or 1200.50")
NUMBER_WRONG = Text("请填写数字", "Enter a number")
CHOICE_WRONG = Text("请从下面选择一项", "Choose one of these")
CARD_LACKS = Text("证件上没有这一项，请到窗口办理", "Your card does not bear this. Please go to the counter")
DATE_WRONG = Text("请填写八位日期，例如 19900131", "Enter a date of eight digits, such as 19900131")
ID_WRONG = Text("请核对身份证号码，是 18 位", "Please check the ID number: it has 18 characters")
CREDIT_WRONG = Text("请核对统一社会信用代码，是 18 位", "Please check the credit code: it has 18 characters")
NAME_WRONG = Text("请填写姓名，只用汉字、字母和“·”", "Enter a name: letters or hanzi, and ·")
COMMITMENT_MISSING = Text("请看完承诺内容，同意就点一下", "Please read the statement and touch it to agree")
WRONG = Text("请核对这一项", "Please check this")
SENTENCES = {
    "fixed": CARD_LACKS,
    "phone": PHONE_WRONG,
    "money": MONEY_WRONG,
    "number": NUMBER_WRONG,
    "choice": CHOICE_WRONG,
    "choices": CHOICE_WRONG,
    "date": DATE_WRONG,
    "idNumber": ID_WRONG,
    "creditCode": CREDIT_WRONG,
    "hanziName": NAME_WRONG,
    "commitment": COMMITMENT_MISSING,
}
# What no schema can tell.
CHECKS = {
    "date": numbers.is_date,
    "idNumber": numbers.is_id_number,
    "creditCode": numbers.is_credit_code,
    "hanziName": numbers.is_name,
}
TEXTS = frozenset({"text", "longText", "address", "hanziName"})
WHOLE = ""  # the key of a defect that belongs to no single field


def prefilled(form: Form, card: object) -> dict[str, object]:
    """What the card knows of the form's fields; `card` is one of the identity cards."""
    values: dict[str, object] = {}
    for field in form.fields:
        known = getattr(card, CARD_ATTRIBUTES[field.prefill], None) if field.prefill else None
        if known:
            values[field.key] = str(known)
    return values


def shown_fields(form: Form) -> tuple[Field, ...]:
    """The fields as the page asks for them, in the form's order."""
    required = form.json_schema.get("required", [])
    return tuple(
        Field(
            key=field.key,
            label=said(field.label),
            kind=field.kind,
            choices=tuple(Choice(choice.value, said(choice.label)) for choice in field.choices),
            hint=said(field.hint) if field.hint else Text(""),
            required=field.key in required,
            group=said(field.group) if field.group else None,
            words=said(field.text) if field.text else None,
            when=(field.when.key, field.when.values) if field.when else None,
            most_characters=_most_characters(form.json_schema["properties"].get(field.key)),
        )
        for field in form.fields
    )


def shown_values(form: Form, values: Mapping[str, object]) -> dict[str, object]:
    """The values for the page: what comes from the card and can name the person is masked (R83)."""
    return {
        field.key: _masked(field, str(values[field.key])) if field.kind == "fixed" else values[field.key]
        for field in form.fields
        if values.get(field.key) is not None
    }


def confirmed_rows(form: Form, values: Mapping[str, object]) -> tuple[tuple[Text, Text], ...]:
    """Label and value of every field that is filled, masked, in words."""
    return tuple(
        (said(field.label), _in_words(field, values[field.key]))
        for field in form.fields
        if values.get(field.key) is not None
    )


def problems(form: Form, values: Mapping[str, object]) -> dict[str, Text]:
    """What is wrong, by field, in the form's order; empty when all is right. Other keys do not count."""
    # jsonschema costs 60 ms at import, and the home page is painted before the first form.
    from jsonschema import Draft202012Validator

    asked = [field for field in form.fields if _is_asked(field, values)]
    keys = [field.key for field in form.fields]
    filled = {field.key: values[field.key] for field in asked if values.get(field.key) is not None}
    found: dict[str, Text] = {}
    fields = {field.key: field for field in form.fields}
    for error in Draft202012Validator(form.json_schema).iter_errors(filled):
        for key in _where(error, filled):
            found.setdefault(key, _sentence(fields[key], error) if key in fields else WRONG)
    for field in asked:
        check = CHECKS.get(field.kind)
        if check is not None and field.key in filled and not check(filled[field.key]):
            found.setdefault(field.key, SENTENCES[field.kind])
    return {key: found[key] for key in (*keys, WHOLE) if key in found}


def _is_asked(field: FormField, values: Mapping[str, object]) -> bool:
    return field.when is None or values.get(field.when.key) in field.when.values


def _most_characters(schema: object) -> int:
    most = schema.get("maxLength", MOST_CHARACTERS) if isinstance(schema, dict) else MOST_CHARACTERS
    return min(most, MOST_CHARACTERS)


def _where(error: Any, filled: Mapping[str, object]) -> Iterable[str]:
    """The keys of the fields that a schema's error is about."""
    if error.path:
        yield str(error.path[0])
    elif error.validator == "required":
        # The missing property stands in the message only, but each missing one has its error: all are meant.
        yield from (key for key in error.validator_value if key not in filled)
    elif error.validator == "dependentRequired":
        asked = (key for known, keys in error.validator_value.items() if known in filled for key in keys)
        yield from (key for key in asked if key not in filled)
    else:
        yield WHOLE


def _sentence(field: FormField, error: Any) -> Text:
    limit = error.validator_value
    match error.validator:
        case "required" | "dependentRequired":
            return _missing(field)
        case "minimum":
            return Text(f"不能少于 {_amount(field, limit)}", f"At least {_amount(field, limit)}")
        case "maximum":
            return Text(f"不能多于 {_amount(field, limit)}", f"At most {_amount(field, limit)}")
        case "minLength" if field.kind in TEXTS:
            return Text(f"请至少填写 {limit} 个字", f"At least {limit} characters")
        case "maxLength" if field.kind in TEXTS:
            return Text(f"最多填写 {limit} 个字", f"At most {limit} characters")
        case _:
            return SENTENCES.get(field.kind, WRONG)


def _missing(field: FormField) -> Text:
    if field.kind == "fixed":
        return CARD_LACKS
    if field.kind == "commitment":
        return COMMITMENT_MISSING
    if field.choices:
        return Text(f"请选择{field.label.zh}", f"Please choose: {field.label.en}" if field.label.en else "")
    return Text(f"请填写{field.label.zh}", f"Please fill in: {field.label.en}" if field.label.en else "")


def _amount(field: FormField, limit: float) -> str:
    return _yuan(int(limit)) if field.kind == "money" else f"{limit}"


def _yuan(fen: int) -> str:
    yuan, rest = divmod(fen, FEN_PER_YUAN)
    return f"{yuan}.{rest:02d}" if rest else f"{yuan}"


def _masked(field: FormField, value: str) -> str:
    mask = MASKS.get(field.prefill or "")
    return mask(value) if mask else value


def _in_words(field: FormField, value: object) -> Text:
    chosen = [said(choice.label) for choice in field.choices if choice.value in _several(value)]
    if chosen:
        return Text("、".join(each.zh for each in chosen), ", ".join(each.in_("en") for each in chosen))
    if field.kind == "commitment":
        return Text("已同意", "Agreed")
    if field.kind == "money" and isinstance(value, int):
        return Text(f"{_yuan(value)} 元", f"{_yuan(value)} yuan")
    hidden = {"phone": masked_phone, "idNumber": masked_id}.get(field.kind)
    return Text(hidden(str(value)) if hidden else _masked(field, str(value)))


def _several(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
