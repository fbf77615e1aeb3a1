"""Input events from a pipe or a pty in place of /dev/input: the bytes are the kernel's own."""

import os
import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.device import Cause, LineLost
from drivers.evdev import (
    EV_KEY,
    EV_SYN,
    EVENT_BYTES,
    EVIOCGRAB,
    KEY_DOWN,
    KEY_HELD,
    KEY_UP,
    SYN_DROPPED,
    SYN_REPORT,
    EventDecoder,
    EventSource,
    InputEvent,
    pack_event,
    stroke,
)
from drivers.far_end import PtyEnd

KEY_1 = 2
REPORT = InputEvent(EV_SYN, SYN_REPORT, 0)
DOWN = InputEvent(EV_KEY, KEY_1, KEY_DOWN)
UP = InputEvent(EV_KEY, KEY_1, KEY_UP)

events = st.builds(
    InputEvent, st.integers(0, 0xFFFF), st.integers(0, 0xFFFF), st.integers(-(2**31), 2**31 - 1)
)


@pytest.fixture
def pipe(tmp_path):
    """A named pipe: its path and the descriptor to write to."""
    path = tmp_path / "event0"
    os.mkfifo(path)
    fd = os.open(path, os.O_RDWR)
    yield path, fd
    os.close(fd)


@pytest.fixture
def source(pipe):
    source = EventSource("keypad", str(pipe[0]), grab=False)
    source.open()
    yield source
    source.close()


def soon(seconds: float = 2.0) -> float:
    return time.monotonic() + seconds


def test_an_event_is_the_kernel_s_struct_of_64_bit():
    assert pack_event(DOWN) == struct.pack("=qqHHi", 0, 0, 1, 2, 1)
    assert EVENT_BYTES == 24


def test_the_grab_is_the_kernel_s_number():
    write, size, letter, number = 1, 4, ord("E"), 0x90
    assert write << 30 | size << 16 | letter << 8 | number == EVIOCGRAB


def test_a_stroke_is_down_and_up_each_reported():
    assert tuple(EventDecoder().feed(stroke(KEY_1))) == (DOWN, REPORT, UP, REPORT)


def test_only_going_down_is_a_press():
    held = InputEvent(EV_KEY, KEY_1, KEY_HELD)
    assert [event.is_press for event in (DOWN, UP, held, InputEvent(EV_SYN, KEY_1, 1))] == [
        True,
        False,
        False,
        False,
    ]


def test_a_report_torn_by_an_overrun_is_dropped_and_the_next_one_whole():
    dropped = InputEvent(EV_SYN, SYN_DROPPED, 0)
    data = b"".join(map(pack_event, (dropped, UP, DOWN, REPORT, DOWN, REPORT)))
    assert tuple(EventDecoder().feed(data)) == (dropped, DOWN, REPORT)


@given(st.lists(events.filter(lambda event: (event.type, event.code) != (EV_SYN, SYN_DROPPED))), st.data())
def test_events_cut_anywhere_come_whole(sent, data):
    stream = b"".join(map(pack_event, sent))
    cut = data.draw(st.integers(0, len(stream)))
    decoder = EventDecoder()
    assert [*decoder.feed(stream[:cut]), *decoder.feed(stream[cut:])] == sent


@given(st.binary(max_size=400))
def test_random_bytes_are_events_or_wait_for_their_rest(data):
    assert len(list(EventDecoder().feed(data))) <= len(data) // EVENT_BYTES


def test_what_is_typed_is_read(pipe, source):
    os.write(pipe[1], stroke(KEY_1))
    assert source.read(soon(), "ask") == (DOWN, REPORT, UP, REPORT)


def test_nothing_typed_is_nothing_at_the_deadline(source):
    begin = time.monotonic()
    assert source.read(soon(0.05), "ask") == ()
    assert 0.04 < time.monotonic() - begin < 1


def test_what_was_typed_before_is_discarded(pipe, source):
    os.write(pipe[1], stroke(KEY_1) * 20)
    source.discard_input()
    os.write(pipe[1], stroke(KEY_1))
    assert source.read(soon(), "ask") == (DOWN, REPORT, UP, REPORT)


def test_an_unplugged_device_is_lost_and_opens_again_after_replugging():
    end = PtyEnd()
    end.start(lambda _data: b"")
    source = EventSource("keypad", end.url, grab=False)
    source.open()
    end.unplug()
    with pytest.raises(LineLost, match="keypad: ask") as caught:
        source.read(soon(), "ask")
    assert caught.value.cause is Cause.LINE_LOST
    assert not source.is_open
    end.renumber()
    source.open()
    end.send(stroke(KEY_1))
    assert source.read(soon(), "ask")
    source.close()
    end.stop()


def test_the_end_of_the_stream_is_a_lost_device(tmp_path):
    path = tmp_path / "event0"
    os.mkfifo(path)
    source = EventSource("keypad", str(path), grab=False)
    source.open()
    os.close(os.open(path, os.O_WRONLY))
    with pytest.raises(LineLost):
        source.read(soon(), "ask")


def test_a_device_that_cannot_be_kept_from_others_is_refused(pipe):
    source = EventSource("keypad", str(pipe[0]))
    with pytest.raises(LineLost, match="keypad: grab") as caught:
        source.open()
    assert caught.value.cause is Cause.NOT_FOUND
    assert not source.is_open


def test_a_device_that_is_not_there_is_not_found():
    source = EventSource("keypad", "/dev/input/by-id/nobody-event-kbd")
    with pytest.raises(LineLost) as caught:
        source.open()
    assert caught.value.cause is Cause.NOT_FOUND
    with pytest.raises(LineLost) as caught:
        source.read(soon(), "ask")
    assert caught.value.cause is Cause.NOT_FOUND


def test_opening_and_closing_twice_is_harmless(source):
    source.open()
    source.close()
    source.close()
    assert not source.is_open
