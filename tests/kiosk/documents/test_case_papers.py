"""The A4 papers of a case, from the centre's answer to the page."""

import json
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
import typst
import zxingcpp

from kiosk.cases.draft import Draft, Given, Scanned
from kiosk.center.contract import CasePaper, Origin, PaperGrant, Receipt
from kiosk.center.reference.items import load_catalogue
from kiosk.center.reference.stamps import SealKind, drawn
from kiosk.config import Terminal
from kiosk.documents import official
from kiosk.documents.case_papers import drawn_for, due_papers, matter_of
from kiosk.documents.commitment_letter import TEMPLATE, statements, template_data

DOCUMENT = load_catalogue().document
RELIEF, RESIDENCE = "350511902000", "350709901000"
HOLDER = ("喆堃赟", "359999199001010017")
TERMINAL = Terminal(number="DEMO-0001")
WORDS = {"zh": "困难证明", "en": "Proof"}
DEFECT = {
    "name": WORDS,
    "problem": {"zh": "没有提交", "en": "Missing"},
    "cure": {"zh": "请扫描提交", "en": "Scan it"},
}


def a_draft(code=RELIEF, **scenario):
    (item,) = (item for item in DOCUMENT.items if item.code == code)
    catalog = SimpleNamespace(guides=DOCUMENT.guides, forms=DOCUMENT.forms, together=lambda _code: None)
    return Draft(catalog, item, number="1103-7KQ2MX", scenario=scenario)


def a_receipt(**changes):
    receipt = {
        "id": "ab" * 16,
        "kind": "case",
        "receiveNo": "1" * 43,
        "queryCode": "7KQ2MX",
        "state": "accepted",
        "promisedDays": 10,
        "dueOn": "2025-11-17",
        "acceptedAt": "2025-11-03T02:00:00Z",
        "digest": "ab" * 32,
    }
    return Receipt.model_validate(receipt | changes)


def a_grant(paper=CasePaper.ACCEPTANCE):
    number = "演政务受〔2025〕1号"
    seal = {
        "organisation": "演示市政务服务中心",
        "kind": "reception",
        "recordNo": "3599990010012",
        "status": "registered",
        "validFrom": date(2024, 1, 1),
        "validUntil": date(2034, 12, 31),
        "boundTo": number,
        "image": drawn("演示市政务服务中心", SealKind.RECEPTION),
    }
    grant = {"paper": paper, "receiveNo": "1" * 43, "number": number, "office": seal["organisation"]}
    return PaperGrant.model_validate(grant | {"issuedOn": date(2025, 11, 3), "seal": seal})


def pictures(paper):
    data = {"data": json.dumps(official.template_data(paper), ensure_ascii=False)}
    drawing = typst.compile(
        official.TEMPLATE, font_paths=[official.FONTS], sys_inputs=data, format="png", ppi=100
    )
    pages = drawing if isinstance(drawing, list) else [drawing]
    return [cv2.imdecode(np.frombuffer(page, np.uint8), cv2.IMREAD_COLOR) for page in pages]


@pytest.mark.requirement("R22")
def test_an_acceptance_is_due_where_the_item_has_one_and_the_centre_accepted():
    assert due_papers(a_draft(), a_receipt()) == (CasePaper.ACCEPTANCE,)
    assert due_papers(a_draft(), a_receipt(state="submitted")) == ()
    assert due_papers(a_draft(), a_receipt(state=None)) == ()
    assert due_papers(a_draft(RESIDENCE), a_receipt()) == ()


@pytest.mark.requirement("R23")
def test_a_case_to_be_corrected_has_one_notice_with_every_defect_whatever_the_item():
    receipt = a_receipt(state="correction", defects=[DEFECT] * 3, correctUntil="2025-11-24")
    assert due_papers(a_draft(RESIDENCE), receipt) == (CasePaper.NOTICE,)
    (notice,) = drawn_for(a_draft(), receipt, a_grant(CasePaper.NOTICE), HOLDER, TERMINAL)
    assert len(notice.tables[0].rows) == 3
    assert any("2025年11月24日" in sentence for sentence in notice.closing)


@pytest.mark.requirement("R22")
@pytest.mark.requirement("R83")
def test_an_acceptance_bears_number_due_date_materials_and_a_masked_number():
    draft = a_draft()
    draft.scans["hardship-proof"] = Scanned((b"page", b"page"), b"%PDF")
    (paper,) = drawn_for(draft, a_receipt(), a_grant(), HOLDER, TERMINAL)
    said = json.dumps(official.template_data(replace(paper, seal="")), ensure_ascii=False)
    assert paper.number == "演政务受〔2025〕1号"
    assert "2025年11月17日前办结" in said
    assert ("困难证明", "扫描件", "1", "2") in paper.tables[0].rows
    assert ("居民身份证", "免提交", "—", "—") in paper.tables[0].rows
    assert HOLDER[1] not in said


@pytest.mark.requirement("R31")
def test_what_comes_later_stands_on_the_acceptance_and_on_a_notice_of_its_own():
    draft = a_draft(RESIDENCE, reason="work")
    draft.given["work-proof"] = Given(Origin.LATER)
    later = {"material": "work-proof", "name": WORDS, "until": "2025-11-17"}
    acceptance, deferral = drawn_for(draft, a_receipt(toFollow=[later]), a_grant(), HOLDER, TERMINAL)
    assert deferral.title == "容缺受理通知书"
    for paper in (acceptance, deferral):
        assert ("困难证明", "2025年11月17日") in paper.tables[-1].rows
    assert "work-proof" not in json.dumps(acceptance.tables[0].rows)


STROKES = (((0.1, 0.2), (0.9, 0.8)), ((0.1, 0.8), (0.9, 0.2)))


def promised(**given):
    """A draft whose papers were promised, and the centre's answer to it."""
    draft = a_draft(RESIDENCE, reason="home" if "residence-proof" in given else "work")
    draft.given |= {code: Given(origin, strokes=STROKES) for code, origin in given.items()}
    return draft, a_receipt(toFollow=[{"material": "work-proof", "name": WORDS, "until": "2025-11-17"}])


def letter_pages(draft, receipt):
    matter = matter_of(draft, receipt, HOLDER, TERMINAL, a_grant())
    data = template_data(matter, statements(draft, receipt), HOLDER[0])
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    drawing = typst.compile(TEMPLATE, font_paths=[official.FONTS], sys_inputs=inputs, format="png", ppi=100)
    pages = drawing if isinstance(drawing, list) else [drawing]
    return [cv2.imdecode(np.frombuffer(page, np.uint8), cv2.IMREAD_GRAYSCALE) for page in pages]


@pytest.mark.requirement("R31")
def test_the_letter_of_commitment_bears_what_was_told_promised_and_signed():
    draft, receipt = promised(**{"residence-proof": Origin.COMMITMENT})
    (statement,) = statements(draft, receipt)
    undertaking = next(each.undertaking for each in draft.guide.materials if each.code == "residence-proof")
    assert "".join(statement.text) in undertaking.text.zh
    assert statement.strokes == STROKES
    said = json.dumps(
        template_data(matter_of(draft, receipt, HOLDER, TERMINAL, None), (statement,), HOLDER[0]),
        ensure_ascii=False,
    )
    for needed in (statement.name, "撤销决定", receipt.receive_no, HOLDER[0], draft.item.department.zh):
        assert needed in said
    assert HOLDER[1] not in said
    signed, unsigned = letter_pages(draft, receipt), letter_pages(_unsigned(draft), receipt)
    assert len(signed) == 1
    assert (signed[0] < 128).sum() > (unsigned[0] < 128).sum() + 300  # the strokes


def _unsigned(draft):
    draft.given |= {code: replace(given, strokes=()) for code, given in draft.given.items()}
    return draft


@pytest.mark.requirement("R31")
def test_a_paper_that_follows_stands_on_the_letter_with_its_last_day():
    (statement,) = statements(*promised(**{"work-proof": Origin.LATER}))
    assert "2025年11月17日前补交" in statement.way


def test_papers_that_were_handed_in_need_no_letter():
    draft, receipt = promised(**{"residence-proof": Origin.LICENCE})
    assert statements(draft, receipt) == ()


@pytest.mark.parametrize("name", ["喆堃赟䶮", "阿依古丽·买买提" * 6, '"#image("x")'])
def test_its_code_is_read_and_its_seal_is_red_whatever_the_name(name):
    (paper,) = drawn_for(a_draft(), a_receipt(), a_grant(), (name, HOLDER[1]), TERMINAL)
    last = pictures(paper)[-1]
    (code,) = zxingcpp.read_barcodes(last)
    assert code.text == "kiosk:DEMO-0001:1103-7KQ2MX"
    blue, green, red = (last[..., channel].astype(int) for channel in range(3))
    assert ((red - green > 100) & (red - blue > 100)).sum() > 1000


def test_forty_defects_take_their_pages_and_end_with_the_seal():
    receipt = a_receipt(state="correction", defects=[DEFECT] * 40, correctUntil="2025-11-24")
    (notice,) = drawn_for(a_draft(), receipt, a_grant(CasePaper.NOTICE), HOLDER, TERMINAL)
    pages = pictures(notice)
    assert len(pages) in {2, 3}
    assert zxingcpp.read_barcodes(pages[-1])
