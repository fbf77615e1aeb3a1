"""The slip printer at the other end of the wire: status, buffer, faults; the paper is read by `Interpreter`.

Real-time commands are obeyed when they arrive, even inside image data. When the printer is offline it keeps
what it has got, answers DLE EOT but not GS r, and goes on when the cause is gone, unless it was told to
discard. A full buffer loses bytes, as on a serial line without flow control.
"""

import threading
from collections import deque
from collections.abc import Iterator

from drivers.far_end import FarEnd, Fault, spoil
from drivers.printer.receipt.interpreter import Interpreter
from drivers.printer.receipt.paper import DOTS_PER_MM, Roll, Ticket
from drivers.printer.receipt.simulated_mouth import SimulatedMouth
from drivers.printer.receipt.simulated_status import PrinterFault, SimulatedStatus

__all__ = ["PrinterFault", "ReceiptPrinterSimulator"]

BUFFER_BYTES = 4096  # the smallest that current printers have
SLOW_S = 0.1
CLEAR_BUFFERS = bytes.fromhex("10 14 08 01 03 14 01 06 02 08")
CLEARED = bytes.fromhex("37 25 00")


class ReceiptPrinterSimulator:
    """A printer behind `end`.

    `speed_mm_per_s`: the pace of the paper; None prints without waiting. The switches make other printers of
    it: one that reads four-byte codes, that does not answer GS r, whose DLE ENQ 2 clears the buffers only
    after a cutter error (as Epson's do), that does not know DLE DC4 8, that never speaks up by itself (GS a).
    `presenter` is the model whose mouth it has.
    """

    def __init__(
        self,
        end: FarEnd,
        *,
        dots: int = 576,
        four_byte: bool = False,
        speed_mm_per_s: float | None = None,
        answers_in_order: bool = True,
        discards_at_any_fault: bool = True,
        knows_clear_buffers: bool = True,
        sends_automatic_status: bool = True,
        presenter: str = "none",
    ) -> None:
        self.end = end
        self.mouth = SimulatedMouth(presenter) if presenter != "none" else None
        self.roll = Roll(dots, on_cut=self.mouth.swallow if self.mouth else None)
        self.interpreter = Interpreter(self.roll, four_byte=four_byte, mouth=self.mouth)
        self.received = bytearray()  # every byte of the host's
        self.lost_bytes = 0  # by a full buffer
        self._four_byte = four_byte
        self._speed = speed_mm_per_s
        self._answers_in_order = answers_in_order
        self._discards_at_any_fault = discards_at_any_fault
        self._knows_clear_buffers = knows_clear_buffers
        self._sends_automatic_status = sends_automatic_status
        self._answers_full_status = presenter == "vkp80iii"
        self._buffer: deque[int] = deque()
        self._tail = b""  # the last bytes received, in which real-time commands show
        self._faults: set[PrinterFault] = set()
        self._wire_fault: Fault | None = None
        self._later: list[tuple[int, Fault | PrinterFault]] = []
        self._reported = b""
        self._lock = threading.RLock()
        self._work_to_do = threading.Condition(self._lock)
        self._stopping = threading.Event()
        self._mechanics: threading.Thread | None = None

    @property
    def url(self) -> str:
        """What the driver opens."""
        return self.end.url

    @property
    def tickets(self) -> list[Ticket]:
        """What lies in the tray."""
        with self._lock:
            return list(self.roll.tickets)

    @property
    def hanging(self) -> Ticket:
        """What is printed and not cut yet."""
        with self._lock:
            return self.roll.hanging

    def start(self) -> None:
        """Switch on."""
        self._stopping.clear()
        if self._speed is not None:
            self._mechanics = threading.Thread(target=self._run_paced, name="slip printer", daemon=True)
            self._mechanics.start()
        self.end.start(self._serve)

    def stop(self) -> None:
        """Switch off; joins the threads."""
        self._stopping.set()
        with self._lock:
            self._work_to_do.notify_all()
        if self._mechanics is not None:
            self._mechanics.join()
        self.end.stop()

    def inject(self, fault: Fault | PrinterFault) -> None:
        """Let `fault` happen now; it stays until `clear`."""
        match fault:
            case PrinterFault():
                with self._lock:
                    self._faults.add(fault)
                    self._report()
            case Fault.UNPLUG:
                self.end.unplug()
            case Fault.REPLUG:
                self.end.replug()
            case Fault.RENUMBER:
                self.end.renumber()
            case _:
                self._wire_fault = fault

    def clear(self, fault: Fault | PrinterFault) -> None:
        """Take `fault` away; the printer goes on with what it has kept."""
        with self._lock:
            if isinstance(fault, PrinterFault):
                self._faults.discard(fault)
            elif fault is self._wire_fault:
                self._wire_fault = None
            self._report()
            if self._speed is None:
                self._send(self._print())
            self._work_to_do.notify_all()

    def end_paper_after(self, rows: int) -> None:
        """The roll ends when `rows` more dot rows are printed, be it in mid-image."""
        with self._lock:
            self.roll.rows_left = rows
            self._report()

    def load_paper(self) -> None:
        """Put in a new roll."""
        with self._lock:
            self.roll.rows_left = None
        self.clear(PrinterFault.PAPER_OUT)

    def inject_after(self, byte_count: int, fault: Fault | PrinterFault) -> None:
        """Let `fault` happen when `byte_count` more bytes have come; several may wait for their time."""
        with self._lock:
            self._later.append((len(self.received) + byte_count, fault))
            self._later.sort(key=lambda later: later[0])

    def forget_later(self) -> None:
        """Nothing that `inject_after` has planned happens any more."""
        with self._lock:
            self._later.clear()

    @property
    def is_silent(self) -> bool:
        """Whether no answer gets through at all."""
        return self._wire_fault is Fault.NO_ANSWER

    @property
    def is_offline(self) -> bool:
        """Whether the printer has stopped printing."""
        return self._status.is_offline

    @property
    def _status(self) -> SimulatedStatus:
        return SimulatedStatus(self._faults | {PrinterFault.PAPER_OUT} if self.roll.is_out else self._faults)

    def power_cycle(self) -> None:
        """Off and on: forgets what it has got. Unplugging the wire alone leaves it waiting for more."""
        with self._lock:
            self._buffer.clear()
            self._tail = b""
            self.interpreter = Interpreter(self.roll, four_byte=self._four_byte, mouth=self.mouth)

    def _serve(self, data: bytes) -> Iterator[bytes]:
        with self._lock:
            answers = bytearray()
            for byte in data:
                answers += self._receive(byte)
                while self._later and len(self.received) >= self._later[0][0]:
                    _, fault = self._later.pop(0)
                    self.inject(fault)
                    if fault is Fault.UNPLUG:
                        return
                if self._speed is None:
                    answers += self._print()
            self._work_to_do.notify_all()
        if self._wire_fault is Fault.SLOW and answers:
            self.end.pause(SLOW_S)
        yield self._spoilt(bytes(answers))

    def _send(self, data: bytes) -> None:
        if data:
            self.end.send(self._spoilt(data))

    def _spoilt(self, data: bytes) -> bytes:
        return spoil(data, self._wire_fault) if self._wire_fault and data else data

    def _receive(self, byte: int) -> bytes:
        self.received.append(byte)
        if byte > 0x14:  # no real-time command holds such a byte
            self._tail = b""
        else:
            self._tail = (self._tail + bytes([byte]))[-len(CLEAR_BUFFERS) :]
        if len(self._buffer) < BUFFER_BYTES:
            self._buffer.append(byte)
        else:
            self.lost_bytes += 1
        return self._obey_at_once(self._tail) if self._tail else b""

    def _obey_at_once(self, tail: bytes) -> bytes:
        function, n = tail[-3:-1], tail[-1]
        if function == b"\x10\x04" and 1 <= n <= 4:
            return bytes([self._status.real_time(n)])
        if function == b"\x10\x04" and n == 20 and self._answers_full_status and self.mouth is not None:
            return self.mouth.full_status()
        if function == b"\x10\x05" and n in (1, 2):
            self._recover(discard=n == 2)
        if tail == CLEAR_BUFFERS and self._knows_clear_buffers:
            self._discard()
            return CLEARED
        return b""

    def _recover(self, *, discard: bool) -> None:
        recoverable = PrinterFault.CUTTER_ERROR in self._faults
        if discard and (recoverable or (self.is_offline and self._discards_at_any_fault)):
            self._discard()
        if recoverable:
            self._faults.discard(PrinterFault.CUTTER_ERROR)
            self._report()

    def _discard(self) -> None:
        self._buffer.clear()
        self.interpreter.drop_command()

    def _print(self) -> bytes:
        """Print from the buffer until it is empty or the printer stops; returns what goes back."""
        answers = bytearray()
        while self._buffer and not self.is_offline:
            answers += self._print_byte()
        return bytes(answers)

    def _print_byte(self) -> bytes:
        interpreter = self.interpreter
        was_out = self.roll.is_out
        interpreter.feed(self._buffer.popleft())
        answers = b""
        if interpreter.answers:
            answers = bytes(interpreter.answers) if self._answers_in_order else b""
            interpreter.answers.clear()
        if interpreter.asked_automatic_status:
            interpreter.asked_automatic_status = False
            self._reported = b""
            answers += self._status_change()
        elif self.roll.is_out != was_out:
            answers += self._status_change()
        return answers

    def _run_paced(self) -> None:
        while not self._stopping.is_set():
            with self._lock:
                if not self._buffer or self.is_offline:
                    self._work_to_do.wait()
                    continue
                rows = self.roll.rows
                self._send(self._print_byte())
                moved = max(0, self.roll.rows - rows)
            if moved and self._speed:
                self._stopping.wait(moved / DOTS_PER_MM / self._speed)

    def _report(self) -> None:
        self._send(self._status_change())

    def _status_change(self) -> bytes:
        status = self._status.automatic()
        if not self.interpreter.automatic_status or not self._sends_automatic_status:
            return b""
        changed, self._reported = status != self._reported, status
        return status if changed else b""
