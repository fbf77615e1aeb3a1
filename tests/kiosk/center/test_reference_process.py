"""The reference centre as a process, and with the faults of a network before it."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kiosk.center.client import CenterClient
from kiosk.center.reference.faults import CenterFault
from kiosk.center.reference.keys import open_keys
from kiosk.center.signing import Credentials, load_secret
from offline_queue.outcome import Delivered, TryLater, Unauthorised

START = """
import sys
from pathlib import Path
from kiosk.center.reference.serve import run
run(Path(sys.argv[1]), "T-0001")
"""


@pytest.fixture
def fault(center):
    """Plans one fault for the next POST."""
    yield center.app.plan.append
    center.app.plan.clear()


@pytest.fixture
def impatient(center, credentials):
    return CenterClient(center.url, credentials, receipt_keys=[center.keys.receipt_key], read_timeout_s=1.0)


@pytest.fixture
def a_sealed_case(seal, make):
    return seal(make.case())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (CenterFault.HTML_200, TryLater),
        (CenterFault.UNAUTHORISED, Unauthorised),
        (CenterFault.FAILED, TryLater),
        (CenterFault.CUT_BODY, TryLater),
        (CenterFault.TIMEOUT_AFTER_COMMIT, TryLater),
    ],
)
def test_after_every_fault_the_next_attempt_delivers_once(impatient, a_sealed_case, fault, name, expected):
    fault(name)
    assert isinstance(impatient.deliver(a_sealed_case), expected)
    stored = name in {CenterFault.CUT_BODY, CenterFault.TIMEOUT_AFTER_COMMIT}
    outcome = impatient.deliver(a_sealed_case)
    assert isinstance(outcome, Delivered)
    assert outcome.receipt["duplicate"] is stored


def test_a_busy_centre_says_when_to_come_back(client, seal, make, fault):
    fault(CenterFault.TOO_MANY)
    assert client.deliver(seal(make.case())) == TryLater(7.0, "status 429, code 4290")


def test_a_slow_answer_is_waited_for(client, seal, make, fault):
    fault(CenterFault.SLOW)
    began = time.monotonic()
    assert isinstance(client.deliver(seal(make.rating())), Delivered)
    assert time.monotonic() - began > 0.5


def test_the_first_start_makes_keys_that_only_the_owner_reads(tmp_path):
    state = tmp_path / "state"
    keys = open_keys(state, "T-0001")
    assert open_keys(state, "T-0001") == keys
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in state.iterdir()} == {0o600}
    assert keys.identity not in repr(keys)


def test_the_process_says_where_it_listens_and_keeps_its_records_over_a_kill(tmp_path, seal, make):
    ready, process = start(tmp_path)
    with process:
        recipient = ready["recipient"]
        envelope = seal(make.case(), recipient=recipient)
        first = client_of(ready).deliver(envelope)
        process.kill()
    ready, process = start(tmp_path)
    with process:
        again = client_of(ready).deliver(envelope)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) in {0, -signal.SIGTERM}
    assert isinstance(first, Delivered)
    assert again == Delivered(first.receipt | {"duplicate": True})
    assert ready["recipient"] == recipient
    assert Path(ready["operatorTokenFile"]).exists()


def start(state):
    process = subprocess.Popen(
        [sys.executable, "-c", START, str(state)],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": "."},
    )
    assert process.stdout is not None
    return json.loads(process.stdout.readline()), process


def client_of(ready):
    (terminal,) = ready["terminals"]
    secret = load_secret(Path(terminal["secretFile"]))
    credentials = Credentials(terminal["terminalNo"], terminal["appKey"], secret)
    return CenterClient(ready["url"], credentials, receipt_keys=[ready["receiptKey"]])
