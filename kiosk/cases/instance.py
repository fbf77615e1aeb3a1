"""From what was answered on the pages to the value that a form's schema rules, and back.

Answers are flat, by the questions' keys, as the pages give them: the key of a choice, "12.50" for a decimal,
one set of answers for each row of a table. The value is JSON as the centre gets it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kiosk.center.contract import Asked
from kiosk.center.contract.reading import types_of
from kiosk.center.contract.standing import at

Answers = Mapping[str, object]

ADDRESS_PARTS = ("region", "place", "detail")
DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,10})?", re.ASCII)


def is_asked(question: Asked, questions: Mapping[str, Asked], answers: Answers) -> bool:
    """Whether everything holds that the question hangs on."""
    return all(answers.get(key, _first(questions.get(key))) in values for key, values in question.when)


def _first(question: Asked | None) -> object:
    """What stands for a question that nobody answers."""
    return first(question) if question is not None and question.kind == "fixed" else None


def value_of(questions: Sequence[Asked], answers: Answers) -> dict[str, Any]:
    """The form's value, or that of one row. What is empty is absent."""
    known = {each.key: each for each in questions}
    asked = [each for each in questions if is_asked(each, known, answers)]
    whole: dict[str, Any] = {}
    for each in asked:
        value = given(each, answers.get(each.key))
        constant = each.kind == "fixed" and each.prefill is None
        if value is not None and not constant:
            put(whole, each.path, value)
            continue
        for path, needed in each.parents:  # so that what is missing in it is named
            if not needed:
                break
            put(whole, path, at(whole, path) or {})
    for each in asked:
        around = at(whole, each.path[:-1])
        if (
            each.kind == "fixed"
            and each.prefill is None
            and each.first is not None
            and isinstance(around, dict)
        ):
            around[each.path[-1]] = each.first
    return whole


def by_key(questions: Sequence[Asked], answers: Answers) -> dict[str, Any]:
    """The answer to each question as JSON, None where there is none."""
    return {each.key: given(each, answers.get(each.key)) for each in questions}


def given(question: Asked, answer: object) -> Any:  # noqa: PLR0911  one line a kind
    """One answer as JSON; what is no answer of this question stays as it is, for the schema to refuse."""
    if answer is None:
        return None
    match question.kind, answer:
        case (("choice" | "yesNo"), str()):
            values = {option.key: option.value for option in question.options}
            return values.get(answer, answer)
        case "choices", list():
            values = {option.key: option.value for option in question.options}
            return [values.get(each, each) if isinstance(each, str) else each for each in answer]
        case "decimal", str():
            return _decimal(answer)
        case "number", int() if "integer" not in types_of(question.schema) and "string" in types_of(
            question.schema
        ):
            return str(answer)
        case "address", Mapping():
            return _address(question, answer)
        case "table", list() | tuple():
            return _rows(question, answer)
    return answer


def _decimal(answer: str) -> object:
    if not DECIMAL.fullmatch(answer):
        return answer
    number = float(answer)
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _address(question: Asked, answer: Mapping[str, object]) -> object:
    parts = {name: answer[name] for name in ADDRESS_PARTS if answer.get(name)}
    if "object" in types_of(question.schema):
        return parts or None
    return "".join(str(parts[name]) for name in ("place", "detail") if name in parts) or None


def _rows(question: Asked, answer: Sequence[Any]) -> list[Any] | None:
    rows = [value_of(question.rows, row) if isinstance(row, Mapping) else row for row in answer]
    if question.bare:
        rows = [row.get("value") if isinstance(row, dict) else row for row in rows]
    return rows if rows or question.required else None


def first(question: Asked) -> object:
    """The answer that stands there from the beginning, None where there is none or it cannot be shown."""
    if question.kind == "fixed":
        return question.first
    if question.kind == "table":
        return None  # never filled with strangers
    return answer_of(question, question.first)


def answers_of(questions: Sequence[Asked], whole: Mapping[str, Any]) -> dict[str, object]:
    """The answers that make this value: the other way round than `value_of`.

    What is only shown has its own source; a commitment is never agreed to beforehand; what this form cannot
    show is left out.
    """
    answers = {each.key: answer_of(each, at(whole, each.path)) for each in questions}
    return {key: answer for key, answer in answers.items() if answer not in (None, [])}


def answer_of(question: Asked, value: Any) -> object:  # noqa: PLR0911  one line a kind
    """What the citizen would have answered for this part of the value, None where nothing can be shown."""
    match question.kind:
        case "fixed" | "commitment":
            return None
        case "table":
            return _rows_of(question, value) if isinstance(value, list) else None
        case "choice" | "yesNo":
            return _key(question, value)
        case "choices":
            keys = [_key(question, each) for each in value] if isinstance(value, list) else []
            return keys if keys and None not in keys else None
        case "number" | "money":
            if isinstance(value, str) and value.isascii() and value.isdigit():
                value = int(value)
            return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
        case "decimal":
            number = not isinstance(value, bool) and isinstance(value, int | float)
            return f"{value}" if number and DECIMAL.fullmatch(f"{value}") else None
        case "address" if isinstance(value, Mapping):
            parts = {name: value[name] for name in ADDRESS_PARTS if isinstance(value.get(name), str)}
            return {"detail": "", **parts} if "place" in parts else parts.get("detail")
    usable = isinstance(value, str) and value and all(sign >= " " for sign in value)
    return value if usable else None


def _rows_of(table: Asked, rows: Sequence[Any]) -> list[dict[str, object]]:
    values = [{"value": row} if table.bare else row for row in rows]
    return [answers_of(table.rows, row) for row in values if isinstance(row, Mapping)]


def _key(question: Asked, value: object) -> str | None:
    """Of a value its option's key; true is not 1."""
    same = (
        option for option in question.options if type(option.value) is type(value) and option.value == value
    )
    found = next(same, None)
    return found.key if found is not None and value is not None else None


def put(whole: dict[str, Any], path: Sequence[str], value: Any) -> None:
    """Sets what stands at `path`, with the objects on the way."""
    for name in path[:-1]:
        whole = whole.setdefault(name, {})
    whole[path[-1]] = value
