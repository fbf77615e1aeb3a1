"""The far end of a wire: plugs, pace, and unasked bytes."""

import threading
import time
from pathlib import Path

import pytest

from drivers.far_end import NOISE, Fault, PtyEnd, SocketEnd, spoil
from drivers.far_end.end import PACED_CHUNK_BYTES
from drivers.line import Line, wire_time_s

REPLY = bytes.fromhex("aaaaaa9669 0004 000090 94")


def plugged(end: PtyEnd | SocketEnd, serve) -> Line:
    end.start(serve)
    line = Line("echo", end.url)
    line.open()
    return line


def soon() -> float:
    return time.monotonic() + 2


@pytest.mark.parametrize(
    ("fault", "arrives"),
    [
        (Fault.NO_ANSWER, b""),
        (Fault.GARBAGE, NOISE + REPLY),
        (Fault.PARTIAL_FRAME, REPLY[:5]),
        (Fault.BAD_CHECKSUM, REPLY[:-1] + b"\x6b"),
        (Fault.SLOW, REPLY),
        (Fault.UNPLUG, REPLY),
    ],
)
def test_a_fault_spoils_a_reply_in_its_own_way(fault, arrives):
    assert spoil(REPLY, fault) == arrives


def test_an_empty_reply_has_no_checksum_to_spoil():
    assert spoil(b"", Fault.BAD_CHECKSUM) == b""


@pytest.mark.parametrize("kind", [PtyEnd, SocketEnd])
def test_bytes_that_nobody_asked_for_arrive(kind):
    end = kind()
    line = plugged(end, lambda data: data)
    end.send(b"status")
    assert line.read_exactly(6, soon(), "echo") == b"status"
    line.close()
    end.stop()


@pytest.mark.parametrize("kind", [PtyEnd, SocketEnd])
def test_a_paced_end_takes_the_wire_s_time_both_ways(kind):
    end = kind(baud=57600)
    line = plugged(end, lambda data: data * 20)
    begin = time.monotonic()
    line.send(b"q" * PACED_CHUNK_BYTES, "echo")
    line.read_exactly(20 * PACED_CHUNK_BYTES, soon(), "echo")
    took_s = time.monotonic() - begin
    assert took_s >= wire_time_s(21 * PACED_CHUNK_BYTES, 57600)
    line.close()
    end.stop()


@pytest.mark.parametrize("kind", [PtyEnd, SocketEnd])
def test_a_long_run_of_bytes_and_questions_behind_answers_never_outrun_the_wire(kind):
    """However slowly the device works on them: its own slowness takes nothing off the wire's time."""
    baud, chunks = 57600, 20
    got = 0

    def serve(data: bytes) -> bytes:
        nonlocal got
        got += len(data)
        time.sleep(0.002)
        return b"!" if got % (4 * PACED_CHUNK_BYTES) == 0 else b""

    end = kind(baud=baud)
    line = plugged(end, serve)
    begin = time.monotonic()
    for _ in range(chunks // 4):
        line.send(bytes(4 * PACED_CHUNK_BYTES), "run")
        line.read_exactly(1, soon(), "run")
    assert time.monotonic() - begin >= wire_time_s(chunks * PACED_CHUNK_BYTES + chunks // 4, baud)
    line.close()
    end.stop()


def test_a_paced_reply_dribbles():
    end = PtyEnd(baud=19200)
    line = plugged(end, lambda _data: bytes(100))
    line.send(b"?", "ask")
    assert len(line.read_available(soon(), "ask")) <= 2 * PACED_CHUNK_BYTES
    line.close()
    end.stop()


def test_the_parts_of_an_answer_are_sent_one_by_one():
    end = PtyEnd()
    go_on = threading.Event()

    def serve(_data):
        yield b"first"
        go_on.wait(2)
        yield b"second"

    line = plugged(end, serve)
    line.send(b"?", "ask")
    assert line.read_available(soon(), "ask") == b"first"
    go_on.set()
    assert line.read_exactly(6, soon(), "ask") == b"second"
    line.close()
    end.stop()


def test_more_than_the_line_s_buffer_comes_through_whole():
    end = PtyEnd()
    line = plugged(end, lambda _data: bytes(100_000))
    line.send(b"?", "ask")
    assert len(line.read_exactly(100_000, time.monotonic() + 10, "ask")) == 100_000
    line.close()
    end.stop()


def test_a_host_that_never_reads_does_not_hold_up_the_stop():
    end = PtyEnd()
    line = plugged(end, lambda _data: bytes(100_000))
    line.send(b"?", "ask")
    line.read_exactly(1, soon(), "ask")
    begin = time.monotonic()
    end.stop()
    assert time.monotonic() - begin < 1
    line.close()


def test_a_pause_ends_when_the_plug_is_pulled():
    end = PtyEnd()
    asked = threading.Event()

    def serve(_data):
        asked.set()
        end.pause(60)
        return b"late"

    line = plugged(end, serve)
    line.send(b"?", "ask")
    assert asked.wait(2)
    begin = time.monotonic()
    end.unplug()
    assert time.monotonic() - begin < 1
    line.close()
    end.stop()


def test_replugging_keeps_the_url_and_renumbering_changes_the_tty_behind_it():
    end = PtyEnd()
    end.start(lambda data: data)
    url, tty = end.url, end.tty
    end.replug()
    assert end.url == url
    end.renumber()
    assert (end.url, end.tty == tty) == (url, False)
    assert str(Path(url).readlink()) == end.tty
    end.unplug()
    assert not Path(url).is_symlink()
    end.stop()
    assert not Path(url).parent.exists()


def test_a_renumbered_socket_has_another_port():
    end = SocketEnd()
    end.start(lambda data: data)
    url = end.url
    end.replug()
    assert end.url == url
    end.renumber()
    assert end.url != url
    end.stop()


def test_the_newest_host_on_a_socket_wins():
    end = SocketEnd()
    first = plugged(end, lambda data: data)
    second = Line("second", end.url)
    second.open()
    second.send(b"mine", "echo")
    assert second.read_exactly(4, soon(), "echo") == b"mine"
    first.close()
    second.close()
    end.stop()


@pytest.mark.parametrize("kind", [PtyEnd, SocketEnd])
def test_a_host_may_come_and_go(kind):
    end = kind()
    line = plugged(end, lambda data: data)
    line.close()
    line.open()
    line.send(b"again", "echo")
    assert line.read_exactly(5, soon(), "echo") == b"again"
    line.close()
    end.stop()


def test_stopping_leaves_no_thread():
    before = set(threading.enumerate())
    end = PtyEnd()
    end.start(lambda data: data)
    end.stop()
    end.stop()
    assert set(threading.enumerate()) == before
