"""The demonstration: the kiosk on the simulated rig, with a person at the window or a scripted citizen."""

import asyncio
import json
import shutil
import tempfile
import time
from functools import partial
from pathlib import Path

from rich.console import Console

from drivers.id_card import people
from kiosk import app
from kiosk.operations import log
from kiosk.operations.pin import hashed
from kiosk.simulation import summary
from kiosk.simulation.citizen import Citizen
from kiosk.simulation.panel import BenchPanel
from kiosk.simulation.rig import Rig
from kiosk.simulation.visits import apply, certificate
from kiosk.terminal import Terminal
from screens.stage import Stage

DEMO_PIN = "314159"
DELIVERY_S = 30.0

console = Console()


def in_window() -> int:
    """Opens the kiosk in a window and the bench panel beside it; closing either one ends both."""
    log.set_up()
    try:
        with tempfile.TemporaryDirectory(prefix="kiosk-demo-") as folder, Rig(Path(folder)) as rig:
            console.print(f"维护密码 / maintenance PIN: {DEMO_PIN} (hold the clock for 3 s)")
            settings = rig.settings(pin_hash=hashed(DEMO_PIN))
            return app.run(settings, full_screen=False, beside=partial(_with_panel, rig))
    except KeyboardInterrupt:  # before the kiosk listens to signals, or after
        return 0


async def _with_panel(rig: Rig, terminal: Terminal, stage: Stage) -> None:
    panel = BenchPanel(rig, terminal, stage)
    panel.open()
    try:
        await panel.run()
    finally:
        await panel.close()


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

        settings = rig.settings()
        status = app.run(settings, full_screen=False, beside=visits)
        records = _leave_papers(rig, out, numbers)
        wiped = not summary.still_readable(settings.state, [people.RESIDENT])
        sheets = len(rig.a4.received)
        seen = [summary.Evidence(number, records[number], rig.slip.tickets, sheets) for number in numbers]
        console.print(summary.table(seen, wiped=wiped))
    console.print(f"Done in {time.monotonic() - began:.1f} s. Pages, slips, certificate and records: {out}")
    return status


def _tell(began: float, page: str) -> None:
    console.print(f"{time.monotonic() - began:6.1f} s  {page}")


async def _delivered(terminal: Terminal) -> None:
    """Waits until the post room is empty. Raises TimeoutError."""
    async with asyncio.timeout(DELIVERY_S):
        while terminal.post.counts().backlog:  # noqa: ASYNC110  the post room knows no event of this loop
            await asyncio.sleep(0.05)


def _leave_papers(rig: Rig, out: Path, numbers: list[str]) -> dict[str, dict[str, object] | None]:
    """Slips as PNG, certificates as PDF, and the centre's records of the visits, which it returns."""
    for index, ticket in enumerate(rig.slip.tickets, 1):
        ticket.save(out / f"slip-{index}.png", app.SLIP_FONTS[0])
    for index, document in enumerate(rig.a4.received, 1):
        shutil.copyfile(document, out / f"certificate-{index}.pdf")
    records = {number: rig.address.record(number) for number in numbers}
    for number, record in records.items():
        text = json.dumps(record, ensure_ascii=False, indent=2)
        (out / f"record-{number}.json").write_text(text, encoding="utf-8")
    return records
