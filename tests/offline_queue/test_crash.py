"""Promise P1: whatever is cut at whatever moment, what was accepted arrives once, and nothing else does."""

import base64
import errno
import hashlib
import json
import random
import subprocess
import sys
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyrage
import pytest

from offline_queue import wal
from offline_queue.entry import Counts, State
from offline_queue.outbox import Outbox
from offline_queue.seal import open_sealed

CHILD = Path(__file__).with_name("crash_child.py")
ROUNDS = 60
SLOW_SEEDS, SLOW_ROUNDS = 20, 100
LIFE_S = 0.06  # about what an undisturbed life takes


class Centre:
    """Stands for the centre: keeps the first body of each key, and answers as often as it pleases."""

    def __init__(self, seed: int) -> None:
        self.bodies: dict[str, bytes] = {}
        self.conflicts: list[str] = []
        self.requests = 0
        self._moods = random.Random(seed)
        self._lock = threading.Lock()
        centre = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                announced = int(self.headers["Content-Length"])
                body = self.rfile.read(announced)
                key = self.headers["Idempotency-Key"]
                mood = centre.mood()
                if mood == "silent before" or len(body) < announced:  # cut in the middle: no request
                    return
                bodies = {key: body}
                if self.path == "/batch":
                    bodies = {id_: base64.b64decode(text) for id_, text in json.loads(body).items()}
                if mood == "busy":
                    self.send_response(503)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                receipts = []
                for key, body in bodies.items():
                    busy = len(bodies) > 1 and centre.mood() == "busy"  # each of a batch has its own fate
                    receipts.append(None if busy else centre.keep(key, body))
                receipt = json.dumps(receipts).encode()
                if mood == "silent after":
                    return
                self.send_response(200)
                self.send_header("Content-Length", str(len(receipt)))
                self.end_headers()
                self.wfile.write(receipt)

            def log_message(self, *_: object) -> None:
                """Nothing: the test looks at what was kept."""

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """A life that ends in the middle of its request is what this is about."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port

    def mood(self) -> str:
        with self._lock:
            self.requests += 1
            return self._moods.choice(["answer"] * 5 + ["silent before", "silent after", "busy"])

    def keep(self, key: str, body: bytes) -> dict:
        with self._lock:
            if self.bodies.setdefault(key, body) != body:
                self.conflicts.append(key)
        return receipt_of(key)


def receipt_of(key: str) -> dict:
    return {"number": hashlib.sha256(key.encode()).hexdigest()[:8]}


@pytest.fixture
def centre():
    centre = Centre(seed=20261101)
    thread = threading.Thread(target=centre.server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield centre
    centre.server.shutdown()
    centre.server.server_close()
    thread.join()


class Kiosk:
    """The lives of one kiosk after another, and what they promised their citizens."""

    def __init__(self, process, centre, path, seed) -> None:
        self.process, self.centre, self.path = process, centre, path
        self.identity = pyrage.x25519.Identity.generate()
        self.dice = random.Random(seed)
        self.offered: list[str] = []
        self.accepted: list[str] = []
        self.cases: dict[str, list[str]] = {}
        self.packages: list[list[str]] = []

    def live(
        self,
        *,
        offer=2,
        kill_at=None,
        occurrence=1,
        kill_after_s=None,
        record=False,
        batches=False,
        at_once=1,
        case="",
        package=0,
        full=False,
        disk_fails_at_attempt=None,
        code=errno.ENOSPC,
    ) -> dict:
        ids, together = (
            [uuid.UUID(int=self.dice.getrandbits(128), version=4).hex for _ in range(number)]
            for number in (offer, package)
        )
        self.offered += ids + together
        self.packages.append(together)
        order = {
            "path": str(self.path),
            "port": self.centre.port,
            "recipient": str(self.identity.to_public()),
            "offer": ids,
            "kill_at": kill_at,
            "occurrence": occurrence,
            "kill_after_s": kill_after_s,
            "record": record,
            "batches": batches,
            "at_once": at_once,
            "case": case,
            "package": together,
            "offer_to_full_disk": ids[0] if full else None,
            "disk_fails_at_attempt": disk_fails_at_attempt,
            "errno": code,
        }
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        life = json.loads(self.process.stdout.readline())
        self.accepted += life["accepted"]
        if case:
            self.cases.setdefault(case, []).extend(id_ for id_ in life["accepted"] if id_ in ids)
        return life

    def tear_the_log(self) -> None:
        """What a power cut may leave behind the last commit: less, other bytes, or halves of the next one."""
        log = self.path.with_name(self.path.name + "-wal")
        if not log.exists():
            return
        data = log.read_bytes()
        end = 32
        with log.open("rb") as file:
            header = wal.read_header(file)
            if header is None:
                return
            for frame in wal.sound_frames(file, header):
                if frame.commits:
                    end = frame.at + header.page_size
        torn = data[end:]
        match self.dice.choice(["cut", "garbled", "again", "headers"]):
            case "cut":
                torn = torn[: self.dice.randrange(len(torn) + 1)]
            case "garbled":
                torn = self.dice.randbytes(self.dice.randrange(20_000))
            case "again":
                torn = data[32:end][: self.dice.randrange(20_000)]  # sound frames in the wrong place
            case "headers":
                torn = data[32:56] + self.dice.randbytes(header.page_size)
        log.write_bytes(data[:end] + torn)

    def must_have_kept_its_promise(self) -> None:
        """After a last life that ended in order: everything accepted is at the centre once, nothing else."""
        mine = {key: body for key, body in self.centre.bodies.items() if key in self.offered}
        # A life cut between the commit and its return has an envelope that it could not promise any more.
        assert set(self.accepted) <= set(mine)
        assert self.centre.conflicts == []
        for package in self.packages:
            assert len(set(package) & set(mine)) in {0, len(package)}
        arrived = {key: number for number, key in enumerate(self.centre.bodies)}
        for keys in self.cases.values():
            assert keys == sorted(keys, key=arrived.__getitem__)
        for key, body in mine.items():
            assert open_sealed(body, str(self.identity)) == (key.encode(), {})
        outbox = Outbox.open(self.path)
        assert outbox.counts() == Counts(delivered=len(mine))
        for key in mine:
            entry = outbox.entry(key)
            assert (entry.state, entry.receipt) == (State.DELIVERED, receipt_of(key))
        outbox.close()


@pytest.fixture
def kiosk_at(centre):
    process = subprocess.Popen(
        [sys.executable, str(CHILD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        yield lambda path, seed=0: Kiosk(process, centre, path, seed)
        process.stdin.close()
    assert process.returncode == 0


@pytest.mark.requirement("R46")
@pytest.mark.parametrize("batches", [False, True])
def test_killed_at_every_step_it_delivers_what_it_accepted_exactly_once(kiosk_at, memory, batches):
    seen = kiosk_at(memory / "seen" / "outbox.sqlite3")
    steps = [step for _ in range(3) for step in seen.live(offer=6, record=True, batches=batches)["steps"]]
    steps = list(dict.fromkeys(steps))
    assert {step.split(":")[0] for step in steps} >= {
        "open",
        "accept",
        "mark_sending",
        "deliver_batch" if batches else "deliver",
        "mark_delivered",
        "retry_at",
        "tidy",
        "close",
    }
    if batches:
        steps = [step for step in steps if step.startswith(("deliver", "mark", "retry"))]
    killed = 0
    for number, step in enumerate(steps, start=1):
        kiosk = kiosk_at(memory / str(number) / "outbox.sqlite3", seed=number)
        life = kiosk.live(
            offer=4 if batches else 2,
            kill_at=step,
            occurrence=1 + number % 2,
            batches=batches,
            at_once=1 + 3 * (number % 2),
        )
        killed += life["end"] == -9
        assert kiosk.live(offer=1)["end"] == 0, step
        kiosk.must_have_kept_its_promise()
    assert killed > len(steps) / (4 if batches else 3)  # opening and a batch pass few of their steps twice


@pytest.mark.requirement("R34")
def test_killed_at_every_step_of_a_package_all_its_cases_arrive_or_none(kiosk_at, memory):
    seen = kiosk_at(memory / "seen" / "outbox.sqlite3")
    steps = [step for step in seen.live(offer=0, package=5, record=True)["steps"] if "together" in step]
    assert [step.split(":")[-1] for step in steps] == ["begin", "BEGIN", *["INSERT"] * 5, "COMMIT", "done"]
    for number, step in enumerate(steps, start=1):
        kiosk = kiosk_at(memory / str(number) / "outbox.sqlite3", seed=number)
        assert kiosk.live(offer=0, package=5, kill_at=step)["end"] == -9, step
        kiosk.tear_the_log()
        assert kiosk.live(offer=1)["end"] == 0, step
        kiosk.must_have_kept_its_promise()


def hard_lives(kiosk, dice, rounds) -> None:
    """Killed at any moment, with and without batches, on failing disks, with logs torn behind the commits."""
    ends = []
    for number in range(rounds):
        fails = dice.random() < 0.15
        life = kiosk.live(
            offer=dice.choice([1, 2, 2, 6]),
            kill_after_s=dice.uniform(0, LIFE_S),
            batches=dice.random() < 0.5,
            at_once=dice.choice([1, 4]),
            case=f"case-{number // 3}" if dice.random() < 0.5 else "",
            package=dice.choice([0, 0, 5]),
            full=dice.random() < 0.2,
            disk_fails_at_attempt=dice.randint(1, 4) if fails else None,
            code=dice.choice([errno.ENOSPC, errno.EIO]),
        )
        ends.append(life["end"])
        if life["end"] == -9 and dice.random() < 0.5:
            kiosk.tear_the_log()
    assert set(ends) <= {0, -9}
    assert ends.count(-9) > rounds / 4
    assert kiosk.live()["end"] == 0
    kiosk.must_have_kept_its_promise()


@pytest.mark.requirement("R46")
def test_killed_again_and_again_at_any_moment_it_delivers_what_it_accepted_exactly_once(kiosk_at, memory):
    hard_lives(kiosk_at(memory / "post" / "outbox.sqlite3"), random.Random(7), ROUNDS)


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.requirement("R46")
@pytest.mark.parametrize("seed", range(SLOW_SEEDS))
def test_two_thousand_hard_lives_deliver_what_they_accepted_exactly_once(kiosk_at, memory, seed):
    hard_lives(kiosk_at(memory / "post" / "outbox.sqlite3", seed), random.Random(seed), SLOW_ROUNDS)
