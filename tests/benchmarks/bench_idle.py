"""What the devices cost while nobody comes: CPU of all of them polled, and how soon a plug is noticed.

The simulators run in a process of their own, so that only the kiosk's side is measured. Fails above 3 % of
one core, 1 s for an unplugged device and 3 s for one that is plugged in again.
"""

import asyncio
import multiprocessing
import sys
import time
from collections.abc import Callable
from multiprocessing.connection import Connection

import structlog

from drivers.device import Device, DeviceStatus
from drivers.document_scanner.simulator import DocumentScannerSimulator
from drivers.far_end import Fault, PtyEnd
from drivers.id_card.simulator import IdCardSimulator
from drivers.keypad.driver import EvaluationKeypad
from drivers.keypad.simulator import KeypadSimulator
from drivers.lamps.driver import GuideLamps
from drivers.lamps.simulator import LampSimulator
from drivers.printer.a4.simulator import A4PrinterSimulator
from drivers.printer.receipt.simulator import ReceiptPrinterSimulator
from drivers.qr_scanner.driver import QrScanner
from drivers.qr_scanner.simulator import QrScannerSimulator
from drivers.supervisor import Supervisor
from kiosk import config, devices

MEASURED_S = 20.0
CPU_LIMIT = 0.03
UNPLUG_LIMIT_S = 1.0
REPLUG_LIMIT_S = 3.0
# The A4 printer's program takes its own time to start, which is not the driver's.
PLUGGED = ("id_card", "receipt_printer", "document_scanner", "qr_scanner", "keypad", "guide_lamps")


def far_ends(line: Connection) -> None:
    """The other process: starts the simulators, tells their addresses, pulls plugs when told."""
    rig = {
        "id_card": IdCardSimulator(PtyEnd(115200)),
        "receipt_printer": ReceiptPrinterSimulator(PtyEnd(115200)),
        "a4_printer": A4PrinterSimulator(),
        "document_scanner": DocumentScannerSimulator(),
        "qr_scanner": QrScannerSimulator(),
        "keypad": KeypadSimulator(),
        "guide_lamps": LampSimulator(),
    }
    for simulator in rig.values():
        simulator.start()
    line.send({name: simulator.url for name, simulator in rig.items()})
    while (order := line.recv()) is not None:
        name, fault = order
        rig[name].inject(fault)
        line.send(time.monotonic())
    for simulator in rig.values():
        simulator.stop()


async def seconds_until(
    device: Device, wanted: Callable[[DeviceStatus], bool], act: Callable[[], float]
) -> float:
    """From `act` (which returns when it happened) until the status is as wanted."""
    reached = asyncio.Event()
    loop = asyncio.get_running_loop()
    seen = 0.0

    def notice(_device: Device, status: DeviceStatus) -> None:
        nonlocal seen
        if wanted(status) and not seen:
            seen = time.monotonic()
            loop.call_soon_threadsafe(reached.set)

    device.subscribe(notice)
    happened = await asyncio.to_thread(act)
    await asyncio.wait_for(reached.wait(), 15)
    return seen - happened


async def measured(addresses: dict[str, str], line: Connection) -> bool:
    """Runs the supervisor over all devices; True when every figure is within its limit."""

    def act(name: str, fault: Fault) -> float:
        line.send((name, fault))
        return float(line.recv())

    settings = config.Devices.model_validate(
        {
            "simulated": True,
            "id_card": {"port": addresses["id_card"]},
            "receipt_printer": {"port": addresses["receipt_printer"]},
            "a4_printer": {"url": addresses["a4_printer"]},
            "document_scanner": {"source": addresses["document_scanner"]},
        }
    )
    serial = [
        QrScanner("qr_scanner", addresses["qr_scanner"]),
        EvaluationKeypad("keypad", addresses["keypad"]),
        GuideLamps("guide_lamps", addresses["guide_lamps"]),
    ]
    fitted = {device.name: device for device in (*devices.built(settings, ()).all(), *serial)}
    keeper = asyncio.create_task(Supervisor(tuple(fitted.values()), settings.check_s).run())
    try:
        async with asyncio.timeout(15):
            for name in addresses:
                while not fitted[name].status.usable:  # noqa: ASYNC110  once, at the start
                    await asyncio.sleep(0.05)
        began, spent = time.monotonic(), time.process_time()
        await asyncio.sleep(MEASURED_S)
        share = (time.process_time() - spent) / (time.monotonic() - began)
        print(f"{len(addresses)} devices polled for {MEASURED_S:.0f} s: {share:.2%} of one core", end="; ")
        print(f"limit {CPU_LIMIT:.0%}")
        well = share <= CPU_LIMIT
        for name in PLUGGED:
            gone = await seconds_until(
                fitted[name], lambda status: not status.usable, lambda name=name: act(name, Fault.UNPLUG)
            )
            await asyncio.sleep(5)  # long enough for the longest backoff
            back = await seconds_until(
                fitted[name], lambda status: status.usable, lambda name=name: act(name, Fault.REPLUG)
            )
            print(
                f"{name}: unplug noticed after {gone:.2f} s (limit {UNPLUG_LIMIT_S:.0f}),"
                f" usable {back:.2f} s after replug (limit {REPLUG_LIMIT_S:.0f})"
            )
            well = well and gone <= UNPLUG_LIMIT_S and back <= REPLUG_LIMIT_S
    finally:
        keeper.cancel()
        await asyncio.gather(keeper, return_exceptions=True)
    return well


def main() -> int:
    structlog.configure(processors=[_silent])
    here, there = multiprocessing.get_context("spawn").Pipe()
    other = multiprocessing.get_context("spawn").Process(target=far_ends, args=(there,))
    other.start()
    try:
        well = asyncio.run(measured(here.recv(), here))
    finally:
        here.send(None)
        other.join(10)
    return 0 if well else 1


def _silent(*_: object) -> dict[str, object]:
    raise structlog.DropEvent


if __name__ == "__main__":
    sys.exit(main())
