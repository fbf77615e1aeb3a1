"""A file is the old one or the new one, never a half."""

import stat

import pytest

from kiosk.files import write_durably


def test_it_replaces_the_file_and_leaves_nothing_beside_it(tmp_path):
    path = tmp_path / "state" / "file"
    for content in (b"old", b"new"):
        write_durably(path, content)
        assert path.read_bytes() == content
    assert [entry.name for entry in path.parent.iterdir()] == ["file"]


def test_only_the_owner_reads_it(tmp_path):
    path = tmp_path / "state" / "file"
    write_durably(path, b"")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_failure_leaves_no_temporary_file(tmp_path):
    folder_in_the_way = tmp_path / "file"
    folder_in_the_way.mkdir()
    with pytest.raises(OSError, match="directory"):
        write_durably(folder_in_the_way, b"new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]
