"""Whole visits: the kiosk as it ships, on a rig that does not wait, with a real centre beside it."""

import gc
import os
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication

from drivers.device import DeviceState
from kiosk import app
from kiosk.operations.pin import hashed
from kiosk.simulation.citizen import Citizen
from kiosk.simulation.rig import Rig
from kiosk.terminal import Terminal
from screens import slide
from screens.stage import Stage

PIN = "271828"
QUICK_SLIDE_MS = 20
PIN_HASH = hashed(PIN)


@dataclass
class Hall:
    """A rig, and what its kiosk is told."""

    rig: Rig
    state: Path
    times: dict[str, float] = field(default_factory=dict)

    def live(self, scene: Callable[[Citizen, Terminal, Stage], Awaitable[None]]) -> None:
        """Runs the kiosk until `scene` is over; its exceptions are the test's."""

        async def beside(terminal: Terminal, stage: Stage) -> None:
            with terminal.availability.changed.heard() as changed:
                while any(device.status.state is DeviceState.UNKNOWN for device in terminal.devices.all()):
                    await changed.wait()
                    changed.clear()
            await scene(Citizen(stage, lambda _page: None), terminal, stage)

        app.run(self.rig.settings(pin_hash=PIN_HASH, **self.times), full_screen=False, beside=beside)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.fixture
def centre_faults() -> tuple[str, ...]:
    """Faults of the centre's first POSTs; a test overrides it by parametrize."""
    return ()


@pytest.fixture
def presenter() -> str:
    """The model of the slip printer's presenter; a test overrides it by parametrize."""
    return "none"


@pytest.fixture
def national_seal() -> bool:
    """Whether the terminal seals by the national algorithms; a test overrides it by parametrize."""
    return False


@pytest.fixture
def centre_data() -> Path | None:
    """A folder of items laid over the shipped ones; a test overrides it."""
    return None


@pytest.fixture
def hall(
    qapp: QGuiApplication,
    tmp_path: Path,
    centre_faults: tuple[str, ...],
    presenter: str,
    national_seal: bool,
    centre_data: Path | None,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Hall]:
    monkeypatch.setattr(slide, "SLIDE_MS", QUICK_SLIDE_MS)
    with Rig(
        tmp_path,
        true_speed=False,
        centre_faults=centre_faults,
        presenter=presenter,
        national_seal=national_seal,
        centre_data=centre_data,
    ) as rig:
        yield Hall(rig, tmp_path / "terminal")
    gc.collect()
