"""One contract for every driver, held against every fault that its simulator offers.

Whatever stands: no call hangs past its deadline, only `DeviceError` comes out, the status is not usable while
a fault stands that must close the device (and is while one stands that need not), no status is told twice,
the device is back within one reconnect interval of the healing, and after the end no thread is left.

A new driver is held to it by one entry in BENCHES.
"""

import asyncio
import os
import random
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pytest

from drivers.device import Device, DeviceError, DeviceStatus
from drivers.document_scanner.driver import DocumentScanner
from drivers.document_scanner.simulator import CameraFault, DocumentScannerSimulator
from drivers.far_end import Fault, PtyEnd, SocketEnd
from drivers.id_card import people
from drivers.id_card.driver import IdCardReader
from drivers.id_card.simulator import CardFault, IdCardSimulator
from drivers.keypad.driver import EvaluationKeypad
from drivers.keypad.simulator import KeypadFault, KeypadSimulator
from drivers.lamps.driver import GuideLamps
from drivers.lamps.simulator import LampFault, LampSimulator
from drivers.printer.a4.driver import A4Printer
from drivers.printer.a4.simulator import A4PrinterSimulator
from drivers.printer.a4.simulator import PrinterFault as A4Fault
from drivers.printer.receipt.driver import ReceiptPrinter
from drivers.printer.receipt.encode import PrinterModel
from drivers.printer.receipt.job import Pace
from drivers.printer.receipt.layout import PAPER_80_MM, Cut, TextLine
from drivers.printer.receipt.simulator import PrinterFault, ReceiptPrinterSimulator
from drivers.qr_scanner.camera import CodeCamera
from drivers.qr_scanner.driver import QrScanner
from drivers.qr_scanner.simulator import QrScannerSimulator
from drivers.supervisor import Supervisor
from drivers.ups.driver import Ups
from drivers.ups.simulator import UpsdSimulator

NAME = "contract"
CHECK_INTERVAL_S = 0.15
RECONNECT_S = 0.1
# Threads that are not the driver's: those of the simulators and of `asyncio.to_thread`.
FAR_ENDS = ("far end", "simulated", "slip printer", "_read_log", "stuck key", "shown code", "asyncio")
PDF = b"%PDF-1.4\n%%EOF\n"

SEED = os.environ.get("E_KIOSK_FAULT_SEED", "1")  # another seed, other pairs
PAIRS_A_DEVICE = 6

PLUG = frozenset({Fault.UNPLUG, Fault.REPLUG, Fault.RENUMBER})


@dataclass(frozen=True)
class Bench:
    """How one driver meets its simulator.

    `faults` are all verbs of the simulator, `closing` those while which the status is never usable; `work` is
    a command that a journey gives. No call takes longer than `deadline_s`, and a device that is well again is
    usable after a reconnect and `own_s` of its own.
    """

    simulator: Callable[[], Any]
    driver: Callable[[str], Device]
    work: Callable[[Any], Awaitable[object]]
    faults: frozenset[StrEnum]
    closing: frozenset[StrEnum]
    deadline_s: float
    own_s: float
    heal: Callable[[Any, StrEnum], None] = lambda simulator, _fault: simulator.heal()
    prepare: Callable[[Any], None] = lambda _simulator: None
    waits: bool = False  # its work waits for a person as long as it takes


async def _take_a_page(scanner: DocumentScanner) -> None:
    await scanner.start()
    try:
        await scanner.capture(whole_frame=True)
    finally:
        await scanner.stop()


async def _wait_for_a_code(scanner: QrScanner | CodeCamera) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(0.2):
            await scanner.read()


def _receipt_printer(end: Callable[[], Any], faults: frozenset[StrEnum]) -> Bench:
    pace = Pace(answer_timeout_s=0.15, patience_s=0.4, quiet_s=0.02, speed_mm_per_s=500.0)
    return Bench(
        simulator=lambda: ReceiptPrinterSimulator(end()),
        driver=lambda url: ReceiptPrinter(NAME, url, PrinterModel((), PAPER_80_MM), pace),
        work=lambda printer: printer.print((TextLine("办理编号 1"), Cut())),
        faults=faults,
        # One byte is a whole answer here: half of it is none, and a wrong bit makes it no answer.
        closing=faults - {PrinterFault.PAPER_LOW, Fault.SLOW},
        deadline_s=4.0,
        own_s=2.0,
        heal=lambda simulator, fault: simulator.clear(fault),
    )


BENCHES = {
    "id_card": Bench(
        simulator=IdCardSimulator,
        driver=lambda url: IdCardReader(NAME, url, poll_interval_s=0.01),
        work=lambda reader: reader.read(),
        faults=frozenset({*Fault, *CardFault}),
        closing=PLUG
        | {
            Fault.NO_ANSWER,
            Fault.PARTIAL_FRAME,
            Fault.BAD_CHECKSUM,
            CardFault.NOT_AUTHORISED,
            CardFault.SELF_TEST_FAILED,
        },
        deadline_s=6.0,
        own_s=2.5,
        prepare=lambda simulator: simulator.lay(people.RESIDENT),
        waits=True,
    ),
    "receipt_printer_serial": _receipt_printer(PtyEnd, frozenset({*Fault, *PrinterFault})),
    # RENUMBER gives a network printer another address, which is another setting and no fault of the wire.
    "receipt_printer_network": _receipt_printer(
        SocketEnd, frozenset({*Fault, *PrinterFault}) - {Fault.RENUMBER}
    ),
    "a4_printer": Bench(
        simulator=A4PrinterSimulator,
        driver=lambda url: A4Printer(
            NAME,
            url,
            request_timeout_s=0.5,
            print_deadline_s=1.0,
            poll_interval_s=0.02,
            fault_grace_s=0.1,
            cancel_deadline_s=0.5,
        ),
        work=lambda printer: printer.print(PDF, "contract"),
        faults=frozenset({Fault.NO_ANSWER, Fault.SLOW, Fault.UNPLUG, Fault.REPLUG, *A4Fault}),
        closing=frozenset(
            {
                Fault.NO_ANSWER,
                Fault.UNPLUG,
                A4Fault.PAPER_OUT,
                A4Fault.JAM,
                A4Fault.COVER_OPEN,
                A4Fault.TONER_OUT,
                A4Fault.PAUSED,
            }
        ),
        deadline_s=8.0,
        own_s=3.0,
    ),
    "document_scanner": Bench(
        simulator=DocumentScannerSimulator,
        driver=lambda url: DocumentScanner(
            NAME,
            url,
            read_timeout_s=0.3,
            stale_after_s=0.2,
            retry_interval_s=0.05,
            capture_deadline_s=0.6,
        ),
        work=_take_a_page,
        faults=frozenset({*Fault, *CameraFault}) - {Fault.BAD_CHECKSUM, Fault.RENUMBER},
        # Whether its pictures are good is known only while it runs; unplugged or silent it is closed at once.
        closing=frozenset({Fault.NO_ANSWER, Fault.UNPLUG}),
        deadline_s=4.0,
        own_s=1.0,
    ),
    "keypad": Bench(
        simulator=KeypadSimulator,
        driver=lambda url: EvaluationKeypad(NAME, url),
        work=lambda keypad: keypad.ask(0.3),
        faults=frozenset({*Fault, *KeypadFault}),
        closing=PLUG | {Fault.NO_ANSWER, Fault.PARTIAL_FRAME, Fault.BAD_CHECKSUM, KeypadFault.REFUSES},
        deadline_s=4.0,
        own_s=2.0,
    ),
    "qr_scanner": Bench(
        simulator=QrScannerSimulator,
        driver=lambda url: QrScanner(NAME, url),
        work=_wait_for_a_code,
        faults=frozenset(Fault),
        closing=PLUG | {Fault.NO_ANSWER, Fault.PARTIAL_FRAME, Fault.BAD_CHECKSUM},
        deadline_s=4.0,
        own_s=2.0,
    ),
    "qr_scanner_camera": Bench(
        simulator=DocumentScannerSimulator,
        driver=lambda url: CodeCamera(
            NAME, url, read_timeout_s=0.3, stale_after_s=0.2, retry_interval_s=0.05
        ),
        work=_wait_for_a_code,
        faults=frozenset(Fault) - {Fault.BAD_CHECKSUM, Fault.RENUMBER},
        closing=frozenset({Fault.NO_ANSWER, Fault.UNPLUG}),
        deadline_s=4.0,
        own_s=1.0,
    ),
    "ups": Bench(
        simulator=UpsdSimulator,
        driver=lambda url: Ups(NAME, url=url),
        work=lambda ups: ups.identity(),
        faults=frozenset(Fault) - {Fault.RENUMBER},  # upsd has an address of its own
        # Text lines without a checksum: an answer that does not end is none.
        closing=frozenset(Fault) - {Fault.SLOW, Fault.REPLUG, Fault.RENUMBER},
        deadline_s=6.0,
        own_s=2.5,
    ),
    "guide_lamps": Bench(
        simulator=LampSimulator,
        driver=lambda url: GuideLamps(NAME, url),
        work=lambda lamps: lamps.on(next(iter(lamps.lamps))),
        faults=frozenset({*Fault, *LampFault}),
        # Lines of ASCII without a checksum: a wrong line end is passed over, anything else is no answer.
        closing=PLUG | {Fault.NO_ANSWER, Fault.PARTIAL_FRAME, Fault.GARBAGE, LampFault.REFUSES},
        deadline_s=4.0,
        own_s=2.0,
    ),
}
CASES = [
    pytest.param(name, fault, id=f"{name}-{fault}")
    for name, bench in BENCHES.items()
    for fault in sorted(bench.faults)
]


def _pairs() -> Iterator[Any]:
    """Some two faults at once, and a plug; `E_KIOSK_FAULT_SEED` chooses others."""
    for name, bench in BENCHES.items():
        chance = random.Random(f"{SEED} {name}")
        faults = sorted(bench.faults - PLUG)
        for _ in range(PAIRS_A_DEVICE):
            first, second = chance.sample(faults, 2)
            if first == Fault.NO_ANSWER:  # a silent far end that is a program takes no further order
                first, second = second, first
            plug = chance.choice((None, Fault.UNPLUG, Fault.REPLUG))
            plug = plug if plug in bench.faults else None
            yield pytest.param(name, (first, second, plug), id=f"{name}-{first}-{second}-{plug}-{SEED}")


class Changes:
    """Every status that was published, and a way to wait for one."""

    def __init__(self, device: Device) -> None:
        self.seen: list[DeviceStatus] = []
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        self._device = device
        device.subscribe(self._note)

    def _note(self, _device: Device, status: DeviceStatus) -> None:
        self.seen.append(status)
        self._loop.call_soon_threadsafe(self._changed.set)

    async def until(self, *, usable: bool, within_s: float) -> None:
        async with asyncio.timeout(within_s):
            while self._device.status.usable is not usable:
                self._changed.clear()
                await self._changed.wait()


@pytest.fixture(scope="session")
def simulators() -> Iterator[Callable[[str], Any]]:
    """Each simulator started once: that of the A4 printer is a program of its own."""
    started: dict[str, Any] = {}

    def of(name: str) -> Any:
        if name not in started:
            started[name] = BENCHES[name].simulator()
            started[name].start()
        return started[name]

    yield of
    for simulator in started.values():
        simulator.stop()


@pytest.mark.requirement("R69")
@pytest.mark.parametrize(("name", "fault"), CASES)
async def test_every_driver_keeps_the_contract_under_every_fault(simulators, name, fault):
    bench, simulator = BENCHES[name], simulators(name)
    bench.prepare(simulator)
    threads = set(threading.enumerate())
    device = bench.driver(simulator.url)
    changes = Changes(device)
    supervisor = Supervisor(
        [device], CHECK_INTERVAL_S, first_backoff_s=RECONNECT_S, longest_backoff_s=RECONNECT_S
    )
    keeper = asyncio.create_task(supervisor.run())
    try:
        await changes.until(usable=True, within_s=10)
        await asyncio.to_thread(simulator.inject, fault)
        try:
            await _stands(bench, device, changes, fault)
        finally:
            await asyncio.to_thread(_mend, bench, simulator, fault)
        began = time.monotonic()
        await changes.until(usable=True, within_s=RECONNECT_S + bench.own_s + CHECK_INTERVAL_S)
        assert (await device.check()).usable, f"not back {time.monotonic() - began:.1f} s after the healing"
    finally:
        keeper.cancel()
        await asyncio.wait({keeper}, timeout=10)
    assert keeper.cancelled(), "the supervisor did not end"
    assert all(before != after for before, after in zip(changes.seen, changes.seen[1:], strict=False))
    _no_thread_of_the_driver(threads)


async def _stands(bench: Bench, device: Device, changes: Changes, fault: StrEnum) -> None:
    """While the fault stands."""
    passing = fault in (Fault.REPLUG, Fault.RENUMBER)  # the supervisor may have cured it by now
    if fault in bench.closing and not passing:
        await changes.until(usable=False, within_s=bench.deadline_s)
    closed_since = len(changes.seen)
    async with asyncio.timeout(bench.deadline_s):
        with suppress(DeviceError):
            await bench.work(device)
    if passing:
        return
    if fault in bench.closing:  # the supervisor goes on asking
        assert not any(seen.usable for seen in (device.status, *changes.seen[closed_since:]))
        return
    async with asyncio.timeout(bench.deadline_s):
        status = await device.check()
    assert status.usable, status


@pytest.mark.requirement("R69")
@pytest.mark.parametrize(("name", "faults"), list(_pairs()))
async def test_every_driver_survives_two_faults_at_once_and_a_pulled_plug(simulators, name, faults):
    bench, simulator = BENCHES[name], simulators(name)
    bench.prepare(simulator)
    threads = set(threading.enumerate())
    device = bench.driver(simulator.url)
    changes = Changes(device)
    supervisor = Supervisor(
        [device], CHECK_INTERVAL_S, first_backoff_s=RECONNECT_S, longest_backoff_s=RECONNECT_S
    )
    keeper = asyncio.create_task(supervisor.run())
    injected = [fault for fault in faults if fault is not None]
    try:
        await changes.until(usable=True, within_s=10)
        try:
            for fault in injected:
                await asyncio.to_thread(bench.prepare, simulator)  # a fault may have lifted the card
                await asyncio.to_thread(simulator.inject, fault)
                await _work_ends(bench, device)
        finally:
            if Fault.UNPLUG in injected:  # before the healing: an A4 printer must be there to be healed
                await asyncio.to_thread(simulator.inject, Fault.REPLUG)
            for fault in injected:
                if fault not in PLUG:
                    await asyncio.to_thread(_mend, bench, simulator, fault)
        await changes.until(usable=True, within_s=RECONNECT_S + bench.own_s + CHECK_INTERVAL_S + 1)
    finally:
        keeper.cancel()
        await asyncio.wait({keeper}, timeout=10)
    assert keeper.cancelled(), "the supervisor did not end"
    _no_thread_of_the_driver(threads)


async def _work_ends(bench: Bench, device: Device) -> None:
    """By itself, or, where a lost card is waited for, when it is told to."""
    working = asyncio.ensure_future(bench.work(device))
    done, _ = await asyncio.wait({working}, timeout=bench.deadline_s)
    assert done or bench.waits, "a call hangs"
    working.cancel()
    with suppress(DeviceError, asyncio.CancelledError):
        await asyncio.wait_for(working, bench.deadline_s)


def _mend(bench: Bench, simulator: Any, fault: StrEnum) -> None:
    if fault is Fault.UNPLUG:
        simulator.inject(Fault.REPLUG)
    elif fault not in PLUG:
        bench.heal(simulator, fault)


def _no_thread_of_the_driver(before: set[threading.Thread]) -> None:
    for thread in set(threading.enumerate()) - before:
        if not any(name in thread.name for name in FAR_ENDS):
            thread.join(1)
            assert not thread.is_alive(), thread.name


@pytest.mark.parametrize("name", BENCHES)
async def test_a_device_that_is_closed_twice_or_was_never_opened_does_not_mind(simulators, name):
    device = BENCHES[name].driver(simulators(name).url)
    await device.close()
    await device.open()
    await device.close()
    await device.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(NAME)]


@pytest.mark.parametrize("name", BENCHES)
async def test_nothing_is_usable_before_it_was_asked(simulators, name):
    device = BENCHES[name].driver(simulators(name).url)
    assert not device.status.usable
    await device.close()
