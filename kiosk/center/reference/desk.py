"""What a person at the centre does with a case: looks it up, and takes the next step of its life."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from kiosk.center.contract import CaseState, Code, Defect, Words
from kiosk.center.reference import casebook, tables
from kiosk.center.reference.casebook import Case
from kiosk.center.reference.centre import Centre
from kiosk.center.reference.intake import Rejected
from kiosk.center.reference.life import (
    CHINA,
    CLOSED,
    FOLLOWING,
    Clock,
    Event,
    Order,
    clock_of,
    missing_orders,
)
from kiosk.center.reference.words import CASES

log = structlog.get_logger()

MOST: Final = 200  # cases on the list at once
NEEDS_NOTE: Final = frozenset(
    {
        CaseState.NOT_ACCEPTED,
        CaseState.SPECIAL,
        CaseState.EXTENDED,
        CaseState.DENIED,
        CaseState.GRANTED,
        CaseState.TERMINATED,
    }
)
POSTED: Final = frozenset({CaseState.GRANTED, CaseState.DENIED, CaseState.DELIVERED})


@dataclass(frozen=True)
class Line:
    """One case on the list. `alert`: an open 即办件 that is older than it may be (R26)."""

    case: Case
    clock: Clock
    overdue: bool
    alert: bool
    missing: tuple[Order, ...]


class Desk:
    """Blocks. Raises Rejected for what may not be done, with a sentence for the person at the desk."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre

    def lines(self, state: str = "", number: str = "", only: str = "") -> list[Line]:
        """The newest first. `only`: overdue, alert, or missing (an order of the three lacks)."""
        held = tables.cases.c
        query = select(held.receive_no).order_by(held.received_at.desc()).limit(MOST)
        if state:
            query = query.where(held.state == state)
        if number:
            query = query.where(held.receive_no.endswith(number, autoescape=True))
        with self._centre.store.reading() as db:
            numbers = db.execute(query).scalars().all()
            cases = [case for each in numbers if (case := casebook.found(db, each)) is not None]
        lines = [self.line(case) for case in cases]
        return [line for line in lines if _is(line, only)]

    def case(self, receive_no: str) -> Case:
        """One case. Raises Rejected (404)."""
        with self._centre.store.reading() as db:
            case = casebook.found(db, receive_no)
        if case is None:
            raise Rejected(404, Code.NOT_FOUND, "没有这个办件")
        return case

    def chain_holds(self, receive_no: str) -> bool:
        """Whether nothing of its record was changed."""
        with self._centre.store.reading() as db:
            return casebook.chain_holds(db, receive_no)

    def line(self, case: Case) -> Line:
        """What the list says of a case now."""
        now, promised = self._centre.now(), self._promised(case)
        clock = clock_of(case.events, promised)
        age = now - case.received_at
        late = age > timedelta(minutes=CASES["on_the_spot_minutes"])
        alert = promised is None and case.state not in CLOSED and not clock.stopped and late
        return Line(case, clock, clock.overdue(now), alert, missing_orders(case.events))

    def file(self, receive_no: str, name: str) -> bytes:
        """One attachment of what was handed in last. Raises Rejected (404)."""
        held, case = tables.attachments.c, self.case(receive_no)
        found = select(held.content).where(
            held.receive_no == receive_no, held.round == case.round, held.file == name
        )
        with self._centre.store.reading() as db:
            content = db.execute(found).scalar_one_or_none()
        if content is None:
            raise Rejected(404, Code.NOT_FOUND, "没有这个附件")
        return bytes(content)

    def step(
        self,
        receive_no: str,
        state: CaseState,
        actor: str,
        *,
        seen: int,
        note: str = "",
        days: int = 0,
        tracking: str = "",
        defects: Iterable[Defect] = (),
    ) -> None:
        """The next step. `seen`: the serial of the last event that the person saw: of two who decide at once
        the second is told to look again."""
        case, now = self.case(receive_no), self._centre.now()
        if case.events[-1].serial != seen:
            raise Rejected(409, Code.BAD_REQUEST, "这个办件刚刚有变动，请刷新后再办")
        if state not in FOLLOWING.get(case.state, frozenset()) or state is CaseState.SUBMITTED:
            raise Rejected(422, Code.INVALID, "这个办件现在不能这样办")
        if state in NEEDS_NOTE and not note.strip():
            raise Rejected(422, Code.INVALID, "请写明理由或结果")
        if state is CaseState.EXTENDED and days < 1:
            raise Rejected(422, Code.INVALID, "请写明延长几个工作日")
        detail: Mapping[str, object] = {"days": days} if days else {}
        if tracking.strip():
            if not posts(case, state):
                raise Rejected(422, Code.INVALID, "这个办件的结果不邮寄，没有邮件单号")
            detail = {**detail, "tracking": tracking.strip()[:60]}
        if state is CaseState.CORRECTION:
            detail = casebook.notice_of(_told_once(case, tuple(defects)), now)
        event = Event(now, "staff", actor, state, note.strip(), detail)
        try:
            with self._centre.store.writing() as db:
                if len(casebook.events_of(db, receive_no)) != seen:
                    raise Rejected(409, Code.BAD_REQUEST, "这个办件刚刚有变动，请刷新后再办")
                casebook.add_event(db, receive_no, event, self._promised(case))
        except IntegrityError as error:
            raise Rejected(409, Code.BAD_REQUEST, "这个办件刚刚有变动，请刷新后再办") from error
        log.info("center.case_stepped", item=case.item_code, state=state.value)

    def _promised(self, case: Case) -> int | None:
        item = self._centre.catalogue.items.get(case.item_code)
        return item.promised_days if item else None


def posts(case: Case, state: CaseState) -> bool:
    """Whether this step may bear the number of the letter with the result (R32)."""
    delivery = case.submission.delivery
    return delivery is not None and delivery.way == "post" and state in POSTED


def _is(line: Line, only: str) -> bool:
    match only:
        case "overdue":
            return line.overdue
        case "alert":
            return line.alert
        case "missing":
            return bool(line.missing)
        case _:
            return True


def defect_of(name: str, problem: str, cure: str) -> Defect:
    """What a person at the desk found."""
    return Defect(part=name[:64], name=Words(zh=name), problem=Words(zh=problem), cure=Words(zh=cure))


def _told_once(case: Case, defects: tuple[Defect, ...]) -> tuple[Defect, ...]:
    """All at once, and once (R23). Raises Rejected."""
    if not defects:
        raise Rejected(422, Code.INVALID, "请至少写一条需要补正的内容")
    told = [event for event in case.events if event.state is CaseState.CORRECTION]
    named = {each["name"]["zh"] for event in told for each in event.detail.get("defects", ())}
    if told and (new := [defect.name.zh for defect in defects if defect.name.zh not in named]):
        raise Rejected(422, Code.INVALID, f"第一次告知时没有提出：{'、'.join(new)}。不能再提新的要求")
    return defects


def day_text(day: date | None) -> str:
    """As the desk writes it."""
    return f"{day:%Y-%m-%d}" if day else ""


def local_text(moment: datetime) -> str:
    """In China, to the minute."""
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"
