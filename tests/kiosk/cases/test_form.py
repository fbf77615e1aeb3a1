"""The form: prefilled from the card, every defect at once in plain words, no value that breaks it."""

from dataclasses import dataclass
from datetime import date
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cases import defects, sentences
from kiosk.cases import form as forms
from kiosk.cases.defects import WHOLE
from kiosk.cases.sheet import sheet
from kiosk.center.contract import Form
from kiosk.center.reference.items import load_catalogue
from screens.text import Text

problems = partial(defects.problems, today=date(2026, 11, 25))
FORM = load_catalogue().document.forms["350511902000"]
ASSISTANCE = sheet(FORM)


@dataclass
class Card:
    name: str = "张演示"
    id_number: str = "359999199001010017"
    birth: date = date(1990, 1, 1)
    address: str = "演示省演示市一号"


RIGHT = {
    "name": "张演示",
    "idNumber": "359999199001010017",
    "address": "演示省演示市一号",
    "phone": "13800001234",
    "familySize": 3,
    "reason": "illness",
    "monthlyIncome": 120_050,
}


def a_form(schema, kind="text", required=()):
    return Form.model_validate(
        {
            "itemCode": "350511902000",
            "version": "1",
            "jsonSchema": {"type": "object", "properties": {"it": schema}, "required": list(required)},
            "fields": [{"key": "it", "kind": kind, "label": {"zh": "说明", "en": "Note"}}],
        }
    )


def test_the_card_fills_what_it_knows():
    assert forms.prefilled(ASSISTANCE, Card()) == {key: RIGHT[key] for key in ("name", "idNumber", "address")}


def test_a_card_without_an_address_leaves_the_field_out():
    class Foreigner:
        name = "EXAMPLE, ANNA"
        id_number = "359999199001010017"

    assert "address" not in forms.prefilled(ASSISTANCE, Foreigner())


def test_a_right_form_has_no_problems():
    assert problems(ASSISTANCE, RIGHT) == {}


@pytest.mark.requirement("R99")
def test_all_problems_come_at_once_each_at_its_field_in_plain_words():
    values = RIGHT | {"phone": "12345", "familySize": 0, "reason": None, "monthlyIncome": 10_000_001}
    assert problems(ASSISTANCE, values) == {
        "phone": Text("请填写 11 位手机号码", "Enter an 11-digit mobile number"),
        "familySize": Text("不能少于 1", "At least 1"),
        "reason": Text("请选择困难原因", "Please choose: Cause of hardship"),
        "monthlyIncome": Text("不能多于 100000", "At most 100000"),
    }


def test_every_missing_field_is_named():
    found = problems(ASSISTANCE, {})
    assert list(found) == ["name", "idNumber", "phone", "familySize", "reason", "monthlyIncome"]
    assert found["name"] == sentences.CARD_LACKS


@pytest.mark.parametrize("phone", ["1380000123", "138000012345", "03591234567", "13800001234\n", 13800001234])
def test_only_a_mobile_number_is_a_phone(phone):
    assert "phone" in problems(ASSISTANCE, RIGHT | {"phone": phone})


@pytest.mark.parametrize("amount", [-1, 0.5, "100", True, float("nan")])
def test_only_whole_fen_are_money(amount):
    assert "monthlyIncome" in problems(ASSISTANCE, RIGHT | {"monthlyIncome": amount})


def test_a_choice_outside_the_list_is_a_problem():
    assert problems(ASSISTANCE, RIGHT | {"reason": "no"}) == {"reason": sentences.CHOICE_WRONG}


@pytest.mark.parametrize(
    ("schema", "value", "sentence"),
    [
        ({"type": "string", "maxLength": 3}, "一二三四", "最多填写 3 个字"),
        ({"type": "string", "minLength": 2}, "一", "请至少填写 2 个字"),
        ({"type": "string"}, ["一"], "请核对这一项"),
    ],
)
def test_a_text_out_of_its_bounds_is_told_the_bound(schema, value, sentence):
    assert problems(sheet(a_form(schema)), {"it": value})["it"].zh == sentence


def test_a_rule_over_the_whole_form_is_not_lost():
    form = a_form({"type": "string"})
    whole = form.model_copy(update={"json_schema": {**form.json_schema, "maxProperties": 0}})
    assert problems(sheet(whole), {"it": "x"}) == {WHOLE: sentences.FORM_WRONG}


@pytest.mark.requirement("R83")
def test_what_is_shown_of_the_person_is_masked():
    shown = forms.shown_values(ASSISTANCE, RIGHT)
    assert (shown["name"], shown["idNumber"]) == ("张*", "3599**********0017")
    assert (shown["phone"], shown["monthlyIncome"]) == ("13800001234", 120_050)


def test_the_confirmation_reads_in_words():
    rows = {label.zh: value for label, value in forms.confirmed_rows(ASSISTANCE, RIGHT)}
    assert rows["困难原因"] == Text("突发疾病", "Sudden illness")
    assert rows["家庭月收入（元）"].zh == "1200.50 元"
    assert rows["手机号码"].zh == "138****1234"
    assert rows["证件号码"].zh == "3599**********0017"


def test_the_page_gets_the_fields_in_the_forms_order():
    fields = forms.shown_fields(ASSISTANCE)
    assert [field.key for field in fields] == [field.key for field in FORM.fields]
    assert [field.key for field in fields if not field.required] == ["address"]


def a_moving_form():
    """A home that is rented needs its landlord, by the schema as well."""
    raw = {
        "itemCode": "350511902000",
        "version": "1",
        "jsonSchema": {
            "type": "object",
            "properties": {
                "home": {"enum": ["own", "rented"]},
                "landlord": {"type": "string", "maxLength": 20},
                "partner": {"type": "string"},
                "partnerId": {"type": "string"},
                "promise": {"const": True},
            },
            "required": ["home", "promise"],
            "if": {"properties": {"home": {"const": "rented"}}, "required": ["home"]},
            "then": {"required": ["landlord"]},
            "dependentRequired": {"partner": ["partnerId"]},
        },
        "fields": [
            {
                "key": "home",
                "kind": "choice",
                "label": {"zh": "住处", "en": "Home"},
                "choices": [
                    {"value": "own", "label": {"zh": "自己的", "en": "own"}},
                    {"value": "rented", "label": {"zh": "租的", "en": "rented"}},
                ],
            },
            {
                "key": "landlord",
                "kind": "hanziName",
                "label": {"zh": "房东", "en": "Landlord"},
                "when": {"key": "home", "values": ["rented"]},
            },
            {"key": "partner", "kind": "hanziName", "label": {"zh": "配偶", "en": "Spouse"}},
            {"key": "partnerId", "kind": "idNumber", "label": {"zh": "配偶证件", "en": "ID"}},
            {
                "key": "promise",
                "kind": "commitment",
                "label": {"zh": "承诺", "en": "Statement"},
                "text": {"zh": "内容真实。", "en": "It is true."},
            },
        ],
    }
    return Form.model_validate(raw)


@pytest.mark.requirement("R99")
def test_conditions_numbers_and_statements_are_told_together():
    form = a_moving_form()
    assert problems(sheet(form), {"home": "own", "promise": True, "landlord": None}) == {}
    found = problems(sheet(form), {"home": "rented", "partner": "张3"})
    assert {key: text.zh for key, text in found.items()} == {
        "landlord": "请填写房东",
        "partner": sentences.NAME_WRONG.zh,
        "partnerId": "请填写配偶证件",
        "promise": sentences.COMMITMENT_MISSING.zh,
    }
    wrong = {"home": "own", "promise": True, "partner": "喆·演示", "partnerId": "359999199001010018"}
    assert problems(sheet(form), wrong) == {"partnerId": sentences.ID_WRONG}


@pytest.mark.requirement("R83")
def test_numbers_are_masked_in_the_confirmation_and_statements_read_in_words():
    values = {"home": "rented", "partnerId": "359999199001010017", "promise": True}
    rows = {label.zh: value.zh for label, value in forms.confirmed_rows(sheet(a_moving_form()), values)}
    assert rows == {"住处": "租的", "配偶证件": "3599**********0017", "承诺": "已同意"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from([*RIGHT, "", "unknown"]), JSON))
def test_no_value_breaks_the_check(values):
    found = problems(ASSISTANCE, values)
    assert set(found) <= set(RIGHT)
    assert all(text.zh and text.en for text in found.values())
    forms.shown_values(ASSISTANCE, values)
    forms.confirmed_rows(ASSISTANCE, values)
