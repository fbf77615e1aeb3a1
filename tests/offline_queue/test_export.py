import errno
import json
import subprocess

import pyrage
import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_queue import label as labels
from offline_queue.container import pack
from offline_queue.entry import Counts, State
from offline_queue.envelope import Envelope
from offline_queue.errors import BadExport, ExportFailed, Trouble
from offline_queue.export import export
from offline_queue.exported import read_envelope, read_folder
from offline_queue.outbox import Outbox
from offline_queue.seal import Sealer


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def waiting(outbox):
    return [*outbox.entries(State.WAITING), *outbox.entries(State.SET_ASIDE)]


@pytest.mark.requirement("R70")
def test_what_is_exported_is_read_back_whole_and_kept_here(outbox, make, stick, clock):
    envelopes = [make(bytes([number]) * 50_000) for number in range(40)]
    for envelope in envelopes:
        outbox.accept(envelope)
    outbox.set_aside(envelopes[5].id, "schema")
    heard = []
    found = export(outbox, waiting(outbox), stick, heard.append)
    assert (set(found.done), found.left) == ({envelope.id for envelope in envelopes}, {})
    assert heard == [32, 40]
    assert outbox.counts() == Counts(exported=40)
    assert outbox.due(clock.now, 9) == []
    assert {envelope.id: envelope for envelope in read_folder(stick)} == {
        envelope.id: envelope for envelope in envelopes
    }
    assert outbox.read(envelopes[0].id) == envelopes[0]
    assert len(list(stick.iterdir())) == 80


def test_the_age_command_opens_an_exported_body(outbox, clock, stick, tmp_path):
    identity = pyrage.x25519.Identity.generate()
    sealed = Sealer([str(identity.to_public())]).seal(b"payload", {"a.jpg": b"scan"})
    outbox.accept(Envelope("ab" * 16, "case", "000512", clock.now, sealed, case="c"))
    export(outbox, waiting(outbox), stick)
    (tmp_path / "key.txt").write_text(f"{identity}\n")
    age = ["age", "-d", "-i", tmp_path / "key.txt", stick / f"{'ab' * 16}.age"]
    assert subprocess.run(age, check=True, capture_output=True).stdout == pack(b"payload", {"a.jpg": b"scan"})
    label = json.loads((stick / f"{'ab' * 16}.json").read_bytes())
    assert label["format"] == "exported-envelope/1"
    assert (label["case"], label["size"]) == ("c", len(sealed))


def test_an_exported_one_can_wait_for_the_network_again(outbox, make, stick, clock):
    envelope = make()
    outbox.accept(envelope)
    export(outbox, waiting(outbox), stick)
    outbox.retry_now(envelope.id)
    assert outbox.mark_sending(envelope.id) == envelope


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        (errno.ENOSPC, Trouble.FULL),
        (errno.EIO, Trouble.GONE),
        (errno.EROFS, Trouble.READ_ONLY),
    ],
)
def test_a_stick_that_fails_marks_nothing(outbox, make, stick, code, trouble, with_disk_fault):
    for _ in range(3):
        outbox.accept(make())
    entries = waiting(outbox)
    with pytest.raises(ExportFailed, match="cannot be written") as failed:
        with_disk_fault(lambda: export(outbox, entries, stick), code=code, calls=("write", "fsync"))
    assert failed.value.trouble == trouble
    assert list(stick.iterdir()) == []
    with pytest.raises(ExportFailed, match="cannot be written"):
        export(outbox, waiting(outbox), stick / "pulled-out")
    assert outbox.counts() == Counts(waiting=3)


def test_of_a_stick_that_is_full_counts_what_fitted(outbox, make, stick):
    for _ in range(5):
        outbox.accept(make())
    entries = waiting(outbox)
    (stick / f"{entries[3].id}.age.new").symlink_to("/dev/full")
    heard = []
    with pytest.raises(ExportFailed) as failed:
        export(outbox, entries, stick, heard.append)
    assert failed.value.trouble == Trouble.FULL
    assert heard == [3]
    assert [entry.id for entry in outbox.entries(State.EXPORTED)] == [entry.id for entry in entries[:3]]
    assert {envelope.id for envelope in read_folder(stick)} == {entry.id for entry in entries[:3]}


def test_what_lands_on_another_disk_after_the_stick_was_pulled_out_does_not_count(
    outbox, make, tmp_path, memory
):
    for _ in range(40):
        outbox.accept(make())
    mount_point = tmp_path / "mount-point"
    mount_point.symlink_to(memory)

    def pull_out(_done):
        mount_point.unlink()
        mount_point.mkdir()

    with pytest.raises(ExportFailed, match="not on the same disk"):
        export(outbox, waiting(outbox), mount_point, pull_out)
    assert outbox.counts() == Counts(exported=32, waiting=8)


def test_what_the_courier_took_meanwhile_is_not_left_on_the_stick(outbox, make, stick):
    taken, left = make(), make()
    outbox.accept(taken)
    outbox.accept(left)
    entries = waiting(outbox)
    outbox.mark_sending(taken.id)
    assert export(outbox, entries, stick).left == {taken.id: "moved on"}
    assert [envelope.id for envelope in read_folder(stick)] == [left.id]


def test_damaged_bytes_are_left_and_told(outbox, make, stick):
    damaged, sound = make(), make()
    outbox.accept(damaged)
    outbox.accept(sound)
    outbox._commits._connection.execute("UPDATE body SET sealed = x'00' WHERE seq = 1")
    found = export(outbox, waiting(outbox), stick)
    assert (found.done, found.left) == ((sound.id,), {damaged.id: "damaged"})


def test_every_changed_file_of_a_folder_is_noticed(outbox, make, stick):
    for body in (b"cut", b"changed", b"longer", b"missing", b"label", b"sound", b"alone"):
        outbox.accept(make(body))
    ids = export(outbox, waiting(outbox), stick).done
    bodies = [stick / f"{id_}.age" for id_ in ids]
    bodies[0].write_bytes(b"cu")
    bodies[1].write_bytes(b"Changed")
    bodies[2].write_bytes(b"longer!")
    bodies[3].unlink()
    (stick / f"{ids[4]}.json").write_text("{}")
    (stick / f"{ids[6]}.json").unlink()
    (stick / "readme.txt").write_text("not ours")
    found = list(read_folder(stick))
    assert [envelope.id for envelope in found if isinstance(envelope, Envelope)] == [ids[5]]
    problems = sorted(str(error) for error in found if isinstance(error, BadExport))
    assert len(problems) == 6


def test_the_label_of_another_envelope_is_refused(outbox, make, stick):
    for _ in range(2):
        outbox.accept(make())
    one, other = export(outbox, waiting(outbox), stick).done
    (stick / f"{one}.json").write_bytes((stick / f"{other}.json").read_bytes())
    with pytest.raises(BadExport, match="not the label of this envelope"):
        read_envelope(stick / f"{one}.json")


@given(
    st.binary(max_size=300)
    | st.recursive(st.none() | st.booleans() | st.text(), st.lists).map(repr).map(str.encode)
)
def test_any_bytes_are_a_label_or_refused(data):
    with pytest.raises(BadExport):
        labels.parse(data, "x.json")


def test_a_view_beside_a_running_kiosk_begins_nothing(path, outbox, make):
    envelope = make()
    outbox.accept(envelope)
    outbox.mark_sending(envelope.id)
    beside = Outbox.join(path)
    assert beside.counts() == Counts(sending=1)
    assert [entry.id for entry in beside.entries(State.SENDING)] == [envelope.id]
    beside.close()
    assert outbox.counts() == Counts(sending=1)
