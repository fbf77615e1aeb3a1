"""一件事: several items as one matter, with everything that is asked alike asked once."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from kiosk.cases.defects import problems
from kiosk.cases.draft import Draft, Scanned
from kiosk.catalog.catalog import Catalog
from kiosk.center.contract import Form, Guide, Item, ItemList, Package
from kiosk.center.reference.items import load_catalogue

DOCUMENT = load_catalogue().document
CATALOG = Catalog(
    list=DOCUMENT, sha256="", guides=DOCUMENT.guides, forms=DOCUMENT.forms, rating=DOCUMENT.rating
)
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
CODES = [package.code for package in DOCUMENT.packages]


def draft_of(code: str, **scenario: str) -> Draft:
    draft = Draft.begin(CATALOG, CATALOG.entry(code), NOW)
    draft.scenario = dict(scenario)
    return draft


@pytest.mark.requirement("R34")
def test_the_list_has_the_five_packages_of_companies_and_the_eight_of_citizens():
    audiences = Counter(package.audience for package in DOCUMENT.packages)
    assert audiences == {"company": 5, "person": 8}


@pytest.mark.requirement("R34")
@pytest.mark.parametrize("code", CODES)
def test_each_package_can_be_applied_for_and_asks_nothing_twice(code):
    draft = draft_of(code)
    assert draft.item.startable
    keys = [question.key for question in draft.sheet.questions]
    assert len(keys) == len(set(keys))
    scans = [scan.code for scan in draft.form.scans]
    assert len(scans) == len(set(scans))
    materials = [material.code for material in draft.guide.materials]
    assert len(materials) == len(set(materials))


@pytest.mark.requirement("R34")
def test_answers_decide_which_cases_there_are():
    def cases(**answers):
        return {case.item.name.zh for case in draft_of("business-start", **answers).split()}

    least = cases(invoices="no", bank="no", staff="no")
    most = cases(invoices="yes", bank="yes", staff="yes")
    assert least == {"企业名称自主申报", "公司设立登记"}
    assert most - least == {
        "发票领用",
        "银税三方（委托）划缴协议",
        "企业社会保险登记",
        "住房公积金单位缴存登记",
    }


@pytest.mark.requirement("R34")
def test_what_was_asked_once_stands_in_each_case_that_asks_for_it_under_one_parent():
    draft = draft_of("business-start", invoices="no", bank="no", staff="yes")
    draft.values = {"phone": "13800000000", "staff-number": 3, "trade": "food"}
    draft.scans = {scan.code: Scanned((b"page",), b"%PDF") for scan in draft.form.scans}
    first, again = draft.split(), draft.split()
    assert [case.case_id for case in first] == [case.case_id for case in again]
    assert len({case.case_id for case in first}) == len(first)
    assert {case.bundle for case in first} == {first[0].bundle}
    assert [case.values["phone"] for case in first] == ["13800000000"] * len(first)
    assert [case.values.get("staff-number") for case in first] == [None, None, 3, 3]
    assert any(case.scans for case in first)
    draft.wipe()
    assert [case.values for case in again] == [{}] * len(again)


@pytest.mark.requirement("R34")
@pytest.mark.requirement("R99")
def test_every_defect_of_every_form_is_told_at_once():
    draft = draft_of("business-start", invoices="yes", bank="no", staff="yes")
    told = problems(draft.sheet, {"phone": "12"}, date(2026, 11, 25))
    assert {"phone", "trade", "staff-number", "shop-address", "invoice-kind"} <= set(told)
    assert "credit-code" not in told  # the company is only being founded


def form(code: str, **properties: object) -> Form:
    schema = {"type": "object", "properties": properties, "required": sorted(properties)}
    return Form(item_code=code, version="1", json_schema=schema)


@pytest.mark.requirement("R34")
def test_one_key_with_other_choices_is_another_question_and_both_are_asked():
    """Of items that nobody has seen before: what is alike is by key, kind and choices."""
    one, other = "350000000001", "350000000002"
    template = next(item for item in DOCUMENT.items if item.kind == "A" and item.startable)
    items = [Item.model_validate(template.model_dump() | {"code": code}) for code in (one, other)]
    guide = DOCUMENT.guides[template.code]
    guides = {code: Guide.model_validate(guide.model_dump() | {"item_code": code}) for code in (one, other)}
    forms = {
        one: form(one, phone={"type": "string"}, kind={"enum": ["a", "b"]}),
        other: form(other, phone={"type": "string"}, kind={"enum": ["c", "d"]}),
    }
    package = Package(code="both", name=template.name, audience="person", items=(one, other))
    listed = ItemList.model_construct(
        **{**DOCUMENT.model_dump(), "items": tuple(items), "packages": (package,)}
    )
    listed = listed.model_copy(update={"proxy": None, "region": None, "update_time": NOW})
    catalog = Catalog(list=listed, sha256="", guides=guides, forms=forms, rating=DOCUMENT.rating)
    draft = Draft.begin(catalog, catalog.entry("both"), NOW)
    keys = [question.key for question in draft.sheet.questions]
    assert sorted(keys) == sorted(["phone", "kind", f"{other}.kind"])
    draft.values = {"phone": "1", "kind": "a", f"{other}.kind": "d"}
    assert problems(draft.sheet, draft.values, date(2026, 11, 25)) == {}
    assert [case.values["kind"] for case in draft.split()] == ["a", "d"]
