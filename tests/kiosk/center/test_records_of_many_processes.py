"""One database under several processes: each envelope is filed once, and everybody gets the first answer."""

import json
import multiprocessing
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from sqlalchemy import create_engine

from kiosk.center import signing
from kiosk.center.client import CenterClient
from kiosk.center.contract import CaseState, Code
from kiosk.center.reference.casebook import Opening
from kiosk.center.reference.database import NoDatabase, open_database, sqlite_url
from kiosk.center.reference.desk import Desk
from kiosk.center.reference.intake import Labels, Rejected
from kiosk.center.reference.keys import open_keys
from kiosk.center.reference.serve import open_centre
from kiosk.center.reference.store import Store
from kiosk.center.signing import Credentials, load_secret

FILING = """
import json, pickle, sys
from datetime import UTC, datetime
from pathlib import Path
from kiosk.center.reference.serve import open_centre
from kiosk.center.reference.intake import Labels
url, state, work = sys.argv[1:]
centre = open_centre(Path(state), "T-0001", "", database=url, alone=False)
envelopes = pickle.loads(Path(work).read_bytes())
print("ready", flush=True)
sys.stdin.readline()
for id_, kind, item, sealed in envelopes:
    receipt = centre.take(Labels(id_, kind, item, "T-0001"), sealed)
    print(json.dumps(receipt.model_dump(mode="json")), flush=True)
"""
CLUSTERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
AS_OWNER = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.getuid() == 0 else []


@pytest.fixture(scope="module")
def cluster():
    """A PostgreSQL of its own behind a Unix socket, as Debian's package brings it."""
    if not CLUSTERS:
        pytest.skip("the package postgresql is not installed")
    # Short: a socket's path has at most 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    if AS_OWNER:
        shutil.chown(folder, "postgres", "postgres")
    programs, data = CLUSTERS[-1].parent, folder / "data"

    def do(program, *arguments):
        command = [*AS_OWNER, programs / program, "-D", data, *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=60)

    do("initdb", "--auth=trust", "--username=centre", "--encoding=UTF8", "--no-sync")
    do("pg_ctl", "start", "-w", "-o", f"-k {folder} -c listen_addresses=", "-l", folder / "log")
    try:
        yield f"{folder}/.s.PGSQL.5432"
    finally:
        do("pg_ctl", "stop", "-w", "-m", "immediate")
        shutil.rmtree(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path):
    """An empty one of each kind."""
    if request.param == "sqlite":
        return str(sqlite_url(tmp_path / "centre.db"))
    socket, name = request.getfixturevalue("cluster"), f"centre_{uuid.uuid4().hex}"
    of_all = create_engine(f"postgresql+pg8000://centre@/postgres?unix_sock={socket}")
    with of_all.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
        db.exec_driver_sql(f"CREATE DATABASE {name}")
    of_all.dispose()
    return f"postgresql://centre@/{name}?unix_sock={socket}"


def at_once(database, state, envelopes, tmp_path, processes=2):
    """Each process files all of `envelopes`; the receipts that each got."""
    work = tmp_path / "work"
    work.write_bytes(pickle.dumps([(e.id, e.kind, e.item_code, e.sealed) for e in envelopes]))
    command = [sys.executable, "-c", FILING, database, str(state), str(work)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    environment = os.environ | {"PYTHONPATH": "."}
    running = [subprocess.Popen(command, env=environment, **pipes) for _ in range(processes)]
    for process in running:
        assert process.stdout.readline() == "ready\n"
    for process in running:
        process.stdin.write("go\n")
        process.stdin.flush()
    receipts = []
    for process in running:
        said, _ = process.communicate(timeout=50)
        assert process.returncode == 0
        receipts.append([json.loads(line) for line in said.splitlines() if line.startswith("{")])
    return receipts


def test_two_processes_file_the_same_envelopes_at_once_and_each_is_one_case(database, tmp_path, seal, make):
    recipient = open_keys(tmp_path / "state", "T-0001").recipient
    envelopes = [seal(make.case(), recipient=recipient) for _ in range(20)]
    envelopes += [seal(make.rating(), recipient=recipient) for _ in range(5)]
    first, second = at_once(database, tmp_path / "state", envelopes, tmp_path)
    assert len(first) == len(second) == len(envelopes)
    for one, other in zip(first, second, strict=True):
        assert sorted([one.pop("duplicate"), other.pop("duplicate")]) == [False, True]
        assert one == other
    serials = sorted(int(receipt["receiveNo"][39:]) for receipt in first if receipt["kind"] == "case")
    assert serials == list(range(1, 21))


def starts(url):
    open_database(url).dispose()


def test_workers_that_start_at_once_make_one_database(tmp_path):
    with multiprocessing.get_context("spawn").Pool(4) as workers:
        for new in range(20):
            workers.map(starts, [sqlite_url(tmp_path / f"{new}.db")] * 4, chunksize=1)


def test_two_envelopes_of_one_visit_at_once_are_one_case(database, tmp_path, seal, make):
    recipient = open_keys(tmp_path / "state", "T-0001").recipient
    store = Store(open_database(database))
    case = make.case()
    sealed = [seal(case, recipient=recipient) for _ in range(4)]

    def file(envelope):
        labels = Labels(envelope.id, "case", envelope.item_code, "T-0001")
        try:
            return store.file(labels, envelope.sealed, case, {}, Opening((), 10), case.confirmed_at)
        except Rejected as error:
            return error.code

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(file, sealed))
    store.close()
    assert found.count(Code.ALREADY_FILED) == 3


def test_of_many_steps_of_one_case_at_once_one_is_taken(database, tmp_path, seal, make):
    centre = open_centre(tmp_path / "state", "T-0001", "", database=database, alone=False)
    case, desk = make.case(), Desk(centre)
    envelope = seal(case, recipient=centre.keys.recipient)
    labels = Labels(envelope.id, "case", case.item_code, "T-0001")
    number = centre.take(labels, envelope.sealed).receive_no

    def step(actor):
        try:
            desk.step(number, CaseState.GRANTED, actor, seen=2, note="准予")
        except Rejected as error:
            return error.status
        return 200

    with ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(step, "甲乙丙丁"))
    assert found == [200, 409, 409, 409]
    assert len(desk.case(number).events) == 3
    assert desk.chain_holds(number)
    centre.store.close()


def test_a_nonce_counts_for_all_processes_and_is_forgotten_after_its_time(database):
    one, other = Store(open_database(database)), Store(open_database(database))
    assert one.add("app", "nonce", 1000.0)
    assert not other.add("app", "nonce", 1001.0)
    assert other.add("app", "nonce", 1000.0 + signing.NONCE_KEPT_S)
    one.close()
    other.close()


def test_a_certificate_of_two_at_once_is_the_first_ones(database):
    store = Store(open_database(database))
    for code in ("A" * 16, "B" * 16):
        proof = {"id": "ab" * 16, "verifyCode": code, "copiesAllowed": 1}
        store.add_proof(("T-0001", "1"), "digest", "张*", proof, "copy:somebody")
    assert store.known_proof("ab" * 16, "digest")["verifyCode"] == "A" * 16
    store.close()


def test_of_many_asked_for_at_once_no_copy_is_one_too_many(database):
    store = Store(open_database(database))

    def issued(number):
        key = f"{number:032x}"
        proof = {"id": key, "verifyCode": key, "copiesAllowed": 2}
        try:
            store.add_proof(("T-0001", "1"), "digest", "张*", proof, "copy:somebody")
        except Rejected as error:
            return error.code
        return proof["copyNo"]

    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(issued, range(6)))
    assert sorted(answer for answer in found if answer != Code.COPIES_SPENT) == [1, 2]
    store.close()


@pytest.mark.parametrize(
    "url", ["no url", "postgresql://centre@/x?unix_sock=/nowhere/socket", "sqlite:////no/x"]
)
def test_a_database_that_is_not_there_is_told(url):
    with pytest.raises(NoDatabase):
        open_database(url)


def test_several_workers_serve_one_port_and_take_a_request_once(database, tmp_path, seal, make):
    command = [sys.executable, "-m", "kiosk", "center", "--port", "0", "--state", str(tmp_path / "state")]
    command += ["--terminal", "T-0001", "--workers", "2", "--database", database]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    with process:
        ready = json.loads(process.stdout.readline())
        (terminal,) = ready["terminals"]
        secret = load_secret(Path(terminal["secretFile"]))
        credentials = Credentials(terminal["terminalNo"], terminal["appKey"], secret)
        envelopes = [seal(make.case(), recipient=ready["recipient"]) for _ in range(8)]

        def deliver(envelope):
            client = CenterClient(ready["url"], credentials, receipt_keys=[ready["receiptKey"]])
            return client.deliver(envelope).receipt

        with ThreadPoolExecutor(4) as pool:
            receipts = list(pool.map(deliver, envelopes * 2))
        statuses = replayed(ready["url"], credentials)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) in {0, -signal.SIGTERM}
    assert {receipt["receiveNo"][39:] for receipt in receipts} == {f"{n:04d}" for n in range(1, 9)}
    assert [receipt["duplicate"] for receipt in receipts].count(False) == 8
    assert statuses == [200] + [401] * 7


def replayed(url, credentials):
    """The same signed request eight times, each over a connection of its own: any worker may get it."""
    request = signing.Request("GET", "/rating-scheme", "", b"")
    headers = signing.signed_headers(credentials, request, now_s=time.time(), nonce=uuid.uuid4().hex)
    statuses = []
    for _ in range(8):
        try:
            with urlopen(Request(url + "/rating-scheme", headers=headers), timeout=10) as answer:
                statuses.append(answer.status)
        except HTTPError as error:
            with error:
                statuses.append(error.code)
    return statuses
