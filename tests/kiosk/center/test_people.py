"""Who may apply for whom, with which consent, and how the result goes out: what the centre takes."""

import hashlib
from types import SimpleNamespace

import pytest

from kiosk.center.contract import CompanyRequest, HeldRequest
from kiosk.center.reference.companies import company_of
from kiosk.center.reference.desk_view import _people
from kiosk.center.reference.items import load_catalogue
from kiosk.center.reference.people import people_defects
from tests.kiosk.center.conftest import a_case

DOCUMENT = load_catalogue().document
ALLOWANCE = "350711901000"  # somebody else may apply
PERMIT = "350709901000"  # collected or posted
INSURANCE = "352014942000"  # of a company
PROXY = DOCUMENT.proxy
AGENT = {
    "cert_type": "resident_id_card",
    "cert_no": "359999199510100045",
    "name": "李经办",
    "relation": "child",
    "authorisation": "present",
}
CONSENT = {
    "statement_version": PROXY.consent.version,
    "statement_sha256": hashlib.sha256(PROXY.consent.text.zh.encode()).hexdigest(),
    "image": {"file": "consent.png", "sha256": "0" * 64, "media_type": "image/png"},
    "signed_at": "2026-11-25T09:00:00Z",
}
LETTER = {
    "way": "post",
    "recipient": "张演示",
    "phone": "13800001234",
    "address": "福建省示例市一路 1 号",
}
COMPANY = {"credit_code": "91359999MA0000010U", "name": "示例市启明茶业有限公司", "role": "agent"}


def defects(**changes):
    return list(people_defects(a_case(**changes), DOCUMENT))


@pytest.mark.requirement("R67")
def test_an_agent_acts_with_the_signed_consent_of_the_applicant_only():
    assert defects(item_code=ALLOWANCE, agent=AGENT, consent=CONSENT) == []
    assert defects(item_code=ALLOWANCE, agent=AGENT) == ["consent: missing"]
    other = CONSENT | {"statement_sha256": "0" * 64}
    assert defects(item_code=ALLOWANCE, agent=AGENT, consent=other) == ["consent: under another text"]
    letter = AGENT | {"authorisation": "letter"}
    assert defects(item_code=ALLOWANCE, agent=letter) == ["agent: without letter of authority"]
    assert defects(item_code=ALLOWANCE, consent=CONSENT) == ["consent: to nobody"]


@pytest.mark.requirement("R67")
def test_nobody_acts_where_the_item_does_not_allow_it_or_for_himself():
    assert defects(agent=AGENT, consent=CONSENT) == ["agent: not for this item"]
    himself = AGENT | {"cert_no": "359999199001010017"}
    assert defects(item_code=ALLOWANCE, agent=himself, consent=CONSENT) == ["agent: is the applicant"]


@pytest.mark.requirement("R67")
def test_a_company_s_service_wants_a_company_with_a_sound_code_and_a_letter_of_its_agent():
    assert defects(item_code=INSURANCE) == ["company: missing"]
    verified = COMPANY | {"verified": True}
    assert defects(item_code=INSURANCE, company=verified) == []
    wrong = verified | {"credit_code": "91359999MA0000011U"}
    assert defects(item_code=INSURANCE, company=wrong) == ["company: the credit code is none"]
    unproved = defects(item_code=INSURANCE, company=COMPANY)
    assert unproved == ["company: its agent is without letter of authority"]


@pytest.mark.requirement("R32")
def test_the_result_goes_out_in_one_of_the_item_s_ways():
    assert defects(item_code=PERMIT, delivery=LETTER) == []
    assert defects(item_code=PERMIT) == []  # collected
    assert defects(item_code=PERMIT, delivery={"way": "electronic"}) == ["delivery: not a way of this item"]
    with pytest.raises(ValueError, match="recipient, phone and address"):
        defects(item_code=PERMIT, delivery={"way": "post"})


@pytest.mark.requirement("R34")
def test_a_case_belongs_to_a_package_that_holds_its_item():
    bundle = {"id": "0" * 32, "code": "support", "local_no": "1125-ABCDEF", "cases": 2}
    assert defects(bundle=bundle) == []
    assert defects(bundle=bundle | {"code": "veteran"}) == ["bundle: no package of this item"]


@pytest.mark.requirement("R67")
def test_the_register_says_what_a_person_is_in_a_company():
    def role(cert_no):
        request = CompanyRequest(
            terminal_no="T-0001",
            credit_code="91359999MA0000010U",
            cert_type="resident_id_card",
            cert_no=cert_no,
            name="某某",
        )
        return company_of(request).role

    assert role("359999199001010017") == "legal_representative"
    assert role("359999199510100045") == "agent"
    assert role("359999198512120037") is None


@pytest.mark.requirement("R32")
@pytest.mark.requirement("R67")
def test_the_desk_shows_who_stood_there_and_where_the_letter_goes():
    case = a_case(item_code=ALLOWANCE, agent=AGENT, consent=CONSENT, company=COMPANY, delivery=LETTER)
    shown = dict(_people(SimpleNamespace(submission=case)))
    assert "李经办" in shown["经办人"]
    assert "91359999MA0000010U" in shown["单位"]
    assert "一路 1 号" in shown["结果送达"]


def test_of_what_is_held_only_the_names_that_the_items_form_wants_are_told(client):
    who = {"terminal_no": "T-0001", "cert_type": "resident_id_card", "name": "林小满"}
    names = ("phone", "bank", "income")
    relief = {"item_code": "350511902000", "names": names}
    known = client.held(HeldRequest(**who, **relief, cert_no="359999199001010017")).values
    assert set(known) == {"phone"}
    assert client.held(HeldRequest(**who, **relief, cert_no="359999198812310029")).values == {}
    other = {"item_code": "000000000000", "names": names}
    assert client.held(HeldRequest(**who, **other, cert_no="359999199001010017")).values == {}
