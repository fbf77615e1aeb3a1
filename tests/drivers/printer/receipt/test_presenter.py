"""The presenter's tables, and slips in the mouth of a printer that has one."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.device import Cause, DeviceState, NoAnswer
from drivers.far_end import Fault
from drivers.printer.errors import PaperJammed, PaperOut
from drivers.printer.receipt import handing_over
from drivers.printer.receipt.driver import ReceiptPrinter
from drivers.printer.receipt.errors import PrinterOffline, SlipInMouth
from drivers.printer.receipt.layout import TextLine
from drivers.printer.receipt.presenter import MODELS, Mouth, Presenter, presenter_for
from drivers.printer.receipt.replies import Automatic, ReplyReader, Special

FIRST, SECOND = [TextLine("第一位")], [TextLine("第二位")]
TELLING = sorted(name for name, model in MODELS.items() if model.tells)
SILENT = sorted(set(MODELS) - set(TELLING))


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr("drivers.printer.receipt.driver.POLL_S", 0.005)
    monkeypatch.setattr(handing_over, "POLL_S", 0.005)
    monkeypatch.setattr(handing_over, "CLEARING_S", 0.1)


@pytest.fixture
async def fitted(power_on, model, pace, quick):
    """A printer with the presenter of a model, and its simulator."""
    opened = []

    async def fit(name: str, hold_s: int = 30) -> tuple[ReceiptPrinter, object]:
        simulator = power_on(presenter=name)
        printer = ReceiptPrinter(
            "slip", simulator.url, model, pace, presenter=presenter_for(name, {}), hold_s=hold_s
        )
        opened.append(printer)
        await printer.open()
        assert (await printer.check()).state is DeviceState.ONLINE
        return printer, simulator

    yield fit
    for printer in opened:
        await printer.close()


@pytest.mark.parametrize(
    ("model", "command", "bytes_"),
    [
        ("vkp80iii", "presenting", "1c 50 10 01 52 1e"),
        ("vkp80iii", "question", "10 04 14"),
        ("kpm210", "presenting", "1d 65 03 80"),
        ("kpm210", "clearing", "1d 65 02"),
        ("reliance", "presenting", "1d 65 03 0b"),
        ("tptcm", "clearing", "1d 65 05"),
        ("pmu2300", "clearing", "1d 52 30"),
        ("ttp", "presenting", "1b 0c 50"),
        ("ttp", "clearing", "19 64"),
    ],
)
def test_the_tables_hold_the_bytes_of_the_manuals(model, command, bytes_):
    said = getattr(MODELS[model], command)
    assert (said(30) if command == "presenting" else said) == bytes.fromhex(bytes_)


@pytest.mark.parametrize(
    ("answer", "mouth"),
    [
        ("10 0f 80 00 00 00", Mouth.EMPTY),
        ("10 0f a0 00 00 00", Mouth.WAITING),
        (
            "10 0f 25 02 00 00",
            Mouth.WAITING,
        ),  # no paper, cover open: it is there all the same
        ("10 0f a0 00 40 00", Mouth.JAMMED),
    ],
)
def test_the_vkp80iiis_six_bytes_are_read(answer, mouth):
    assert MODELS["vkp80iii"].read(bytes.fromhex(answer)) is mouth


@pytest.mark.parametrize("answer", ["", "10 0f 80 00 00", "10 0e 80 00 00 00", "10 0f 80 00 00 00 00"])
def test_what_is_no_answer_of_the_presenter_is_refused(answer):
    with pytest.raises(ValueError, match="answer"):
        MODELS["vkp80iii"].read(bytes.fromhex(answer))


def test_a_terminal_may_write_its_own_table():
    own = presenter_for("none", {"present": "1b 99 {steps}", "ask": "10 04 05", "waiting": "0:0c"})
    assert own == Presenter(present="1b 99 {steps}", ask="10 04 05", waiting="0:0c")
    assert presenter_for("vkp80iii", {"shown_mm": 50}).presenting(9) == bytes.fromhex("1c500a015209")
    assert presenter_for("none", {}) is None


@pytest.mark.parametrize(
    ("model", "table"),
    [
        ("vkp81", {}),
        ("vkp80iii", {"presents": "1c"}),
        ("vkp80iii", {"present": "1c xx"}),
        ("vkp80iii", {"present": "1c {teeth}"}),
        ("vkp80iii", {"present": "1c 100"}),
        ("vkp80iii", {"waiting": "7:20"}),
        ("vkp80iii", {"waiting": "x"}),
        ("vkp80iii", {"shown_mm": 5000}),
        ("none", {"ask": "10 04 05"}),
    ],
)
def test_a_table_that_cannot_work_is_refused_at_the_start(model, table):
    with pytest.raises(ValueError, match="presenter"):
        presenter_for(model, table)


@given(st.integers(0, 6))
def test_an_automatic_status_before_the_six_bytes_is_told_from_them(cut):
    reader = ReplyReader()
    reader.expect(b"\x10\x0f", 6)
    stream = bytes.fromhex("18000f00 100fa0000000")
    seen = [*reader.feed(stream[:cut]), *reader.feed(stream[cut:])]
    assert isinstance(seen[0], Automatic)
    assert seen[1:] == [Special(bytes.fromhex("100fa0000000"))]


@pytest.mark.requirement("R87")
@pytest.mark.parametrize("name", TELLING)
async def test_a_slip_is_shown_whole_and_said_to_be_taken_when_it_is(fitted, name):
    printer, simulator = await fitted(name)
    assert printer.tells_taken
    await printer.print(FIRST)
    assert simulator.interpreter.unknown == []
    assert simulator.mouth.shown.text_lines == ("第一位",)
    assert not simulator.mouth.shown.partial_cut
    assert (await printer.check()).causes == {Cause.SLIP_WAITING}
    waiting = asyncio.create_task(printer.wait_taken())
    assert not (await asyncio.wait({waiting}, timeout=0.05))[0]
    simulator.mouth.take()
    assert await waiting is True
    assert (await printer.check()).causes == frozenset()


@pytest.mark.requirement("R87")
@pytest.mark.parametrize("name", ["kpm210", "reliance"])
async def test_a_slip_that_nobody_takes_is_pulled_back_when_its_time_is_over(fitted, name):
    printer, simulator = await fitted(name, hold_s=0)
    await printer.print(FIRST)
    assert await printer.wait_taken() is False
    assert await printer.take_back() is True
    assert [slip.text_lines for slip in simulator.mouth.bin] == [("第一位",)]


@pytest.mark.requirement("R87")
async def test_a_printer_that_pulls_back_by_itself_does_so_even_without_the_kiosk(fitted):
    printer, simulator = await fitted("vkp80iii", hold_s=1)
    now = 0.0
    simulator.mouth._clock = lambda: now
    await printer.print(FIRST)
    assert await printer.wait_taken() is False  # a second before the printer's own clock
    now = 1.1
    assert await printer.take_back() is True
    assert len(simulator.mouth.bin) == 1


@pytest.mark.requirement("R87")
@pytest.mark.parametrize("name", ["kpm210", "pmu2300", "ttp"])
async def test_the_last_citizens_slip_is_in_the_bin_before_the_next_is_printed(fitted, name):
    printer, simulator = await fitted(name)
    await printer.print(FIRST)
    await printer.print(SECOND)
    assert [slip.text_lines for slip in simulator.mouth.bin] == [("第一位",)]
    assert simulator.mouth.shown.text_lines == ("第二位",)
    assert simulator.interpreter.unknown == []


@pytest.mark.requirement("R87")
async def test_a_slip_that_cannot_be_taken_back_keeps_the_next_one_from_being_printed(fitted):
    printer, simulator = await fitted("kpm210")
    await printer.print(FIRST)
    simulator.mouth.bin_full = True
    with pytest.raises(SlipInMouth):
        await printer.print(SECOND)
    assert len(simulator.tickets) == 1
    simulator.mouth.take()
    await printer.print(SECOND)
    assert simulator.mouth.shown.text_lines == ("第二位",)


@pytest.mark.requirement("R87")
@pytest.mark.parametrize("name", sorted(MODELS))
async def test_half_a_slip_is_not_shown_to_the_next_citizen(fitted, monkeypatch, name):
    printer, simulator = await fitted(name)
    simulator.end_paper_after(60)
    with pytest.raises(PaperOut):
        await printer.print(FIRST * 40)
    simulator.load_paper()
    if name == "vkp80iii":  # pulls back by its own clock, in seconds
        monkeypatch.setattr(handing_over, "CLEARING_S", 5.0)
    await printer.print(SECOND)
    assert simulator.mouth.shown.text_lines == ("第二位",)
    assert all(slip.text_lines != ("第二位",) for slip in simulator.mouth.bin + simulator.mouth.dropped)
    assert simulator.interpreter.unknown == []


@pytest.mark.requirement("R80")
@pytest.mark.parametrize("name", TELLING)
async def test_a_slip_that_jams_on_its_way_into_the_mouth_was_not_printed(fitted, name):
    printer, simulator = await fitted(name)
    simulator.mouth.jams = True
    with pytest.raises(PaperJammed):
        await printer.print(FIRST)
    status = await printer.check()
    assert (status.state, Cause.PAPER_JAMMED in status.causes) == (DeviceState.HARDWARE_ERROR, True)
    simulator.mouth.jams = False
    await printer.print(SECOND)
    assert simulator.mouth.shown.text_lines == ("第二位",)


@pytest.mark.parametrize("name", SILENT)
async def test_a_printer_that_does_not_tell_is_never_said_to(fitted, name):
    printer, _simulator = await fitted(name)
    assert not printer.tells_taken
    await printer.print(FIRST)
    with pytest.raises(PrinterOffline):
        await printer.wait_taken()
    assert await printer.take_back() is False


async def test_a_printer_without_presenter_has_nothing_to_take_back(printer):
    assert not printer.tells_taken
    assert await printer.take_back() is False


async def test_a_presenter_that_is_configured_and_does_not_answer_closes_the_printer(power_on, model, hasty):
    simulator = power_on()  # has no presenter
    printer = ReceiptPrinter("slip", simulator.url, model, hasty, presenter=presenter_for("vkp80iii", {}))
    await printer.open()
    status = await printer.check()
    assert (status.state, status.causes) == (DeviceState.OFFLINE, {Cause.NO_ANSWER})
    await printer.close()


async def test_silence_while_a_slip_is_waited_for_is_an_error_and_not_taken(fitted, pace):
    printer, simulator = await fitted("vkp80iii")
    await printer.print(FIRST)
    printer._talk.answer_timeout_s = 0.05
    simulator.inject(Fault.NO_ANSWER)
    with pytest.raises(NoAnswer):
        await printer.wait_taken()
