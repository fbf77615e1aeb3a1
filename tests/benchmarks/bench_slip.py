"""A slip of 40 Chinese lines through the shipped driver at true line speed, against its wire time.

Prints, for a serial line (pty) and a network printer (loopback TCP, no pace), median, spread and the ratio of
"confirmed by the printer" to the wire time, and the same for the bare bytes without driver: what the
simulated line itself costs. The paper takes no time here.
"""

import asyncio
import logging
import statistics
import sys
import time
from pathlib import Path

import structlog

from drivers.far_end import FarEnd, PtyEnd, SocketEnd
from drivers.line import Line, wire_time_s
from drivers.printer.receipt.drawing import Typeface
from drivers.printer.receipt.driver import ReceiptPrinter
from drivers.printer.receipt.encode import PrinterModel
from drivers.printer.receipt.job import Pace
from drivers.printer.receipt.layout import TextLine
from drivers.printer.receipt.protocol import ASK_IN_ORDER
from drivers.printer.receipt.simulator import ReceiptPrinterSimulator

BAUD = 115200
SLIPS = 15
SLIP = [TextLine("受理通知单：请妥善保管，凭编号查询办理进度") for _ in range(40)]
FONT = Path(__file__).parents[2] / "assets" / "fonts" / "NotoSansSC-Regular.otf"


async def measure(end: FarEnd) -> tuple[list[float], list[float], int]:
    """Seconds from `print()` to the confirmation, seconds of the bare bytes, and the bytes of a slip."""
    simulator = ReceiptPrinterSimulator(end)
    simulator.start()
    printer = ReceiptPrinter("slip", simulator.url, PrinterModel((Typeface(FONT),)), Pace(quiet_s=0.05), BAUD)
    times: list[float] = []
    try:
        await printer.open()
        await printer.check()
        before = len(simulator.received)
        for _ in range(SLIPS):
            begin = time.monotonic()
            await printer.print(SLIP)
            times.append(time.monotonic() - begin)
        assert len(simulator.tickets) == SLIPS
        slip = bytes(simulator.received[-(len(simulator.received) - before) // SLIPS :])
        await printer.close()
        bare = bare_exchanges(simulator.url, slip.replace(ASK_IN_ORDER, bytes(3)) + ASK_IN_ORDER)
    finally:
        await printer.close()
        simulator.stop()
    return sorted(times), bare, len(slip)


def bare_exchanges(url: str, data: bytes) -> list[float]:
    """Seconds from sending `data` to the one answer behind it."""
    line = Line("bare", url, BAUD)
    line.open()
    times = []
    for _ in range(SLIPS):
        line.discard_input()
        begin = time.monotonic()
        line.send(data, "bare")
        while line.read_available(begin + 5.0, "bare")[-1:] != b"\x00":
            pass  # the status answers before it
        times.append(time.monotonic() - begin)
    line.close()
    return sorted(times)


def main() -> int:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))  # figures only
    for name, end in ((f"serial line at {BAUD} baud", PtyEnd(BAUD)), ("loopback TCP", SocketEnd())):
        times, bare, size = asyncio.run(measure(end))
        wire_s = wire_time_s(size, BAUD)
        median, bare_s = statistics.median(times), statistics.median(bare)
        print(
            f"slip of 40 Chinese lines, {name}, {SLIPS} slips: {size} bytes, wire {wire_s * 1e3:.1f} ms, "
            f"median {median * 1e3:.1f} ms ({median / wire_s:.3f} x), "
            f"min {times[0] * 1e3:.1f} ms, max {times[-1] * 1e3:.1f} ms; "
            f"bare bytes {bare_s * 1e3:.1f} ms ({bare_s / wire_s:.3f} x)"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
