"""From the outbox of a terminal without a network, over a stick, into the centre's records."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from kiosk.center.contract import STICK_ANSWER
from kiosk.center.reference.imports import import_folder
from kiosk.center.reference.serve import open_centre
from kiosk.operations.stick import BadAnswer, Heard, hear
from offline_queue.entry import Counts, State
from offline_queue.envelope import Envelope
from offline_queue.export import export
from offline_queue.outbox import Outbox
from offline_queue.outcome import Delivered


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def outbox(tmp_path):
    outbox = Outbox.open(tmp_path / "outbox.db")
    yield outbox
    outbox.close()


@pytest.fixture
def centre(center):
    """The same centre from another process's point of view."""
    centre = open_centre(center.state, "T-0001", center.url)
    yield centre
    centre.store.close()


def test_what_was_exported_is_filed_once_whichever_way_comes_second(
    outbox, stick, centre, client, seal, make
):
    by_stick, both_ways = seal(make.case()), seal(make.rating())
    for envelope in (by_stick, both_ways):
        outbox.accept(envelope)
    export(outbox, list(outbox.entries(State.WAITING)), stick)
    assert isinstance(client.deliver(both_ways), Delivered)
    first = import_folder(centre, stick)
    assert (first.filed, first.known, first.problems) == ((by_stick.id,), (both_ways.id,), ())
    assert set(import_folder(centre, stick).known) == {by_stick.id, both_ways.id}
    outbox.retry_now(by_stick.id)
    outcome = client.deliver(outbox.mark_sending(by_stick.id))
    assert outcome.receipt["duplicate"] is True


def test_what_is_not_sound_is_told_and_the_others_are_filed(outbox, stick, centre, seal, make):
    good, cut = seal(make.case()), seal(make.case())
    stranger = seal(make.case(terminal_no="T-9999"))
    unsealed = Envelope("ab" * 16, "case", good.item_code, 0.0, b"no seal")
    for envelope in (good, cut, stranger, unsealed):
        outbox.accept(envelope)
    export(outbox, list(outbox.entries(State.WAITING)), stick)
    (stick / f"{cut.id}.age").write_bytes(cut.sealed[:-1])
    found = import_folder(centre, stick)
    assert found.filed == (good.id,)
    assert sorted(problem[:32] for problem in found.problems) == sorted([cut.id, stranger.id, unsealed.id])


def test_the_command_says_what_was_taken_in(outbox, stick, center, seal, make):
    envelope = seal(make.case())
    outbox.accept(envelope)
    export(outbox, list(outbox.entries(State.WAITING)), stick)
    command = [sys.executable, "-m", "kiosk", "center", "--state", str(center.state), "--import", str(stick)]
    run = subprocess.run(command, capture_output=True, text=True, env=os.environ, check=False)
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {"filed": [envelope.id], "known": [], "problems": []}
    (stick / f"{envelope.id}.age").unlink()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 1


def test_the_terminal_hears_by_the_stick_what_was_taken_in_and_what_refused(
    outbox, stick, centre, client, seal, make
):
    filed, both_ways, refused, later = (
        seal(make.case()),
        seal(make.rating()),
        seal(make.case()),
        seal(make.case()),
    )
    refused = replace(refused, sealed=b"no seal", digest=hashlib.sha256(b"no seal").hexdigest())
    for envelope in (filed, both_ways, refused):
        outbox.accept(envelope)
    export(outbox, list(outbox.entries(State.WAITING)), stick)
    client.deliver(both_ways)
    import_folder(centre, stick)
    outbox.accept(later)
    outbox.mark_exported(later.id)  # on another stick
    assert hear(outbox, client, stick) == Heard(imported=2, known=1, refused=1, unanswered=1)
    assert outbox.counts() == Counts(delivered=2, set_aside=1, exported=1)
    assert outbox.entry(filed.id).receipt["receiveNo"]
    assert outbox.read(refused.id).sealed == b"no seal"
    assert hear(outbox, client, stick) == Heard(imported=0, known=0, refused=0, unanswered=1)


@pytest.mark.parametrize("spoil", ["cut", "changed", "unsigned"])
def test_an_answer_that_is_not_the_centres_changes_nothing(outbox, stick, centre, client, seal, make, spoil):
    envelope = seal(make.case())
    outbox.accept(envelope)
    export(outbox, list(outbox.entries(State.WAITING)), stick)
    import_folder(centre, stick)
    answer = (stick / STICK_ANSWER).read_bytes()
    document = json.loads(answer)
    document["results"][0]["status"] = 422
    spoilt = {
        "cut": answer[:-9],
        "changed": json.dumps(document).encode(),
        "unsigned": json.dumps({"results": document["results"]}).encode(),
    }
    (stick / STICK_ANSWER).write_bytes(spoilt[spoil])
    with pytest.raises(BadAnswer):
        hear(outbox, client, stick)
    assert outbox.counts() == Counts(exported=1)
