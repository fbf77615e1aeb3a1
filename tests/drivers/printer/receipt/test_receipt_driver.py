import asyncio
import threading
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from drivers.device import BadReply, Cause, DeviceState, LineLost, NoAnswer
from drivers.far_end import Fault, PtyEnd, SocketEnd
from drivers.printer.errors import CoverOpen, PaperOut, PrintUnconfirmed
from drivers.printer.receipt.driver import ReceiptPrinter
from drivers.printer.receipt.errors import CutterFailed, HeadHot, PrinterOffline
from drivers.printer.receipt.job import Proof
from drivers.printer.receipt.layout import Align, Columns, Cut, Qr, Rule, TextLine
from drivers.printer.receipt.simulator import PrinterFault

SLIP = (
    TextLine("收件凭证", Align.CENTER, 2, 2, bold=True),
    Rule(),
    Columns("申请人", "张*㙍"),
    TextLine("尚未受理，受理结果以短信/查询为准"),
    Qr("https://zwfw.example/FJ2026-000123"),
    TextLine("谢谢"),
    Cut(),
)
SLIP_LINES = ("收件凭证", "-" * 48, "尚未受理，受理结果以短信/查询为准", "谢谢")

FAULTS = [
    (PrinterFault.PAPER_OUT, PaperOut, DeviceState.USER_ERROR, {Cause.PAPER_OUT, Cause.PAPER_LOW}),
    (PrinterFault.COVER_OPEN, CoverOpen, DeviceState.USER_ERROR, {Cause.COVER_OPEN}),
    (PrinterFault.CUTTER_ERROR, CutterFailed, DeviceState.HARDWARE_ERROR, {Cause.CUTTER}),
    (PrinterFault.HEAD_HOT, HeadHot, DeviceState.OFFLINE, {Cause.HEAD_HOT}),
    (PrinterFault.UNRECOVERABLE, PrinterOffline, DeviceState.HARDWARE_ERROR, {Cause.OTHER}),
]


@pytest.mark.parametrize("end", [PtyEnd, SocketEnd])
async def test_a_slip_is_printed_as_laid_out(power_on, connect, end):
    simulator = power_on(end())
    printer = await connect(simulator)
    await printer.print(SLIP)
    (ticket,) = simulator.tickets
    assert ticket.text_lines == SLIP_LINES
    assert simulator.interpreter.unknown == []
    assert simulator.lost_bytes == 0


async def test_slips_come_out_one_by_one(simulator, printer):
    await asyncio.gather(*(printer.print([TextLine(f"第{number}号")]) for number in range(3)))
    assert sorted(ticket.text_lines for ticket in simulator.tickets) == [("第0号",), ("第1号",), ("第2号",)]


@pytest.mark.requirement("R80")
@pytest.mark.parametrize("case", FAULTS)
async def test_not_a_byte_of_the_slip_goes_to_a_printer_that_is_not_ready(simulator, printer, case):
    fault, error, state, causes = case
    simulator.inject(fault)
    before = len(simulator.received)
    with pytest.raises(error):
        await printer.print(SLIP)
    assert bytes(simulator.received[before:]) == bytes.fromhex("100401 100402 100403 100404")
    assert (printer.status.state, printer.status.causes) == (state, causes)

    simulator.clear(fault)
    assert (await printer.check()).usable
    await printer.print(SLIP)
    assert [ticket.text_lines for ticket in simulator.tickets] == [SLIP_LINES]


@pytest.mark.parametrize("case", FAULTS)
async def test_check_tells_each_fault(simulator, printer, case):
    fault, _, state, causes = case
    told = []
    printer.subscribe(lambda _device, status: told.append(status))
    simulator.inject(fault)
    status = await printer.check()
    assert (status.state, status.causes) == (state, causes)
    assert told == [status]


async def test_a_roll_near_its_end_still_prints_and_is_told(simulator, printer):
    simulator.inject(PrinterFault.PAPER_LOW)
    await printer.print(SLIP)
    status = await printer.check()
    assert (status.state, status.causes) == (DeviceState.ONLINE, {Cause.PAPER_LOW})


@pytest.mark.requirement("R80")
async def test_a_silent_printer_never_printed(simulator, connect, hasty):
    printer = await connect(simulator, hasty)
    simulator.inject(Fault.NO_ANSWER)
    with pytest.raises(NoAnswer):
        await printer.print(SLIP)
    assert simulator.tickets == []
    status = await printer.check()
    assert (status.state, status.causes) == (DeviceState.OFFLINE, {Cause.NO_ANSWER})


@pytest.mark.requirement("R80")
async def test_a_printer_that_falls_silent_leaves_the_slip_unconfirmed(simulator, connect, hasty):
    printer = await connect(simulator, hasty)
    await printer.check()
    simulator.inject_after(300, Fault.NO_ANSWER)
    with pytest.raises(PrintUnconfirmed) as failure:
        await printer.print(SLIP)
    assert failure.value.cause is Cause.NO_ANSWER


@pytest.mark.parametrize("after", [0, 100, 1500])
@pytest.mark.parametrize("fault", [Fault.GARBAGE, Fault.BAD_CHECKSUM])
async def test_wrong_answers_confirm_nothing(simulator, printer, fault, after):
    simulator.inject_after(after, fault)
    with pytest.raises((BadReply, NoAnswer, PrintUnconfirmed)):
        await printer.print(SLIP)
    simulator.clear(fault)
    assert (await printer.check()).usable
    await printer.print([TextLine("下一张")])
    assert simulator.tickets[-1].text_lines == ("下一张",)


async def test_a_slow_printer_is_waited_for(simulator, printer):
    simulator.inject(Fault.SLOW)
    await printer.print([TextLine("慢")])
    assert [ticket.text_lines for ticket in simulator.tickets] == [("慢",)]


async def test_a_hot_head_is_waited_for_in_mid_slip(simulator, printer):
    simulator.inject_after(1500, PrinterFault.HEAD_HOT)

    def cool_down() -> None:
        while not simulator.is_offline:
            threading.Event().wait(0.001)
        simulator.clear(PrinterFault.HEAD_HOT)

    cooling = threading.Thread(target=cool_down)
    cooling.start()
    await printer.print(SLIP)
    cooling.join()
    assert [ticket.text_lines for ticket in simulator.tickets] == [SLIP_LINES]


async def test_an_unplugged_printer_is_a_lost_line(simulator, printer):
    simulator.inject(Fault.UNPLUG)
    with pytest.raises(LineLost):
        await printer.print(SLIP)
    assert printer.status.state is DeviceState.NO_DEVICE


async def test_a_closed_printer_cannot_print(simulator, model, pace):
    printer = ReceiptPrinter("slip", simulator.url, model, pace)
    with pytest.raises(LineLost):
        await printer.print(SLIP)


@pytest.mark.requirement("R80")
async def test_without_gs_r_nothing_is_confirmed_unless_configured(power_on, connect, pace, hasty):
    simulator = power_on(answers_in_order=False)
    printer = await connect(simulator, hasty)
    with pytest.raises(NoAnswer):
        await printer.print(SLIP)
    assert simulator.tickets == []
    await printer.close()

    weaker = await connect(simulator, replace(pace, proof=Proof.REAL_TIME))
    await weaker.print(SLIP)
    assert simulator.tickets[-1].text_lines == SLIP_LINES
    simulator.end_paper_after(60)
    with pytest.raises(PaperOut):
        await weaker.print(SLIP)


async def test_a_printer_at_its_own_pace_is_neither_overrun_nor_believed_early(power_on, connect):
    simulator = power_on(SocketEnd(), speed_mm_per_s=600.0)
    printer = await connect(simulator)
    await printer.print([TextLine("一二三四五六七八九十" * 2)] * 40 + [Qr("x" * 100), Cut()])
    (ticket,) = simulator.tickets  # there at the moment of the confirmation
    assert len(ticket.text_lines) == 40
    assert simulator.lost_bytes == 0


async def test_logs_and_errors_hold_no_word_of_the_slip(simulator, printer):
    catalogue = tomllib.loads((Path(__file__).parents[4] / "config" / "events.toml").read_text("utf-8"))
    with capture_logs() as logs:
        await printer.print([TextLine("张三བོ")])
        simulator.end_paper_after(20)
        with pytest.raises(PaperOut) as failure:
            await printer.print([TextLine("张三")] * 3)
        simulator.load_paper()
        await printer.check()
    assert "张三" not in repr(failure.value)
    assert {entry["event"] for entry in logs} == {
        "receipt_printer.printed",
        "receipt_printer.characters_missing",
        "receipt_printer.failed",
        "receipt_printer.recovered",
        "device.status_changed",
    }
    for entry in logs:
        assert set(entry) - {"event", "log_level"} <= set(catalogue[entry["event"]]["fields"])
        assert "张" not in repr(entry)
