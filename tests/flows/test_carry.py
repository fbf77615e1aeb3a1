"""No network for days: the technician carries what waits to the centre on a stick, and its answer back."""

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kiosk.center.contract import STICK_ANSWER
from kiosk.simulation.centre import TERMINAL_NO
from offline_queue.entry import Counts
from offline_queue.envelope import new_envelope
from offline_queue.exported import read_folder
from offline_queue.seal import Sealer
from tests.flows.conftest import PIN, Hall
from tests.kiosk.center.conftest import a_rating

WAITING = 40
FITTED = 35  # more than are synced together
DISK_OF_MEMORY = Path("/dev/shm")


@pytest.fixture
def stick(hall: Hall, monkeypatch: pytest.MonkeyPatch):
    """Where a stick would be mounted: on another disk than the terminal's state."""
    folder = Path(tempfile.mkdtemp(dir=DISK_OF_MEMORY))
    settings = hall.rig.settings

    def with_folder(**changes):
        found = settings(**changes)
        maintenance = found.maintenance.model_copy(update={"stick_folders": (folder,)})
        return found.model_copy(update={"maintenance": maintenance})

    monkeypatch.setattr(hall.rig, "settings", with_folder)
    folder.rmdir()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def fill(terminal, recipient: str, number: int = WAITING) -> list[str]:
    """Envelopes that the courier leaves alone, so that the centre cannot have them in any other way."""
    outbox, sealer = terminal.post.outbox, Sealer([recipient])
    ids = []
    for _ in range(number):
        rating = a_rating(terminal_no=TERMINAL_NO)
        sealed = sealer.seal(rating.model_dump_json().encode(), {})
        envelope = new_envelope("evaluation", rating.item_code, 1_790_000_000.0, sealed)
        outbox.accept(envelope)
        outbox.set_aside(envelope.id, "by hand")
        ids.append(envelope.id)
    return ids


def plug_in(stick: Path, no_room_for: str = "") -> None:
    stick.mkdir()
    if no_room_for:
        (stick / f"{no_room_for}.age.new").symlink_to("/dev/full")  # the kernel itself says that it is


def import_into_centre(state: Path, stick: Path) -> dict[str, list[str]]:
    command = [sys.executable, "-m", "kiosk", "center", "--terminal", TERMINAL_NO]
    folders = ["--state", str(state), "--import", str(stick)]
    return json.loads(subprocess.run([*command, *folders], capture_output=True, check=True).stdout)


async def to_the_stick(citizen, stage) -> None:
    await citizen.sees("Home")
    stage.on_maintenance()
    await citizen.sees("EnterPin")
    await citizen.types(PIN)
    await citizen.touches("primary")
    await citizen.sees("Maintenance")
    await citizen.touches_listed("carry")


@pytest.mark.requirement("R70")
def test_a_technician_carries_what_waits_and_brings_the_answer_back(hall: Hall, stick: Path, tmp_path: Path):
    async def scene(citizen, terminal, stage):
        ids = fill(terminal, hall.rig.address.recipient)
        await to_the_stick(citizen, stage)
        await citizen.sees("Notice", where=("body", f"待导出 {WAITING} 件"))
        plug_in(stick)  # while the page stands there
        await citizen.sees("Choose")
        await citizen.touches("choice:export:0")
        await citizen.sees("Notice", where=("body", "都从U盘读回核对过"))
        assert {envelope.id for envelope in read_folder(stick)} == set(ids)
        assert terminal.post.counts() == Counts(exported=WAITING)

        taken = await asyncio.to_thread(import_into_centre, tmp_path / "center", stick)
        assert sorted(taken["filed"]) == sorted(ids)

        await citizen.touches("primary")
        await citizen.sees("Choose")
        await citizen.touches("choice:hear:0")
        await citizen.sees("Notice", where=("title", f"中心收下 {WAITING} 件"))
        assert terminal.post.counts() == Counts(delivered=WAITING)
        receipt = terminal.post.outbox.entry(ids[0]).receipt
        assert (receipt["id"], receipt["kind"]) == (ids[0], "evaluation")

    hall.live(scene)


@pytest.mark.requirement("R70")
def test_a_stick_that_is_full_or_pulled_out_is_told_and_nothing_is_lost(hall: Hall, stick: Path):
    async def scene(citizen, terminal, stage):
        ids = fill(terminal, hall.rig.address.recipient)
        plug_in(stick, no_room_for=ids[FITTED])
        await to_the_stick(citizen, stage)
        await citizen.sees("Choose")
        await citizen.touches("choice:export:0")
        await citizen.sees("Notice", where=("title", "U盘满了"))
        assert f"已写好并核对的 {FITTED} 件" in await citizen.reads("body")
        assert terminal.post.counts() == Counts(exported=FITTED, set_aside=WAITING - FITTED)

        await citizen.touches("primary")
        await citizen.sees("Choose")
        (stick / f"{ids[FITTED]}.age.new").mkdir()  # as little to be written to as what was pulled out
        await citizen.touches("choice:export:0")
        await citizen.sees("Notice", where=("title", "U盘被拔出"))
        assert terminal.post.counts() == Counts(exported=FITTED, set_aside=WAITING - FITTED)
        (stick / f"{ids[FITTED]}.age.new").rmdir()

        (stick / STICK_ANSWER).write_bytes(b'{"results":[]}')
        await citizen.touches("primary")
        await citizen.touches("choice:hear:0")
        await citizen.sees("Notice", where=("title", "这份回执不能用"))
        await citizen.touches("primary")
        await citizen.touches("choice:again")
        await citizen.sees("Notice", where=("title", f"{FITTED} 件将由网络再发"))
        await citizen.until(
            lambda: terminal.post.counts().delivered == FITTED, "the exported to be delivered"
        )
        await citizen.touches("primary")
        await citizen.sees("Choose")
        await citizen.touches("choice:export:0")
        await citizen.sees("Notice", where=("title", f"已导出 {WAITING - FITTED} 件"))
        assert {envelope.id for envelope in read_folder(stick)} == set(ids)

    hall.live(scene)
