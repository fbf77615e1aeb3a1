"""The reference centre: each envelope once, only what follows the contract, nothing for strangers."""

import json
import re
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from kiosk.center import signing
from kiosk.center.client import CenterClient
from kiosk.center.contract import ProofVoid
from kiosk.center.errors import CenterRefused
from kiosk.center.reference import gate
from kiosk.center.reference.intake import Labels, Rejected, read_envelope
from kiosk.center.reference.items import load_catalogue
from kiosk.center.reference.keys import open_keys
from offline_queue.envelope import new_envelope
from offline_queue.outcome import Delivered, Refused
from offline_queue.seal import Sealer

TERMINAL = "T-0001"


def get(url, token=None, headers=None):
    """Status and JSON of a plain GET."""
    bearer = {"Authorization": f"Bearer {token}"} if token else {}
    try:
        with urlopen(Request(url, headers=bearer | (headers or {})), timeout=10) as answer:
            return answer.status, json.load(answer)
    except HTTPError as error:
        with error:
            return error.code, json.load(error)


@pytest.fixture
def record(center):
    """The operators' record of a visit."""

    def record(local_no):
        url = f"{center.url}/operator/records/{TERMINAL}/{local_no}"
        return get(url, center.keys.operator_token)[1]["data"]

    return record


@pytest.mark.requirement("R22")
def test_a_case_that_passes_is_accepted_at_once_with_number_and_code(client, seal, make, record):
    case = make.case()
    receipt = client.deliver(seal(case)).receipt
    assert re.fullmatch(r"11359999MB000000053350511902000\d{8}\d{4,}", receipt["receiveNo"])
    assert re.fullmatch(r"[2-9A-HJKMNP-Z]{6}", receipt["queryCode"])
    stored = record(case.local_no)["case"]
    assert stored["status"] == "accepted"
    assert stored["receipt"]["receiveNo"] == receipt["receiveNo"]
    assert stored["submission"] == case.model_dump(mode="json")
    assert [file["file"] for file in stored["attachments"]] == ["proof-1.jpg", "signature.png"]


def test_the_same_envelope_again_gets_the_first_receipt(client, seal, make):
    envelope = seal(make.case())
    first, again = client.deliver(envelope).receipt, client.deliver(envelope).receipt
    assert again == first | {"duplicate": True}


def test_the_same_envelope_at_the_same_moment_is_one_case(center, credentials, seal, make):
    envelope = seal(make.case())
    with ThreadPoolExecutor(4) as pool:
        keys = [center.keys.receipt_key]
        clients = [CenterClient(center.url, credentials, receipt_keys=keys) for _ in range(4)]
        outcomes = list(pool.map(lambda client: client.deliver(envelope), clients))
    assert len({outcome.receipt["receiveNo"] for outcome in outcomes}) == 1
    assert sorted(outcome.receipt["duplicate"] for outcome in outcomes) == [False, True, True, True]


def test_the_same_key_with_another_body_is_refused(client, seal, make):
    envelope = seal(make.case())
    client.deliver(envelope)
    other = replace(seal(make.case()), id=envelope.id)
    assert client.deliver(other) == Refused("status 409, code 4090")


def test_a_local_number_is_filed_once(client, seal, make):
    case = make.case()
    client.deliver(seal(case))
    assert client.deliver(seal(case)) == Refused("status 409, code 4091")


def test_numbers_of_one_day_count_up(client, seal, make):
    first, second = (client.deliver(seal(make.case())).receipt["receiveNo"] for _ in range(2))
    assert int(second[-4:]) == int(first[-4:]) + 1


@pytest.mark.parametrize(
    "changes",
    [
        {"applicant": {"certType": "resident_id_card", "certNo": "359999199001010017", "name": "李演示"}},
        {"terminal_no": "T-0002"},
        {"item_code": "352014901000"},
    ],
)
def test_a_case_outside_its_form_is_refused_and_not_stored(client, seal, make, record, changes):
    wrong = make.case(**changes)
    outcome = client.deliver(replace(seal(wrong), item_code="350511902000"))
    assert outcome == Refused("status 422, code 4221")
    assert record(wrong.local_no) is None


def test_a_field_left_empty_is_absent(client, seal, make):
    case = make.case(form=make.case().form | {"address": None})
    assert isinstance(client.deliver(seal(case)), Delivered)


def test_a_changed_attachment_is_refused(client, seal, make):
    envelope = seal(make.case(), {"proof-1.jpg": b"another page", "signature.png": b"\x89PNG strokes"})
    assert client.deliver(envelope) == Refused("status 422, code 4221")


def test_all_that_is_forged_or_spoilt_is_named_at_once_without_its_values(center, seal, make):
    case = make.case(form={"name": "王演示", "idNumber": "1", "phone": "12345"})
    envelope = seal(case, {"proof-1.jpg": b"other"})
    labels = Labels(envelope.id, "case", case.item_code, TERMINAL)
    with pytest.raises(Rejected) as rejected:
        read_envelope(envelope.sealed, labels, center.keys.identity, load_catalogue().document)
    said = str(rejected.value)
    for part in ("form name", "form idNumber", "proof-1.jpg", "signature.png"):
        assert part in said
    assert not [value for value in ("演示", "12345", "359999") if value in said]


def test_an_envelope_sealed_to_another_key_cannot_be_read(client, make, tmp_path):
    other = Sealer([open_keys(tmp_path, TERMINAL).recipient])
    sealed = other.seal(make.case().model_dump_json().encode(), {})
    outcome = client.deliver(new_envelope("case", "350511902000", 0.0, sealed))
    assert outcome == Refused("status 422, code 4220")


@pytest.mark.requirement("R42")
def test_a_service_is_rated_once(client, seal, make, record):
    rating = make.rating()
    assert isinstance(client.deliver(seal(rating)), Delivered)
    second = make.rating(local_no=rating.local_no, satisfaction="very_dissatisfied", tags=[])
    assert client.deliver(seal(second)) == Refused("status 409, code 4092")
    assert record(rating.local_no)["evaluation"]["satisfaction"] == "satisfied"


@pytest.mark.requirement("R46")
def test_a_rating_sent_twice_is_stored_once(client, seal, make):
    envelope = seal(make.rating())
    assert [client.deliver(envelope).receipt["duplicate"] for _ in range(2)] == [False, True]


@pytest.mark.requirement("R47")
@pytest.mark.parametrize("tags", [["999"], ["510"], ["412", "412"]])
def test_only_the_provinces_tags_of_that_level_count(client, seal, make, tags):
    assert client.deliver(seal(make.rating(tags=tags))) == Refused("status 422, code 4221")


def test_a_kind_that_the_payload_is_not_is_refused(client, seal, make):
    assert client.deliver(seal(make.rating(), kind="case")) == Refused("status 422, code 4220")


def test_a_certificate_can_be_verified_by_its_code_alone(client, make, record):
    request = make.proof()
    proof = client.certificate("352014901000", request, uuid.uuid4().hex)
    status, answer = get(proof.verify_url)
    assert status == 200
    assert answer["data"]["holder"] == "张*"
    assert answer["data"]["sha256"] == proof.sha256
    assert record(request.local_no)["proofs"][0]["verifyCode"] == proof.verify_code
    assert get(proof.verify_url[:-1])[0] == 404


COMPANY = {"credit_code": "91359999MA0000010U", "name": "示例市启明茶业有限公司", "role": "agent"}
OTHER = "91359999MA0000020W"
HEAD = {"cert_no": "359999199001010017", "name": "林小满"}
AGENT = {"cert_no": "359999199510100045", "name": "阿依古丽·买买提江"}


def void_of(proof, request, **changes):
    void = {
        "proof_id": proof.id,
        "item_code": proof.item_code,
        "terminal_no": request.terminal_no,
        "local_no": request.local_no,
        "reason": "not_printed",
        "voided_at": proof.issued_at,
    }
    return ProofVoid.model_validate(void | changes)


def test_a_holder_gets_so_many_copies_a_day(client, make):
    person = {"cert_no": "359999198001010011", "name": "李演示"}
    copies = [client.certificate("352014901000", make.proof(**person), uuid.uuid4().hex) for _ in range(3)]
    assert [proof.copy_no for proof in copies] == [1, 2, 3]
    assert len({proof.serial for proof in copies}) == 3
    with pytest.raises(CenterRefused, match="code 4093"):
        client.certificate("352014901000", make.proof(**person), uuid.uuid4().hex)
    client.certificate("352017901000", make.proof(**person), uuid.uuid4().hex)  # another certificate


def test_a_business_licence_is_printed_once_and_again_after_a_jam(client, make, seal):
    agent, head = make.proof(**AGENT, company=COMPANY), make.proof(**HEAD, company=COMPANY)
    torn = client.certificate("352031901000", agent, uuid.uuid4().hex)
    with pytest.raises(CenterRefused, match="code 4093"):  # copies are the company's, whoever asks
        client.certificate("352031901000", head, uuid.uuid4().hex)
    assert isinstance(client.deliver(seal(void_of(torn, agent), kind="void")), Delivered)
    again = client.certificate("352031901000", head, uuid.uuid4().hex)
    assert again.serial != torn.serial
    assert get(again.verify_url)[1]["data"]["holder"] == COMPANY["name"]


def test_a_companys_certificate_goes_to_nobody_who_does_not_act_for_it(client, make):
    stranger = make.proof(cert_no="35999919480229028X", name="陈阿婆", company=COMPANY)
    other_name = COMPANY | {"name": "别的公司"}  # the register's name stands on it
    for request in (
        stranger,
        make.proof(**HEAD),
        make.proof(**HEAD, company=COMPANY | {"credit_code": OTHER}),
    ):
        with pytest.raises(CenterRefused, match="code 4221"):
            client.certificate("352014903000", request, uuid.uuid4().hex)
    with pytest.raises(CenterRefused, match="code 4221"):  # of a person only
        client.certificate("352014901000", make.proof(**HEAD, company=COMPANY), uuid.uuid4().hex)
    named = client.certificate("352014903000", make.proof(**HEAD, company=other_name), uuid.uuid4().hex)
    assert get(named.verify_url)[1]["data"]["holder"] == COMPANY["name"]


def test_what_is_void_is_told_to_whoever_verifies_it(client, make, seal, record):
    request = make.proof(cert_no="359999198201010016")
    proof = client.certificate("352014901000", request, uuid.uuid4().hex)
    assert get(proof.verify_url)[1]["data"]["status"] == "valid"
    envelope = seal(void_of(proof, request), kind="void")
    assert isinstance(client.deliver(envelope), Delivered)
    assert isinstance(client.deliver(envelope), Delivered)  # the line was lost after the first time
    assert get(proof.verify_url)[1]["data"]["status"] == "void"
    assert [void["reason"] for void in record(request.local_no)["voids"]] == ["not_printed"]


def test_nobody_voids_the_certificate_of_another_visit(client, make, seal):
    request = make.proof(cert_no="359999198301010014")
    proof = client.certificate("352014901000", request, uuid.uuid4().hex)
    stranger = seal(void_of(proof, request, local_no="another"), kind="void")
    assert client.deliver(stranger) == Refused("status 422, code 4221")
    assert get(proof.verify_url)[1]["data"]["status"] == "valid"


@pytest.mark.requirement("R38")
def test_the_seal_of_a_certificate_is_bound_to_its_very_bytes(client, make):
    proof = client.certificate("352013901000", make.proof(cert_no="359999198401010012"), uuid.uuid4().hex)
    assert proof.seal.bound_to == proof.sha256
    assert proof.seal.kind == "community"
    assert proof.seal.image == ""


def test_a_key_does_not_bring_another_persons_certificate(client, make):
    key = uuid.uuid4().hex
    client.certificate("352014901000", make.proof(), key)
    with pytest.raises(CenterRefused, match="code 4090"):
        client.certificate("352014901000", make.proof(name="李演示"), key)


@pytest.mark.parametrize("token", [None, "", "wrong", "é".encode().decode("latin-1")])
def test_records_are_for_operators_only(center, token):
    assert get(f"{center.url}/operator/records/{TERMINAL}/1", token)[0] == 401


@pytest.mark.parametrize("path", ["/items", "/guides?codes=1", "/forms?codes=1", "/rating-scheme"])
def test_nothing_is_given_without_a_signature(center, path):
    status, answer = get(center.url + path)
    assert (status, answer["code"]) == (401, "4010")


def test_an_unknown_call_is_answered_in_the_contracts_words(center):
    status, answer = get(center.url + "/nothing")
    assert (status, answer["code"]) == (404, "4040")
    assert answer["serverTime"] > 0


def test_a_replayed_request_is_refused(center, credentials):
    request = signing.Request("GET", "/items", "", b"")
    headers = signing.signed_headers(credentials, request, now_s=time.time(), nonce=uuid.uuid4().hex)
    assert get(center.url + "/items", headers=headers)[0] == 200
    status, answer = get(center.url + "/items", headers=headers)
    assert (status, answer["code"]) == (401, "4012")


@pytest.mark.parametrize("query", ["", "?id=1&itemCode=350511902000&kind=case", "?id=%FF&itemCode=x&kind=y"])
def test_labels_outside_the_contract_are_a_bad_request(center, credentials, query):
    request = signing.Request("GET", "/guides", query[1:], b"")
    headers = signing.signed_headers(credentials, request, now_s=time.time(), nonce=uuid.uuid4().hex)
    status, answer = get(f"{center.url}/guides{query}", headers=headers)
    assert (status, answer["code"]) == (400, "4000")


def test_a_body_over_the_limit_is_too_large(client, monkeypatch):
    monkeypatch.setattr(gate, "MAX_ENVELOPE_BYTES", 1000)
    envelope = new_envelope("case", "350511902000", 0.0, bytes(1001))
    assert client.deliver(envelope) == Refused("status 413, code 4130")
