from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.far_end import FarEnd, PtyEnd
from drivers.printer.receipt.drawing import Typeface
from drivers.printer.receipt.driver import ReceiptPrinter
from drivers.printer.receipt.encode import PrinterModel
from drivers.printer.receipt.job import Pace
from drivers.printer.receipt.layout import PAPER_80_MM
from drivers.printer.receipt.simulator import ReceiptPrinterSimulator

_ASSETS = Path(__file__).parents[4] / "assets" / "fonts"


@pytest.fixture(scope="session")
def model() -> PrinterModel:
    fonts = ("NotoSansSC-Regular.otf", "NotoSansSCRare-Regular.otf")
    return PrinterModel(tuple(Typeface(_ASSETS / font) for font in fonts), PAPER_80_MM)


@pytest.fixture
def pace() -> Pace:
    """Patient enough for a busy machine: only a printer that says nothing makes a test wait for it."""
    return Pace(answer_timeout_s=1.0, patience_s=5.0, quiet_s=0.02, speed_mm_per_s=500.0)


@pytest.fixture
def hasty(pace) -> Pace:
    """For printers that are meant to stay silent."""
    return replace(pace, answer_timeout_s=0.1, patience_s=0.1)


@pytest.fixture
def power_on() -> Iterator[Callable[..., ReceiptPrinterSimulator]]:
    """Switches on a simulator, over a pty unless told otherwise."""
    running = []

    def switch_on(end: FarEnd | None = None, **switches) -> ReceiptPrinterSimulator:
        running.append(ReceiptPrinterSimulator(end or PtyEnd(), **switches))
        running[-1].start()
        return running[-1]

    yield switch_on
    for simulator in running:
        simulator.stop()


@pytest.fixture
async def connect(model, pace) -> AsyncIterator[Callable[..., Awaitable[ReceiptPrinter]]]:
    """Opens a driver to a simulator."""
    opened = []

    async def open_driver(simulator: ReceiptPrinterSimulator, pace: Pace = pace) -> ReceiptPrinter:
        opened.append(ReceiptPrinter("slip", simulator.url, model, pace))
        await opened[-1].open()
        return opened[-1]

    yield open_driver
    for printer in opened:
        await printer.close()


@pytest.fixture
def simulator(power_on) -> ReceiptPrinterSimulator:
    return power_on()


@pytest.fixture
async def printer(simulator, connect) -> ReceiptPrinter:
    printer = await connect(simulator)
    await printer.check()
    return printer
