"""The demonstration: the kiosk on the simulated rig, with a person at the window or a scripted citizen."""

import json
import shutil
import tempfile
import time
import urllib.request
from pathlib import Path

from rich.console import Console

from drivers.id_card import people
from kiosk import app
from kiosk.operations import log
from kiosk.operations.pin import hashed
from kiosk.simulation.citizen import Citizen
from kiosk.simulation.rig import Rig
from kiosk.terminal import Terminal
from screens.stage import Stage

CERTIFICATE = "352014901000"
APPLICATION = "350511902000"
DEMO_PIN = "314159"
PHONE = "13800000000"
DELIVERY_S = 30.0

console = Console()


def in_window() -> int:
    """Opens the kiosk in a window and keeps a card ready to lay on the reader."""
    log.set_up()
    with tempfile.TemporaryDirectory(prefix="kiosk-demo-") as folder, Rig(Path(folder)) as rig:
        rig.card.lay(people.RESIDENT)
        rig.camera.lay()
        console.print(f"维护密码 / maintenance PIN: {DEMO_PIN} (hold the clock for 3 s)")
        return app.run(rig.settings(pin_hash=hashed(DEMO_PIN)), full_screen=False)


def walked(out: Path) -> int:
    """Lives through an application and a certificate offscreen; leaves pages, slips and records under `out`."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with (
        (out / "kiosk.log").open("w", encoding="utf-8") as journal,
        tempfile.TemporaryDirectory(prefix="kiosk-demo-") as folder,
        Rig(Path(folder)) as rig,
    ):
        log.set_up(journal)
        began = time.monotonic()
        console.print("Kiosk, simulated devices and the reference centre are starting.")

        async def visits(terminal: Terminal, stage: Stage) -> None:
            citizen = Citizen(stage, lambda page: _tell(began, page), out)
            await apply(citizen, rig)
            await certificate(citizen, rig)
            await _delivered(terminal)

        status = app.run(rig.settings(), full_screen=False, beside=visits)
        _leave_papers(rig, out)
    console.print(f"Done in {time.monotonic() - began:.1f} s. Pages, slips, certificate and records: {out}")
    return status


async def apply(citizen: Citizen, rig: Rig) -> None:
    """A visit for 临时救助申请, from home to home."""
    await citizen.sees("Home")
    await citizen.touches(f"tile:{APPLICATION}")
    await citizen.sees("ReadGuide")
    await citizen.touches("primary")
    await citizen.sees("PresentCard")
    rig.card.lay(people.RESIDENT)
    await citizen.sees("FillForm")
    await fill(citizen)
    await citizen.sees("ScanPage")
    rig.camera.lay()
    await citizen.touches("primary")
    await citizen.sees("CheckScan")
    await citizen.touches("keep")
    await citizen.sees("Sign")
    await citizen.signs("pad")
    await citizen.touches("primary")
    await citizen.sees("Confirm")
    await citizen.touches("primary")
    await citizen.sees("TakeSlip")
    await citizen.touches("primary")
    await citizen.sees("Rate")
    await citizen.touches("level:very_satisfied")
    await citizen.touches("primary")
    await citizen.sees("Farewell")
    rig.card.take_away()
    rig.camera.take_away()
