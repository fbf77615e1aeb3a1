"""The formulas of a calculator: arithmetic over what was typed, and nothing that reaches further (R94).

docs/tools.md is the language. simpleeval evaluates it; it knows no attributes, imports, assignments.
"""

import ast
import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from kiosk.center.contract import Calculator, Form, Result, asked

FUNCTIONS: Mapping[str, Callable[..., float]] = {
    "min": min,
    "max": max,
    "round": round,
    "floor": math.floor,
    "ceil": math.ceil,
    "years": lambda since, until: _years(date.fromisoformat(since), date.fromisoformat(until)),
}
TODAY = "today"
NODES = (
    ast.Expression,
    ast.BinOp,
    ast.UnaryOp,
    ast.BoolOp,
    ast.Compare,
    ast.IfExp,
    ast.Call,
    ast.Name,
    ast.Subscript,
    ast.Constant,
    ast.operator,
    ast.unaryop,
    ast.boolop,
    ast.cmpop,
    ast.expr_context,
)


class CannotCalculate(Exception):
    """What was typed gives no result: a division by nothing, a root of less than nothing."""


def variable(key: str) -> str:
    """The name of a field in a formula: `live-address` → `live_address`."""
    return key.replace("-", "_").replace(".", "_")


def why_not(calculator: Calculator, form: Form) -> str | None:
    """Why these formulas could not be reckoned with this form; None when they can."""
    known = {variable(question.key) for question in asked(form)} | {
        TODAY,
        *calculator.constants,
        *calculator.tables,
    }
    for result in calculator.results:
        try:
            tree = ast.parse(result.formula.strip(), mode="eval")
        except (SyntaxError, ValueError, RecursionError):
            return f"{result.name.zh}: no formula"
        for node in ast.walk(tree):
            if not isinstance(node, NODES):
                return f"{result.name.zh}: {type(node).__name__}"
            if isinstance(node, ast.Call) and not (
                isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS and not node.keywords
            ):
                return f"{result.name.zh}: an unknown function"
            if isinstance(node, ast.Name) and node.id not in known and node.id not in FUNCTIONS:
                return f"{result.name.zh}: {node.id} is nothing known"
    return None


def calculated(
    calculator: Calculator, values: Mapping[str, object], today: date
) -> list[tuple[Result, float]]:
    """Every result with its value, money in fen; one with an empty field counts it as 0.

    Raises CannotCalculate.
    """
    from simpleeval import InvalidExpression, SimpleEval

    names: dict[str, Any] = {variable(key): 0 if value is None else value for key, value in values.items()}
    names |= {TODAY: today.isoformat(), **calculator.constants, **calculator.tables}
    reckoner = SimpleEval(names=names, functions=dict(FUNCTIONS))
    found = []
    for result in calculator.results:
        try:
            value = float(reckoner.eval(result.formula.strip()))
        except (InvalidExpression, ArithmeticError, ValueError, TypeError, KeyError) as error:
            raise CannotCalculate(result.name.zh) from error
        if not math.isfinite(value):
            raise CannotCalculate(result.name.zh)
        found.append((result, value))
    return found


def _years(since: date, until: date) -> int:
    """Whole years between two days."""
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))
