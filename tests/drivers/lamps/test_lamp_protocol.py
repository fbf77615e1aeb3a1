"""The table of a lamp controller, and the lines that it answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.lamps.protocol import MAX_LINE_BYTES, LampState, LampTable, LineReader


@pytest.mark.requirement("R88")
@pytest.mark.parametrize(
    ("state", "frame"),
    [(LampState.ON, b"L21\r\n"), (LampState.OFF, b"L20\r\n"), (LampState.BLINK, b"L22\r\n")],
)
def test_a_frame_has_the_lamp_s_address_in_it(state, frame):
    assert LampTable().request("receipt_printer", state) == frame


def test_an_address_is_written_as_the_controller_writes_it():
    table = LampTable({"mouth": "07"}, on="#{n}:1*{n};")
    assert table.request("mouth", LampState.ON) == b"#07:1*07;"


def test_a_controller_that_cannot_blink_lights_the_lamp():
    table = LampTable(blink=None)
    assert table.request("id_card", LampState.BLINK) == table.request("id_card", LampState.ON)


def test_braces_of_the_frame_are_only_braces():
    assert LampTable({"mouth": "1"}, on="{L{n}}{0}").request("mouth", LampState.ON) == b"{L1}{0}"


@pytest.mark.parametrize(
    "part",
    [
        {"on": "L1"},
        {"off": ""},
        {"blink": "灯{n}"},
        {"reply": "好"},
        {"reply": "OK\r\n"},
        {"reply": "K" * (MAX_LINE_BYTES + 1)},
        {"slots": {}},
        {"slots": {"a": "1", "b": "1"}},
        {"slots": {"a": ""}},
        {"slots": {"a": "一"}},
    ],
)
def test_a_table_that_cannot_work_is_refused(part):
    with pytest.raises(ValueError):  # noqa: PT011  each part has its own sentence
        LampTable(**part)


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"OK\r\n", ["OK"]),
        (b"OK\rOK\nOK\n\r", ["OK"] * 3),
        (b" OK \r\nER", ["OK"]),
        (b"\r\n\r\n", []),
        (b"OK", []),
        (b"\xff\x00OK\n", ["\ufffd\x00OK"]),
    ],
)
def test_a_line_ends_with_cr_or_lf_or_both(data, lines):
    assert list(LineReader().feed(data)) == lines


@given(st.binary(max_size=300), st.integers(0, 300))
def test_lines_cut_anywhere_are_the_same_lines(data, cut):
    reader = LineReader()
    assert [*reader.feed(data[:cut]), *reader.feed(data[cut:])] == list(LineReader().feed(data))


@given(st.binary(max_size=500))
def test_after_any_noise_the_next_line_is_found_and_little_is_held(noise):
    reader = LineReader()
    list(reader.feed(noise))
    assert len(reader._held) <= MAX_LINE_BYTES
    assert list(reader.feed(b"\nOK\r\n"))[-1] == "OK"
