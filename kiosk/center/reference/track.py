"""POST /progress: who may see which case (R37)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

import structlog
from fastapi import Depends, FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from kiosk.center.contract import ByIdentity, ByNumber, BySlip, Code, ProgressAnswer, ProgressRequest
from kiosk.center.reference import casebook, guesses
from kiosk.center.reference.casebook import Case
from kiosk.center.reference.centre import Centre
from kiosk.center.reference.described import answers, progress_call
from kiosk.center.reference.gate import Gate, Proved
from kiosk.center.reference.intake import Rejected, parsed
from kiosk.center.reference.progress import progress_of
from kiosk.center.reference.store import Store
from kiosk.center.reference.wrapped import answered

log = structlog.get_logger()

CASES_SHOWN = 50  # of one person at once


def add_progress_route(app: FastAPI, gate: Gate, centre: Centre) -> None:
    """POST /progress."""
    Terminal = Annotated[Proved, Depends(gate)]  # noqa: N806 - a type

    def told(body: bytes) -> dict[str, Any]:
        asked = parsed(ProgressRequest, body).asked
        now = centre.now()
        cases = tuple(progress_of(case, centre.catalogue, now) for case in found(centre.store, asked, now))
        log.info("center.progress_asked", by=asked.by, cases=len(cases))
        return ProgressAnswer(cases=cases).model_dump(mode="json")

    @app.post("/progress", responses=answers(ProgressAnswer), openapi_extra=progress_call())
    async def progress(proved: Terminal) -> JSONResponse:
        return answered(await run_in_threadpool(told, proved.body))


def found(store: Store, asked: ByNumber | BySlip | ByIdentity, now: datetime) -> Iterable[Case]:
    """The cases that `asked` opens. Raises Rejected: 404, or 429 after many wrong codes."""
    with store.reading() as db:
        if isinstance(asked, ByIdentity):
            return casebook.by_holder(db, asked.cert_no, asked.name, CASES_SHOWN)
        if isinstance(asked, ByNumber):
            guesses.check(db, asked.number, now)
            case = casebook.by_number(db, asked.number, asked.query_code)
        else:
            case = casebook.by_slip(db, asked.terminal_no, asked.local_no)
            if case is None and (cases := casebook.of_package(db, asked.terminal_no, asked.local_no)):
                return cases
    if case is None and isinstance(asked, ByNumber):
        with store.writing() as db:
            guesses.note(db, asked.number, now)
    if case is None:
        raise Rejected(404, Code.NOT_FOUND, "no such case")
    return (case,)
