"""The demonstration: the kiosk on the simulated rig, with a person at the window or a scripted citizen."""

import asyncio
import json
import shutil
import tempfile
import time
from pathlib import Path

from rich.console import Console

from drivers.id_card import people
from kiosk import app
from kiosk.operations import log
from kiosk.operations.pin import hashed
from kiosk.simulation.citizen import Citizen
from kiosk.simulation.rig import Rig
from kiosk.simulation.visits import apply, certificate
from kiosk.terminal import Terminal
from screens.stage import Stage

DEMO_PIN = "314159"
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
    """Lives through an application and a certificate offscreen; leaves all that came out under `out`."""
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

        numbers: list[str] = []

        async def visits(terminal: Terminal, stage: Stage) -> None:
            citizen = Citizen(stage, lambda page: _tell(began, page), out)
            numbers.append(await apply(citizen, rig))
            numbers.append(await certificate(citizen, rig))
            await _delivered(terminal)

        status = app.run(rig.settings(), full_screen=False, beside=visits)
        _leave_papers(rig, out, numbers)
    console.print(f"Done in {time.monotonic() - began:.1f} s. Pages, slips, certificate and records: {out}")
    return status


def _tell(began: float, page: str) -> None:
    console.print(f"{time.monotonic() - began:6.1f} s  {page}")


async def _delivered(terminal: Terminal) -> None:
    """Waits until the post room is empty. Raises TimeoutError."""
    async with asyncio.timeout(DELIVERY_S):
        while terminal.post.counts().backlog:  # noqa: ASYNC110  the post room knows no event of this loop
            await asyncio.sleep(0.05)


def _leave_papers(rig: Rig, out: Path, numbers: list[str]) -> None:
    """Slips as PNG, the certificate as PDF, and what the centre has on record of each visit."""
    for index, ticket in enumerate(rig.slip.tickets, 1):
        ticket.save(out / f"slip-{index}.png", app.SLIP_FONTS[0])
    for index, document in enumerate(rig.a4.received, 1):
        shutil.copyfile(document, out / f"certificate-{index}.pdf")
    for number in numbers:
        record = rig.address.record(number)
        (out / f"record-{number}.json").write_text(
            json.dumps(record, ensure_ascii=False, indent=2), encoding="utf-8"
        )
