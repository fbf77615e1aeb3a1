"""Several things go wrong in one slip, at any byte: nothing untrue is said, and the next slip is clean."""

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drivers.device import DeviceError
from drivers.far_end import Fault, PtyEnd, SocketEnd
from drivers.printer.receipt.driver import ReceiptPrinter
from drivers.printer.receipt.encode import PrinterModel
from drivers.printer.receipt.job import Pace
from drivers.printer.receipt.layout import Qr, TextLine
from drivers.printer.receipt.paper import DotRow
from drivers.printer.receipt.presenter import presenter_for
from drivers.printer.receipt.simulator import PrinterFault, ReceiptPrinterSimulator

LINES = tuple(f"旧单第{number}行" for number in range(50))
OLD = (*map(TextLine, LINES[:25]), Qr("https://zwfw.example/old"), *map(TextLine, LINES[25:]))
OLD_BYTES = 5600  # with the questions before and behind it
NEXT = (TextLine("新单"), Qr("new"))
PACE = Pace(answer_timeout_s=0.15, patience_s=0.4, quiet_s=0.01, speed_mm_per_s=2000.0)
WIRE = (Fault.NO_ANSWER, Fault.GARBAGE, Fault.PARTIAL_FRAME, Fault.BAD_CHECKSUM, Fault.UNPLUG)

troubles = st.lists(
    st.tuples(st.integers(0, OLD_BYTES), st.sampled_from((*PrinterFault, *WIRE))), min_size=1, max_size=4
)


async def opened(simulator: ReceiptPrinterSimulator, presenter: str) -> ReceiptPrinter:
    printer = ReceiptPrinter(
        "slip", simulator.url, PrinterModel(()), PACE, presenter=presenter_for(presenter, {})
    )
    await printer.open()
    return printer


async def healed(simulator: ReceiptPrinterSimulator, printer: ReceiptPrinter, faults: set[object]) -> None:
    simulator.forget_later()
    for fault in (*PrinterFault, *WIRE):
        simulator.clear(fault)
    if Fault.UNPLUG in faults:
        simulator.inject(Fault.REPLUG)
    await printer.open()


def whole(simulator: ReceiptPrinterSimulator) -> int:
    return sum(ticket.text_lines == LINES for ticket in simulator.tickets)


async def lived_through(
    end: Callable[[], PtyEnd | SocketEnd], presenter: str, plan: list[tuple[int, Fault | PrinterFault]]
) -> None:
    simulator = ReceiptPrinterSimulator(end(), presenter=presenter)
    simulator.start()
    printer = await opened(simulator, presenter)
    try:
        assert (await printer.check()).usable
        for after, fault in plan:
            simulator.inject_after(after, fault)
        try:
            async with asyncio.timeout(20):
                await printer.print(OLD)
        except DeviceError:
            pass
        else:
            assert whole(simulator) == 1, "said to be printed and was not"
        silent = {Fault.NO_ANSWER, Fault.UNPLUG} & {fault for _, fault in plan}
        if silent and simulator.is_silent:
            assert not (await printer.check()).usable
        await healed(simulator, printer, {fault for _, fault in plan})
        for _ in range(3):  # a spoilt answer may still be on the line
            if (await printer.check()).usable:
                break
        printed = whole(simulator)
        await printer.print(NEXT)
        last = simulator.tickets[-1]
        assert last.text_lines == ("新单",)
        assert sum(isinstance(mark, DotRow) for mark in last.marks) == 6 * 21
        assert simulator.roll.is_blank
        assert whole(simulator) == printed <= 1, "the old slip came out for the next citizen"
        assert simulator.lost_bytes == 0
    finally:
        await printer.close()
        simulator.stop()


@pytest.mark.requirement("R80")
@settings(max_examples=25, deadline=None)
@example(PtyEnd, "none", [(399, Fault.UNPLUG)])  # in an image's header: a question would be its size
@example(PtyEnd, "kpm210", [(4093, Fault.UNPLUG)])  # the mouth is asked in order: not in mid-command
@example(SocketEnd, "none", [(900, PrinterFault.PAPER_LOW), (1200, PrinterFault.COVER_OPEN)])
@example(PtyEnd, "none", [(2600, PrinterFault.CUTTER_ERROR), (2600, Fault.NO_ANSWER)])
@given(st.sampled_from((PtyEnd, SocketEnd)), st.sampled_from(("none", "kpm210")), troubles)
def test_whatever_goes_wrong_together_nothing_untrue_is_said_and_the_next_slip_is_clean(end, presenter, plan):
    asyncio.run(lived_through(end, presenter, plan))
