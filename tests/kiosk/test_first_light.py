"""Which start paints home from what is written down, and what it writes down for the next."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk import first_light, notify

SKETCH = {"panel": {}, "stage": {}, "page": "Home", "properties": {"title": "您好"}}


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_text(f'state = "{tmp_path / "state"}"\n', encoding="utf-8")
    return file


@pytest.fixture
def shown(monkeypatch):
    """What would be shown, without a glass."""
    sketches = []

    def show(sketch, *, full_screen):
        assert not full_screen
        sketches.append(sketch)

    monkeypatch.setattr(first_light, "_shown", show)
    return sketches


@pytest.fixture
def notify_socket(tmp_path: Path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(tmp_path / "notify"))
        listener.settimeout(30)
        yield listener


def arguments(settings: Path) -> list[str]:
    return ["run", "--window", "--settings", str(settings)]


@pytest.mark.parametrize("others", [[], ["doctor"], ["run", "--help"], ["queue", "run"]])
def test_other_commands_begin_nothing(others):
    assert first_light.begun(others) is None


def test_settings_that_cannot_be_read_are_left_to_the_command_to_name(tmp_path):
    assert first_light.begun(["run", "--settings", str(tmp_path / "none.toml")]) is None


def test_what_one_start_keeps_the_next_shows(settings, shown):
    first_light.begun(arguments(settings)).keep(SKETCH)
    first_light.begun(arguments(settings))
    assert shown == [SKETCH]


def test_it_is_written_for_its_owner_only_and_tells_no_secret(settings, shown):
    settings.write_text(settings.read_text("utf-8") + '[maintenance]\npin_hash = "scrypt$a$b"\n', "utf-8")
    start = first_light.begun(arguments(settings))
    start.keep(SKETCH)
    assert start.file.stat().st_mode & 0o777 == 0o600
    assert "scrypt" not in start.file.read_text("utf-8")


def test_other_settings_begin_without_it(settings, shown):
    first_light.begun(arguments(settings)).keep(SKETCH)
    settings.write_text(settings.read_text("utf-8") + "[panel]\nwidth_px = 1920\n", "utf-8")
    first_light.begun(arguments(settings))
    assert shown == []


def test_another_version_begins_without_it(settings, shown, monkeypatch):
    first_light.begun(arguments(settings)).keep(SKETCH)
    monkeypatch.setattr(first_light, "__version__", "0.0.0")
    first_light.begun(arguments(settings))
    assert shown == []


@pytest.mark.parametrize("written", [b"", b"\xff", b"[]", b"{}", b'{"version": 1, "sketch": {}}'])
def test_a_broken_file_begins_without_it(settings, shown, written):
    start = first_light.begun(arguments(settings))
    start.file.parent.mkdir()
    start.file.write_bytes(written)
    assert first_light.begun(arguments(settings)).light is None
    assert shown == []


def test_the_same_picture_is_not_written_again(settings, shown):
    start = first_light.begun(arguments(settings))
    start.keep(SKETCH)
    written = start.file.stat().st_ino
    start.keep(SKETCH)
    assert start.file.stat().st_ino == written


@pytest.mark.requirement("R78")
def test_the_kiosk_paints_what_it_wrote_down_and_is_ready_after_it(settings, tmp_path, notify_socket):
    def start() -> list[str]:
        environment = os.environ | {"NOTIFY_SOCKET": notify_socket.getsockname()}
        environment |= {"QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, "-m", "kiosk", *arguments(settings)]
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as kiosk:
            said = []
            while "READY=1" not in said:
                said.append(notify_socket.recv(4096).decode())
            kiosk.send_signal(signal.SIGTERM)
            journal = kiosk.stderr.read().decode()
            assert kiosk.wait() == 0, journal
        assert "Traceback" not in journal
        assert notify_socket.recv(4096) == b"STOPPING=1"
        return said

    written = tmp_path / "state" / first_light.FILE
    assert start() == [notify.PAINTED, "READY=1"]
    assert json.loads(written.read_bytes())["sketch"]["page"] == "Home"
    assert start() == [notify.PAINTED, notify.PAINTED, "READY=1"]
