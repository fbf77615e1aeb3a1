"""Health checks against the simulators: each thing that may be wrong with a port has its own name."""

import socket
import threading
from contextlib import suppress

import pytest
from serial.tools.list_ports_common import ListPortInfo

from drivers.device import Cause, DeviceState
from drivers.document_scanner.driver import DocumentScanner
from drivers.document_scanner.simulator import DocumentScannerSimulator
from drivers.far_end import Fault, PtyEnd
from drivers.health import Depth, Finding, examine
from drivers.id_card import people
from drivers.id_card.driver import IdCardReader
from drivers.id_card.simulator import CardFault, IdCardSimulator
from drivers.keypad.driver import EvaluationKeypad
from drivers.keypad.protocol import Verb
from drivers.keypad.simulator import KeypadSimulator
from drivers.lamps.driver import GuideLamps
from drivers.lamps.simulator import LampSimulator
from drivers.line import DEFAULT_BAUD, Line
from drivers.printer.a4.driver import A4Printer
from drivers.printer.receipt.driver import ReceiptPrinter
from drivers.printer.receipt.encode import PrinterModel
from drivers.printer.receipt.job import Pace
from drivers.printer.receipt.layout import PAPER_80_MM
from drivers.printer.receipt.simulator import PrinterFault, ReceiptPrinterSimulator
from drivers.recognition import who_answers

PACE = Pace(answer_timeout_s=0.3, patience_s=1.0, quiet_s=0.02, speed_mm_per_s=500.0)


@pytest.fixture
def card():
    simulator = IdCardSimulator()
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def slip():
    simulator = ReceiptPrinterSimulator(PtyEnd())
    simulator.start()
    yield simulator
    simulator.stop()


def reader(url: str) -> IdCardReader:
    return IdCardReader("id_card", url, poll_interval_s=0.01)


def printer(url: str) -> ReceiptPrinter:
    return ReceiptPrinter("receipt_printer", url, PrinterModel((), PAPER_80_MM), PACE)


async def test_a_well_device_says_who_it_is_and_how_long_it_took(card):
    health = await examine(reader(card.url), card.url, DEFAULT_BAUD)
    assert (health.finding, health.status.state) == (Finding.WELL, DeviceState.ONLINE)
    assert health.identity == "05.01-20140415-0001234567-0987654321"
    assert 0 < health.round_trip_ms < 1000


async def test_a_device_that_is_not_configured_is_not_looked_for():
    health = await examine(reader(""), "")
    assert (health.finding, health.status.state) == (Finding.NOT_CONFIGURED, DeviceState.NO_DEVICE)


@pytest.mark.parametrize("address", ["/dev/kiosk/nothing-here", "hwgrep://dead:beef", "socket://127.0.0.1:1"])
async def test_a_port_that_does_not_exist_is_named(address):
    assert (await examine(reader(address), address)).finding is Finding.PORT_MISSING


async def test_a_file_that_is_no_port_is_not_called_missing(tmp_path):
    file = tmp_path / "port"
    file.touch()
    assert (await examine(reader(str(file)), str(file))).finding is Finding.PORT_REFUSED


async def test_a_line_that_another_program_has_is_in_use(card):
    other = Line("other", card.url)
    other.open()
    try:
        assert (await examine(reader(card.url), card.url)).finding is Finding.IN_USE
    finally:
        other.close()


async def test_two_devices_that_fit_one_address_are_named_and_neither_is_taken(monkeypatch):
    # The machine's list of USB ports cannot be had without plugging something in.
    twins = []
    for name in ("/dev/ttyUSB0", "/dev/ttyUSB1"):
        twins.append(ListPortInfo(name))
        twins[-1].hwid = "USB VID:PID=1A86:7523"
    monkeypatch.setattr("serial.tools.list_ports.comports", lambda *_: twins)
    address = "hwgrep://1a86:7523"
    health = await examine(reader(address), address)
    assert (health.finding, health.status.causes) == (Finding.TWO_ALIKE, {Cause.AMBIGUOUS})


async def test_a_slip_printer_on_the_card_readers_port_is_told_by_name(slip):
    health = await examine(reader(slip.url), slip.url, DEFAULT_BAUD)
    assert (health.finding, health.answers_instead) == (Finding.WRONG_DEVICE, "receipt_printer")


async def test_a_card_reader_on_the_slip_printers_port_is_told_by_name(card):
    health = await examine(printer(card.url), card.url, DEFAULT_BAUD)
    assert (health.finding, health.answers_instead) == (Finding.WRONG_DEVICE, "id_card")


async def test_asking_who_is_there_leaves_nothing_to_print(slip):
    assert who_answers("port", slip.url, DEFAULT_BAUD) == "receipt_printer"
    device = printer(slip.url)
    assert (await examine(device, slip.url, DEFAULT_BAUD, Depth.EXTERNAL)).finding is Finding.WELL
    (ticket,) = slip.tickets
    assert "".join(ticket.text_lines).replace(" ", "") == "自检SELFTEST"


@pytest.mark.parametrize(
    ("answer", "finding"),
    [
        (lambda data: b"", Finding.SILENT),
        (lambda data: b"\xfe" * 7, Finding.GARBAGE),
        (bytes, Finding.GARBAGE),
    ],
    ids=["silence", "noise", "echo"],
)
@pytest.mark.parametrize("build", [reader, printer], ids=["reader", "printer"])
async def test_what_speaks_no_known_language_is_never_guessed_at(build, answer, finding):
    end = PtyEnd()
    end.start(answer)
    try:
        health = await examine(build(end.url), end.url, DEFAULT_BAUD)
    finally:
        end.stop()
    assert (health.finding, health.answers_instead) == (finding, "")


async def test_a_device_that_says_what_it_lacks_is_out_of_order_and_still_known(card, slip):
    card.inject(CardFault.NOT_AUTHORISED)
    health = await examine(reader(card.url), card.url)
    assert (health.finding, health.status.causes) == (Finding.OUT_OF_ORDER, {Cause.NOT_AUTHORISED})
    slip.inject(PrinterFault.PAPER_OUT)
    health = await examine(printer(slip.url), slip.url)
    assert health.finding is Finding.OUT_OF_ORDER
    assert Cause.PAPER_OUT in health.status.causes


async def test_a_web_server_at_the_a4_printers_address_is_garbage():
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):  # closed when the test is over
            while True:
                host, _ = listener.accept()
                with host:
                    host.recv(65536)
                    host.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello")

    server = threading.Thread(target=serve, daemon=True)
    server.start()
    url = f"ipp://127.0.0.1:{listener.getsockname()[1]}/ipp/print"
    health = await examine(A4Printer("a4_printer", url), url)
    listener.close()
    assert health.finding is Finding.GARBAGE


async def test_the_interactive_check_waits_for_a_card(card):
    asked = []

    def tell(kind: str) -> None:
        asked.append(kind)
        card.lay(people.RESIDENT)

    health = await examine(reader(card.url), card.url, depth=Depth.INTERACTIVE, tell=tell)
    assert (health.finding, health.depth, asked) == (Finding.WELL, Depth.INTERACTIVE, ["id_card"])


async def test_the_keypad_waits_for_a_key_and_the_lamps_shine(monkeypatch):
    monkeypatch.setattr("drivers.health.SHINE_S", 0.0)
    keypad, lamps = KeypadSimulator(), LampSimulator()
    keypad.start()
    lamps.start()

    def press(_kind: str) -> None:
        threading.Thread(target=lambda: keypad.wait_for(Verb.START) and keypad.press(3)).start()

    try:
        device = EvaluationKeypad("keypad", keypad.url, settle_s=0.0)
        health = await examine(device, keypad.url, depth=Depth.INTERACTIVE, tell=press)
        assert (health.finding, health.depth) == (Finding.WELL, Depth.INTERACTIVE)
        health = await examine(GuideLamps("lamps", lamps.url), lamps.url, depth=Depth.EXTERNAL)
        assert (health.finding, health.depth) == (Finding.WELL, Depth.EXTERNAL)
    finally:
        keypad.stop()
        lamps.stop()


async def test_nobody_who_comes_is_not_the_devices_fault(card, monkeypatch):
    monkeypatch.setattr("drivers.health.PERSON_S", 0.05)
    health = await examine(reader(card.url), card.url, depth=Depth.INTERACTIVE, tell=lambda kind: None)
    assert (health.finding, health.status.usable) == (Finding.NOBODY_CAME, True)


async def test_the_external_check_of_a_camera_takes_a_frame():
    simulator = DocumentScannerSimulator()
    simulator.start()
    try:
        scanner = DocumentScanner("scanner", simulator.url)
        health = await examine(scanner, simulator.url, depth=Depth.EXTERNAL)
        assert (health.finding, health.depth) == (Finding.WELL, Depth.EXTERNAL)
        simulator.inject(Fault.PARTIAL_FRAME)
        scanner = DocumentScanner("scanner", simulator.url, stale_after_s=0.1, capture_deadline_s=0.3)
        health = await examine(scanner, simulator.url, depth=Depth.EXTERNAL)
        assert health.finding is not Finding.WELL
        assert not health.status.usable
    finally:
        simulator.stop()


async def test_a_keypad_on_the_readers_port_is_named():
    keypad = KeypadSimulator()
    keypad.start()
    try:
        health = await examine(IdCardReader("id_card", keypad.url), keypad.url, DEFAULT_BAUD)
        assert (health.finding, health.answers_instead) == (Finding.WRONG_DEVICE, "keypad")
    finally:
        keypad.stop()
