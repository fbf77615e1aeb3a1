"""POST /progress and /cases/returned: who may see what of which case (R37)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

import structlog
from fastapi import Depends, FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from kiosk.center.contract import (
    ByIdentity,
    ByNumber,
    BySlip,
    CaseState,
    Code,
    ProgressAnswer,
    ProgressRequest,
    ReturnedCase,
    ReturnedRequest,
)
from kiosk.center.reference import casebook, guesses
from kiosk.center.reference.casebook import Case
from kiosk.center.reference.centre import Centre
from kiosk.center.reference.described import answers, progress_call, returned_call
from kiosk.center.reference.gate import Gate, Proved
from kiosk.center.reference.intake import Rejected, parsed
from kiosk.center.reference.progress import progress_of
from kiosk.center.reference.store import Store
from kiosk.center.reference.wrapped import answered

log = structlog.get_logger()

CASES_SHOWN = 50  # of one person at once


def add_progress_route(app: FastAPI, gate: Gate, centre: Centre) -> None:
    """POST /progress, and what a case that awaits its correction holds."""
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

    @app.post("/cases/returned", responses=answers(ReturnedCase), openapi_extra=returned_call())
    async def returned(proved: Terminal) -> JSONResponse:
        return answered(await run_in_threadpool(given_in, centre, proved))


def given_in(centre: Centre, proved: Proved) -> dict[str, Any]:
    """What was given last in a case that awaits its correction, for its applicant. Raises Rejected."""
    request = parsed(ReturnedRequest, proved.body)
    if request.terminal_no != proved.terminal_no:
        raise Rejected(422, Code.INVALID, "the terminal differs from the one that signed")
    with centre.store.reading() as db:
        case = casebook.found(db, request.receive_no)
    if (
        case is None
        or case.state is not CaseState.CORRECTION
        or case.holder != casebook.holder_of(request.cert_no)
        or case.submission.applicant.name != request.name
    ):
        raise Rejected(404, Code.NOT_FOUND, "no case of this person that awaits a correction")
    given, company = case.submission, case.submission.company
    log.info("center.returned_case_asked", item=case.item_code)
    return ReturnedCase(
        receive_no=case.receive_no,
        item_code=case.item_code,
        scenario=given.scenario,
        form=given.form,
        company=company and company.model_copy(update={"licence": ""}),
        delivery=given.delivery,
        defects=progress_of(case, centre.catalogue, centre.now()).defects,
    ).model_dump(mode="json")


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
