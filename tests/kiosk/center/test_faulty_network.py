"""Promise P1 with the real client, the real centre, and everything in between that a network can do."""

import hashlib
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kiosk.center.signing import load_secret
from kiosk.simulation.centre import TERMINAL_NO, CentreProcess
from offline_queue.envelope import new_envelope
from offline_queue.schema import MIGRATIONS
from offline_queue.seal import Sealer
from tests.kiosk.center.conftest import PAGE, a_case, a_rating
from tests.kiosk.center.fault_proxy import FaultProxy

CHILD = Path(__file__).with_name("faulty_life.py")
ROUNDS = 25
SLOW_SEEDS, SLOW_ROUNDS = 20, 100
CALM_LIVES = 3  # about as long takes one among faults
LARGE_BYTES = 1_200_000  # goes by tus, in three pieces


@pytest.fixture(scope="module")
def memory(tmp_path_factory):
    """A folder in memory where there is one: a killed process loses nothing that the kernel has taken."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(
        dir=shared if shared.is_dir() else tmp_path_factory.mktemp("memory")
    ) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def centre(memory):
    process = CentreProcess(memory / "centre")
    yield process.start(), memory / "centre" / "centre.db"
    process.stop()


@pytest.fixture
def lives():
    """Orders lives from a process that forks them."""
    command = [sys.executable, str(CHILD)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:

        def live(order):
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
            return json.loads(process.stdout.readline())

        yield live
        process.stdin.close()
    assert process.returncode == 0


class Terminal:
    """One terminal's lives behind a bad network, and what it promised its citizens."""

    def __init__(self, live, centre, proxy, folder, seed) -> None:
        self.live_by_order, self.proxy, self.folder = live, proxy, folder
        self.address, self.records = centre
        self.dice = random.Random(seed)
        self.sealer = Sealer([self.address.recipient])
        self.labels: dict[str, tuple[str, str]] = {}
        self.accepted: set[str] = set()
        self.steps: list[str] = []
        self.began = time.time()
        (folder / "bodies").mkdir(parents=True)

    def live(self, *, offer=2, large=False, **order) -> dict:
        ids = [self._sealed(large=large and number == 0) for number in range(offer)]
        life = self.live_by_order(
            {
                "path": str(self.folder / "outbox.sqlite3"),
                "began": self.began,
                "bodies": str(self.folder / "bodies"),
                "labels": {id_: self.labels[id_] for id_ in ids},
                "centre": {
                    "url": f"http://127.0.0.1:{self.proxy.port}",
                    "terminal_no": TERMINAL_NO,
                    "app_key": self.address.app_key,
                    "secret": load_secret(self.address.secret_file).hex(),
                    "receipt_key": self.address.receipt_key,
                },
                "offer": ids,
                "kill_at": None,
                "occurrence": 1,
                "kill_after_s": None,
                "record": False,
                "batches": False,
                "at_once": 1,
                "case": "",
                "package": [],
                "offer_to_full_disk": None,
                "disk_fails_at_attempt": None,
                **order,
            }
        )
        self.accepted |= set(life["accepted"])
        self.steps += life["steps"]
        return life

    def _sealed(self, *, large: bool) -> str:
        local_no = uuid.uuid4().hex  # of all terminals of these tests there is one centre
        if not large and self.dice.random() < 0.5:
            submission, files = a_rating(local_no=local_no, terminal_no=TERMINAL_NO), {}
        else:
            page = self.dice.randbytes(LARGE_BYTES) if large else PAGE
            submission, files = _case(local_no, page)
        kind = "evaluation" if not files else "case"
        sealed = self.sealer.seal(submission.model_dump_json().encode(), files)
        envelope = new_envelope(kind, submission.item_code, 0.0, sealed)
        self.labels[envelope.id] = (kind, submission.item_code)
        (self.folder / "bodies" / envelope.id).write_bytes(sealed)
        return envelope.id

    def must_have_kept_its_promise(self, *, at_rest: bool = False) -> None:
        """What was accepted is here or at the centre, what is called delivered is there, nothing twice."""
        states = self._states()
        with closing(sqlite3.connect(self.records)) as records:
            records.execute("BEGIN")  # the centre may still be at work on what a killed life had sent
            digests = dict(records.execute("SELECT id, digest FROM envelopes"))
            filed = [row[0] for row in records.execute("SELECT envelope_id FROM submissions")]
            filed += [row[0] for row in records.execute("SELECT envelope_id FROM evaluations")]
        there = set(self.labels) & set(digests)
        assert self.accepted <= set(states)
        assert {id_ for id_, state in states.items() if state == "delivered"} <= there
        assert there <= set(states)
        assert sorted(id_ for id_ in filed if id_ in self.labels) == sorted(there)
        for id_ in there:
            body = (self.folder / "bodies" / id_).read_bytes()
            assert digests[id_] == hashlib.sha256(body).hexdigest()
        if at_rest:
            assert self.accepted <= there == set(states)
            assert set(states.values()) == {"delivered"}

    def _states(self) -> dict[str, str]:
        """Of a copy: to look must not mend what the next start is to find."""
        copy = self.folder / "seen"
        copy.mkdir(exist_ok=True)
        for suffix in ("", "-wal"):
            (copy / f"outbox.sqlite3{suffix}").unlink(missing_ok=True)
            file = self.folder / f"outbox.sqlite3{suffix}"
            if file.exists():
                shutil.copy(file, copy)
        with closing(sqlite3.connect(copy / "outbox.sqlite3")) as outbox:
            if outbox.execute("PRAGMA user_version").fetchone()[0] < len(MIGRATIONS):
                return {}  # killed while it was made
            states = dict(outbox.execute("SELECT id, state FROM envelope"))
            unfiled = outbox.execute(
                "SELECT id FROM body WHERE seq > (SELECT coalesce(max(seq), 0) FROM envelope)"
            )
            return states | {row[0]: "waiting" for row in unfiled}


def _case(local_no, page):
    strokes = b"\x89PNG strokes"
    case = a_case(local_no=local_no, terminal_no=TERMINAL_NO)
    (material,) = case.materials
    (file,) = material.pages
    file = file.model_copy(update={"sha256": hashlib.sha256(page).hexdigest()})
    material = material.model_copy(update={"pages": (file,)})
    return case.model_copy(update={"materials": (material,)}), {"proof-1.jpg": page, "signature.png": strokes}


@pytest.fixture
def terminal_behind(lives, centre, memory):
    def terminal(proxy, name, seed=0):
        return Terminal(lives, centre, proxy, memory / f"terminal-{name}", seed)

    return terminal


@pytest.fixture
def proxy_before(centre):
    parts = urlsplit(centre[0].url)
    return lambda seed: FaultProxy((parts.hostname, parts.port), seed)


def hard_lives(terminal, rounds) -> None:
    dice = terminal.dice
    assert terminal.live()["end"] == 0  # waits for the imports too
    begun = time.monotonic()
    assert terminal.live()["end"] == 0
    calm_s = time.monotonic() - begun  # how long a life takes on this machine
    ends = []
    for _ in range(rounds):
        terminal.proxy.share = dice.choice([0.2, 0.5])
        life = terminal.live(
            offer=dice.choice([1, 2, 2, 4]),
            large=dice.random() < 0.1,
            kill_after_s=dice.uniform(0, CALM_LIVES * calm_s),
            batches=dice.random() < 0.5,
            at_once=dice.choice([1, 4]),
        )
        ends.append(life["end"])
        terminal.must_have_kept_its_promise()
    terminal.proxy.share = 0.0
    assert terminal.live()["end"] == 0
    terminal.must_have_kept_its_promise(at_rest=True)
    assert set(ends) <= {0, -9}
    assert ends.count(-9) > rounds / 4
    assert terminal.proxy.strayed == 0
    assert len(terminal.proxy.met) > 8


@pytest.mark.requirement("R46")
def test_killed_again_and_again_behind_a_bad_network_all_arrives_once(terminal_behind, proxy_before):
    with proxy_before(7) as proxy:
        hard_lives(terminal_behind(proxy, "sample", 7), ROUNDS)


@pytest.mark.requirement("R46")
@pytest.mark.parametrize("batches", [False, True])
def test_killed_at_every_step_of_a_delivery_all_arrives_once(terminal_behind, proxy_before, batches):
    with proxy_before(11) as proxy:
        name = f"steps-{batches}"
        seen = terminal_behind(proxy, f"{name}-seen")
        assert seen.live(offer=4, record=True, batches=batches)["end"] == 0
        steps = [step for step in dict.fromkeys(seen.steps) if step.startswith(("deliver", "mark"))]
        assert {"deliver_batch:answered" if batches else "deliver:answered", "mark_delivered:done"} <= set(
            steps
        )
        killed = 0
        for number, step in enumerate(steps):
            terminal = terminal_behind(proxy, f"{name}-{number}", number)
            proxy.share = 0.2
            killed += terminal.live(offer=4, kill_at=step, batches=batches)["end"] == -9
            terminal.must_have_kept_its_promise()
            proxy.share = 0.0
            assert terminal.live(offer=1)["end"] == 0, step
            terminal.must_have_kept_its_promise(at_rest=True)
        assert killed > len(steps) / 2


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.requirement("R46")
@pytest.mark.parametrize("seed", range(SLOW_SEEDS))
def test_two_thousand_lives_behind_a_bad_network_deliver_all_once(terminal_behind, proxy_before, seed):
    with proxy_before(seed) as proxy:
        hard_lives(terminal_behind(proxy, f"slow-{seed}", seed), SLOW_ROUNDS)
