import os
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from kiosk.operations.stick import LOST_AFTER_S, missed, sticks
from offline_queue.entry import Counts
from offline_queue.envelope import Envelope
from offline_queue.outbox import Outbox


@pytest.fixture
def other_disk():
    """A folder on another disk than the temporary ones."""
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        yield Path(folder)


@pytest.fixture
def machine(tmp_path):
    """What the kernel tells of a USB stick, of a card in a reader, and of the built-in disk."""
    block = tmp_path / "block"
    block.mkdir()
    for name, place, removable in (
        ("sdb1", "pci/usb1/1-2/block/sdb", "0"),
        ("mmcblk0p1", "pci/mmc/block/mmcblk0", "1"),
        ("sda1", "pci/ata1/block/sda", "0"),
    ):
        partition = tmp_path / "devices" / place / name
        partition.mkdir(parents=True)
        (partition.parent / "removable").write_text(f"{removable}\n")
        (block / name).symlink_to(partition)

    def found(configured, *lines):
        mounts = tmp_path / "mounts"
        mounts.write_text("".join(f"{line} vfat rw 0 0\n" for line in lines))
        return sticks(configured, tmp_path, mounts, block)

    return found


@pytest.mark.parametrize(("device", "seen"), [("sdb1", True), ("mmcblk0p1", True), ("sda1", False)])
def test_what_is_removable_is_found_where_it_is_mounted(machine, other_disk, device, seen):
    folder = other_disk / "MY STICK"
    folder.mkdir()
    found = machine((), "proc /proc", f"/dev/{device} {other_disk}/MY\\040STICK")
    assert [stick.name for stick in found] == (["MY STICK"] if seen else [])
    if seen:
        assert (found[0].folder, found[0].writable, found[0].answered) == (folder, True, False)
        assert 0 < found[0].free_bytes <= os.statvfs(folder).f_blocks * os.statvfs(folder).f_frsize


def test_a_configured_folder_counts_only_where_something_is_mounted(machine, tmp_path, other_disk):
    empty = tmp_path / "mount-point"
    empty.mkdir()
    (other_disk / "centre.answer").write_bytes(b"")
    found = machine((empty, tmp_path / "missing", other_disk), f"/dev/sdb1 {other_disk}")
    assert [(stick.folder, stick.answered) for stick in found] == [(other_disk, True)]


def test_what_went_out_on_a_stick_that_is_lost_goes_over_the_network_after_a_week(tmp_path):
    now = [1_800_000_000.0]
    outbox = Outbox.open(tmp_path / "outbox.db", lambda: now[0])
    woken = []
    post = SimpleNamespace(outbox=outbox, wake=lambda: woken.append(True))
    lost, later = (Envelope(letter * 32, "case", "000512", now[0], b"sealed") for letter in "ab")
    outbox.accept(lost)
    outbox.mark_exported(lost.id)
    now[0] += LOST_AFTER_S - 1
    outbox.accept(later)
    outbox.mark_exported(later.id)
    missed(post, now[0])
    assert (outbox.counts(), woken) == (Counts(exported=2), [])
    now[0] += 2
    missed(post, now[0])
    assert (outbox.counts(), woken) == (Counts(waiting=1, exported=1), [True])
    assert [entry.id for entry in outbox.due(now[0])] == [lost.id]
    outbox.close()
