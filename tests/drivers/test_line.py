"""A byte line over ptys and loopback sockets: deadlines, breaks, and what is not there."""

import os
import time

import pytest
from serial.tools.list_ports_common import ListPortInfo

from drivers.device import Cause, LineLost, NoAnswer
from drivers.far_end import PtyEnd, SocketEnd
from drivers.line import Line, look_for_host, wire_time_s


@pytest.fixture(params=[PtyEnd, SocketEnd])
def end(request):
    end = request.param()
    end.start(lambda data: data.upper())
    yield end
    end.stop()


@pytest.fixture
def line(end):
    line = Line("echo", end.url)
    line.open()
    yield line
    line.close()


def soon(seconds: float = 2.0) -> float:
    return time.monotonic() + seconds


def test_what_is_sent_is_answered(line):
    line.send(b"hello", "greet")
    assert line.read_exactly(5, soon(), "greet") == b"HELLO"


def test_what_is_there_comes_at_once_and_not_at_the_deadline(line):
    line.send(b"hello", "greet")
    begin = time.monotonic()
    assert line.read_available(soon(30), "greet")
    assert time.monotonic() - begin < 1


def test_nothing_before_the_deadline_is_no_bytes(line):
    begin = time.monotonic()
    assert line.read_available(soon(0.05), "greet") == b""
    assert 0.04 < time.monotonic() - begin < 1


def test_a_deadline_that_has_passed_still_takes_what_is_there(line):
    line.send(b"hello", "greet")
    line.read_exactly(1, soon(), "greet")
    assert line.read_available(time.monotonic() - 1, "greet") == b"ELLO"


def test_too_few_bytes_before_the_deadline_is_no_answer(line):
    line.send(b"hello", "greet")
    with pytest.raises(NoAnswer, match="echo: greet: 5 of 6 bytes") as caught:
        line.read_exactly(6, soon(0.1), "greet")
    assert (caught.value.device, caught.value.command, caught.value.cause) == (
        "echo",
        "greet",
        Cause.NO_ANSWER,
    )


def test_discarded_input_is_gone(line, end):
    line.send(b"old", "greet")
    line.read_exactly(1, soon(), "greet")
    line.discard_input()
    line.send(b"new", "greet")
    assert line.read_exactly(3, soon(), "greet") == b"NEW"


def test_a_pulled_plug_breaks_and_closes_the_line(line, end):
    end.unplug()
    with pytest.raises(LineLost) as caught:
        line.read_available(soon(), "greet")
    assert caught.value.cause is Cause.LINE_LOST
    assert not line.is_open


def test_a_broken_line_opens_again_after_replugging(line, end):
    end.unplug()
    with pytest.raises(LineLost):
        line.read_available(soon(), "greet")
    end.replug()
    line.open()
    line.send(b"back", "greet")
    assert line.read_exactly(4, soon(), "greet") == b"BACK"


def test_opening_and_closing_twice_is_harmless(line):
    line.open()
    line.close()
    line.close()
    assert not line.is_open


def test_a_closed_line_is_not_found(line):
    line.close()
    with pytest.raises(LineLost, match="not open") as caught:
        line.send(b"", "greet")
    assert caught.value.cause is Cause.NOT_FOUND


@pytest.mark.parametrize(
    "url",
    [
        "/dev/nonexistent",
        "socket://127.0.0.1:1",
        "socket://127.0.0.1",
        "hwgrep://dead:beef",
        "nonsense://x",
        "",
    ],
)
def test_a_line_that_is_not_there_is_not_found(url):
    with pytest.raises(LineLost) as caught:
        Line("echo", url).open()
    assert caught.value.cause is Cause.NOT_FOUND


def test_a_serial_line_has_one_owner():
    end = PtyEnd()
    end.start(lambda data: data)
    first = Line("echo", end.url)
    first.open()
    with pytest.raises(LineLost):
        Line("thief", end.url).open()
    first.close()
    end.stop()


def test_an_end_that_takes_no_bytes_is_no_answer(monkeypatch):
    monkeypatch.setattr("drivers.line.WRITE_SLACK_S", 0.05)
    master, slave = os.openpty()
    line = Line("printer", os.ttyname(slave), baud=4_000_000)
    line.open()
    with pytest.raises(NoAnswer, match="takes no bytes"):
        line.send(bytes(100_000), "print")
    line.close()
    os.close(master)
    os.close(slave)


def test_a_byte_is_ten_bits_on_the_wire():
    assert wire_time_s(1295, 115200) == pytest.approx(0.1124, abs=1e-4)
    assert wire_time_s(1295, 9600) == pytest.approx(1.349, abs=1e-3)


def test_a_hung_up_line_is_seen_without_asking(end, line):
    line.look()
    end.unplug()
    with pytest.raises(LineLost) as caught:
        line.look()
    assert caught.value.cause is Cause.LINE_LOST
    assert not line.is_open


def test_bytes_that_wait_are_no_hanging_up(line):
    line.send(b"hello", "greet")
    line.read_exactly(1, soon(), "greet")
    line.look()
    assert line.read_exactly(4, soon(), "greet") == b"ELLO"


def test_a_port_that_another_program_has_is_in_use_and_not_missing():
    end = PtyEnd()
    end.start(lambda data: data)
    first, second = Line("first", end.url), Line("second", end.url)
    try:
        first.open()
        with pytest.raises(LineLost) as caught:
            second.open()
        assert caught.value.cause is Cause.IN_USE
    finally:
        first.close()
        end.stop()


def test_of_two_ports_that_fit_none_is_taken(monkeypatch):
    # The machine's list of USB ports cannot be had without plugging something in.
    twins = []
    for name in ("/dev/ttyUSB0", "/dev/ttyUSB1"):
        twins.append(ListPortInfo(name))
        twins[-1].hwid = "USB VID:PID=1A86:7523"
    monkeypatch.setattr("serial.tools.list_ports.comports", lambda *_: twins)
    with pytest.raises(LineLost) as caught:
        Line("reader", "hwgrep://1a86:7523").open()
    assert caught.value.cause is Cause.AMBIGUOUS


def test_a_host_that_takes_connections_is_there_and_a_closed_port_is_not():
    end = SocketEnd()
    end.start(lambda data: data)
    look_for_host("printer", "127.0.0.1", end.port)
    end.stop()
    with pytest.raises(LineLost):
        look_for_host("printer", "127.0.0.1", end.port)
