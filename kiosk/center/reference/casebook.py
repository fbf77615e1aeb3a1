"""The book of cases: what was handed in, where it stands, and every event under the hash of the one before.

Functions over one connection; who opens it decides what is one commit. Two who write the next event of one
case at the same moment meet in its primary key: the second is rolled back.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, insert, or_, select, update

from kiosk.center.contract import CaseState, CaseSubmission, Defect, Receipt, ToFollow, canonical
from kiosk.center.reference import tables, workdays
from kiosk.center.reference.database import upsert
from kiosk.center.reference.life import CHINA, Event, clock_of, local_day
from kiosk.center.reference.words import CASES

AUTHORITY = "11359999MB00000005" + "3"  # invented credit code (region 359999), level 3 (city)
QUERY_CODE_CHARS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as another
QUERY_CODE_LENGTH = 6
MOST_OF_A_PACKAGE = 50


@dataclass(frozen=True)
class Opening:
    """What the form check made of a submission, and the promise of its item."""

    defects: tuple[Defect, ...]
    promised_days: int | None
    to_follow: tuple[ToFollow, ...] = ()


@dataclass(frozen=True)
class Case:
    """One case with its events and what was handed in last."""

    receive_no: str
    query_code: str
    holder: str
    state: CaseState
    round: int
    received_at: datetime
    submission: CaseSubmission
    events: tuple[Event, ...]

    @property
    def item_code(self) -> str:
        return self.submission.item_code


def holder_of(cert_no: str) -> str:
    """What stands for a person's number in a search."""
    return hashlib.sha256(cert_no.encode()).hexdigest()


def correct_until(now: datetime) -> date:
    """The last day of a correction that is asked for now."""
    return workdays.after(local_day(now), CASES["correction_workdays"])[0]


def file_case(
    db: Connection,
    envelope: tuple[str, str],
    case: CaseSubmission,
    attachments: dict[str, bytes],
    opening: Opening,
    now: datetime,
) -> Receipt:
    """Files a submission, as a new case or as the correction that one awaits. `envelope`: id and digest."""
    awaited = _awaiting(db, case)
    receive_no, query_code, round_ = awaited or _opened(db, case, now)
    files = tables.attachments
    row = {"receive_no": receive_no, "round": round_}
    document = {"terminal_no": case.terminal_no, "local_no": case.local_no, "envelope_id": envelope[0]}
    db.execute(insert(tables.submissions).values(**row, **document, submission=case.model_dump_json()))
    for name, data in attachments.items():
        file = {"file": name, "sha256": hashlib.sha256(data).hexdigest()}
        db.execute(insert(files).values(**row, **file, content=data))
    handed_in = Event(now, "applicant", case.terminal_no, CaseState.SUBMITTED)
    add_event(db, receive_no, handed_in, opening.promised_days)
    events = add_event(db, receive_no, _checked(opening.defects, now), opening.promised_days)
    if awaited:
        db.execute(update(tables.cases).where(tables.cases.c.receive_no == receive_no).values(round=round_))
    clock = clock_of(events, opening.promised_days)
    return Receipt(
        id=envelope[0],
        kind="case",
        receive_no=receive_no,
        query_code=query_code,
        state=events[-1].state,
        promised_days=opening.promised_days,
        due_on=clock.due_on,
        due_certain=clock.certain,
        defects=opening.defects,
        correct_until=correct_until(now) if opening.defects else None,
        to_follow=() if opening.defects else opening.to_follow,
        accepted_at=now,
        digest=envelope[1],
    )


def _checked(defects: tuple[Defect, ...], now: datetime) -> Event:
    if not defects:
        return Event(now, "centre", "", CaseState.ACCEPTED)
    return Event(now, "centre", "", CaseState.CORRECTION, detail=notice_of(defects, now))


def notice_of(defects: Iterable[Defect], now: datetime) -> dict[str, Any]:
    """What an event of a one-time notice holds."""
    listed = [defect.model_dump(mode="json") for defect in defects]
    return {"defects": listed, "until": correct_until(now).isoformat()}


def _opened(db: Connection, case: CaseSubmission, now: datetime) -> tuple[str, str, int]:
    # Implementation code (31), day (8), serial of item and day (4): 43 characters.
    prefix = f"{AUTHORITY}{case.item_code}{now.astimezone(CHINA):%Y%m%d}"
    receive_no = f"{prefix}{next_serial(db, prefix):04d}"
    query_code = "".join(secrets.choice(QUERY_CODE_CHARS) for _ in range(QUERY_CODE_LENGTH))
    row = {
        "receive_no": receive_no,
        "item_code": case.item_code,
        "query_code": query_code,
        "holder": holder_of(case.applicant.cert_no),
        "state": CaseState.SUBMITTED,
        "round": 1,
        "received_at": now.isoformat(),
    }
    db.execute(insert(tables.cases).values(row))
    return receive_no, query_code, 1


def _awaiting(db: Connection, case: CaseSubmission) -> tuple[str, str, int] | None:
    """Number, query code and next round of the case that awaits this correction, from this person."""
    if case.corrects is None:
        return None
    held = tables.cases.c
    row = db.execute(
        select(held.receive_no, held.query_code, held.round).where(
            held.receive_no == case.corrects,
            held.item_code == case.item_code,
            held.holder == holder_of(case.applicant.cert_no),
            held.state == CaseState.CORRECTION,
        )
    ).one_or_none()
    return None if row is None else (row.receive_no, row.query_code, row.round + 1)


def next_serial(db: Connection, prefix: str) -> int:
    """Counted up in the row itself: a second writer waits for it, and a rollback leaves no gap."""
    counted = upsert(db, tables.serials).values(prefix=prefix, last=1)
    counted = counted.on_conflict_do_update(
        index_elements=["prefix"], set_={"last": tables.serials.c.last + 1}
    )
    return int(db.execute(counted.returning(tables.serials.c.last)).scalar_one())


def add_event(db: Connection, receive_no: str, event: Event, promised_days: int | None) -> tuple[Event, ...]:
    """Writes the next event and what follows from it; all events. Raises IntegrityError: late."""
    before = events_of(db, receive_no)
    last = _last_hash(db, receive_no)
    event = replace(event, serial=len(before) + 1)
    row = _row(receive_no, event)
    db.execute(insert(tables.case_events).values(**row, hash=_hash(last, row)))
    events = (*before, event)
    due_on = clock_of(events, promised_days).due_on
    values = {"state": event.state, "due_on": due_on and due_on.isoformat()}
    db.execute(update(tables.cases).where(tables.cases.c.receive_no == receive_no).values(values))
    return events


def _row(receive_no: str, event: Event) -> dict[str, Any]:
    return {
        "receive_no": receive_no,
        "serial": event.serial,
        "at": event.at.isoformat(),
        "by": event.by,
        "actor": event.actor,
        "state": event.state.value,
        "note": event.note,
        "detail": canonical(dict(event.detail)).decode(),
    }


def _hash(before: str, row: dict[str, Any]) -> str:
    return hashlib.sha256(before.encode() + b"\n" + canonical(row)).hexdigest()


def _event_rows(db: Connection, receive_no: str) -> Sequence[Any]:
    held = tables.case_events
    return db.execute(select(held).where(held.c.receive_no == receive_no).order_by(held.c.serial)).all()


def _last_hash(db: Connection, receive_no: str) -> str:
    rows = _event_rows(db, receive_no)
    return str(rows[-1].hash) if rows else ""


def events_of(db: Connection, receive_no: str) -> tuple[Event, ...]:
    """What happened to a case, in order."""
    return tuple(
        Event(
            datetime.fromisoformat(row.at),
            row.by,
            row.actor,
            CaseState(row.state),
            row.note,
            json.loads(row.detail),
            row.serial,
        )
        for row in _event_rows(db, receive_no)
    )


def chain_holds(db: Connection, receive_no: str) -> bool:
    """Whether the events are those that were written, all of them up to the last, in this order."""
    before = ""
    for serial, row in enumerate(_event_rows(db, receive_no), 1):
        written = {name: value for name, value in row._mapping.items() if name != "hash"}  # noqa: SLF001
        if row.serial != serial or row.hash != (before := _hash(before, written)):
            return False
    return True


def found(db: Connection, receive_no: str) -> Case | None:
    """One case by the centre's number."""
    return next(_cases(db, tables.cases.c.receive_no == receive_no), None)


def by_number(db: Connection, number: str, query_code: str) -> Case | None:
    """One by 受理编码, or by a number that a terminal gave, with its query code."""
    named = or_(tables.cases.c.receive_no == number, _handed_in_as(tables.submissions.c.local_no == number))
    return next(_cases(db, and_(named, tables.cases.c.query_code == query_code)), None)


def by_slip(db: Connection, terminal_no: str, local_no: str) -> Case | None:
    """One by what the code of its slip says."""
    held = tables.submissions.c
    return next(
        _cases(db, _handed_in_as(and_(held.terminal_no == terminal_no, held.local_no == local_no))), None
    )


def of_package(db: Connection, terminal_no: str, local_no: str) -> list[Case]:
    """The cases of one package (R34) by its slip: each has the package's number with a place behind it."""
    held = tables.submissions.c
    ours = _handed_in_as(
        and_(held.terminal_no == terminal_no, held.local_no.startswith(f"{local_no}-", autoescape=True))
    )
    return [
        case
        for case in _cases(db, ours, MOST_OF_A_PACKAGE)
        if case.submission.bundle is not None and case.submission.bundle.local_no == local_no
    ]


def by_holder(db: Connection, cert_no: str, name: str, limit: int) -> list[Case]:
    """A person's own, the newest first."""
    mine = _cases(db, tables.cases.c.holder == holder_of(cert_no), limit)
    return [case for case in mine if case.submission.applicant.name == name]


def looked_at(db: Connection, cert_no: str, limit: int) -> list[Case]:
    """A person's cases that were granted, the newest first: somebody has looked at their papers."""
    held = tables.cases.c
    granted = held.state.in_((CaseState.GRANTED, CaseState.DELIVERED))
    return list(_cases(db, and_(held.holder == holder_of(cert_no), granted), limit))


def _handed_in_as(condition: Any) -> Any:
    return tables.cases.c.receive_no.in_(select(tables.submissions.c.receive_no).where(condition))


def _cases(db: Connection, condition: Any, limit: int = 1) -> Iterator[Case]:
    held, sent = tables.cases.c, tables.submissions.c
    newest = and_(sent.receive_no == held.receive_no, sent.round == held.round)
    query = select(tables.cases, sent.submission).join(tables.submissions, newest).where(condition)
    for row in db.execute(query.order_by(held.received_at.desc()).limit(limit)).all():
        yield Case(
            row.receive_no,
            row.query_code,
            row.holder,
            CaseState(row.state),
            row.round,
            datetime.fromisoformat(row.received_at),
            CaseSubmission.model_validate_json(row.submission),
            events_of(db, row.receive_no),
        )
