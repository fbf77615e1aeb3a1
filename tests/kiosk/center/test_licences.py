"""E-licences and papers held at the centre: offered with consent, written down, taken back when wrong."""

import hashlib
import json
import uuid
from datetime import UTC, datetime
from urllib.request import Request, urlopen

import cv2
import numpy as np
import pytest

from kiosk.center.contract import CaseState, LicenceCopyRequest, OffersRequest, OwnLicencesRequest
from kiosk.center.errors import CenterRefused
from kiosk.center.reference import casebook
from kiosk.center.reference.items import load_catalogue
from kiosk.center.reference.life import Event
from kiosk.center.signing import Credentials
from offline_queue.outcome import Delivered

RESIDENCE = "350709901000"
DOCUMENT = load_catalogue().document
GUIDE, FORM = DOCUMENT.guides[RESIDENCE], DOCUMENT.forms[RESIDENCE]
ODD, EVEN = "359999199001010017", "359999198812310029"  # the last figure but one tells who owns a home
STROKES = b"\x89PNG strokes"


def asked(number=ODD, **changes):
    request = {
        "terminal_no": "T-0001",
        "local_no": uuid.uuid4().hex[:12],
        "item_code": RESIDENCE,
        "cert_type": "resident_id_card",
        "cert_no": number,
        "name": "张演示",
        "materials": ["residence-proof", "photo"],
        "purpose": "办理居住证首次申领",
        "consent_id": uuid.uuid4().hex,
        "consent_sha256": "ab" * 32,
    }
    return OffersRequest.model_validate(request | changes)


def signature(statement, file):
    return {
        "statementVersion": statement.version,
        "statementSha256": hashlib.sha256(statement.text.zh.encode()).hexdigest(),
        "image": {
            "file": file,
            "sha256": hashlib.sha256(STROKES).hexdigest(),
            "mediaType": "image/png",
        },
        "signedAt": datetime(2025, 11, 3, tzinfo=UTC),
    }


def material(code):
    return next(each for each in GUIDE.materials if each.code == code)


@pytest.fixture
def residence(client, seal, make):
    """Hands in 居住证首次申领 with these papers; gives the receipt."""

    def residence(*materials, number=ODD, reason="home", undertakings=()):
        case = make.case(
            item_code=RESIDENCE,
            form_version=FORM.version,
            scenario={"reason": reason},
            applicant={
                "certType": "resident_id_card",
                "certNo": number,
                "name": "张演示",
                "address": "演示路",
            },
            form={
                "name": "张演示",
                "idNumber": number,
                "address": "演示路",
                "phone": "13800001234",
                "live-address": "演示市演示路1号",
            },
            materials=[*materials, {"code": "id-card", "origin": "exempt"}],
            signature=signature(FORM.commitment, "signature.png"),
        )
        files = dict.fromkeys(("signature.png", *undertakings), STROKES)
        files |= {f"{paper['code']}.pdf": b"%PDF" for paper in materials if "pages" in paper}
        outcome = client.deliver(seal(case, files))
        assert isinstance(outcome, Delivered), outcome
        return outcome.receipt

    return residence


def scan(code):
    file = {
        "file": f"{code}.pdf",
        "sha256": hashlib.sha256(b"%PDF").hexdigest(),
        "mediaType": "application/pdf",
    }
    return {"code": code, "pages": [file]}


def problems(receipt):
    return {defect["part"]: defect["problem"]["zh"] for defect in receipt.get("defects", ())}


@pytest.mark.requirement("R27")
def test_an_e_licence_is_offered_to_its_holder_and_nobody_else(client):
    (offer,) = client.offers(asked()).offers
    assert (offer.material, offer.origin, offer.grade) == ("residence-proof", "licence", "A")
    assert client.offers(asked(EVEN)).offers == ()


def written_down(center):
    """The record of this month's calls, as the centre gives it to its operators."""
    url = f"{center.url}/operator/licence-calls/{datetime.now(UTC):%Y-%m}"
    bearer = {"Authorization": f"Bearer {center.keys.operator_token}"}
    with urlopen(Request(url, headers=bearer), timeout=10) as answer:
        return answer.read().decode()


@pytest.mark.requirement("R55")
def test_every_call_is_written_down_with_purpose_and_consent_and_without_a_name(center, client):
    request = asked()
    client.offers(request)
    text = written_down(center)
    record = json.loads(text)["data"]
    mine = [call for call in record["calls"] if call["local_no"] == request.local_no]
    assert {(call["licence"], call["result"]) for call in mine} == {("property", "found"), ("held", "none")}
    assert {call["consent_id"] for call in mine} == {request.consent_id}
    assert {call["purpose"] for call in mine} == {request.purpose}
    assert record["count"]["property"] >= 1
    assert ODD not in text
    assert request.name not in text


def test_nobody_asks_in_the_name_of_another_terminal(center, credentials, client):
    assert isinstance(credentials, Credentials)
    with pytest.raises(CenterRefused, match="code 4221"):
        client.offers(asked(terminal_no="T-0002"))


@pytest.mark.requirement("R27")
def test_a_case_with_a_licence_in_a_papers_place_is_accepted(client, residence):
    (offer,) = client.offers(asked()).offers
    receipt = residence(scan("photo"), {"code": "residence-proof", "origin": "licence", "ref": offer.ref})
    assert receipt["state"] == CaseState.ACCEPTED


def test_another_persons_licence_is_a_defect_with_its_cure(client, residence):
    (offer,) = client.offers(asked()).offers
    licence = {"code": "residence-proof", "origin": "licence", "ref": offer.ref}
    receipt = residence(scan("photo"), licence, number=EVEN)
    assert receipt["state"] == CaseState.CORRECTION
    assert problems(receipt) == {"residence-proof": "这份电子证照或者以前交的材料现在用不了"}


@pytest.mark.requirement("R28")
def test_a_paper_is_offered_again_only_after_somebody_has_looked_at_it(center, client, residence):
    number = "359999197703030037"
    receipt = residence(scan("photo"), scan("residence-proof"), number=number)
    wanted = asked(number, materials=["photo"])
    assert client.offers(wanted).offers == ()
    with center.store.writing() as db:
        granted = Event(datetime.now(UTC), "staff", "演示", CaseState.GRANTED)
        casebook.add_event(db, receipt["receiveNo"], granted, 10)
    (offer,) = client.offers(wanted).offers
    assert (offer.material, offer.origin, offer.grade) == ("photo", "held", "B")
    held = {"code": "photo", "origin": "held", "ref": offer.ref}
    again = residence(held, scan("residence-proof"), number=number)
    assert again["state"] == CaseState.ACCEPTED


@pytest.mark.requirement("R31")
def test_a_paper_may_come_later_and_the_centre_says_until_when(residence):
    promise = signature(material("work-proof").undertaking, "work-proof.png")
    later = {"code": "work-proof", "origin": "later", "signature": promise}
    receipt = residence(scan("photo"), later, reason="work", undertakings=["work-proof.png"])
    assert receipt["state"] == CaseState.ACCEPTED
    (missing,) = receipt["toFollow"]
    assert missing["material"] == "work-proof"
    assert missing["until"] > f"{datetime.now(UTC):%Y-%m-%d}"


@pytest.mark.requirement("R31")
def test_a_statement_counts_only_under_its_own_text(residence):
    undertaking = material("residence-proof").undertaking
    for statement, state in ((undertaking, CaseState.ACCEPTED), (FORM.commitment, CaseState.CORRECTION)):
        signed = signature(statement, "residence-proof.png")
        given = {"code": "residence-proof", "origin": "commitment", "signature": signed}
        receipt = residence(scan("photo"), given, undertakings=["residence-proof.png"])
        assert receipt["state"] == state


@pytest.mark.requirement("R31")
def test_what_may_not_come_later_is_a_defect(residence):
    promise = signature(material("work-proof").undertaking, "photo.png")
    later = {"code": "photo", "origin": "later", "signature": promise}
    receipt = residence(later, scan("residence-proof"), undertakings=["photo.png"])
    assert problems(receipt) == {"photo": "这份材料不能用这种方式提交"}


def own(number=ODD, **changes):
    request = {
        "terminal_no": "T-0001",
        "local_no": uuid.uuid4().hex[:12],
        "item_code": "352098903000",
        "cert_type": "resident_id_card",
        "cert_no": number,
        "name": "张演示",
        "purpose": "银行业务",
    }
    return request | changes


@pytest.mark.requirement("R92")
def test_each_lists_their_own_licences_and_prints_no_other_persons(client):
    mine = client.own_licences(OwnLicencesRequest(**own())).licences
    theirs = client.own_licences(OwnLicencesRequest(**own(EVEN))).licences
    assert {licence.title.zh for licence in mine} != {licence.title.zh for licence in theirs}
    assert not {licence.ref for licence in mine} & {licence.ref for licence in theirs}
    with pytest.raises(CenterRefused):
        client.licence_copy(LicenceCopyRequest(**own(), ref=theirs[0].ref))


@pytest.mark.requirement("R92")
@pytest.mark.requirement("R55")
def test_a_copy_bears_its_purpose_across_the_page_and_is_written_down(center, client):
    licence = client.own_licences(OwnLicencesRequest(**own())).licences[0]
    bank = client.licence_copy(LicenceCopyRequest(**own(local_no="copied-bank"), ref=licence.ref))
    rent = client.licence_copy(LicenceCopyRequest(**own(purpose="租房"), ref=licence.ref))
    pictures = [cv2.imdecode(np.frombuffer(copy.pages[0], np.uint8), 0) for copy in (bank, rent)]
    differ = np.argwhere(cv2.absdiff(*pictures) > 20)
    height, width = pictures[0].shape
    (top, left), (bottom, right) = differ.min(0), differ.max(0)
    assert bottom - top > 0.8 * height
    assert right - left > 0.5 * width
    calls = json.loads(written_down(center))["data"]["calls"]
    (call,) = [call for call in calls if call["local_no"] == "copied-bank"]
    assert (call["purpose"], call["result"]) == ("银行业务", "copied")
    assert ODD not in json.dumps(call)
