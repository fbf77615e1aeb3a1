"""The ways that a paper may come, and which of them are open."""

from datetime import date
from types import SimpleNamespace

import pytest

from kiosk.cases.draft import Draft, Given, Scanned
from kiosk.cases.handed_in import handed_in
from kiosk.cases.materials import (
    Paper,
    give,
    may_be_offered,
    needs_choice,
    open_papers,
    origin_of,
    papers_of,
    usable,
)
from kiosk.center.contract import MaterialOffer, Origin
from kiosk.center.reference.items import load_catalogue

DOCUMENT = load_catalogue().document
RESIDENCE, RELIEF = "350709901000", "350511902000"  # 居住证首次申领, 临时救助申请
TODAY = date(2025, 11, 3)


def a_draft(code: str, **scenario: str) -> Draft:
    (item,) = (item for item in DOCUMENT.items if item.code == code)
    catalog = SimpleNamespace(guides=DOCUMENT.guides, forms=DOCUMENT.forms, together=lambda _code: None)
    return Draft(catalog, item, scenario=scenario)  # type: ignore[arg-type]  what a draft reads of it


def paper(draft: Draft, code: str) -> Paper:
    return next(paper for paper in papers_of(draft) if paper.material.code == code)


def offer(**changes: object) -> MaterialOffer:
    words = {"zh": "不动产权证书", "en": "Property certificate"}
    said = {
        "material": "residence-proof",
        "origin": "licence",
        "ref": "ab" * 16,
        "title": words,
        "issuer": words,
        "issuedOn": date(2024, 1, 1),
        "grade": "A",
    }
    return MaterialOffer.model_validate(said | changes)


@pytest.mark.requirement("R27")
def test_what_government_issued_is_exempt_and_says_why():
    draft = a_draft(RESIDENCE, reason="home")
    assert paper(draft, "id-card").ways == (Origin.EXEMPT,)
    (card,) = (each for each in handed_in(draft) if each.origin is Origin.EXEMPT)
    assert card.how.zh == "免提交：现场读取身份信息"


@pytest.mark.requirement("R27")
def test_a_paper_offers_its_ways_the_least_effort_first():
    draft = a_draft(RESIDENCE, reason="home")
    ways = paper(draft, "residence-proof").ways
    assert ways == (Origin.LICENCE, Origin.HELD, Origin.SCAN, Origin.COMMITMENT)
    assert may_be_offered(papers_of(draft)) == ("photo", "residence-proof")


def test_papers_that_can_only_be_scanned_need_no_choice():
    assert needs_choice(papers_of(a_draft(RESIDENCE, reason="home")))
    assert not needs_choice(papers_of(a_draft(RELIEF)))


@pytest.mark.requirement("R28")
@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        ({"grade": "B"}, True),
        ({"grade": "C"}, False),
        ({"grade": "D"}, False),
        ({"validUntil": date(2025, 11, 3)}, True),
        ({"validUntil": date(2025, 11, 2)}, False),
        ({"material": "photo"}, False),
        ({"origin": "held"}, False),
    ],
)
def test_only_what_was_checked_and_is_in_force_is_taken_again(changes, counts):
    wanted = paper(a_draft(RESIDENCE, reason="home"), "residence-proof")
    assert (usable([offer(**changes)], wanted, Origin.LICENCE, TODAY) is not None) is counts


def test_of_several_the_best_checked_and_then_the_newest_is_taken():
    wanted = paper(a_draft(RESIDENCE, reason="home"), "residence-proof")
    checked, newer = offer(grade="B", issuedOn=TODAY), offer(ref="cd" * 16, issuedOn=date(2025, 1, 1))
    assert usable([offer(), checked, newer], wanted, Origin.LICENCE, TODAY) == newer


def test_a_paper_is_open_until_it_came_in_one_way():
    draft = a_draft(RESIDENCE, reason="home")
    papers = papers_of(draft)
    assert [each.material.code for each in open_papers(draft, papers)] == ["photo", "residence-proof"]
    draft.scans["photo"] = Scanned((b"page",), b"%PDF")
    wanted = paper(draft, "residence-proof")
    draft.scans["residence-proof"] = Scanned((b"page",), b"%PDF")
    give(draft, wanted, Given(Origin.LICENCE, offer()))
    assert open_papers(draft, papers) == ()
    assert origin_of(draft, wanted) is Origin.LICENCE
    assert "residence-proof" not in draft.scans


@pytest.mark.requirement("R31")
def test_a_paper_that_comes_later_says_until_when():
    draft = a_draft(RESIDENCE, reason="work")
    give(draft, paper(draft, "work-proof"), Given(Origin.LATER, strokes=(((0.1, 0.1), (0.2, 0.2)),)))
    (later,) = (each for each in handed_in(draft) if each.origin is Origin.LATER)
    assert later.how.zh == "容缺，受理后 10 个工作日内补交"


def test_another_case_forgets_what_was_given_for_this_one():
    draft = a_draft(RESIDENCE, reason="home")
    give(draft, paper(draft, "residence-proof"), Given(Origin.LICENCE, offer()))
    draft.choose_case({"reason": "work"})
    assert not draft.given
