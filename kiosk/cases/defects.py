"""Every defect of a form at once, each at its question and in plain words (R99)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kiosk.cases import numbers
from kiosk.cases.instance import is_asked
from kiosk.cases.sentences import (
    FORM_WRONG,
    STREET_MISSING,
    in_row,
    sentence,
    too_early,
    too_late,
    wrong_kind,
)
from kiosk.cases.sheet import Sheet
from kiosk.center.contract import Asked
from kiosk.center.contract.schemas import validator
from kiosk.center.contract.standing import places_of, under
from screens.text import Text

# What no schema can tell.
CHECKS = {
    "date": numbers.is_date,
    "time": numbers.is_time,
    "dateTime": numbers.is_date_time,
    "idNumber": numbers.is_id_number,
    "creditCode": numbers.is_credit_code,
    "hanziName": numbers.is_name,
}
WHOLE = ""  # the key of a defect that belongs to no single question
TYPE_ERRORS = {"const", "enum", "type"}  # of an alternative: it is not the one that was meant


def problems(sheet: Sheet, answers: Mapping[str, object], today: date) -> dict[str, Text]:
    """What is wrong, by key, in the sheet's order; empty when all is right. Other keys do not count."""
    if sheet.parts:
        return _of_parts(sheet, answers, today)
    found: dict[str, Text] = {}
    for error in _single(validator(sheet.form.json_schema).iter_errors(sheet.whole(answers))):
        for key, text in _told(sheet, error):
            found.setdefault(key, text)
    for key, text in _by_hand(sheet.questions, answers, today):
        found.setdefault(key, text)
    hidden = [each.key for each in sheet.questions if not is_asked(each, sheet.by_key, answers)]
    if any(found.pop(key, None) for key in hidden):  # nothing that the citizen could mend
        found.setdefault(WHOLE, FORM_WRONG)
    return {key: found[key] for key in (*sheet.by_key, WHOLE) if key in found}


def _of_parts(sheet: Sheet, answers: Mapping[str, object], today: date) -> dict[str, Text]:
    """Each part by its own form; what a part does not ask here is no matter of the citizen's."""
    found: dict[str, Text] = {}
    for part, keys in sheet.parts:
        own = {own: answers[key] for own, key in keys.items() if key in answers}
        for key, text in problems(part, own, today).items():
            if key in keys or key == WHOLE:
                found.setdefault(keys.get(key, key), text)
    return {key: found[key] for key in (*sheet.by_key, WHOLE) if key in found}


def _single(errors: Iterable[Any]) -> Iterator[Any]:
    """Of alternatives the errors of the one that was most likely meant."""
    for error in errors:
        branches: dict[int, list[Any]] = {}
        for inner in error.context or ():
            branches.setdefault(inner.schema_path[0], []).append(inner)
        if error.validator in {"anyOf", "oneOf"} and branches:
            meant = min(branches.values(), key=_distance)
            yield from _single(meant)
        else:
            yield error


def _distance(errors: Iterable[Any]) -> int:
    return sum(10 if error.validator in TYPE_ERRORS else 1 for error in errors)


def _told(sheet: Sheet, error: Any) -> Iterator[tuple[str, Text]]:
    for path in places_of(error):
        if path[: len(sheet.path)] != sheet.path:
            if not sheet.tables:
                yield WHOLE, FORM_WRONG
            continue  # the rest of the form is another page's matter
        inside = path[len(sheet.path) :]
        if sheet.tables and sheet.tables[-1].bare:
            inside = ("value", *inside)
        yield _at(sheet.questions, inside, error)


def _at(questions: Sequence[Asked], path: tuple[Any, ...], error: Any) -> tuple[str, Text]:
    question = under(path, questions)
    if question is None:
        return WHOLE, FORM_WRONG
    rest = path[len(question.path) :]
    if question.kind == "table" and rest and isinstance(rest[0], int):
        inside = ("value", *rest[1:]) if question.bare else rest[1:]
        return question.key, in_row(rest[0], *_in_row(question, inside, error))
    if len(rest) > 0 or len(path) < len(question.path):
        return question.key, wrong_kind(question)
    return question.key, sentence(question, error.validator, error.validator_value)


def _in_row(table: Asked, path: tuple[Any, ...], error: Any) -> tuple[Asked | None, Text]:
    key, text = _at(table.rows, path, error)
    return next((row for row in table.rows if row.key == key), None), text


def _by_hand(
    questions: Sequence[Asked], answers: Mapping[str, object], today: date
) -> Iterator[tuple[str, Text]]:
    by_key = {each.key: each for each in questions}
    for question in questions:
        answer = answers.get(question.key)
        if answer is None or not is_asked(question, by_key, answers):
            continue
        if question.kind == "table" and isinstance(answer, list | tuple):
            for number, row in enumerate(answer):
                for key, text in _by_hand(question.rows, row, today) if isinstance(row, Mapping) else ():
                    inner = next((each for each in question.rows if each.key == key), None)
                    yield question.key, in_row(number, inner, text)
        elif question.kind == "address" and isinstance(answer, Mapping):
            if answer.get("place") and not answer.get("detail"):
                yield question.key, STREET_MISSING
        elif question.kind in CHECKS and not CHECKS[question.kind](answer):
            yield question.key, wrong_kind(question)
        elif question.kind == "date":
            yield from _bounds(question, str(answer), today)


def _bounds(question: Asked, answer: str, today: date) -> Iterator[tuple[str, Text]]:
    earliest, latest = bounds(question, today)
    if earliest and answer < earliest:
        yield question.key, too_early(earliest)
    elif latest and answer > latest:
        yield question.key, too_late(latest)


def bounds(question: Asked, today: date) -> tuple[str | None, str | None]:
    """The first and the last day that a date may be, as 1990-01-31."""
    days = (question.earliest, question.latest)
    first, last = (today.isoformat() if day == "today" else day for day in days)
    return first, last
