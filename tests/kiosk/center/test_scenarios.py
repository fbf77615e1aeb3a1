"""办事情形: the answers decide which papers are asked for, and which case is done elsewhere."""

import copy

import pytest
from pydantic import ValidationError

from kiosk.center.contract import Guide
from kiosk.center.reference.items import load_catalogue

GUIDES = load_catalogue().document.guides
RESIDENCE = GUIDES["350709901000"]  # 居住证首次申领

pytestmark = pytest.mark.requirement("R19")


def papers(guide, **answers):
    return [material.code for material in guide.materials_for(answers)]


def test_an_answer_brings_its_papers_and_no_others():
    assert papers(RESIDENCE, reason="home") == ["id-card", "photo", "residence-proof"]
    assert papers(RESIDENCE, reason="work") == ["id-card", "photo", "work-proof"]
    assert papers(RESIDENCE) == ["id-card", "photo"]


def test_a_guide_without_questions_asks_for_all_its_papers():
    plain = GUIDES["350511902000"]
    assert plain.question({}) is None
    assert len(plain.materials_for({})) == len(plain.materials)


def test_questions_follow_each_other_until_nothing_is_open():
    raw = RESIDENCE.model_dump(mode="json")
    first = raw["scenarios"][0]
    raw["scenarios"].append({**copy.deepcopy(first), "code": "second"})
    first["options"][0]["next"] = "second"
    guide = Guide.model_validate(raw)
    assert guide.question({}).code == "reason"
    assert guide.question({"reason": "work"}) is None
    assert guide.question({"reason": "home"}).code == "second"
    assert guide.question({"reason": "home", "second": "study"}) is None
    assert papers(guide, reason="home", second="study") == [
        "id-card",
        "photo",
        "residence-proof",
        "study-proof",
    ]
    # What was answered on another way does not count.
    assert papers(guide, reason="work", second="study") == ["id-card", "photo", "work-proof"]


@pytest.mark.parametrize(
    "change",
    [
        lambda question: question["options"][0].update(next="reason"),
        lambda question: question["options"][0].update(next="nowhere"),
        lambda question: question["options"][0].update(materials=["nothing"]),
        lambda question: question.update(options=question["options"][:1]),
    ],
)
def test_a_tree_that_leads_nowhere_or_back_is_refused(change):
    raw = RESIDENCE.model_dump(mode="json")
    change(raw["scenarios"][0])
    with pytest.raises(ValidationError):
        Guide.model_validate(raw)
