"""What citizens left for the departments (R9): kept until somebody has called back, with who said what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import structlog
from sqlalchemy import select, update

from kiosk.center.contract import Asked, Code, RequestKind, ServiceRequest, asked
from kiosk.center.contract.standing import at
from kiosk.center.reference import tables, workdays
from kiosk.center.reference.centre import Centre
from kiosk.center.reference.intake import Rejected
from kiosk.center.reference.life import CHINA

log = structlog.get_logger()

MOST: Final = 200  # on the list at once
OTHER: Final = "其他"


@dataclass(frozen=True)
class Left:
    """One request as the list shows it; `due_on` None: its kind is no more in the list."""

    id: str
    request: ServiceRequest
    kind: str
    item: str
    department: str
    rows: tuple[tuple[str, str], ...]
    received_at: datetime
    due_on: date | None
    overdue: bool
    answered_at: datetime | None
    actor: str
    answer: str


class LeftDesk:
    """Blocks. Raises Rejected with a sentence for the person at the desk."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre

    def lines(self, department: str = "") -> list[Left]:
        """Those that wait first, the oldest of them at the top; then the answered ones."""
        held = tables.requests.c
        query = select(tables.requests).limit(MOST)
        query = query.order_by(held.answered_at.is_not(None), held.received_at)
        if department:
            items = self._centre.catalogue.items.values()
            query = query.where(
                held.item_code.in_([item.code for item in items if item.department_code == department])
            )
        with self._centre.store.reading() as db:
            return [self._line(row) for row in db.execute(query)]

    def answer(self, request_id: str, actor: str, answer: str) -> None:
        """Notes that the citizen was called back. Raises Rejected: no words, or answered by another."""
        if not answer.strip():
            raise Rejected(422, Code.INVALID, "请写明怎样答复的")
        now, held = self._centre.now(), tables.requests.c
        done = (
            update(tables.requests)
            .where(held.envelope_id == request_id, held.answered_at.is_(None))
            .values(answered_at=now.isoformat(), actor=actor, answer=answer.strip())
        )
        with self._centre.store.writing() as db:
            if db.execute(done).rowcount != 1:
                raise Rejected(409, Code.BAD_REQUEST, "没有这条留言，或者刚刚有人答复过了")
        log.info("center.request_answered")

    def _line(self, row: Any) -> Left:
        catalogue = self._centre.catalogue
        request = ServiceRequest.model_validate_json(row.request)
        kinds = {kind.code: kind for kind in catalogue.document.requests}
        kind, item = kinds.get(request.request), catalogue.items.get(request.item_code)
        received = datetime.fromisoformat(row.received_at)
        answered = datetime.fromisoformat(row.answered_at) if row.answered_at else None
        due = workdays.after(received.astimezone(CHINA).date(), kind.promised_days)[0] if kind else None
        today = (answered or self._centre.now()).astimezone(CHINA).date()
        return Left(
            id=row.envelope_id,
            request=request,
            kind=kind.name.zh if kind else request.request,
            item=item.name.zh if item else request.item_code,
            department=item.department.zh if item else OTHER,
            rows=tuple(self._rows(request, kind)),
            received_at=received,
            due_on=due,
            overdue=due is not None and today > due,
            answered_at=answered,
            actor=row.actor,
            answer=row.answer,
        )

    def _rows(self, request: ServiceRequest, kind: RequestKind | None) -> Iterator[tuple[str, str]]:
        """What was entered, under the names of the form; as it came where the form is no more."""
        form = self._centre.catalogue.document.forms.get(kind.form) if kind else None
        questions = asked(form) if form is not None else ()
        for question in questions:
            value = at(request.form, question.path)
            if value is not None:
                yield question.label.zh, _said(question, value)
        known = {question.path[0] for question in questions}
        yield from ((key, str(value)) for key, value in request.form.items() if key not in known)


def _said(question: Asked, value: Any) -> str:
    return next((option.label.zh for option in question.options if option.value == value), str(value))
