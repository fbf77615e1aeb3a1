"""What it costs to seal an envelope and to accept it durably, beside a bare SQLite commit of the same bytes.

All are measured in one run and turn by turn, so that the disk's mood is the same for each.
"""

import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pyrage
import structlog

from offline_queue.envelope import new_envelope
from offline_queue.outbox import Outbox
from offline_queue.seal import Sealer

ROUNDS = 15
PER_ROUND = {2_000: 40, 500_000: 8}


def milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def raw_database(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "raw.sqlite3", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE body (seq INTEGER PRIMARY KEY, sealed BLOB)")
    return connection


def measure(size: int, folder: Path) -> dict[str, list[float]]:
    """Per round the median milliseconds of each way."""
    raw = raw_database(folder)
    outbox = Outbox.open(folder / "post" / "outbox.sqlite3")
    sealer = Sealer([str(pyrage.x25519.Identity.generate().to_public())])
    payload = os.urandom(size)

    def commit_raw(sealed: bytes) -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute("INSERT INTO body (sealed) VALUES (?)", (sealed,))
        raw.execute("COMMIT")

    medians: dict[str, list[float]] = {"raw": [], "seal": [], "accept": []}
    for _ in range(ROUNDS):
        taken: dict[str, list[float]] = {way: [] for way in medians}
        for _ in range(PER_ROUND[size]):
            taken["seal"].append(milliseconds(lambda: sealer.seal(payload, {})))
            sealed = sealer.seal(payload, {})
            taken["raw"].append(milliseconds(lambda body=sealed: commit_raw(body)))
            taken["accept"].append(
                milliseconds(lambda body=sealed: outbox.accept(new_envelope("case", "000512", 1.0, body)))
            )
        for way, times in taken.items():
            medians[way].append(statistics.median(times))
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        outbox.tidy()
    raw.close()
    outbox.close()
    return medians


def show(name: str, values: list[float], unit: str) -> None:
    low, middle, high = statistics.quantiles(values, n=10)[0], statistics.median(values), max(values)
    print(f"  {name:<22} {middle:8.3f} {unit:<3} p10 {low:.3f}  max {high:.3f}")


def main() -> None:
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    for size, accepted in PER_ROUND.items():
        # Here and not in /tmp, which may be memory: there an fsync costs nothing.
        with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
            medians = measure(size, Path(folder))
        print(f"{size // 1000} KB, durable ({ROUNDS} rounds of {accepted}, medians)")
        show("raw SQLite commit", medians["raw"], "ms")
        show("sealing", medians["seal"], "ms")
        show("accept", medians["accept"], "ms")
        ratios = [accept / raw for accept, raw in zip(medians["accept"], medians["raw"], strict=True)]
        show("accept / raw", ratios, "×")


if __name__ == "__main__":
    main()
