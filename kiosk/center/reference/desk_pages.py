"""The desk's routes under /desk: who comes in, and what is done there; each form bears its session."""

import hmac
from urllib.parse import parse_qs

from fastapi import FastAPI
from fastapi import Request as HttpRequest
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from kiosk.center.contract import CaseState, Code
from kiosk.center.reference.bookings import Bookings
from kiosk.center.reference.centre import Centre
from kiosk.center.reference.desk import Desk, defect_of
from kiosk.center.reference.desk_view import HEADERS, PAGES, DeskView
from kiosk.center.reference.intake import Rejected
from kiosk.center.reference.left import LeftDesk
from kiosk.center.reference.staff import SESSION_S, Session, Staff

COOKIE = "desk"
MAX_FORM_BYTES = 64 * 1024
MEDIA = {"pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}


def add_desk_routes(app: FastAPI, centre: Centre) -> None:
    """Login, list, case, its files and its steps; what was left for the departments, and who has booked."""
    desk, staff = Desk(centre), Staff(centre.store)
    view = DeskView(centre, desk)
    _add_login(app, view, staff, secure=centre.public_url.startswith("https://"))
    _add_cases(app, view, desk, staff)
    _add_steps(app, view, desk, staff)
    _add_left(app, view, centre, staff)


def _add_login(app: FastAPI, view: DeskView, staff: Staff, *, secure: bool) -> None:
    @app.get("/desk/desk.css", include_in_schema=False)
    async def style() -> Response:
        return Response((PAGES / "desk.css").read_text(encoding="utf-8"), media_type="text/css")

    @app.get("/desk/login", include_in_schema=False)
    async def login() -> HTMLResponse:
        return view.page("login.html", None)

    @app.post("/desk/login", include_in_schema=False)
    async def enter(http: HttpRequest) -> Response:
        form = await _form(http)
        token = await run_in_threadpool(staff.enter, _one(form, "name"), _one(form, "password"))
        if token is None:
            said = "姓名或密码不对；连续输错五次，十五分钟内不能登录"
            return view.page("login.html", None, status=403, problem=said)
        answer = RedirectResponse("/desk", 303, HEADERS)
        answer.set_cookie(
            COOKIE,
            token,
            max_age=int(SESSION_S),
            path="/desk",
            httponly=True,
            samesite="strict",
            secure=secure,
        )
        return answer

    @app.post("/desk/logout", include_in_schema=False)
    async def leave(http: HttpRequest) -> Response:
        session = await _here(staff, http)
        if session is not None:
            _check(await _form(http), session)
            await run_in_threadpool(staff.leave, http.cookies[COOKIE])
        return RedirectResponse("/desk/login", 303, HEADERS)


def _add_cases(app: FastAPI, view: DeskView, desk: Desk, staff: Staff) -> None:
    @app.get("/desk", include_in_schema=False)
    async def cases(http: HttpRequest, state: str = "", number: str = "", only: str = "") -> Response:
        session = await _here(staff, http)
        if session is None:
            return RedirectResponse("/desk/login", 303, HEADERS)
        lines = await run_in_threadpool(desk.lines, state, number, only)
        return view.page(
            "cases.html", session, lines=lines, states=list(CaseState), state=state, number=number
        )

    @app.get("/desk/cases/{receive_no}", include_in_schema=False)
    async def case(http: HttpRequest, receive_no: str) -> Response:
        session = await _here(staff, http)
        if session is None:
            return RedirectResponse("/desk/login", 303, HEADERS)
        return await run_in_threadpool(lambda: view.case(desk.case(receive_no), session))

    @app.get("/desk/cases/{receive_no}/files/{name}", include_in_schema=False)
    async def file(http: HttpRequest, receive_no: str, name: str) -> Response:
        if await _here(staff, http) is None:
            return RedirectResponse("/desk/login", 303, HEADERS)
        content = await run_in_threadpool(desk.file, receive_no, name)
        media = MEDIA.get(name.rpartition(".")[2].lower(), "application/octet-stream")
        return Response(content, media_type=media, headers={**HEADERS, "Content-Disposition": "inline"})


def _add_steps(app: FastAPI, view: DeskView, desk: Desk, staff: Staff) -> None:
    @app.post("/desk/cases/{receive_no}/{state}", include_in_schema=False)
    async def step(http: HttpRequest, receive_no: str, state: CaseState) -> Response:
        session = await _here(staff, http)
        if session is None:
            return RedirectResponse("/desk/login", 303, HEADERS)
        form = await _form(http)
        _check(form, session)

        def done() -> Response:
            rows = zip(form.get("name", []), form.get("problem", []), form.get("cure", []), strict=False)
            try:
                desk.step(
                    receive_no,
                    state,
                    session.name,
                    seen=_number(form, "seen"),
                    note=_one(form, "note"),
                    days=_number(form, "days"),
                    tracking=_one(form, "tracking"),
                    defects=[defect_of(*row) for row in rows if all(map(str.strip, row))],
                )
            except Rejected as error:
                return view.case(desk.case(receive_no), session, str(error), error.status)
            return RedirectResponse(f"/desk/cases/{receive_no}", 303, HEADERS)

        return await run_in_threadpool(done)


def _add_left(app: FastAPI, view: DeskView, centre: Centre, staff: Staff) -> None:
    left = LeftDesk(centre)

    def page(session: Session, department: str, problem: str = "", status: int = 200) -> Response:
        lines, departments = left.lines(department), centre.catalogue.document.departments
        told = {"lines": lines, "departments": departments, "department": department, "problem": problem}
        return view.page("requests.html", session, status=status, **told)

    @app.get("/desk/requests", include_in_schema=False)
    async def requests(http: HttpRequest, department: str = "") -> Response:
        session = await _here(staff, http)
        if session is None:
            return RedirectResponse("/desk/login", 303, HEADERS)
        return await run_in_threadpool(page, session, department)

    @app.get("/desk/bookings", include_in_schema=False)
    async def booked(http: HttpRequest) -> Response:
        session = await _here(staff, http)
        if session is None:
            return RedirectResponse("/desk/login", 303, HEADERS)
        lines = await run_in_threadpool(Bookings(centre).to_come)
        return view.page("bookings.html", session, lines=lines)

    @app.post("/desk/requests/{request_id}", include_in_schema=False)
    async def answer(http: HttpRequest, request_id: str) -> Response:
        session = await _here(staff, http)
        if session is None:
            return RedirectResponse("/desk/login", 303, HEADERS)
        form = await _form(http)
        _check(form, session)
        try:
            await run_in_threadpool(left.answer, request_id, session.name, _one(form, "answer"))
        except Rejected as error:
            return await run_in_threadpool(page, session, "", str(error), error.status)
        return RedirectResponse("/desk/requests", 303, HEADERS)


async def _here(staff: Staff, http: HttpRequest) -> Session | None:
    token = http.cookies.get(COOKIE, "")
    return await run_in_threadpool(staff.session, token) if token else None


async def _form(http: HttpRequest) -> dict[str, list[str]]:
    body = bytearray()
    async for chunk in http.stream():
        body += chunk
        if len(body) > MAX_FORM_BYTES:
            raise Rejected(413, Code.TOO_LARGE, "the form is too large")
    return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)


def _one(form: dict[str, list[str]], name: str) -> str:
    return form.get(name, [""])[0]


def _number(form: dict[str, list[str]], name: str) -> int:
    text = _one(form, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _check(form: dict[str, list[str]], session: Session) -> None:
    """A page elsewhere cannot know it, and its request does not bear the cookie either."""
    if not hmac.compare_digest(_one(form, "csrf").encode(), session.csrf.encode()):
        raise Rejected(403, Code.BAD_SIGNATURE, "the form is not of this session")
