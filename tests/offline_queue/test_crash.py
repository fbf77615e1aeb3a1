"""Promise P1: whatever is cut at whatever moment, what was accepted arrives once, and nothing else does."""

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

from offline_queue.entry import Counts, State
from offline_queue.outbox import Outbox
from offline_queue.seal import open_sealed

CHILD = Path(__file__).with_name("crash_child.py")
ROUNDS = 60
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
                if mood == "busy":
                    self.send_response(503)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                receipt = centre.keep(key, body)
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

    def keep(self, key: str, body: bytes) -> bytes:
        with self._lock:
            if self.bodies.setdefault(key, body) != body:
                self.conflicts.append(key)
        return json.dumps(receipt_of(key)).encode()


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

    def live(self, *, offer=2, kill_at=None, occurrence=1, kill_after_s=None, record=False) -> dict:
        ids = [uuid.UUID(int=self.dice.getrandbits(128), version=4).hex for _ in range(offer)]
        self.offered += ids
        order = {
            "path": str(self.path),
            "port": self.centre.port,
            "recipient": str(self.identity.to_public()),
            "offer": ids,
            "kill_at": kill_at,
            "occurrence": occurrence,
            "kill_after_s": kill_after_s,
            "record": record,
        }
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        life = json.loads(self.process.stdout.readline())
        self.accepted += life["accepted"]
        return life

    def must_have_kept_its_promise(self) -> None:
        """After a last life that ended in order: everything accepted is at the centre once, nothing else."""
        mine = {key: body for key, body in self.centre.bodies.items() if key in self.offered}
        # A life cut between the commit and its return has an envelope that it could not promise any more.
        assert set(self.accepted) <= set(mine)
        assert self.centre.conflicts == []
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
def test_killed_at_every_step_it_delivers_what_it_accepted_exactly_once(kiosk_at, memory):
    seen = kiosk_at(memory / "seen" / "outbox.sqlite3")
    steps = [step for _ in range(3) for step in seen.live(offer=6, record=True)["steps"]]
    steps = list(dict.fromkeys(steps))
    methods = {step.split(":")[0] for step in steps}
    assert methods >= {
        "open",
        "accept",
        "mark_sending",
        "deliver",
        "mark_delivered",
        "retry_at",
        "tidy",
        "close",
    }
    killed = 0
    for number, step in enumerate(steps, start=1):
        kiosk = kiosk_at(memory / str(number) / "outbox.sqlite3", seed=number)
        killed += kiosk.live(kill_at=step, occurrence=1 + number % 2)["end"] == -9
        assert kiosk.live(offer=1)["end"] == 0, step
        kiosk.must_have_kept_its_promise()
    assert killed > len(steps) / 2


@pytest.mark.requirement("R46")
def test_killed_again_and_again_at_any_moment_it_delivers_what_it_accepted_exactly_once(kiosk_at, memory):
    kiosk = kiosk_at(memory / "post" / "outbox.sqlite3")
    chance = random.Random(7)
    ends = [kiosk.live(kill_after_s=chance.uniform(0, LIFE_S))["end"] for _ in range(ROUNDS)]
    assert set(ends) <= {0, -9}
    assert ends.count(-9) > ROUNDS / 4
    assert kiosk.live()["end"] == 0
    kiosk.must_have_kept_its_promise()
