"""The driver against CUPS' own IPP printer, with every fault of the printer and of the wire."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from drivers.device import BadReply, Cause, DeviceError, DeviceState, LineLost, NoAnswer
from drivers.far_end import Fault
from drivers.printer.a4.driver import PLAIN, A4Printer, PrintedJob, next_page
from drivers.printer.a4.protocol import Tray
from drivers.printer.a4.simulator import A4PrinterSimulator, PrinterFault
from drivers.printer.errors import (
    CameOut,
    CoverOpen,
    PaperJammed,
    PaperOut,
    PrintRefused,
    PrintStopped,
    PrintUnconfirmed,
    TonerOut,
)

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 400 + b"\n%%EOF\n"
TITLE = "个人参保证明"


@pytest.fixture
def simulator() -> Iterator[A4PrinterSimulator]:
    simulator = A4PrinterSimulator()
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
async def printer(simulator: A4PrinterSimulator) -> AsyncIterator[A4Printer]:
    printer = quick(simulator.url)
    yield printer
    await printer.close()


def quick(url: str, **settings: Any) -> A4Printer:
    short = {
        "request_timeout_s": 5.0,
        "print_deadline_s": 20.0,
        "poll_interval_s": 0.01,
        "fault_grace_s": 0.05,
        "cancel_deadline_s": 5.0,
    }
    return A4Printer("a4", url, **{**short, **settings})


async def until_busy(printer: A4Printer) -> None:
    busy = asyncio.Event()
    loop = asyncio.get_running_loop()

    def look(_device: object, status: object) -> None:
        if printer.status.state is DeviceState.BUSY:
            loop.call_soon_threadsafe(busy.set)

    printer.subscribe(look)
    look(printer, printer.status)
    await asyncio.wait_for(busy.wait(), 10)


@pytest.mark.requirement("R80")
async def test_a_document_arrives_byte_for_byte_and_is_tracked_to_completed(printer, simulator):
    assert await printer.print(PDF, TITLE) == PrintedJob(1, 1)
    assert [path.read_bytes() for path in simulator.received] == [PDF]


async def test_copies_and_sides_reach_the_printer(printer, simulator):
    assert await printer.print(PDF, TITLE, copies=3, duplex=True) == PrintedJob(1, 3)


async def test_a_printer_without_duplex_refuses_instead_of_printing_otherwise():
    simulator = A4PrinterSimulator(duplex=False)
    simulator.start()
    printer = quick(simulator.url)
    try:
        with pytest.raises(PrintRefused):
            await printer.print(PDF, TITLE, duplex=True)
        assert simulator.received == []
    finally:
        await printer.close()
        simulator.stop()


@pytest.mark.requirement("R80")
@pytest.mark.parametrize(
    ("fault", "error", "state"),
    [
        (PrinterFault.PAPER_OUT, PaperOut, DeviceState.USER_ERROR),
        (PrinterFault.COVER_OPEN, CoverOpen, DeviceState.USER_ERROR),
        (PrinterFault.TONER_OUT, TonerOut, DeviceState.USER_ERROR),
        (PrinterFault.JAM, PaperJammed, DeviceState.HARDWARE_ERROR),
        (PrinterFault.PAUSED, PrintRefused, DeviceState.OFFLINE),
    ],
)
async def test_a_fault_known_before_sends_nothing(printer, simulator, fault, error, state):
    simulator.show(fault)
    assert (await printer.check()).state is state
    with pytest.raises(error):
        await printer.print(PDF, TITLE)
    simulator.show()
    assert (await printer.print(b"%PDF-1.4 next", TITLE)).impressions == 1
    assert [path.read_bytes() for path in simulator.received] == [b"%PDF-1.4 next"]


async def test_low_paper_and_toner_are_told_and_do_not_stop(printer, simulator):
    simulator.show(PrinterFault.PAPER_LOW, PrinterFault.TONER_LOW)
    status = await printer.check()
    assert (status.state, status.causes) == (DeviceState.ONLINE, {Cause.PAPER_LOW, Cause.TONER_LOW})
    await printer.print(PDF, TITLE)
    assert len(simulator.received) == 1


@pytest.mark.requirement("R80")
@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (PrinterFault.PAPER_OUT, PaperOut),
        (PrinterFault.JAM, PaperJammed),
        (PrinterFault.COVER_OPEN, CoverOpen),
    ],
)
async def test_a_fault_in_mid_job_cancels_the_document(printer, simulator, fault, error):
    simulator.hold()
    printing = asyncio.create_task(printer.print(PDF, TITLE))
    await until_busy(printer)
    simulator.show(fault)
    with pytest.raises(error) as caught:
        await printing
    assert not hasattr(caught.value, "__notes__")  # the printer confirmed the cancelling
    simulator.release()
    simulator.show()
    assert simulator.received == []


async def test_paper_refilled_in_time_finishes_the_document(simulator):
    printer = quick(simulator.url, fault_grace_s=20.0)
    simulator.hold()
    printing = asyncio.create_task(printer.print(PDF, TITLE))
    await until_busy(printer)
    simulator.show(PrinterFault.PAPER_OUT)
    simulator.show()
    simulator.release()
    assert (await printing).impressions == 1
    await printer.close()


async def test_an_aborted_job_is_a_typed_error(printer, simulator):
    simulator.abort()
    with pytest.raises(PrintStopped):
        await printer.print(PDF, TITLE)
    assert simulator.received == []


async def test_a_job_that_never_ends_is_cancelled_at_the_deadline(simulator):
    printer = quick(simulator.url, print_deadline_s=0.1)
    simulator.hold()
    with pytest.raises(PrintUnconfirmed):
        await printer.print(PDF, TITLE)
    simulator.release()
    await printer.print(b"%PDF-1.4 next", TITLE)
    assert [path.read_bytes() for path in simulator.received] == [b"%PDF-1.4 next"]
    await printer.close()


async def test_a_cancelled_caller_cancels_the_document(printer, simulator):
    simulator.hold()
    printing = asyncio.create_task(printer.print(PDF, TITLE))
    await until_busy(printer)
    printing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await printing
    await printer.check()  # queues behind the cancelling in the device's thread
    simulator.release()
    await printer.print(b"%PDF-1.4 next", TITLE)
    assert [path.read_bytes() for path in simulator.received] == [b"%PDF-1.4 next"]


async def test_a_check_during_a_job_does_not_wait_for_it(printer, simulator):
    simulator.hold()
    printing = asyncio.create_task(printer.print(PDF, TITLE))
    await until_busy(printer)
    assert (await asyncio.wait_for(printer.check(), 1)).state is DeviceState.BUSY
    simulator.release()
    await printing


async def test_a_printer_switched_off_in_mid_job_is_unconfirmed_and_its_job_forgotten_after(
    printer, simulator
):
    simulator.hold()
    printing = asyncio.create_task(printer.print(PDF, TITLE))
    await until_busy(printer)
    simulator.unplug()
    with pytest.raises(PrintUnconfirmed) as caught:
        await printing
    assert caught.value.__notes__ == ["the printer did not confirm that the job is cancelled"]
    assert printer.status.state is DeviceState.NO_DEVICE
    simulator.replug()
    await printer.print(b"%PDF-1.4 next", TITLE)
    assert [path.read_bytes() for path in simulator.received] == [b"%PDF-1.4 next"]


@pytest.mark.requirement("R80")
async def test_an_old_document_never_comes_out_for_the_next_citizen(simulator):
    printer = quick(simulator.url, request_timeout_s=0.2)
    simulator.hold()
    printing = asyncio.create_task(printer.print(b"%PDF-1.4 old", TITLE))
    await until_busy(printer)
    simulator.no_answer()
    with pytest.raises(PrintUnconfirmed):
        await printing
    with pytest.raises(NoAnswer):
        await printer.print(b"%PDF-1.4 refused", TITLE)
    simulator.answer()
    printing = asyncio.create_task(printer.print(b"%PDF-1.4 next", TITLE))
    while printer._jobs.unconfirmed:  # noqa: ASYNC110  nothing announces that the old job is gone
        await asyncio.sleep(0.01)
    simulator.release()
    await printing
    assert [path.read_bytes() for path in simulator.received] == [b"%PDF-1.4 next"]
    await printer.close()


@pytest.fixture
async def five_pages() -> AsyncIterator[tuple[A4Printer, A4PrinterSimulator]]:
    """Every document has five pages; plain paper lies in the main tray and in the by-pass."""
    simulator = A4PrinterSimulator(pages=5)
    simulator.start()
    printer = quick(simulator.url, trays={PLAIN: Tray("main", fallback="by-pass-tray")})
    yield printer, simulator
    await printer.close()
    simulator.stop()


@pytest.mark.requirement("R86")
async def test_an_empty_tray_goes_on_from_the_fall_back_at_the_first_page_that_did_not_come(five_pages):
    printer, simulator = five_pages
    simulator.stop_after(2, PrinterFault.PAPER_OUT)
    assert (await printer.print(PDF, TITLE)).impressions == 5
    assert [page for page, _paper in simulator.sheets] == [1, 2, 3, 4, 5]
    assert ["by-pass" in paper for _page, paper in simulator.sheets] == [False, False, True, True, True]


@pytest.mark.requirement("R86")
async def test_a_jam_says_what_came_out_and_the_document_goes_on_there_when_it_is_told_to(five_pages):
    printer, simulator = five_pages
    simulator.stop_after(3, PrinterFault.JAM)
    with pytest.raises(PaperJammed) as caught:
        await printer.print(PDF, TITLE)
    assert caught.value.came_out.impressions == 3
    assert len(simulator.sheets) == 3  # not even the fall-back tray prints a torn document's rest by itself
    page = next_page(caught.value.came_out)
    assert (await printer.print(PDF, TITLE, first_page=page)).impressions == 2
    assert [page for page, _paper in simulator.sheets] == [1, 2, 3, 4, 5]


@pytest.mark.requirement("R86")
async def test_a_tray_without_fall_back_ends_the_document_with_its_count(five_pages):
    _, simulator = five_pages
    printer = quick(simulator.url, trays={"licence": Tray("main", type="stationery-letterhead")})
    simulator.stop_after(1, PrinterFault.PAPER_OUT)
    with pytest.raises(PaperOut) as caught:
        await printer.print(PDF, TITLE, role="licence")
    assert caught.value.came_out.impressions == 1
    assert "stationery-letterhead" in simulator.sheets[0][1]
    await printer.close()


@pytest.mark.requirement("R86")
async def test_several_copies_are_not_pieced_together(five_pages):
    printer, simulator = five_pages
    simulator.stop_after(2, PrinterFault.PAPER_OUT)
    with pytest.raises(PaperOut) as caught:
        await printer.print(PDF, TITLE, copies=2)
    assert caught.value.came_out.impressions == 2


@pytest.mark.parametrize(
    ("counted", "first", "duplex", "page"),
    [
        (0, 1, False, 1),
        (2, 1, False, 3),
        (2, 3, False, 5),
        (3, 1, True, 3),
        (4, 1, True, 5),
        (None, 1, True, None),
    ],
)
def test_the_next_page_is_counted_and_never_guessed(counted, first, duplex, page):
    assert next_page(CameOut(counted), first_page=first, duplex=duplex) == page


@pytest.mark.requirement("R86")
async def test_a_printer_switched_off_in_mid_job_is_told_within_two_seconds(simulator):
    """With the times of the shipped driver, not those of the other tests."""
    printer = A4Printer("a4", simulator.url)
    simulator.hold()
    printing = asyncio.create_task(printer.print(PDF, TITLE))
    await until_busy(printer)
    simulator.unplug()
    with pytest.raises(PrintUnconfirmed):
        await asyncio.wait_for(printing, 2)
    await printer.close()


async def test_silence_is_offline_and_speech_brings_it_back(simulator):
    printer = quick(simulator.url, request_timeout_s=0.1)
    simulator.no_answer()
    status = await printer.check()
    assert (status.state, status.causes) == (DeviceState.OFFLINE, {Cause.NO_ANSWER})
    with pytest.raises(NoAnswer):
        await printer.print(PDF, TITLE)
    simulator.answer()
    assert (await printer.check()).usable
    await printer.close()


async def test_nobody_at_the_address_is_no_device(printer, simulator):
    simulator.unplug()
    status = await printer.check()
    assert (status.state, status.causes) == (DeviceState.NO_DEVICE, {Cause.NOT_FOUND})
    with pytest.raises(LineLost):
        await printer.open()
    simulator.replug()
    await printer.open()
    assert (await printer.check()).usable


async def test_the_shared_fault_verbs_break_and_heal(simulator):
    printer = quick(simulator.url, request_timeout_s=0.2)
    for fault, state in (
        (PrinterFault.JAM, DeviceState.HARDWARE_ERROR),
        (Fault.NO_ANSWER, DeviceState.OFFLINE),
        (Fault.SLOW, DeviceState.ONLINE),
    ):
        simulator.inject(fault)
        assert (await printer.check()).state is state
        simulator.heal()
        assert (await printer.check()).state is DeviceState.ONLINE
    with pytest.raises(ValueError, match="garbage"):
        simulator.inject(Fault.GARBAGE)
    await printer.close()


def test_stop_ends_the_processes_and_deletes_the_documents():
    simulator = A4PrinterSimulator()
    simulator.start()
    folder, processes = simulator._folder, (simulator._program._bus, simulator._program._printer)
    simulator.stop()
    assert not folder.exists()
    assert all(process.poll() is not None for process in processes)


@contextmanager
def server_that_says(*parts: bytes, then_hang: threading.Event | None = None) -> Iterator[str]:
    """A loopback port that gives every caller the same bytes."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            with caller:
                for part in parts:
                    caller.sendall(part)
                caller.recv(65536)
                if then_hang is not None:
                    then_hang.wait(10)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"ipp://127.0.0.1:{listener.getsockname()[1]}/ipp/print"
    finally:
        if then_hang is not None:
            then_hang.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


@pytest.mark.parametrize(
    ("said", "error", "cause"),
    [
        (b"\x00\xff\x1b@ no HTTP at all\r\n\r\n", BadReply, Cause.BAD_REPLY),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>", BadReply, Cause.BAD_REPLY),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", BadReply, Cause.BAD_REPLY),
        (b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", BadReply, Cause.NOT_AUTHORISED),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n\x02\x00", LineLost, Cause.LINE_LOST),
    ],
)
async def test_a_wrong_device_at_the_address_is_a_named_fault(said, error, cause):
    with server_that_says(said) as url:
        printer = quick(url)
        with pytest.raises(error) as caught:
            await printer.print(PDF, TITLE)
        assert caught.value.cause is cause
        assert (await printer.check()).causes == {cause}
        await printer.close()


async def test_a_reply_that_never_ends_is_cut_off_at_the_deadline():
    hang = threading.Event()
    with server_that_says(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n\x02", then_hang=hang) as url:
        printer = quick(url, request_timeout_s=0.1)
        with pytest.raises(NoAnswer):
            await printer.open()
        await printer.close()


async def test_no_error_names_the_title(printer, simulator):
    simulator.show(PrinterFault.PAPER_OUT)
    with pytest.raises(DeviceError) as caught:
        await printer.print(PDF, TITLE)
    assert TITLE not in str(caught.value)


def test_an_address_of_another_kind_is_refused_at_once():
    with pytest.raises(ValueError, match="ipp://"):
        A4Printer("a4", "socket://127.0.0.1:9100")
