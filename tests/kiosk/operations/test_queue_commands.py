import json

import pytest
from typer.testing import CliRunner

from kiosk.cli import app
from offline_queue.entry import Counts, State
from offline_queue.envelope import Envelope
from offline_queue.outbox import Outbox

IDS = [letter * 32 for letter in "abcdef"]


@pytest.fixture
def outbox(tmp_path):
    """As the running kiosk holds it: one sending, one set aside, one delivered, three waiting."""
    outbox = Outbox.open(tmp_path / "outbox.db")
    for number, id_ in enumerate(IDS):
        outbox.accept(Envelope(id_, "case", "000512", 1_800_000_000.0 + number, b"SEALED-" + id_.encode()))
    outbox.mark_sending(IDS[0])
    outbox.set_aside(IDS[1], "status 422, code [1003]")
    outbox.mark_sending(IDS[2])
    outbox.mark_delivered(IDS[2], {"number": "FZ-1"})
    yield outbox
    outbox.close()


@pytest.fixture
def queue(tmp_path):
    def queue(*arguments, outbox=None):
        path = outbox or tmp_path / "outbox.db"
        return CliRunner().invoke(app, ["queue", *map(str, arguments), "--outbox", str(path)])

    return queue


@pytest.mark.usefixtures("outbox")
def test_lists_what_is_not_at_the_centre(queue):
    result = queue("list")
    assert result.exit_code == 0
    assert all(word in result.output for word in ("aaaaaaaaaaaa", "bbbbbbbbbbbb", "sending", "set_aside"))
    assert "cccc" not in result.output
    assert "SEALED" not in result.output
    listed = json.loads(queue("list", "--json").stdout)
    assert listed["counts"] == {"waiting": 3, "sending": 1, "delivered": 1, "set_aside": 1, "exported": 0}
    assert [entry["id"] for entry in listed["envelopes"]] == [*IDS[3:], IDS[0], IDS[1]]
    few = json.loads(queue("list", "--json", "--state", "waiting", "--limit", 2).stdout)
    assert [entry["id"] for entry in few["envelopes"]] == IDS[3:5]


@pytest.mark.usefixtures("outbox")
def test_shows_one_by_the_first_digits_of_its_id(queue):
    shown = json.loads(queue("show", "CCC", "--json").stdout)
    assert (shown["state"], shown["receipt"], shown["size"]) == ("delivered", {"number": "FZ-1"}, 39)
    result = queue("show", "bb")
    assert "status 422, code [1003]" in result.output
    assert "SEALED" not in result.output


@pytest.mark.parametrize("beginning", ["9", ""])
@pytest.mark.usefixtures("outbox")
def test_an_id_that_fits_none_or_several_is_told(queue, beginning):
    result = queue("show", beginning)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "begins so" in result.stderr or "no such envelope" in result.stderr


def test_retries_one_and_all(queue, outbox):
    assert queue("retry").exit_code == 2
    assert queue("set-aside", "d", "--reason", "looked at").exit_code == 0
    assert outbox.entry(IDS[3]).reason == "looked at"
    assert json.loads(queue("retry", "b", "--json").stdout) == {"done": [IDS[1]], "problems": []}
    assert queue("retry", "--all").exit_code == 0
    assert outbox.counts() == Counts(waiting=4, sending=1, delivered=1)


def test_what_is_being_sent_or_delivered_is_left_alone(queue, outbox):
    for command in ("set-aside", "retry"):
        for id_ in (IDS[0], IDS[2]):
            result = queue(command, id_)
            assert result.exit_code == 1
            assert "is not for an envelope that is" in result.stderr
    outbox.mark_delivered(IDS[0], {})
    assert outbox.counts().delivered == 2


def test_exports_and_verifies_the_folder(queue, outbox, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    exported = json.loads(queue("export", stick, "--json").stdout)
    assert sorted(exported["done"]) == sorted([IDS[1], *IDS[3:]])
    assert outbox.counts() == Counts(sending=1, delivered=1, exported=4)
    assert json.loads(queue("verify", stick, "--json").stdout) == {"sound": 4, "problems": []}
    (stick / f"{IDS[1]}.age").write_bytes(b"changed")
    result = queue("verify", stick)
    assert result.exit_code == 1
    assert f"{IDS[1]}.age" in result.stderr
    assert queue("export", tmp_path / "pulled-out").exit_code == 2


def test_verify_reads_every_sealed_body(queue, outbox):
    assert json.loads(queue("verify", "--json").stdout) == {"sound": 5, "problems": []}
    outbox._commits._connection.execute("UPDATE body SET sealed = x'00' WHERE seq = 5")
    result = queue("verify")
    assert result.exit_code == 1
    assert IDS[4] in result.stderr
    assert [entry.id for entry in outbox.entries(State.WAITING)] == IDS[3:]


def test_without_an_outbox_it_says_so(queue, tmp_path):
    result = queue("list", outbox=tmp_path / "none.db")
    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])
    assert "there is none here" in result.stderr
    (tmp_path / "none.db").write_bytes(b"no database" * 1000)
    assert queue("list", outbox=tmp_path / "none.db").exit_code == 2
