"""The portrait plug-in: a command that a deployer names, and nothing without one."""

import sys

import pytest
from structlog.testing import capture_logs

from drivers.id_card.people import PORTRAIT
from drivers.id_card.portrait import decode_portrait


def program(code: str) -> list[str]:
    return [sys.executable, "-c", f"import sys; {code}"]


def test_without_a_command_there_is_no_portrait():
    assert decode_portrait(PORTRAIT, ()) is None


def test_the_command_gets_the_wlt_bytes_and_gives_the_image():
    echo = program("wlt = sys.stdin.buffer.read(); sys.stdout.buffer.write(b'BM' + wlt[:4])")
    assert decode_portrait(PORTRAIT, echo) == b"BM" + PORTRAIT[:4]


@pytest.mark.parametrize(
    "command",
    [
        program("sys.exit(1)"),
        program("sys.stdout.write('not licensed')"),
        program("sys.stdout.write('BM'); sys.exit(2)"),
        ["/nonexistent/decoder"],
    ],
)
def test_a_command_that_fails_gives_no_portrait_and_an_event(command):
    with capture_logs() as logs:
        assert decode_portrait(PORTRAIT, command) is None
    assert [entry["event"] for entry in logs] == ["id_card.portrait_failed"]


def test_a_command_that_hangs_is_ended():
    hang = program("sys.stdin.buffer.read(); import threading; threading.Event().wait()")
    assert decode_portrait(PORTRAIT, hang, time_limit_s=0.3) is None


def test_a_card_without_a_portrait_starts_no_command():
    assert decode_portrait(b"", program("sys.stdout.write('BM')")) is None
