"""A case as its applicant may see it: what is done, what comes, until when. Pure."""

from collections.abc import Iterator
from datetime import datetime

from kiosk.center.contract import CaseState, Defect, Node, Progress, Words
from kiosk.center.reference.casebook import Case
from kiosk.center.reference.items import Catalogue
from kiosk.center.reference.life import CLOSED, Event, clock_of
from kiosk.center.reference.words import next_step, state_name

# What lies ahead of a case that goes straight on, and the states after which a station is no more to come.
AHEAD = (CaseState.ACCEPTED, CaseState.IN_REVIEW, CaseState.GRANTED, CaseState.DELIVERED)
AHEAD_NAMES = {CaseState.GRANTED: Words(zh="作出决定", en="Decision")}
WAITING = frozenset(
    {CaseState.SUBMITTED, CaseState.CORRECTION, CaseState.IN_REVIEW, CaseState.SPECIAL, CaseState.EXTENDED}
)
ENDED = CLOSED - {CaseState.GRANTED, CaseState.DENIED}


def progress_of(case: Case, catalogue: Catalogue, now: datetime) -> Progress:
    """What is told of `case`."""
    item = catalogue.items.get(case.item_code)
    guide = catalogue.document.guides.get(case.item_code)
    promised = item.promised_days if item else None
    clock = clock_of(case.events, promised)
    notice = case.events[-1].detail if case.state is CaseState.CORRECTION else {}
    decided = next((event for event in reversed(case.events) if event.state in CLOSED and event.note), None)
    return Progress(
        receive_no=case.receive_no,
        item_code=case.item_code,
        item_name=item.name if item else Words(zh=case.item_code),
        applicant=case.submission.applicant.name[:1] + "*",
        state=case.state,
        state_name=state_name(case.state),
        received_at=case.received_at,
        accepted_at=clock.accepted_at,
        closed_at=clock.closed_at,
        promised_days=promised,
        due_on=clock.due_on,
        due_certain=clock.certain,
        clock_stopped=clock.stopped,
        overdue=clock.overdue(now),
        nodes=tuple(_nodes(case.events)),
        next_step=next_step(case.state),
        phone=guide.phone if guide else "",
        result=Words(zh=decided.note) if decided else None,
        tracking=next(
            (posted for event in reversed(case.events) if (posted := event.detail.get("tracking"))), ""
        ),
        defects=tuple(Defect.model_validate(each) for each in notice.get("defects", ())),
        correct_until=notice.get("until"),
    )


def _nodes(events: tuple[Event, ...]) -> Iterator[Node]:
    last = events[-1]
    for event in events:
        now = event is last and event.state in WAITING
        handler = event.actor if event.by == "staff" else ""
        yield Node(
            name=state_name(event.state),
            state="now" if now else "done",
            at=event.at,
            handler=handler,
            note=Words(zh=event.note) if event.note else None,
        )
    if last.state in ENDED:
        return
    reached = {event.state for event in events}
    if reached & {CaseState.GRANTED, CaseState.DENIED}:
        ahead: tuple[CaseState, ...] = (CaseState.DELIVERED,)
    elif last.state in {CaseState.SUBMITTED, CaseState.CORRECTION}:
        ahead = AHEAD
    else:
        ahead = tuple(state for state in AHEAD if state not in reached)
    for place, state in enumerate(ahead):
        begun = place == 0 and last.state not in WAITING
        yield Node(name=AHEAD_NAMES.get(state, state_name(state)), state="now" if begun else "ahead")
