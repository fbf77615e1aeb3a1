"""How the desk looks: plain HTML, no script, nothing from elsewhere."""

from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kiosk.center.contract import CaseState
from kiosk.center.reference.casebook import Case
from kiosk.center.reference.centre import Centre
from kiosk.center.reference.desk import NEEDS_NOTE, Desk, day_text, local_text, posts
from kiosk.center.reference.life import FOLLOWING, Order
from kiosk.center.reference.staff import Session
from kiosk.center.reference.words import state_name

PAGES = Path(__file__).parent / "pages"
ORDERS = {Order.REQUEST: "点单", Order.DISPATCH: "下单", Order.DECISION: "批单"}
VERBS = {
    CaseState.CORRECTION: "退回补正（一次性告知单）",
    CaseState.NOT_ACCEPTED: "不予受理",
    CaseState.ACCEPTED: "受理",
    CaseState.IN_REVIEW: "交办审查",
    CaseState.SPECIAL: "进入特别程序",
    CaseState.EXTENDED: "延长期限",
    CaseState.GRANTED: "准予",
    CaseState.DENIED: "不予",
    CaseState.WITHDRAWN: "申请人撤回",
    CaseState.TERMINATED: "终止",
    CaseState.DELIVERED: "已送达",
}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


DELIVERY = {"collect": "到窗口自取", "post": "邮寄", "electronic": "电子件"}


class DeskView:
    """Renders the pages of one centre's desk."""

    def __init__(self, centre: Centre, desk: Desk) -> None:
        self._centre = centre
        self._desk = desk
        self._pages = Environment(loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined)

    def page(self, name: str, session: Session | None, *, status: int = 200, **values: Any) -> HTMLResponse:
        """One page; `problem` is a sentence over it."""
        text = self._pages.get_template(name).render(
            session=session,
            named=lambda state: state_name(state).zh,
            item_name=lambda case: _item_name(self._centre, case),
            local=local_text,
            day=day_text,
            orders=ORDERS,
            **{"problem": "", **values},
        )
        return HTMLResponse(text, status, HEADERS)

    def case(self, case: Case, session: Session, problem: str = "", status: int = 200) -> HTMLResponse:
        """A case opened: what was handed in, what happened, what may be done."""
        may = FOLLOWING.get(case.state, frozenset())
        form = self._centre.catalogue.document.forms.get(case.item_code)
        return self.page(
            "case.html",
            session,
            status=status,
            problem=problem,
            case=case,
            line=self._desk.line(case),
            whole=self._desk.chain_holds(case.receive_no),
            values=[*_values(case, form), *_people(case)],
            files=_files(case, form),
            following=[state for state in VERBS if state in may],
            verbs=VERBS,
            noted=NEEDS_NOTE,
            posts=posts,
        )


def _item_name(centre: Centre, case: Case) -> str:
    item = centre.catalogue.items.get(case.item_code)
    return item.name.zh if item else case.item_code


def _values(case: Case, form: Any) -> list[tuple[str, str]]:
    labels = {field.key: field.label.zh for field in form.fields} if form else {}
    return [(labels.get(key, key), str(value)) for key, value in case.submission.form.items()]


def _people(case: Case) -> list[tuple[str, str]]:
    """Who stood at the terminal, for which company, how the result goes out, and what the case belongs to."""
    told = case.submission
    rows: list[tuple[str, str]] = []
    if told.agent is not None:
        consent = "申请人当面签名同意" if told.agent.authorisation == "present" else "有委托书"
        rows.append(("经办人", f"{told.agent.name}，{told.agent.relation}，{consent}"))
    if told.company is not None:
        role = "法定代表人" if told.company.role == "legal_representative" else "经办人"
        checked = "已核对" if told.company.verified else "自报，请核对"
        rows.append(("单位", f"{told.company.name}（{told.company.credit_code}），{role}，{checked}"))
    if told.delivery is not None:
        to = f"：{told.delivery.recipient}，{told.delivery.phone}，{told.delivery.address}"
        rows.append(("结果送达", DELIVERY[told.delivery.way] + (to if told.delivery.way == "post" else "")))
    if told.bundle is not None:
        rows.append(("一件事", f"{told.bundle.local_no}，共 {told.bundle.cases} 件"))
    return rows


def _files(case: Case, form: Any) -> list[tuple[str, str]]:
    names = {scan.code: scan.name.zh for scan in form.scans} if form else {}
    files = [
        (names.get(material.code, material.code), sheet.file)
        for material in case.submission.materials
        for sheet in material.pages
    ]
    signed = (("签名", case.submission.signature), ("同意代办的签名", case.submission.consent))
    return [*files, *((name, each.image.file) for name, each in signed if each is not None)]
