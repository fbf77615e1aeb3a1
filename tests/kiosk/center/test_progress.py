"""Where a case stands, asked over the wire by number, slip and identity."""

import uuid

import pytest

from kiosk.center.contract import ByIdentity, ByNumber, BySlip, CaseState, CertType, ReturnedRequest
from kiosk.center.errors import CenterRefused, CenterUnreachable
from kiosk.center.reference import casebook
from offline_queue.outcome import Delivered

TERMINAL = "T-0001"
NUMBER = "359999199001010017"


@pytest.fixture
def filed(client, seal, make):
    """Files a case; its submission and receipt."""

    def filed(**changes):
        case = make.case(**changes)
        outcome = client.deliver(seal(case, None if case.signature else {"proof-1.jpg": b"\xff\xd8 a page"}))
        assert isinstance(outcome, Delivered)
        return case, outcome.receipt

    return filed


@pytest.mark.requirement("R37")
def test_a_case_is_found_by_either_number_with_its_query_code(client, filed):
    case, receipt = filed()
    code = receipt["queryCode"]
    for number in (receipt["receiveNo"], case.local_no):
        (progress,) = client.progress(ByNumber(number=number, query_code=code))
        assert progress.receive_no == receipt["receiveNo"]
    assert progress.state is CaseState.ACCEPTED
    assert (progress.item_name.zh, progress.applicant, progress.promised_days) == ("临时救助申请", "张*", 10)
    assert progress.due_on.isoformat() == receipt["dueOn"]
    assert not progress.overdue
    assert progress.phone


@pytest.mark.requirement("R37")
def test_a_case_is_found_by_its_slip_and_by_its_applicant(client, filed, make):
    number = "359999198812310029"
    case, _receipt = filed(
        applicant={"certType": "resident_id_card", "certNo": number, "name": "陈演示"},
        form=make.case().form | {"name": "陈演示", "idNumber": number},
    )
    (by_slip,) = client.progress(BySlip(terminal_no=TERMINAL, local_no=case.local_no))
    (mine,) = client.progress(ByIdentity(cert_no=number, name="陈演示"))
    assert by_slip == mine
    assert client.progress(ByIdentity(cert_no=number, name="王演示")) == ()


@pytest.mark.requirement("R37")
def test_stations_tell_what_is_done_and_what_comes(client, filed):
    case, _ = filed()
    (progress,) = client.progress(BySlip(terminal_no=TERMINAL, local_no=case.local_no))
    stations = [(node.name.zh, node.state, node.at is not None) for node in progress.nodes]
    assert stations == [
        ("已收件", "done", True),
        ("已受理", "done", True),
        ("办理中", "now", False),
        ("作出决定", "ahead", False),
        ("已送达", "ahead", False),
    ]


def test_nothing_is_said_of_a_case_without_its_secret(client, filed):
    case, _receipt = filed()
    assert client.progress(ByNumber(number=case.local_no, query_code="AAAAAA")) == ()
    assert client.progress(BySlip(terminal_no="T-0002", local_no=case.local_no)) == ()
    assert client.progress(ByIdentity(cert_no="359999198001010010", name="张演示")) == ()


def test_a_query_code_cannot_be_tried_through(client, filed):
    case, receipt = filed()
    right = ByNumber(number=case.local_no, query_code=receipt["queryCode"])
    for _ in range(5):
        assert client.progress(ByNumber(number=case.local_no, query_code="AAAAAA")) == ()
    with pytest.raises(CenterUnreachable):
        client.progress(right)
    (by_slip,) = client.progress(BySlip(terminal_no=TERMINAL, local_no=case.local_no))
    assert by_slip.receive_no == receipt["receiveNo"]


@pytest.mark.requirement("R23")
@pytest.mark.requirement("R24")
def test_an_incomplete_case_gets_its_number_and_every_defect_at_once(client, seal, make):
    case = make.case(form=make.case().form | {"phone": "12345", "familySize": 0}, signature=None)
    receipt = client.deliver(seal(case, {"proof-1.jpg": b"\xff\xd8 a page"})).receipt
    assert receipt["state"] == "correction"
    assert receipt["receiveNo"]
    assert {defect["part"] for defect in receipt["defects"]} == {"phone", "familySize", "signature"}
    (progress,) = client.progress(BySlip(terminal_no=TERMINAL, local_no=case.local_no))
    assert progress.state is CaseState.CORRECTION
    assert progress.clock_stopped
    assert {defect.part for defect in progress.defects} == {"phone", "familySize", "signature"}
    assert all(defect.cure.zh and defect.problem.zh for defect in progress.defects)
    assert progress.correct_until.isoformat() == receipt["correctUntil"]


@pytest.mark.requirement("R23")
def test_a_correction_takes_the_place_of_what_lacked_something(client, seal, make):
    first = make.case(signature=None)
    receipt = client.deliver(seal(first, {"proof-1.jpg": b"\xff\xd8 a page"})).receipt
    second = make.case(corrects=receipt["receiveNo"])
    corrected = client.deliver(seal(second)).receipt
    assert (corrected["receiveNo"], corrected["queryCode"]) == (receipt["receiveNo"], receipt["queryCode"])
    assert corrected["state"] == "accepted"
    for local_no in (first.local_no, second.local_no):  # the slip of either visit leads to it
        (progress,) = client.progress(BySlip(terminal_no=TERMINAL, local_no=local_no))
        assert progress.state is CaseState.ACCEPTED
    names = [node.name.zh for node in progress.nodes if node.at]
    assert names == ["已收件", "需要补正", "已收件", "已受理"]


def test_a_correction_that_nobody_awaits_is_a_case_of_its_own(client, seal, make):
    receipt = client.deliver(seal(make.case())).receipt
    for corrects in (receipt["receiveNo"], "unknown"):
        other = client.deliver(seal(make.case(corrects=corrects))).receipt
        assert other["state"] == "accepted"
        assert other["receiveNo"] != receipt["receiveNo"]


def test_a_correction_from_another_person_does_not_reach_the_case(client, seal, make):
    receipt = client.deliver(seal(make.case(signature=None), {"proof-1.jpg": b"\xff\xd8 a page"})).receipt
    number = "359999198812310029"
    stranger = make.case(
        corrects=receipt["receiveNo"],
        applicant={"certType": "resident_id_card", "certNo": number, "name": "李演示"},
        form=make.case().form | {"name": "李演示", "idNumber": number},
    )
    assert client.deliver(seal(stranger)).receipt["receiveNo"] != receipt["receiveNo"]


def test_a_changed_event_breaks_the_chain(center, client, seal, make):
    receipt = client.deliver(seal(make.case())).receipt
    number = receipt["receiveNo"]
    with center.store.reading() as db:
        assert casebook.chain_holds(db, number)
        changed = casebook.tables.case_events.update().where(
            casebook.tables.case_events.c.receive_no == number, casebook.tables.case_events.c.serial == 1
        )
        db.execute(changed.values(actor=uuid.uuid4().hex))
        assert not casebook.chain_holds(db, number)
        db.rollback()
        assert casebook.chain_holds(db, number)


@pytest.mark.requirement("R100")
def test_neither_number_nor_name_nor_code_of_a_question_is_logged(client, filed, logged):
    case, receipt = filed()
    client.progress(ByNumber(number=case.local_no, query_code=receipt["queryCode"]))
    client.progress(ByIdentity(cert_no=NUMBER, name="张演示"))
    said = str(logged)
    assert "center.progress_asked" in said
    assert not [word for word in (NUMBER, "张演示", receipt["queryCode"]) if word in said]


def _asks_back(client, receive_no, cert_no=NUMBER, name="张演示"):
    return client.returned(
        ReturnedRequest(
            terminal_no=TERMINAL,
            receive_no=receive_no,
            cert_type=CertType.RESIDENT_ID_CARD,
            cert_no=cert_no,
            name=name,
        )
    )


@pytest.mark.requirement("R23")
def test_what_was_given_in_a_returned_case_is_told_to_its_applicant(client, filed):
    case, receipt = filed(signature=None)
    returned = _asks_back(client, receipt["receiveNo"])
    assert (returned.item_code, returned.form) == (case.item_code, case.form)
    assert [defect.part for defect in returned.defects] == ["signature"]


@pytest.mark.requirement("R83")
def test_a_returned_case_is_told_to_nobody_else_and_an_accepted_one_to_nobody(client, filed):
    _, returned = filed(signature=None)
    _, accepted = filed()
    for receive_no, changes in (
        (returned["receiveNo"], {"cert_no": "359999198812310029"}),
        (returned["receiveNo"], {"name": "王演示"}),
        (accepted["receiveNo"], {}),
        ("unknown", {}),
    ):
        with pytest.raises(CenterRefused):
            _asks_back(client, receive_no, **changes)
