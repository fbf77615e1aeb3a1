"""The simulated rig in a process of its own, so that a bench measures the terminal and not its simulators.

`card` and `camera` take the same verbs as the rig's, without waiting for them.
"""

import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

from kiosk.config import Settings

START_S = 60.0
STOP_S = 15.0
NICE = 10  # devices and the centre are machines of their own: they take no processor from the kiosk


class FarDevice:
    """A device of the rig: every verb is a line to the other process."""

    def __init__(self, line: Connection, name: str) -> None:
        self._line = line
        self._name = name

    def __getattr__(self, verb: str) -> Callable[..., None]:
        return lambda *values: self._line.send((self._name, verb, values))


class RigApart:
    """Use it as a context. `file` are the settings for `kiosk run --settings`."""

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="kiosk-bench-"))
        self.file = self.folder / "kiosk.toml"
        spawn = multiprocessing.get_context("spawn")
        self._line, far = spawn.Pipe()
        self._process = spawn.Process(target=_hold, args=(far, self.folder))
        self._process.start()
        if not self._line.poll(START_S):
            raise RuntimeError("the simulated rig did not start")
        self._tables: dict[str, object] = self._line.recv()
        self.card, self.camera = FarDevice(self._line, "card"), FarDevice(self._line, "camera")
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._line.send(None)
        self._process.join(STOP_S)
        shutil.rmtree(self.folder, ignore_errors=True)

    def settings(self, **visit: float) -> Settings:
        """A terminal of this rig; `visit` are its times."""
        return Settings.model_validate(self._tables | {"visit": visit})


def _hold(line: Connection, folder: Path) -> None:
    from kiosk.simulation.rig import Rig, settings_file

    os.nice(NICE)
    with Rig(folder) as rig:
        settings_file(rig, folder / "kiosk.toml")
        line.send(rig.tables())
        with suppress(EOFError):
            while (order := line.recv()) is not None:
                device, verb, values = order
                getattr(getattr(rig, device), verb)(*values)
