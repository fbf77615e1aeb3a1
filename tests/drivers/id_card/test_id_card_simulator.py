"""The simulator answers the published bytes, without the driver and its codec in between."""

import time

import pytest

from drivers.far_end import Fault
from drivers.id_card import people
from drivers.id_card.cards import decode_card
from drivers.id_card.frames import FrameReader
from drivers.id_card.protocol import parse_reading, parse_reply
from drivers.id_card.simulator import CardFault, IdCardSimulator
from drivers.line import Line

HEAD = "aaaaaa9669"
FIND, SELECT, READ = "0003200122", "0003200221", "0003300132"


@pytest.fixture
def simulator():
    simulator = IdCardSimulator()
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def line(simulator):
    line = Line("id_card", simulator.url)
    line.open()
    yield line
    line.close()


def ask(line: Line, request: str, count: int) -> str:
    line.send(bytes.fromhex(HEAD + request), "test")
    return line.read_exactly(count, time.monotonic() + 2, "test").hex()


def test_status_and_reset_succeed(line):
    assert ask(line, "000311ffed", 11) == HEAD + "000400009094"
    assert ask(line, "000310ffec", 11) == HEAD + "000400009094"


def test_the_sam_id_is_27_bytes(line):
    assert ask(line, "000312ffee", 27).startswith(HEAD + "0014000090")


def test_without_a_card_nothing_is_found_selected_or_read(line):
    assert ask(line, FIND, 11) == HEAD + "000400008084"
    assert ask(line, SELECT, 11) == HEAD + "000400008185"
    assert ask(line, READ, 11)[-4:-2] == "41"


def test_a_card_is_found_selected_and_read(simulator, line):
    simulator.lay(people.RESIDENT)
    assert ask(line, FIND, 15) == HEAD + "000800009f0000000097"
    assert ask(line, SELECT, 19) == HEAD + "000c000090" + "00" * 8 + "9c"
    reply = ask(line, READ, 1295)
    assert reply.startswith(HEAD + "0508" + "000090" + "01000400" + "林小满".encode("utf-16-le").hex())


def test_a_read_needs_find_and_select_after_the_card_was_laid_again(simulator, line):
    simulator.lay(people.RESIDENT)
    ask(line, FIND, 15)
    ask(line, SELECT, 19)
    simulator.take_away()
    simulator.lay(people.RESIDENT)
    assert ask(line, READ, 11)[-4:-2] == "41"


def test_a_selected_card_is_found_no_more_and_read_all_the_same(simulator, line):
    simulator.lay(people.RESIDENT)
    simulator.inject(CardFault.ALREADY_SELECTED)
    assert ask(line, FIND, 11) == HEAD + "000400008084"
    assert ask(line, SELECT, 11) == HEAD + "000400008185"
    assert len(ask(line, READ, 1295)) == 2 * 1295


@pytest.mark.parametrize(
    ("fingerprint", "total", "length"), [(0, 1297, "050a"), (512, 1809, "070a"), (1024, 2321, "090a")]
)
def test_a_read_with_fingerprint_has_three_length_words(simulator, line, fingerprint, total, length):
    simulator.fingerprint_bytes = fingerprint
    simulator.lay(people.RESIDENT)
    ask(line, FIND, 15)
    ask(line, SELECT, 19)
    answer = ask(line, "0003301023", total)
    assert answer.startswith(HEAD + length + "000090" + "01000400" + f"{fingerprint:04x}")
    (body,) = FrameReader().feed(bytes.fromhex(answer))
    reading = parse_reading(parse_reply(body).data, with_fingerprint=True)
    assert len(reading.fingerprint) == fingerprint
    assert decode_card(reading) == people.RESIDENT


def test_a_damaged_or_unknown_request_is_answered_as_the_manual_says(line):
    assert ask(line, "0003200100", 11) == HEAD + "000400001014"
    assert ask(line, "000277" + "75", 11) == HEAD + "000400001115"
    assert ask(line, "00037799ed", 11) == HEAD + "000400002125"


def test_a_request_may_come_in_pieces(line):
    for byte in bytes.fromhex(HEAD + "000311ff"):
        line.send(bytes([byte]), "test")
    line.send(b"\xed", "test")
    assert line.read_exactly(11, time.monotonic() + 2, "test").hex() == HEAD + "000400009094"


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        (Fault.PARTIAL_FRAME, HEAD),
        (Fault.BAD_CHECKSUM, HEAD + "00040000906b"),
    ],
)
def test_a_fault_for_one_reply_spoils_one_reply(simulator, line, fault, seen):
    simulator.inject(fault, times=1)
    assert ask(line, "000311ffed", len(seen) // 2) == seen
    assert ask(line, "000311ffed", 11) == HEAD + "000400009094"
