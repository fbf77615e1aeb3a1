"""The power goes at any step of a visit: what was called received arrives once, what was not never does."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from drivers.id_card import people
from kiosk.simulation.rig import Rig, settings_file

CHILD = Path(__file__).with_name("power_cut_child.py")
CHILD_S = 45


def cases(folder: Path) -> list[str]:
    """The local numbers of the cases that the centre holds."""
    with sqlite3.connect(folder / "center" / "centre.db") as connection:
        return [row[0] for row in connection.execute("SELECT local_no FROM submissions")]


@pytest.mark.parametrize(
    ("page", "expected"),
    [("Sign", 0), ("Confirm", 0), ("accepted", 1), ("TakeSlip", 1), ("Rate", 1), ("Farewell", 1)],
)
def test_a_power_cut_at_any_step_loses_and_doubles_nothing(tmp_path: Path, page: str, expected: int):
    with Rig(tmp_path, true_speed=False) as rig:
        rig.card.lay(people.RESIDENT)
        rig.camera.lay()
        settings = str(settings_file(rig, tmp_path / "kiosk.toml"))
        died = subprocess.run([sys.executable, CHILD, settings, page], timeout=CHILD_S, check=False)
        assert died.returncode == -signal.SIGKILL
        for _ in range(2):  # and starting once more changes nothing
            subprocess.run([sys.executable, CHILD, settings, "-"], timeout=CHILD_S, check=True)
        assert len(cases(tmp_path)) == expected
