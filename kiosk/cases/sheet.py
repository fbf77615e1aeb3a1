"""What is asked together: a whole form, or one row of one of its tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kiosk.cases.instance import put, value_of
from kiosk.center.contract import Asked, Form, asked


@dataclass(frozen=True)
class Sheet:
    """`tables` leads from the form to the row, outermost first; empty for the form itself.

    `parts`: of several forms asked as one, each with the key here of each question of its own.
    """

    form: Form
    questions: tuple[Asked, ...]
    tables: tuple[Asked, ...] = ()
    parts: "tuple[tuple[Sheet, Mapping[str, str]], ...]" = ()

    def row(self, key: str) -> "Sheet":
        """The sheet of one row of the table `key`. Raises KeyError."""
        for part, keys in self.parts:
            if (own := next((own for own, known in keys.items() if known == key), None)) is not None:
                return part.row(own)
        table = self.by_key[key]
        return Sheet(self.form, table.rows, (*self.tables, table))

    @cached_property
    def by_key(self) -> Mapping[str, Asked]:
        return {question.key: question for question in self.questions}

    @property
    def path(self) -> tuple[Any, ...]:
        """Where its value stands in the form's."""
        return tuple(step for table in self.tables for step in (*table.path, 0))

    def whole(self, answers: Mapping[str, object]) -> dict[str, Any]:
        """The form's value, as if nothing but this sheet were filled."""
        value: Any = value_of(self.questions, answers)
        for table in reversed(self.tables):
            if table.bare:
                value = value.get("value")
            outer: dict[str, Any] = {}
            put(outer, table.path, [value])
            value = outer
        whole: dict[str, Any] = value
        return whole


def sheet(form: Form) -> Sheet:
    """The form itself."""
    return Sheet(form, asked(form))
