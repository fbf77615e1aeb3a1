"""A slip that breaks off, and what the next citizen finds in the tray."""

from dataclasses import replace

import pytest

from drivers.device import Cause
from drivers.far_end import Fault, PtyEnd, SocketEnd
from drivers.line import Line
from drivers.printer.errors import CoverOpen, PaperOut, PrintUnconfirmed
from drivers.printer.receipt.errors import CutterFailed
from drivers.printer.receipt.layout import Qr, TextLine
from drivers.printer.receipt.paper import DotRow
from drivers.printer.receipt.simulator import PrinterFault, ReceiptPrinterSimulator

OLD = (
    *(TextLine(f"旧单第{number}行") for number in range(60)),
    Qr("https://zwfw.example/old"),
    TextLine("旧单尾"),
)
NEXT = (TextLine("新单"), Qr("new"))
HEADER_ROWS = 60 * 30  # the lines of OLD before its code


def assert_next_slip_is_clean(simulator: ReceiptPrinterSimulator) -> None:
    ticket = simulator.tickets[-1]
    assert ticket.text_lines == ("新单",)
    assert sum(isinstance(mark, DotRow) for mark in ticket.marks) == 6 * 21
    assert simulator.lost_bytes == 0
    assert simulator.roll.is_blank


@pytest.mark.parametrize("rows", [1, 700, HEADER_ROWS + 24 + 1, HEADER_ROWS + 24 + 61])
@pytest.mark.requirement("R80")
async def test_paper_that_ends_in_mid_slip_is_told_and_the_old_slip_never_comes(simulator, printer, rows):
    simulator.end_paper_after(rows)
    with pytest.raises(PaperOut):
        await printer.print(OLD)
    assert Cause.PAPER_OUT in printer.status.causes
    simulator.load_paper()
    assert simulator.tickets == []  # nothing more came by itself
    assert (await printer.check()).usable
    await printer.print(NEXT)
    assert_next_slip_is_clean(simulator)
    assert not any("旧单尾" in ticket.text_lines for ticket in simulator.tickets)


@pytest.mark.parametrize("automatic", [True, False], ids=["speaks up", "is polled"])
@pytest.mark.parametrize("obeys", [{"discard", "clear"}, {"discard"}, {"clear"}, set()], ids=sorted)
async def test_every_kind_of_printer_is_brought_back(power_on, connect, automatic, obeys):
    simulator = power_on(
        sends_automatic_status=automatic,
        discards_at_any_fault="discard" in obeys,
        knows_clear_buffers="clear" in obeys,
    )
    printer = await connect(simulator)
    simulator.end_paper_after(HEADER_ROWS + 24 + 7)  # inside the code
    with pytest.raises(PaperOut):
        await printer.print(OLD)
    hanging = len(simulator.roll.uncut_lines)
    simulator.load_paper()
    late = len(simulator.roll.uncut_lines) - hanging
    assert late == 0 or not obeys
    assert late <= 2 * 1024 // 13  # two parts, where the printer can only go on
    await printer.print(NEXT)  # without a check before
    assert_next_slip_is_clean(simulator)
    assert not any("旧单尾" in ticket.text_lines for ticket in simulator.tickets)


@pytest.mark.parametrize("after", [5, 1200, 2500])
@pytest.mark.parametrize(
    ("fault", "error"), [(PrinterFault.COVER_OPEN, CoverOpen), (PrinterFault.CUTTER_ERROR, CutterFailed)]
)
async def test_other_faults_in_mid_slip(simulator, printer, fault, error, after):
    simulator.inject_after(after, fault)
    with pytest.raises(error):
        await printer.print(OLD)
    simulator.clear(fault)
    await printer.print(NEXT)
    assert_next_slip_is_clean(simulator)
    assert not any("旧单尾" in ticket.text_lines for ticket in simulator.tickets)


@pytest.mark.parametrize("end", [PtyEnd, SocketEnd])
@pytest.mark.parametrize("power", [True, False], ids=["power cycle", "wire only"])
@pytest.mark.parametrize("after", [30, 2500])
async def test_a_plug_pulled_in_mid_slip(power_on, connect, end, after, power):
    simulator = power_on(end())
    printer = await connect(simulator)
    await printer.check()
    simulator.inject_after(after, Fault.UNPLUG)
    with pytest.raises(PrintUnconfirmed) as failure:
        await printer.print(OLD)
    assert failure.value.cause in (Cause.LINE_LOST, Cause.NO_ANSWER)
    if power:
        simulator.power_cycle()
    simulator.inject(Fault.REPLUG)
    await printer.close()
    await printer.open()
    assert (await printer.check()).usable
    await printer.print(NEXT)
    assert_next_slip_is_clean(simulator)


@pytest.mark.parametrize("end", [PtyEnd, SocketEnd])
async def test_half_an_image_of_a_killed_program_swallows_no_slip(power_on, connect, pace, end):
    simulator = power_on(end())
    killed = Line("other", simulator.url)
    killed.open()
    killed.send(b"\x1b@\x1dv0\x00\x48\x00\x18\x00" + bytes(100), "GS v 0")
    killed.close()
    printer = await connect(simulator, replace(pace, patience_s=0.3))
    await printer.print(NEXT)
    assert simulator.tickets[-1].text_lines == ("新单",)


async def test_answers_of_the_broken_slip_do_not_confirm_the_next(power_on, connect):
    simulator = power_on(discards_at_any_fault=False, knows_clear_buffers=False)
    printer = await connect(simulator)
    simulator.end_paper_after(300)
    with pytest.raises(PaperOut):
        await printer.print(OLD)
    simulator.load_paper()  # answers the GS r of the broken slip
    simulator.end_paper_after(400)
    with pytest.raises(PaperOut):
        await printer.print(OLD)
    assert not any("旧单尾" in ticket.text_lines for ticket in simulator.tickets)
