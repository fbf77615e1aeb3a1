"""GET /forms: what is asked, scanned and signed for one item."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationInfo, model_validator

from kiosk.center.contract.wire import ItemCode, Label, Wire, Words

# Validation context for what passed before and bears its digest: the start need not pay for jsonschema.
CHECKED_BEFORE = "checked before"


class Choice(Wire):
    value: Label
    label: Words


class Condition(Wire):
    """The field is asked only while the field `key` holds one of `values` (texts of choices)."""

    key: Label
    values: Annotated[tuple[str, ...], Field(min_length=1)]


class FormField(Wire):
    """How one property of the form's schema is asked for (docs/forms.md).

    `prefill` names a value of the identity card; `group` is the heading of the part that the field begins;
    `text` is what a commitment says in full.
    """

    key: Label
    kind: Literal[
        "fixed",
        "phone",
        "money",
        "number",
        "date",
        "choice",
        "choices",
        "text",
        "longText",
        "hanziName",
        "address",
        "idNumber",
        "creditCode",
        "commitment",
    ]
    label: Words
    hint: Words | None = None
    choices: tuple[Choice, ...] = ()
    prefill: Literal["name", "idNumber", "address", "birth"] | None = None
    group: Words | None = None
    text: Words | None = None
    when: Condition | None = None


class Scan(Wire):
    """One material to lay under the document scanner; it comes as one PDF of at most `max_bytes`.

    A `card` is laid with both its sides, one after the other, and makes one page. `purpose_mark`: the copy
    bears for what and when it was made.
    """

    code: Label
    name: Words
    hint: Words
    kind: Literal["paper", "card"] = "paper"
    max_pages: Annotated[int, Field(ge=1, le=50)] = 1
    max_bytes: Annotated[int, Field(ge=100_000)] = 5_000_000
    purpose_mark: bool = False


class Commitment(Wire):
    """告知承诺书: read in full, then signed."""

    version: str
    heading: Words
    text: Words


class Form(Wire):
    """`json_schema` (draft 2020-12) rules; `fields` in the order of the page. Money is an integer in fen."""

    item_code: ItemCode
    version: str
    json_schema: dict[str, Any]
    fields: tuple[FormField, ...]
    scans: tuple[Scan, ...] = ()
    commitment: Commitment | None = None

    @model_validator(mode="after")
    def _can_be_filled(self, info: ValidationInfo) -> Self:
        """A form that nobody could ever fill rightly must not reach a citizen."""
        if info.context == CHECKED_BEFORE:
            return self
        # jsonschema costs 60 ms at import and is needed only when a form comes from the centre.
        from jsonschema import Draft202012Validator, SchemaError

        try:
            Draft202012Validator.check_schema(self.json_schema)
        except SchemaError as error:
            raise ValueError(f"the schema is no JSON Schema: {error.message}") from error
        if not _stays_inside(self.json_schema):
            raise ValueError("the schema refers to another document")
        keys = [field.key for field in self.fields]
        if len(set(keys)) != len(keys) or set(keys) != set(self.json_schema.get("properties", {})):
            raise ValueError("fields and properties of the schema are not the same")
        if not set(self.json_schema.get("required", [])) <= set(keys):
            raise ValueError("the schema requires what no field asks for")
        for field in self.fields:
            if reason := _cannot_be_asked(field, self.fields):
                raise ValueError(f"field {field.key}: {reason}")
        return self


def _cannot_be_asked(field: FormField, fields: tuple[FormField, ...]) -> str:
    """Why no page could ask this field; "" where one can."""
    if field.kind in {"choice", "choices"} and not field.choices:
        return "there is nothing to choose from"
    if field.kind == "commitment" and field.text is None:
        return "a commitment says nothing"
    if field.when is not None:
        leading = {each.key: each for each in fields[: fields.index(field)]}.get(field.when.key)
        if leading is None:
            return "its condition is no field before it"
        if not set(field.when.values) <= {choice.value for choice in leading.choices}:
            return "its condition is no choice of that field"
    return ""


def _stays_inside(schema: Any) -> bool:
    """No reference leaves the document: validating must never fetch anything."""
    if isinstance(schema, list):
        return all(map(_stays_inside, schema))
    if not isinstance(schema, dict):
        return True
    references = [schema.get("$ref", "#"), schema.get("$dynamicRef", "#")]
    if any(isinstance(reference, str) and not reference.startswith("#") for reference in references):
        return False
    return all(map(_stays_inside, schema.values()))
