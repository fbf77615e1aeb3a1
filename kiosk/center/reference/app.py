"""The reference centre's routes: the contract's calls, checks of certificates, the operators' records."""

import hmac
from operator import attrgetter
from typing import Annotated, Any

import structlog
from fastapi import Depends, FastAPI, Header, Query
from fastapi import Request as HttpRequest
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse

from kiosk.center.contract import (
    BATCH_TYPE,
    ENVELOPE_TYPE,
    BatchAnswer,
    Code,
    CompanyAnswer,
    CompanyRequest,
    Entitlement,
    EntitlementRequest,
    EnvelopeKind,
    Form,
    Guide,
    HeldAnswer,
    HeldRequest,
    Inquiry,
    ItemCode,
    Key,
    Label,
    LicenceCopy,
    ListAnswer,
    OffersAnswer,
    OwnLicencesAnswer,
    PaperGrant,
    Proof,
    RatingScheme,
    Receipt,
    Regions,
    TerminalNo,
    Tool,
    unframed,
)
from kiosk.center.reference.booking_routes import add_booking_routes
from kiosk.center.reference.centre import Centre
from kiosk.center.reference.described import (
    RECEIPT,
    answers,
    licence_copy_call,
    offers_call,
    own_licences_call,
    paper_call,
    person_call,
    proof_call,
    signed_call,
)
from kiosk.center.reference.desk_pages import add_desk_routes
from kiosk.center.reference.gate import Gate, Proved
from kiosk.center.reference.guide_page import guide_page
from kiosk.center.reference.intake import Labels, Rejected
from kiosk.center.reference.track import add_progress_route
from kiosk.center.reference.uploads import add_upload_routes
from kiosk.center.reference.wrapped import answered

log = structlog.get_logger()


def build_app(centre: Centre) -> FastAPI:
    """The ASGI application of one centre."""
    app = FastAPI(
        title="Centre of self-service terminals",
        version="1",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        generate_unique_id_function=attrgetter("name"),
    )
    gate = Gate(centre.keys, None if centre.alone else centre.store)
    _add_terminal_routes(app, centre, gate)
    _add_catalogue_routes(app, centre, Depends(gate))
    _add_public_routes(app, centre)
    add_desk_routes(app, centre)

    @app.exception_handler(Rejected)
    async def rejected(_: HttpRequest, error: Rejected) -> JSONResponse:
        log.warning("center.request_rejected", status=error.status, code=error.code.value)
        return answered(None, error.code, str(error), error.status)

    @app.exception_handler(RequestValidationError)
    async def malformed(_: HttpRequest, __: RequestValidationError) -> JSONResponse:
        return answered(None, Code.BAD_REQUEST, "the path or query is not of the contract", 400)

    @app.exception_handler(404)
    async def no_route(_: HttpRequest, __: Exception) -> JSONResponse:
        return answered(None, Code.NOT_FOUND, "no such call", 404)

    @app.exception_handler(405)
    async def no_method(_: HttpRequest, __: Exception) -> JSONResponse:
        return answered(None, Code.BAD_REQUEST, "not with this method", 405)

    @app.exception_handler(Exception)
    async def failed(_: HttpRequest, __: Exception) -> JSONResponse:
        return answered(None, Code.FAILED, "the centre failed", 500)

    return app


def _add_terminal_routes(app: FastAPI, centre: Centre, gate: Gate) -> None:
    add_upload_routes(app, gate, centre.uploads)
    add_progress_route(app, gate, centre)
    add_booking_routes(app, gate, centre)
    _add_person_routes(app, centre, Depends(gate))
    _add_licence_routes(app, centre, Depends(gate))
    Terminal = Annotated[Proved, Depends(gate)]  # noqa: N806 - a type

    @app.post(
        "/envelopes",
        responses=answers(Receipt, RECEIPT),
        openapi_extra=signed_call(ENVELOPE_TYPE),
    )
    async def envelopes(
        proved: Terminal,
        key: Annotated[Key, Query(alias="id")],
        item_code: Annotated[ItemCode, Query(alias="itemCode")],
        kind: EnvelopeKind,
        upload: str | None = None,
    ) -> JSONResponse:
        labels = Labels(key, kind, item_code, proved.terminal_no)
        sealed = proved.body
        if upload is not None:
            sealed = await run_in_threadpool(centre.uploads.whole, proved.terminal_no, upload)
        receipt = await run_in_threadpool(centre.take, labels, sealed)
        return answered(centre.signed(receipt.model_dump(mode="json")))

    @app.post("/envelopes/batch", responses=answers(BatchAnswer), openapi_extra=signed_call(BATCH_TYPE))
    async def batch(proved: Terminal) -> JSONResponse:
        try:
            parts = unframed(proved.body)
        except ValueError as error:
            raise Rejected(400, Code.BAD_REQUEST, "the batch is not framed as the contract says") from error
        return answered(await run_in_threadpool(centre.take_batch, parts, proved.terminal_no))

    @app.post("/proofs/{item_code}", responses=answers(Proof), openapi_extra=proof_call())
    async def proofs(
        proved: Terminal, item_code: ItemCode, key: Annotated[Key, Query(alias="id")]
    ) -> JSONResponse:
        return answered(await run_in_threadpool(centre.prove, item_code, key, proved))

    @app.post("/cases/paper", responses=answers(PaperGrant), openapi_extra=paper_call())
    async def paper(proved: Terminal) -> JSONResponse:
        return answered(await run_in_threadpool(centre.paper, proved))

    @app.post("/inquiries/{item_code}", responses=answers(Inquiry), openapi_extra=proof_call())
    async def inquiries(proved: Terminal, item_code: ItemCode) -> JSONResponse:
        return answered(centre.inquire(item_code, proved).model_dump(mode="json"))


def _add_catalogue_routes(app: FastAPI, centre: Centre, signed: Any) -> None:
    document = centre.catalogue.raw

    @app.get("/items", dependencies=[signed], responses=answers(ListAnswer), openapi_extra=signed_call())
    async def items(since: str | None = None) -> JSONResponse:
        return answered(centre.catalogue.answer(since))

    @app.get(
        "/guides",
        dependencies=[signed],
        responses=answers(dict[ItemCode, Guide]),
        openapi_extra=signed_call(),
    )
    async def guides(codes: str) -> JSONResponse:
        return answered(centre.catalogue.some("guides", codes.split(",")))

    @app.get(
        "/forms", dependencies=[signed], responses=answers(dict[ItemCode, Form]), openapi_extra=signed_call()
    )
    async def forms(codes: str) -> JSONResponse:
        return answered(centre.catalogue.some("forms", codes.split(",")))

    @app.get(
        "/tools", dependencies=[signed], responses=answers(dict[ItemCode, Tool]), openapi_extra=signed_call()
    )
    async def tools(codes: str) -> JSONResponse:
        return answered(centre.catalogue.some("tools", codes.split(",")))

    @app.get(
        "/rating-scheme", dependencies=[signed], responses=answers(RatingScheme), openapi_extra=signed_call()
    )
    async def rating_scheme() -> JSONResponse:
        return answered(document["rating"])

    @app.get("/regions", dependencies=[signed], responses=answers(Regions), openapi_extra=signed_call())
    async def regions() -> JSONResponse:
        return answered(_found(document["regions"]))


def _add_person_routes(app: FastAPI, centre: Centre, signed: Any) -> None:
    """What is asked about a person and answered at once."""
    Terminal = Annotated[Proved, signed]  # noqa: N806 - a type

    @app.post("/companies", responses=answers(CompanyAnswer), openapi_extra=person_call(CompanyRequest))
    async def companies(proved: Terminal) -> JSONResponse:
        return answered(await run_in_threadpool(centre.company, proved))

    @app.post("/people/held", responses=answers(HeldAnswer), openapi_extra=person_call(HeldRequest))
    async def held(proved: Terminal) -> JSONResponse:
        return answered(await run_in_threadpool(centre.held, proved))

    @app.post(
        "/entitlements/{item_code}",
        responses=answers(Entitlement),
        openapi_extra=person_call(EntitlementRequest),
    )
    async def entitlements(proved: Terminal, item_code: ItemCode) -> JSONResponse:
        return answered(await run_in_threadpool(centre.entitlement, item_code, proved))


def _add_licence_routes(app: FastAPI, centre: Centre, signed: Any) -> None:
    """The e-licences of a person: for a case, to look at, on paper."""
    Terminal = Annotated[Proved, signed]  # noqa: N806 - a type

    @app.post("/licences/query", responses=answers(OffersAnswer), openapi_extra=offers_call())
    async def offers(proved: Terminal) -> JSONResponse:
        return answered(await run_in_threadpool(centre.offer, proved))

    @app.post("/licences/own", responses=answers(OwnLicencesAnswer), openapi_extra=own_licences_call())
    async def own_licences(proved: Terminal) -> JSONResponse:
        return answered(await run_in_threadpool(centre.own_licences, proved))

    @app.post("/licences/copy", responses=answers(LicenceCopy), openapi_extra=licence_copy_call())
    async def licence_copy(proved: Terminal) -> JSONResponse:
        return answered(await run_in_threadpool(centre.licence_copy, proved))


def _add_public_routes(app: FastAPI, centre: Centre) -> None:
    @app.get("/g/{item_code}", include_in_schema=False)
    async def guide(item_code: ItemCode) -> HTMLResponse:
        """The guide that a citizen takes away by its code; public, like every guide."""
        if item_code not in centre.catalogue.document.guides:
            raise Rejected(404, Code.NOT_FOUND, "no such guide")
        return HTMLResponse(guide_page(centre.catalogue.document, item_code))

    @app.get("/verify/{verify_code}", responses=answers(dict[str, Any]))
    async def verify(verify_code: Label) -> JSONResponse:
        """For whoever was handed a certificate; the code is the key, and shows a masked name only."""
        return answered(_found(await run_in_threadpool(centre.store.verified, verify_code)))

    @app.get("/operator/licence-calls/{month}", include_in_schema=False)
    async def licence_calls(month: Label, authorization: Annotated[str, Header()] = "") -> JSONResponse:
        """The calls of one month (2026-11) and their count by type (R55)."""
        _for_operators(centre, authorization)
        return answered(await run_in_threadpool(centre.licences.calls, month))

    @app.get("/operator/records/{terminal_no}/{local_no}", include_in_schema=False)
    async def records(
        terminal_no: TerminalNo, local_no: Label, authorization: Annotated[str, Header()] = ""
    ) -> JSONResponse:
        """The full record of one visit. Not for terminals: a stolen terminal's key must not open it."""
        _for_operators(centre, authorization)
        return answered(_found(await run_in_threadpool(centre.store.record, terminal_no, local_no)))


def _for_operators(centre: Centre, authorization: str) -> None:
    expected = f"Bearer {centre.keys.operator_token}"
    if not hmac.compare_digest(expected.encode(), authorization.encode()):
        raise Rejected(401, Code.BAD_SIGNATURE, "the operator's token is missing or wrong")


def _found(data: Any) -> Any:
    if data is None:
        raise Rejected(404, Code.NOT_FOUND, "no such record")
    return data
