"""The desk of the reference centre: a whole case played by hand, by who logged in, and by nobody else."""

import re
import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
import requests
from typer.testing import CliRunner

from kiosk.cases import standing
from kiosk.center.contract import BookingRequest, BySlip, ServiceRequest
from kiosk.center.reference.database import open_database, sqlite_url
from kiosk.center.reference.desk import Desk
from kiosk.center.reference.intake import Labels
from kiosk.center.reference.left import LeftDesk
from kiosk.center.reference.serve import DATABASE, open_centre
from kiosk.center.reference.staff import TRIES, PasswordTooWeak, Staff
from kiosk.center.reference.store import Store
from kiosk.cli import app
from offline_queue.outcome import Refused

TERMINAL = "T-0001"
MARRIAGE = "352011901000"
PERMIT = "350709901000"  # collected or posted
NAME, PASSWORD = "王窗口", "counter-seven-9"
VOID = {"meta", "link", "input", "br"}


class Page(HTMLParser):
    """A page whose every element is closed in order; the values of its hidden fields."""

    def __init__(self, text):
        super().__init__()
        self.open, self.hidden, self.addresses = [], {}, []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.addresses += [attributes[key] for key in ("href", "src", "action") if key in attributes]
        if attributes.get("type") == "hidden":
            self.hidden[attributes["name"]] = attributes["value"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def staffed(center):
    Staff(center.store).set_password(NAME, PASSWORD)
    return center


@pytest.fixture
def browser(staffed):
    """A browser of somebody who has logged in."""
    with requests.Session() as session:
        answer = session.post(
            f"{staffed.url}/desk/login", data={"name": NAME, "password": PASSWORD}, timeout=10
        )
        assert answer.url == f"{staffed.url}/desk"
        yield session


@pytest.fixture
def filed(client, seal, make):
    def filed(**changes):
        case = make.case(**changes)
        files = None if case.signature else {"proof-1.jpg": b"\xff\xd8 a page"}
        return case, client.deliver(seal(case, files)).receipt["receiveNo"]

    return filed


@pytest.fixture
def step(staffed, browser):
    def step(number, state, **data):
        url = f"{staffed.url}/desk/cases/{number}"
        page = Page(browser.get(url, timeout=10).text)
        return browser.post(f"{url}/{state}", data=page.hidden | data, timeout=10)

    return step


@pytest.fixture
def told(client):
    def told(case):
        (progress,) = client.progress(BySlip(terminal_no=TERMINAL, local_no=case.local_no))
        return progress

    return told


@pytest.mark.requirement("R8")
@pytest.mark.requirement("R11")
def test_a_whole_case_is_played_by_hand_and_its_applicant_is_told(filed, step, told, browser, staffed):
    case, number = filed()
    assert step(number, "in_review", note="交民政所核查").status_code == 200
    assert step(number, "granted", note="准予救助，发放一次性补助").status_code == 200
    assert step(number, "delivered").status_code == 200
    progress = told(case)
    assert progress.state == "delivered"
    assert progress.result.zh == "准予救助，发放一次性补助"
    assert [node.handler for node in progress.nodes] == ["", "", NAME, NAME, NAME]
    page = browser.get(f"{staffed.url}/desk/cases/{number}", timeout=10).text
    assert all(order in page for order in ("点单", "下单", "批单"))
    assert "记录完整" in page.replace("\n", "")


@pytest.mark.requirement("R23")
def test_a_case_is_returned_with_all_defects_once_and_no_new_ones_later(
    filed, step, told, client, seal, make
):
    case, number = filed()
    rows = {"name": ["困难证明", ""], "problem": ["看不清公章", ""], "cure": ["重新扫描", ""]}
    assert step(number, "correction", **rows).status_code == 200
    assert [defect.name.zh for defect in told(case).defects] == ["困难证明"]
    client.deliver(seal(make.case(corrects=number)))
    assert told(case).state == "accepted"
    other = step(number, "correction", name="户口簿", problem="没有提交", cure="请提交")
    assert other.status_code == 422
    assert "不能再提新的要求" in other.text
    assert told(case).state == "accepted"


@pytest.mark.requirement("R8")
def test_the_list_finds_orders_that_lack_a_step(filed, step, browser, staffed):
    _, number = filed()
    lacking = f"{staffed.url}/desk?only=missing"
    assert number[-12:] in browser.get(lacking, timeout=10).text
    step(number, "in_review")
    step(number, "denied", note="不符合条件")
    assert number[-12:] not in browser.get(lacking, timeout=10).text


@pytest.mark.requirement("R10")
@pytest.mark.requirement("R26")
def test_the_list_flags_what_is_overdue_and_what_was_due_on_the_spot(tmp_path, seal, make, monkeypatch):
    centre = open_centre(tmp_path, TERMINAL, "")
    case = make.case()
    envelope = seal(case, recipient=centre.keys.recipient)
    centre.take(Labels(envelope.id, "case", case.item_code, TERMINAL), envelope.sealed)

    def flags(**later):
        (line,) = Desk(replace(centre, now=lambda: datetime.now(UTC) + timedelta(**later))).lines()
        return line.overdue, line.alert

    assert flags() == (False, False)
    assert flags(days=60) == (True, False)
    monkeypatch.setattr(Desk, "_promised", lambda *_: None)  # as an item that is done on the spot
    assert flags(minutes=59) == (False, False)
    assert flags(minutes=61) == (False, True)
    centre.store.close()


def test_of_two_who_decide_at_once_the_second_is_told_to_look_again(filed, step, told):
    case, number = filed()
    step(number, "in_review")
    late = step(number, "granted", note="准予", seen="2")
    assert late.status_code == 409
    assert "刷新" in late.text
    assert told(case).state == "in_review"


def test_a_decision_bears_its_reason_and_follows_the_life_of_a_case(filed, step, told):
    case, number = filed()
    assert step(number, "denied", note=" ").status_code == 422
    assert step(number, "delivered").status_code == 422
    assert step(number, "extended", note="补充核查").status_code == 422
    assert told(case).state == "accepted"


def test_papers_are_shown_to_who_logged_in(filed, browser, staffed):
    _, number = filed()
    url = f"{staffed.url}/desk/cases/{number}/files/proof-1.jpg"
    answer = browser.get(url, timeout=10)
    assert (answer.headers["Content-Type"], answer.content) == ("image/jpeg", b"\xff\xd8 a page")
    stranger = requests.get(url, timeout=10)
    assert stranger.url.endswith("/desk/login")


def test_every_page_is_whole_and_needs_nothing_from_elsewhere(filed, browser, staffed):
    _, number = filed()
    for path in ("/desk", f"/desk/cases/{number}", "/desk/login"):
        answer = browser.get(staffed.url + path, timeout=10)
        assert all(address.startswith("/desk") for address in Page(answer.text).addresses)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_form_of_another_session_changes_nothing(filed, browser, staffed, told):
    case, number = filed()
    url = f"{staffed.url}/desk/cases/{number}/withdrawn"
    assert browser.post(url, data={"seen": "2", "csrf": "guessed"}, timeout=10).status_code == 403
    assert requests.post(url, data={"seen": "2"}, timeout=10).url.endswith("/desk/login")
    assert told(case).state == "accepted"


@pytest.mark.requirement("R73")
def test_nobody_comes_in_by_trying_and_no_password_is_there_before_one_is_set(staffed):
    url = f"{staffed.url}/desk/login"
    assert requests.post(url, data={"name": "admin", "password": "admin"}, timeout=10).status_code == 403
    staff = Staff(staffed.store)
    staff.set_password("李窗口", PASSWORD)
    for _ in range(TRIES):
        assert staff.enter("李窗口", "wrong") is None
    assert staff.enter("李窗口", PASSWORD) is None  # shut for a while
    for weak in ("short-1", "1234567890", "onlyletters", "李窗口-12345678"):
        with pytest.raises(PasswordTooWeak):
            staff.set_password("李窗口", weak)


@pytest.mark.requirement("R73")
def test_a_password_is_set_by_command(tmp_path):
    def staff(password):
        command = ["staff", NAME, "--state", str(tmp_path)]
        return CliRunner().invoke(app, command, input=f"{password}\n{password}\n").exit_code

    assert staff("1234567890") == 2
    assert staff(PASSWORD) == 0
    store = Store(open_database(sqlite_url(tmp_path / DATABASE)))
    assert Staff(store).enter(NAME, PASSWORD)
    store.close()
    assert PASSWORD.encode() not in (tmp_path / DATABASE).read_bytes()


def test_the_session_ends_with_the_logout(browser, staffed):
    page = Page(browser.get(f"{staffed.url}/desk", timeout=10).text)
    browser.post(f"{staffed.url}/desk/logout", data=page.hidden, timeout=10)
    assert browser.get(f"{staffed.url}/desk", timeout=10).url.endswith("/desk/login")
    assert re.search("登录", browser.get(f"{staffed.url}/desk", timeout=10).text)


@pytest.fixture
def left(client, seal, make):
    """A request that a terminal has sent; changes go over it."""

    def left(**changes):
        request = ServiceRequest(
            local_no=secrets.token_hex(4),
            item_code=make.case().item_code,
            terminal_no=TERMINAL,
            request="consultation",
            list_version="1",
            form_version="1",
            form={"consult-topic": "papers", "request-phone": "13800000000"},
            asked_at=datetime.now(UTC),
        ).model_copy(update=changes)
        return request, seal(request, kind="request")

    return left


@pytest.mark.requirement("R9")
def test_the_department_reads_a_request_and_notes_its_answer_once(staffed, browser, client, left):
    request, envelope = left()
    assert [client.deliver(envelope).receipt["duplicate"] for _ in range(2)] == [False, True]
    url = f"{staffed.url}/desk/requests"
    shown = browser.get(url, params={"department": "civil"}, timeout=10).text
    assert request.local_no in shown
    assert "要带哪些材料" in shown
    assert "13800000000" in shown
    assert request.local_no not in browser.get(url, params={"department": "tax"}, timeout=10).text
    answer = Page(shown).hidden | {"answer": "带身份证"}
    mine = f"{url}/{envelope.id}"
    assert browser.post(mine, data=Page(shown).hidden | {"answer": " "}, timeout=10).status_code == 422
    assert "带身份证" in browser.post(mine, data=answer, timeout=10).text
    again = browser.post(mine, data=answer, timeout=10)
    assert again.status_code == 409
    assert "刚刚有人答复过" in again.text


@pytest.mark.requirement("R9")
def test_a_request_nobody_answers_is_overdue_after_its_working_days(tmp_path, seal, left):
    centre = open_centre(tmp_path, TERMINAL, "")
    request, _ = left()
    envelope = seal(request, kind="request", recipient=centre.keys.recipient)
    centre.take(Labels(envelope.id, "request", request.item_code, TERMINAL), envelope.sealed)
    (kind,) = (kind for kind in centre.catalogue.document.requests if kind.code == "consultation")

    def overdue(**later):
        (line,) = LeftDesk(replace(centre, now=lambda: datetime.now(UTC) + timedelta(**later))).lines()
        return line.overdue

    assert not overdue(days=kind.promised_days)
    assert overdue(days=kind.promised_days + 14)  # the longest holiday lies within
    centre.store.close()


@pytest.mark.requirement("R9")
def test_a_request_is_shown_to_nobody_who_has_not_logged_in(staffed, client, left):
    request, envelope = left()
    client.deliver(envelope)
    url = f"{staffed.url}/desk/requests"
    assert request.local_no not in requests.get(url, timeout=10).text
    assert requests.post(f"{url}/{envelope.id}", data={"answer": "x"}, timeout=10).url.endswith("/login")


@pytest.mark.requirement("R9")
def test_a_request_about_no_item_and_a_second_one_of_one_visit_are_refused(client, left):
    _, stray = left(item_code="0000000000")
    assert isinstance(client.deliver(stray), Refused)
    request, first = left()
    _, second = left(local_no=request.local_no)
    client.deliver(first)
    assert isinstance(client.deliver(second), Refused)


@pytest.mark.requirement("R33")
def test_the_desk_sees_who_has_booked_and_nobody_else_does(staffed, browser, client):
    slot = next(slot for slot in client.bookings.slots(MARRIAGE).slots if slot.free)
    request = BookingRequest(
        terminal_no=TERMINAL,
        local_no="1126-DESK22",
        slot=slot.code,
        cert_type="resident_id_card",
        cert_no="DESK22",
        name="王预约",
        phone="13800000000",
    )
    client.bookings.book(MARRIAGE, request, secrets.token_hex(16))
    url = f"{staffed.url}/desk/bookings"
    shown = browser.get(url, timeout=10).text
    assert Page(shown).open == []
    assert "1126-DESK22" in shown
    assert "王预约" in shown
    assert "1126-DESK22" not in requests.get(url, timeout=10).text


@pytest.mark.requirement("R32")
def test_the_number_of_the_letter_that_a_result_is_posted_in_is_told_to_its_applicant(filed, step, told):
    letter = {
        "way": "post",
        "recipient": "张演示",
        "phone": "13800001234",
        "address": "福建省示例市一路 1 号",
    }
    case, number = filed(item_code=PERMIT, delivery=letter)
    if told(case).state == "correction":
        assert step(number, "accepted").status_code == 200
    assert step(number, "in_review").status_code == 200
    assert step(number, "granted", note="准予", tracking="邮政 EMS 1234567890123").status_code == 200
    assert told(case).tracking == "邮政 EMS 1234567890123"
    assert step(number, "delivered").status_code == 200
    (section,) = (each for each in standing.sections(told(case)) if each.heading.zh == "邮寄单号")
    assert section.lines[0].zh == "邮政 EMS 1234567890123"


@pytest.mark.requirement("R32")
def test_a_result_that_is_not_posted_has_no_number_of_a_letter(filed, step, told):
    case, number = filed()
    assert step(number, "in_review").status_code == 200
    assert step(number, "granted", note="准予", tracking="123").status_code == 422
    assert (told(case).state, told(case).tracking) == ("in_review", "")
