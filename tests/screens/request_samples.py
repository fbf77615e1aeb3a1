"""The pages of what is left for a department, with the reference centre's own words."""

from dataclasses import replace
from typing import Any

from kiosk import words
from kiosk.cases import form as forms
from kiosk.cases.sheet import sheet
from kiosk.catalog.models import said
from kiosk.documents.codes import code_png
from kiosk.documents.request_slip import copy_for_phone
from screens.page import Live, Page, Trail
from screens.pages.choose import Choose
from screens.pages.confirm import Confirm, Group
from screens.pages.fill_form import FillForm
from screens.pages.parts import Choice, Row
from screens.pages.read_guide import ReadGuide
from screens.pages.take_slip import TakeSlip
from screens.text import Text
from tests.screens.people_samples import CATALOG

KINDS = {kind.code: kind for kind in CATALOG.list.requests}
ITEM = CATALOG.by_code["352023910000"]  # 出生医学证明首次签发: done at the hospital
STEPS = Trail((words.STEP_REQUEST, words.STEP_FORM, words.STEP_CONFIRM, words.STEP_SLIP))
NUMBER = "1126-K7M3QX"
ENTERED = {
    "visit-who": "old",
    "request-name": "陈女士",
    "visit-address": "阔口社区荔园路 7 号 302 室",
    "visit-when": "morning",
    "request-phone": "13800001234",
}


def request_samples(guide: ReadGuide) -> dict[str, tuple[Page[Any], Trail]]:
    """`guide`: a guide to read, which takes requests here."""
    consult, visit = (sheet(CATALOG.forms[KINDS[code].form]) for code in ("consultation", "home-visit"))
    rows = tuple(Row(label, value) for label, value in forms.confirmed_rows(visit, ENTERED))
    to = (
        Row(words.REQUEST_ITEM, said(ITEM.name)),
        Row(words.REQUEST_TO, said(ITEM.department)),
    )
    kind = KINDS["home-visit"]
    choices = tuple(
        Choice(each.code, said(each.name), note=said(each.note), icon=each.icon) for each in KINDS.values()
    )
    return {
        "read-guide-request": (replace(guide, startable=False, request=True), Trail()),
        "request-kinds": (Choose(words.LEAVE_REQUEST_WHAT, choices, said(ITEM.name)), STEPS),
        "request-form": (
            FillForm(
                said(KINDS["consultation"].name),
                forms.shown_fields(consult),
                {},
                {"request-phone": Text("请填写", "Please fill in")},
            ),
            replace(STEPS, current=1),
        ),
        "request-confirm": (
            Confirm(said(kind.name), (Group(words.REQUEST, (*to, *rows)),)),
            replace(STEPS, current=2),
        ),
        "request-slip-missing": (
            TakeSlip(
                NUMBER,
                words.REQUEST_LEFT,
                words.REQUEST_NOTE_IT,
                printed=False,
                live=Live(),
                code=code_png(copy_for_phone(ITEM, kind, NUMBER), 8),
            ),
            replace(STEPS, current=3),
        ),
        "request-slip": (
            TakeSlip(NUMBER, words.REQUEST_LEFT, said(kind.next_step), printed=True),
            replace(STEPS, current=3),
        ),
    }
