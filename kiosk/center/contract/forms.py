"""GET /forms: what is asked, scanned and signed for one item."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, ValidationInfo, model_validator

from kiosk.center.contract.wire import ItemCode, Label, Wire, Words

# Validation context for what passed before and bears its digest: the start need not pay for jsonschema.
CHECKED_BEFORE = "checked before"


Kind = Literal[
    "fixed",
    "phone",
    "money",
    "number",
    "decimal",
    "digits",
    "date",
    "time",
    "dateTime",
    "choice",
    "choices",
    "yesNo",
    "text",
    "longText",
    "letters",
    "email",
    "hanziName",
    "address",
    "idNumber",
    "creditCode",
    "commitment",
    "table",
    "group",
]
# Of the identity card and of the company; any other name is the centre's, see `held`.
KNOWN_HERE = frozenset({"name", "idNumber", "address", "birth", "companyName", "creditCode"})
# A day of the calendar, or the day on which the form is filled.
Day = Annotated[str, StringConstraints(pattern=r"^(\d{4}-\d{2}-\d{2}|today)$")]
# A property's name, "/" before those of a part; any script.
FieldKey = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f]{1,200}$")]


class Choice(Wire):
    value: Annotated[str, Field(min_length=1, max_length=200)]
    label: Words


class Condition(Wire):
    """The field is asked only while the field `key` holds one of `values` (texts of choices)."""

    key: FieldKey
    values: Annotated[tuple[str, ...], Field(min_length=1)]


class FormField(Wire):
    """How one property of the form's schema is asked for (docs/forms.md); what it leaves out the schema says.

    `prefill` names a value of the identity card, of the company, or of what the centre holds of the person;
    `group` is the heading of the part that the field begins; `text` is what a commitment says in full;
    `fields` ask the parts of one row of a table; a date lies between `earliest` and `latest`.
    """

    key: FieldKey
    kind: Kind | None = None
    label: Words | None = None
    hint: Words | None = None
    choices: tuple[Choice, ...] = ()
    prefill: Label | None = None
    group: Words | None = None
    text: Words | None = None
    when: Condition | None = None
    earliest: Day | None = None
    latest: Day | None = None
    fields: tuple["FormField", ...] = ()


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
    """`json_schema` (draft 2020-12) rules; `fields` say how it is asked, in the order of the
    page. Money is an integer in fen.
    """

    item_code: ItemCode
    version: str
    json_schema: dict[str, Any]
    fields: tuple[FormField, ...] = ()
    scans: tuple[Scan, ...] = ()
    commitment: Commitment | None = None

    @model_validator(mode="after")
    def _can_be_filled(self, info: ValidationInfo) -> Self:
        """A form that nobody could ever fill rightly must not reach a citizen."""
        if info.context == CHECKED_BEFORE:
            return self
        # Here, for they read the models of this file.
        from kiosk.center.contract.asked import asked
        from kiosk.center.contract.schemas import defect

        if reason := defect(self.json_schema):
            raise ValueError(reason)
        asked(self)
        return self
