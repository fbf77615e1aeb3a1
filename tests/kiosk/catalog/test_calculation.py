"""Calculators reckon what their formulas say, and a formula can do nothing else (R94)."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalog.calculation import CannotCalculate, calculated, why_not
from kiosk.catalog.checks import checked
from kiosk.center.contract import Calculator, Form
from kiosk.center.errors import CatalogRefused
from kiosk.center.reference.items import load_catalogue

pytestmark = pytest.mark.requirement("R94")
TODAY = date(2026, 3, 1)
LOAN = "352017913000"
SCHEMA = {"properties": {key: {"type": "string"} for key in ("a", "home-count", "born")}}
FORM = Form.model_validate({"itemCode": LOAN, "version": "1", "jsonSchema": SCHEMA})


def calculator(formula: str) -> Calculator:
    result = {"name": {"zh": "结果"}, "formula": formula}
    tables = {"share": {"first": 0.5}}
    return Calculator.model_validate({"constants": {"k": 3}, "tables": tables, "results": [result]})


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("a * k", 30.0),
        ("a / 4 if a > 5 else 0", 2.5),
        ("share[home_count] * 2", 1.0),
        ("max(0, min(a, 7)) + ceil(0.2) + floor(1.9) + round(2.4)", 11.0),
        ("years(born, today)", 25.0),
        ("1 if home_count == 'first' and not a < 0 else 2", 1.0),
    ],
)
def test_a_formula_gives_its_number(formula, value):
    entered = {"a": 10, "home-count": "first", "born": "2000-03-02"}
    assert why_not(calculator(formula), FORM) is None
    ((_, found),) = calculated(calculator(formula), entered, TODAY)
    assert found == value


def test_an_empty_field_counts_as_nothing():
    ((_, found),) = calculated(calculator("a + 1"), {"a": None}, TODAY)
    assert found == 1


@pytest.mark.parametrize(
    "formula", ["a / 0", "share['none']", "1e308 * 10 * a", "(0 - a) ** 0.5", "9 ** 9 ** 9"]
)
def test_what_gives_no_number_is_said_so(formula):
    with pytest.raises(CannotCalculate):
        calculated(calculator(formula), {"a": 10}, TODAY)


@pytest.mark.parametrize(
    "formula",
    [
        "unknown + 1",
        "__import__('os')",
        "a.real",
        "[x for x in (1, 2)]",
        "lambda: 1",
        "open('/etc/passwd')",
        "a +",
        "(a := 1)",
        "min(a, key=k)",
        "f'{a}'",
        "min.__class__",
    ],
)
def test_a_formula_that_reaches_further_is_refused(formula):
    assert why_not(calculator(formula), FORM) is not None


@given(st.text(max_size=60))
def test_any_text_is_a_formula_or_refused(formula):
    if formula and why_not(calculator(formula), FORM) is None:
        entered = {"a": 1, "home-count": "first", "born": "2000-01-01"}
        with suppress(CannotCalculate):
            calculated(calculator(formula), entered, TODAY)


def test_a_list_with_a_calculator_that_nobody_could_use_is_refused(fetched):
    def wrong(raw):
        raw["tools"][LOAN]["calculator"]["results"][0]["formula"] = "no_such_field * 2"

    with pytest.raises(CatalogRefused) as refused:
        checked(fetched("2", wrong), {})
    assert refused.value.detail.startswith(LOAN)


def test_the_calculators_of_the_demonstration_reckon_as_their_rates_say():
    document = load_catalogue().document
    entered = {
        "fund-balance": 5_000_000,
        "fund-people": "one",
        "home-price": 100_000_000,
        "home-count": "first",
        "loan-years": 20,
    }
    loan, a_month = calculated(document.tools[LOAN].calculator, entered, TODAY)
    assert loan[1] == 60_000_000
    rate = 0.026 / 12
    assert a_month[1] == pytest.approx(60_000_000 * rate / (1 - (1 + rate) ** -240))
