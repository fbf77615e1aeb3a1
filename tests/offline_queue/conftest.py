"""Shared by the tests of the post room: a clock that stands still, envelopes, an outbox on disk."""

import importlib.util
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from offline_queue.envelope import Envelope, new_envelope
from offline_queue.outbox import Outbox

CATALOGUE = Path(__file__).resolve().parents[2] / "config" / "events.toml"


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "post" / "outbox.sqlite3"


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a killed process loses nothing that the kernel has taken, so
    these tests need no disk, and spare it thousands of fsyncs."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else tmp_path) as folder:
        yield Path(folder)


@pytest.fixture
def outbox(path: Path, clock: Clock) -> Iterator[Outbox]:
    outbox = Outbox.open(path, clock)
    yield outbox
    outbox.close()


@pytest.fixture
def make(clock: Clock) -> Callable[..., Envelope]:
    def make(sealed: bytes = b"sealed", kind: str = "case") -> Envelope:
        return new_envelope(kind, "000512", clock.now, sealed)

    return make


@pytest.fixture(scope="session")
def with_disk_fault() -> Callable[..., object]:
    """See disk_faults.py, which test modules cannot import: their folders are no packages."""
    file = Path(__file__).with_name("disk_faults.py")
    spec = importlib.util.spec_from_file_location("disk_faults", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.with_disk_fault


@pytest.fixture(scope="session")
def counting_syncs() -> Callable[..., int]:
    """See sync_count.py."""
    file = Path(__file__).with_name("sync_count.py")
    spec = importlib.util.spec_from_file_location("sync_count", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.counting_syncs


@pytest.fixture(autouse=True)
def logged() -> Iterator[list]:
    """What was logged; whatever the test is about, events and fields must be those of the catalogue."""
    with capture_logs() as events:
        yield events
    catalogue = tomllib.loads(CATALOGUE.read_text("utf-8"))
    for event in events:
        fields = set(event) - {"event", "log_level"}
        assert fields <= set(catalogue[event["event"]]["fields"]), event
