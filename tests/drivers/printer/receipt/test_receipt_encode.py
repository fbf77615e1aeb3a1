import re
from dataclasses import replace

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.printer.receipt.drawing import draw_line
from drivers.printer.receipt.encode import encode, placed, without_real_time_commands
from drivers.printer.receipt.interpreter import Interpreter
from drivers.printer.receipt.layout import (
    PAPER_58_MM,
    PAPER_80_MM,
    Align,
    Columns,
    Cut,
    Feed,
    Qr,
    Rule,
    TextLine,
)
from drivers.printer.receipt.paper import Burnt, DotRow, Roll
from drivers.printer.receipt.text import encode_text

URL = "https://zwfw.example/查询?编号=FJ-0001&姓名=喆"
REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")


def job(slip, model) -> bytes:
    return b"".join(encode(slip, model).commands)


def read(data: bytes, dots: int = 576) -> Interpreter:
    interpreter = Interpreter(Roll(dots))
    for byte in data:
        interpreter.feed(byte)
    assert interpreter.unknown == []
    return interpreter


def qr_codes(ticket, model) -> list[str]:
    face = model.typefaces[0]
    return [code.text for code in zxingcpp.read_barcodes(ticket.draw(face.path, face.index))]


def test_a_slip_is_initialised_written_and_cut(model):
    assert job([TextLine("收件凭证")], model) == (
        b"\x1b@\x1c.\x1ba\x00\x1b3\x1e" + b"\x1c&\xca\xd5\xbc\xfe\xc6\xbe\xd6\xa4\x1c.\n" + b"\x1dVB\x18"
    )


def test_style_is_set_and_taken_back(model):
    line = TextLine("A1", Align.CENTER, width=2, height=3, bold=True)
    assert job([line, Feed(2), Cut(partial=False)], model).removeprefix(b"\x1b@\x1c.\x1ba\x00\x1b3\x1e") == (
        b"\x1ba\x01\x1bE\x01\x1d!\x12\x1b3\x4eA1\n\x1ba\x00\x1bE\x00\x1d!\x00\x1b3\x1e\x1bd\x02\x1dVA\x18"
    )


SLIP_TEXT = st.text(alphabet=st.sampled_from("福建省政务喆堃赟张㙍𠮷€·，。（）AZaz09 -:/😀"), max_size=60)
SLIPS = st.lists(
    st.one_of(
        st.builds(
            TextLine,
            SLIP_TEXT,
            st.sampled_from(Align),
            st.integers(1, 2),
            st.integers(1, 2),
            st.booleans(),
        ),
        st.builds(Columns, SLIP_TEXT, SLIP_TEXT),
        st.just(Rule()),
    ),
    max_size=4,
)


@settings(max_examples=40, deadline=None)
@given(SLIPS, st.sampled_from([PAPER_58_MM, PAPER_80_MM]))
def test_a_printer_reads_what_was_laid_out(model, slip, paper):
    model = replace(model, paper=paper)
    (ticket,) = read(job(slip, model), paper.dots).roll.tickets
    lines = [part for part in placed(slip, paper) if isinstance(part, TextLine)]
    as_text = [line for line in lines if encode_text(line.text) is not None]
    drawn = [line for line in lines if encode_text(line.text) is None]
    assert list(ticket.text_lines) == [line.text for line in as_text if line.text]
    assert sum(isinstance(mark, DotRow) for mark in ticket.marks) == sum(24 * line.height for line in drawn)
    assert all(mark.x + 12 * mark.cells * mark.width <= paper.dots for mark in texts(ticket))
    assert not REAL_TIME.search(job(slip, model))


def texts(ticket) -> list[Burnt]:
    return [mark for mark in ticket.marks if isinstance(mark, Burnt)]


def test_alignment_and_magnification_reach_the_paper(model):
    slip = [TextLine("福建", Align.CENTER, 2, 2, bold=True), TextLine("尾", Align.RIGHT), TextLine("a")]
    (ticket,) = read(job(slip, model)).roll.tickets
    title, _, tail, ascii_mark = texts(ticket)
    assert (title.x, title.width, title.height, title.bold) == ((576 - 96) // 2, 2, 2, True)
    assert (tail.x, tail.width, tail.bold) == (576 - 24, 1, False)
    assert (ascii_mark.x, ascii_mark.cells) == (0, 1)


@pytest.mark.parametrize("name", ["张㙍", "𠮷野", "José", "€5", "བོད"])
def test_a_line_with_a_rare_character_is_drawn_whole(model, name):
    line = TextLine(f"申请人 {name}", Align.RIGHT, bold=True)
    (ticket,) = read(job([line], model)).roll.tickets
    image, _ = draw_line(line, 576, model.typefaces)
    rows = [mark for mark in ticket.marks if isinstance(mark, DotRow)]
    assert ticket.text_lines == ()
    assert b"".join(bytes(255 - byte for byte in row.bits) for row in rows) == image.tobytes()


def test_a_character_that_no_font_has_shows_as_a_box_and_is_told(model):
    encoded = encode([TextLine("张བོ三")], model)
    assert encoded.missing == {"བོ"}
    box, _ = draw_line(TextLine("བ"), 576, model.typefaces)
    other, _ = draw_line(TextLine("མ"), 576, model.typefaces)
    assert box.tobytes() != other.tobytes()  # the code stands in it
    assert encode([TextLine("张㙍三")], model).missing == frozenset()


@pytest.mark.parametrize(
    "attack",
    [
        "\x1b@\x1dV\x00",
        "\x10\x14\x01\x00\x05",
        "\x10\x05\x02",
        "\x1dv0\x00\x48\x00\xff\xff",
        "\x1c.\x1b!\x30",
        "\n\n\n伪造的一行",
        "\x1b",
        "\x80\x9b\x85",
    ],
)
def test_control_characters_in_a_name_print_harmlessly(model, attack):
    slip = [Columns("申请人", f"张{attack}三"), TextLine(f"{attack}㙍"), TextLine("下一行")]
    data = job(slip, model)
    (ticket,) = read(data).roll.tickets
    assert ticket.text_lines[-1] == "下一行"
    assert not REAL_TIME.search(data)
    assert data.count(b"\x1dV") == 1
    (plain,) = read(job([TextLine("下一行")], model)).roll.tickets
    assert texts(ticket)[-1].height == texts(plain)[-1].height == 1


@pytest.mark.parametrize("paper", [PAPER_58_MM, PAPER_80_MM])
@pytest.mark.parametrize("native", [False, True])
@pytest.mark.parametrize("content", ["FJ2026-000123", URL, "a" * 200])
def test_the_qr_code_on_the_paper_decodes(model, paper, native, content):
    model = replace(model, paper=paper, native_qr=native)
    slip = [TextLine("扫码查询", Align.CENTER), Qr(content), TextLine("谢谢")]
    (ticket,) = read(job(slip, model), paper.dots).roll.tickets
    assert qr_codes(ticket, model) == [content]
    assert ticket.text_lines == ("扫码查询", "谢谢")


def test_a_native_qr_code_with_control_characters_is_drawn_instead(model):
    data = job([Qr("a\x10\x05\x02b")], replace(model, native_qr=True))
    assert b"\x1d(k" not in data
    assert not REAL_TIME.search(data)


def test_a_qr_code_too_big_for_the_paper_is_refused(model):
    with pytest.raises(ValueError, match="too much"):
        encode([Qr("x" * 1500)], replace(model, paper=PAPER_58_MM))


@given(st.binary(max_size=200))
def test_images_never_hold_real_time_commands(dots):
    header = b"\x1dv0\x00\x01\x00\xc8\x00"
    safe = without_real_time_commands(header + dots)
    assert not REAL_TIME.search(safe)
    assert safe[:8] == header
    assert len(safe) == len(dots) + 8
    assert all(a == b or (a, b) == (0x10, 0x18) for a, b in zip(dots, safe[8:], strict=True))


@pytest.mark.parametrize(
    "wrong", [lambda: TextLine("", width=9), lambda: Feed(0), lambda: Qr(""), lambda: Qr("a", 2)]
)
def test_elements_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match=r"1 to|3 to|content"):
        wrong()
