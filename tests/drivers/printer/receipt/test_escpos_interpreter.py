import pytest
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from drivers.printer.receipt.interpreter import CUTTER_DISTANCE_DOTS, Interpreter
from drivers.printer.receipt.paper import Burnt, DotRow, Roll


def interpret(data: bytes, *, four_byte: bool = False) -> Interpreter:
    interpreter = Interpreter(Roll(384), four_byte=four_byte)
    for byte in data:
        interpreter.feed(byte)
    return interpreter


def marks(data: bytes) -> list[Burnt | DotRow]:
    interpreter = interpret(data + b"\x1dV\x01")
    assert interpreter.unknown == []
    return list(interpreter.roll.tickets[-1].marks)


def lines(data: bytes, *, four_byte: bool = False) -> tuple[str, ...]:
    return interpret(data, four_byte=four_byte).roll.uncut_lines


def test_a_chinese_model_starts_in_chinese_mode_and_esc_at_returns_to_it():
    assert lines(bytes.fromhex("b8a3 0a 1c2e b8a3 0a 1b40 b8a3 0a")) == ("福", "╕ú", "福")


def test_a_pairwise_printer_breaks_four_byte_codes():
    assert lines("㙍".encode("gb18030") + b"\n") != ("㙍",)
    assert lines("㙍𠮷".encode("gb18030") + b"\n", four_byte=True) == ("㙍𠮷",)


def test_a_lead_byte_pairs_with_whatever_follows():
    assert lines(b"\xb8\n\xb8\xa3\n")[0][0] == "\ufffd"


def test_a_full_line_goes_on_in_the_next():
    assert lines(b"a" * 33 + b"\n") == ("a" * 32, "a")


@pytest.mark.parametrize(
    ("command", "size"),
    [("1d2111", (2, 2)), ("1b2130", (2, 2)), ("1b2110", (1, 2)), ("1c2104", (2, 1)), ("1c5701", (2, 2))],
)
def test_every_way_to_magnify(command, size):
    (mark,) = marks(bytes.fromhex(command) + b"a\n")
    assert (mark.width, mark.height) == size


def test_line_spacing_and_feeds_move_the_paper():
    assert interpret(b"\x1b3\x28a\n\x1bJ\x05\x1bd\x02").roll.rows == 40 + 5 + 80
    assert interpret(b"\x1d!\x02a\n").roll.rows == 72
    assert interpret(b"\x1b3\x28\x1b2a\n").roll.rows == 30


def test_positions_move_to_the_right_place():
    first, second = marks(b"a\x1b$\x78\x00b\n")
    assert (first.x, second.x) == (0, 120)
    assert lines(b"a\x1b$\x78\x00b\n\x1b\\\x18\x00c\x1b\\\xf4\xffd\n\te\n") == (
        "a" + " " * 9 + "b",
        "  cd",
        " " * 8 + "e",
    )


def test_cuts_make_tickets():
    roll = interpret(b"a\n\x1dVB\x10b\n\x1dV\x00c\n\x1bm").roll
    assert [ticket.text_lines for ticket in roll.tickets] == [("a",), ("b",), ("c",)]
    assert [ticket.partial_cut for ticket in roll.tickets] == [True, False, True]
    assert roll.tickets[0].rows == 30 + CUTTER_DISTANCE_DOTS + 16


@pytest.mark.parametrize("way", ["bitImageRaster", "graphics"])
def test_images_come_out_dot_by_dot(way):
    image = Image.new("1", (20, 3), 255)
    image.putpixel((0, 0), 0)
    image.putpixel((19, 2), 0)
    builder = Dummy(profile="POS-5890")
    builder.image(image, impl=way)
    rows = marks(b"\x1ba\x02" + builder.output)
    assert [row.bits for row in rows] == [b"\x80\x00\x00", b"\x00\x00\x00", b"\x00\x00\x10"]
    assert [row.y for row in rows] == [0, 1, 2]
    assert rows[0].x == 384 - (24 if way == "bitImageRaster" else 20)


def test_in_order_questions_are_answered_behind_what_came_before():
    interpreter = interpret(b"\x1dv0\x00\x01\x00\x02\x00\x1d\x72")
    assert interpreter.answers == b""
    for byte in b"\x1dr\x01":
        interpreter.feed(byte)
    assert interpreter.answers == b"\x00"


def test_real_time_commands_in_the_stream_are_passed_over():
    assert lines(bytes.fromhex("100401 100502 10140801031401060208") + b"ok\n") == ("ok",)


def test_unknown_commands_are_recorded():
    assert interpret(b"\x1bz\x1d\x01\x05").unknown == [b"\x1bz", b"\x1d\x01", b"\x05"]


COMMAND_HEADS = [
    b"\x1b",
    b"\x1c",
    b"\x1d",
    b"\x10",
    b"\x1dv0",
    b"\x1d(k",
    b"\x1d(k\x03\x001Q0",
    b"\x1d(L",
    b"\x1d8L",
]


@given(st.lists(st.sampled_from(COMMAND_HEADS) | st.binary(max_size=12)))
def test_any_bytes_are_read(pieces):
    interpret(b"".join(pieces))
