"""What the post room costs beside a bare SQLite commit of the same bytes, and what a million waiting change.

What is compared is measured in one run and turn by turn, so that the disk's mood is the same for each.
"""

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pyrage
import requests

from kiosk.center.client import CenterClient
from kiosk.center.signing import Credentials
from kiosk.operations.log import set_up_silent
from offline_queue.courier import AT_ONCE, BatchDelivery, Courier, Delivery
from offline_queue.envelope import Envelope, new_envelope
from offline_queue.outbox import Outbox
from offline_queue.outcome import Delivered
from offline_queue.seal import Sealer

ROUNDS = 15
PER_ROUND = {2_000: 40, 500_000: 8}
LIMITS = {2_000: (1.15, 0.2), 500_000: (1.2, 2.0)}  # times raw, milliseconds of sealing
FEW, MANY = 100, 1_000_000
TAKES = 400
ACCEPTS_WHILE_DRAINING = 600
DRAIN_TURNS = 3
DRAINED_IN_BATCHES, DRAINED_ONE_BY_ONE = 20_000, 500

_FILL_BODIES = """
    INSERT INTO body SELECT seq, id, kind, item_code, created_at, digest, case_id, ? FROM envelope"""
_FILL = """
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ?)
    INSERT INTO envelope (seq, id, kind, item_code, created_at, digest, size, state)
    SELECT n, lower(hex(randomblob(16))), 'case', '000512', 1.0 + n, ?, ?, 'waiting' FROM number"""


def milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def raw_database(folder: Path) -> sqlite3.Connection:
    """The same settings as the outbox, one table, nothing else."""
    connection = sqlite3.connect(folder / "raw.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA wal_autocheckpoint = 8000")
    connection.execute("CREATE TABLE body (seq INTEGER PRIMARY KEY, sealed BLOB)")
    return connection


def accept(size: int, folder: Path) -> dict[str, list[float]]:
    """Per round the median milliseconds of each way."""
    raw = raw_database(folder)
    outbox = Outbox.open(folder / "post" / "outbox.sqlite3")
    sealer = Sealer([str(pyrage.x25519.Identity.generate().to_public())])
    payload = os.urandom(size)

    def seal() -> Envelope:
        return new_envelope("case", "000512", 1.0, sealer.seal(payload, {}))

    def commit_raw(sealed: bytes) -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO body (sealed) VALUES (?)", (sealed,))
        raw.execute("COMMIT")

    medians: dict[str, list[float]] = {"raw": [], "seal": [], "accept": []}
    for _ in range(ROUNDS):
        taken: dict[str, list[float]] = {way: [] for way in medians}
        for turn in range(PER_ROUND[size]):
            taken["seal"].append(milliseconds(seal))
            envelope = seal()
            ways = [
                ("raw", lambda envelope=envelope: commit_raw(envelope.sealed)),
                ("accept", lambda envelope=envelope: outbox.accept(envelope)),
            ]
            for way, work in ways if turn % 2 else ways[::-1]:  # neither always pays for the other's writes
                taken[way].append(milliseconds(work))
        for way, times in taken.items():
            medians[way].append(statistics.median(times))
        raw.execute(
            "PRAGMA wal_checkpoint(PASSIVE)"
        )  # as tidy does: the log is written over, not grown again
        outbox.tidy()
    raw.close()
    outbox.close()
    return medians


def accept_while_draining(folder: Path) -> tuple[list[float], list[float]]:
    """Milliseconds of each accept while the courier drains without a pause, and of a bare fsync after it."""
    outbox = Outbox.open(folder / "post" / "outbox.sqlite3")
    for _ in range(2 * ACCEPTS_WHILE_DRAINING):
        outbox.accept(new_envelope("case", "000512", 1.0, os.urandom(2_000)))
    courier = Courier(outbox, lambda envelope: Delivered({"number": envelope.id[:8]}))
    bodies = [new_envelope("case", "000512", 1.0, os.urandom(2_000)) for _ in range(ACCEPTS_WHILE_DRAINING)]
    accepts, fsyncs = [], []
    rest = threading.Event()
    courier.start()
    with (folder / "bare").open("wb") as bare:
        for envelope in bodies:
            accepts.append(milliseconds(lambda envelope=envelope: outbox.accept(envelope)))
            courier.wake()
            bare.write(envelope.sealed)
            bare.flush()
            fsyncs.append(milliseconds(lambda: os.fdatasync(bare.fileno())))
            rest.wait(0.001)
    courier.stop()
    outbox.close()
    return accepts, fsyncs


def fill(folder: Path, number: int) -> Outbox:
    """An outbox with so many waiting, each a sealed body of 300 bytes; made by one statement."""
    outbox = Outbox.open(folder / "post" / "outbox.sqlite3")
    body = new_envelope("case", "000512", 1.0, os.urandom(300))
    connection = outbox._commits._connection
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("BEGIN")
    connection.execute(_FILL, (number, body.digest, len(body.sealed)))
    connection.execute(_FILL_BODIES, (body.sealed,))
    connection.execute("COMMIT")
    connection.execute("PRAGMA synchronous = FULL")
    outbox.tidy()
    outbox.close()
    return Outbox.open(folder / "post" / "outbox.sqlite3")


def take_and_settle(outbox: Outbox) -> float:
    """Milliseconds of due, mark_sending and mark_delivered for one envelope."""

    def work() -> None:
        (entry,) = outbox.due(2e9)
        outbox.mark_sending(entry.id)
        outbox.mark_delivered(entry.id, {"number": "FZ-1"})

    return milliseconds(work)


def take_and_settle_beside(few: Path, many: Path) -> tuple[list[float], list[float]]:
    """Turn by turn, with as many accepted as settled, so that few stay few."""
    times: tuple[list[float], list[float]] = ([], [])
    outboxes = [fill(few, FEW), fill(many, MANY)]
    for turn in range(TAKES):
        for index in (0, 1) if turn % 2 else (1, 0):
            times[index].append(take_and_settle(outboxes[index]))
            outboxes[index].accept(new_envelope("case", "000512", 1.0, os.urandom(300)))
    for outbox in outboxes:
        outbox.close()
    return times


def open_and_look(path: Path, *, cleanly: bool) -> float:
    """Milliseconds from nothing to the first due envelope."""
    if not cleanly:
        path.with_name(path.name + ".run").write_bytes(b"running\n")

    def work() -> None:
        outboxes.append(Outbox.open(path))
        outboxes[0].due(2e9)

    outboxes: list[Outbox] = []
    taken = milliseconds(work)
    outboxes[0].close()
    return taken


def drain(folder: Path, number: int, deliver: Delivery, deliver_batch: BatchDelivery | None) -> float:
    """Envelopes of 1.6 KB a second through outbox and courier, both on the disk."""
    outbox = Outbox.open(folder / "post" / "outbox.sqlite3")
    with outbox.together():
        for _ in range(number):
            outbox.accept(new_envelope("case", "350511902000", 1.0, os.urandom(1_600)))
    outbox.counts()
    outbox.tidy()
    settled = threading.Semaphore(0)
    courier = Courier(
        outbox,
        deliver,
        deliver_batch=deliver_batch,
        at_once=AT_ONCE,
        on_delivered=lambda *_: settled.release(),
    )
    begun = time.perf_counter()
    courier.start()
    for _ in range(number):
        settled.acquire()
    taken = time.perf_counter() - begun
    assert outbox.counts().backlog == 0
    courier.stop()
    outbox.close()
    return number / taken


def loop(url: str, number: int) -> float:
    """The peer: `requests`, one POST after the other, nothing kept, nothing checked."""
    bodies = [os.urandom(1_600) for _ in range(number)]
    begun = time.perf_counter()
    for body in bodies:
        query = {"id": os.urandom(16).hex(), "kind": "case"}
        requests.post(f"{url}/envelopes", params=query, data=body, timeout=10).raise_for_status()
    return number / (time.perf_counter() - begun)


def drain_over_http(folder: Path) -> dict[str, list[float]]:
    """Turn by turn against one centre in a process of its own; each envelope must be there exactly once."""
    rates: dict[str, list[float]] = {"requests loop": [], "one by one": [], "in batches": []}
    command = [sys.executable, "-m", "tests.benchmarks.queue_centre"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as centre:
        assert centre.stdout is not None
        port, key = centre.stdout.readline().split()
        url = f"http://127.0.0.1:{port}"
        client = CenterClient(url, Credentials("T-1", "app", b"0123456789abcdef"), receipt_keys=[key])
        sent = 0
        for turn in range(DRAIN_TURNS):
            for way, values in rates.items():
                number = DRAINED_IN_BATCHES if way == "in batches" else DRAINED_ONE_BY_ONE
                place = folder / f"{turn}-{way}"
                if way == "requests loop":
                    values.append(loop(url, number))
                else:
                    batch = client.deliver_batch if way == "in batches" else None
                    values.append(drain(place, number, client.deliver, batch))
                sent += number
        tally = requests.get(url, timeout=10).json()["data"]
        centre.terminate()
    assert tally == {"held": sent, "again": 0}, tally
    return rates


def resident_mb() -> float:
    """This process's own memory: what the kernel could not drop (RssAnon), and all of it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def memory(few: Path, many: Path) -> float:
    """How many MB more a process holds with many waiting than with few, each in a fork of its own."""

    def child(path: Path, report: int) -> None:
        before = resident_mb()
        outbox = Outbox.open(path)
        for _ in range(100):
            take_and_settle(outbox)
        outbox.counts()
        outbox.oldest_backlog_at()
        os.write(report, f"{resident_mb() - before}".encode())
        os._exit(0)

    found = []
    for folder in (few, many):
        reading, writing = os.pipe()
        pid = os.fork()
        if pid == 0:
            child(folder / "post" / "outbox.sqlite3", writing)
        os.close(writing)
        with os.fdopen(reading) as answer:
            found.append(float(answer.read()))
        os.waitpid(pid, 0)
    return found[1] - found[0]


def show(name: str, values: list[float], unit: str, limit: str = "") -> None:
    low, middle, high = statistics.quantiles(values, n=10)[0], statistics.median(values), max(values)
    print(f"  {name:<34} {middle:8.3f} {unit:<3} p10 {low:.3f}  max {high:.3f}  {limit}")


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def main() -> None:
    set_up_silent()  # how an event is written is the application's affair
    for size, accepted in PER_ROUND.items():
        # Here and not in /tmp, which may be memory: there an fsync costs nothing.
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            medians = accept(size, Path(folder))
        print(f"{size // 1000} KB, durable, on the disk ({ROUNDS} rounds of {accepted}, medians)")
        show("raw SQLite commit", medians["raw"], "ms")
        show("sealing, with its digest", medians["seal"], "ms", f"limit {LIMITS[size][1]}")
        show("accept", medians["accept"], "ms")
        ratios = [accept / raw for accept, raw in zip(medians["accept"], medians["raw"], strict=True)]
        show("accept / raw", ratios, "×", f"limit {LIMITS[size][0]}")

    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        accepts, fsyncs = accept_while_draining(Path(folder))
    print(f"2 KB accepted while the courier drains, on the disk ({len(accepts)} accepts; p99 ≤ 4, max ≤ 20)")
    for name, values in (("accept", accepts), ("bare fdatasync beside it", fsyncs)):
        middle, p99, high = statistics.median(values), percentile(values, 0.99), max(values)
        print(f"  {name:<34} {middle:8.3f} ms  p99 {p99:.3f}  max {high:.3f}")

    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        rates = drain_over_http(Path(folder))
    print(f"1.6 KB drained to a centre on loopback, outbox on the disk, each once ({DRAIN_TURNS} turns)")
    limits = {"in batches": "at least 10000", "one by one": "at least 1.2 × the loop"}
    for way, values in rates.items():
        print(
            f"  {way:<34} {statistics.median(values):8,.0f} /s  min {min(values):,.0f}  {limits.get(way, '')}"
        )

    shared = Path("/dev/shm")
    for place in [shared] if shared.is_dir() else [Path.cwd()]:
        folders = [Path(tempfile.mkdtemp(dir=place)) for _ in range(2)]
        try:
            few, many = take_and_settle_beside(*folders)
            path = folders[1] / "post" / "outbox.sqlite3"
            print(f"{MANY:,} waiting of 300 bytes against {FEW}, in {place} ({TAKES} turns)")
            show(f"take and settle, {FEW} waiting", few, "ms")
            show(f"take and settle, {MANY:,} waiting", many, "ms")
            ratio = statistics.median(many) / statistics.median(few)
            print(f"  {'many / few, of the medians':<34} {ratio:8.3f} ×   limit 1.1")
            for cleanly in (True, False):
                times = [open_and_look(path, cleanly=cleanly) for _ in range(5)]
                show(f"open and first due, {'clean' if cleanly else 'unclean'}", times, "ms", "limit 20")
            more = memory(*folders)
            print(f"  {'resident memory, many − few':<34} {more:8.3f} MB  limit 5")
        finally:
            for folder in folders:
                shutil.rmtree(folder)


if __name__ == "__main__":
    main()
