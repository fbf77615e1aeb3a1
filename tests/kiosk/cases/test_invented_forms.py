"""Forms in many shapes: understood or refused with a reason, shown, answered, checked, never a crash."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from kiosk.cases import form as forms
from kiosk.cases import instance
from kiosk.cases.defects import WHOLE, problems
from kiosk.cases.sheet import Sheet, sheet
from kiosk.catalog.understood import why_not
from kiosk.center.contract import Asked, Form
from screens.pages.fill_form import Field, FillForm
from screens.text import Text
from tests.kiosk.cases import invented_forms

TODAY = date(2026, 11, 25)
TYPED = {
    "phone": "13800001234", "money": "12.5", "number": "3", "decimal": "-2.50", "digits": "350100",
    "date": "20260131", "time": "0830", "dateTime": "202601310830", "commitment": "yes",
}  # fmt: skip
slow = settings(max_examples=60, suppress_health_check=list(HealthCheck), deadline=None)


@dataclass
class Card:
    name: str = "张演示"
    id_number: str = "359999199001010017"
    birth: date = date(1990, 1, 1)
    address: str = field(default="演示省演示市一号")


def typed(each: Field) -> str:
    """What a citizen might type there."""
    if each.choices:
        return each.choices[0].value
    return TYPED.get(each.kind, "演示")


def answered(asked: Sheet, values: dict[str, Any], depth: int = 0) -> dict[str, Any]:
    """The answers of the page to one visit of it, with a row in every table."""
    fields = forms.shown_fields(asked)
    page = FillForm(Text("演示"), fields, forms.shown_values(asked, values))
    answer = page.answer(
        {
            each.key: typed(each)[: each.most_characters]
            for each in fields
            if each.can_change and each.kind != "table"
        }
    )
    assert isinstance(answer, dict)
    for each in fields:
        if each.kind == "table" and depth < 3:
            row = asked.row(each.key)
            answer[each.key] = [answered(row, forms.prefilled(row, None), depth + 1)]
    return values | answer


@given(invented_forms.schemas())
@slow
def test_an_invented_form_is_refused_with_a_reason_or_lived_through(schema):
    raw = invented_forms.form(schema)
    if why_not(raw):
        return
    asked = sheet(Form.model_validate(raw))
    values = forms.prefilled(asked, Card())
    empty = problems(asked, values, TODAY)
    values = answered(asked, values)
    found = problems(asked, values, TODAY)
    assert set(empty) | set(found) <= {*asked.by_key, WHOLE}
    assert all(text.zh for text in (*empty.values(), *found.values()))
    forms.confirmed_rows(asked, values)
    for each in asked.questions:
        if each.kind == "table":
            row = asked.row(each.key)
            assert set(problems(row, values[each.key][0], TODAY)) <= {*row.by_key, WHOLE}


@given(invented_forms.schemas())
@slow
def test_what_has_no_problem_here_is_right_by_the_schema(schema):
    raw = invented_forms.form(schema)
    if (
        why_not(raw) or "\\p" in str(schema) or "0.01" in str(schema)
    ):  # where Python's own regex and floats differ
        return
    asked = sheet(Form.model_validate(raw))
    values = answered(asked, forms.prefilled(asked, Card()))
    if not problems(asked, values, TODAY):
        assert Draft202012Validator(schema).is_valid(asked.whole(values))


@given(invented_forms.schemas())
@slow
def test_what_was_given_once_makes_the_same_value_when_it_is_laid_out_again(schema):
    raw = invented_forms.form(schema)
    if why_not(raw):
        return
    asked = sheet(Form.model_validate(raw))
    values = answered(asked, forms.prefilled(asked, Card()))
    whole = asked.whole(values)
    again = instance.answers_of(asked.questions, whole)
    anew = {each.key for each in asked.questions if each.kind in {"fixed", "commitment"}}
    assert not anew & set(again)
    if not problems(asked, values, TODAY) and not any(_agrees(each) for each in asked.questions):
        beside = {key: value for key, value in values.items() if key in anew}
        assert asked.whole(beside | again) == whole


def _agrees(question: Asked) -> bool:
    """Whether a row agrees to something: that is asked anew."""
    return any(row.kind in {"fixed", "commitment"} or _agrees(row) for row in question.rows)
