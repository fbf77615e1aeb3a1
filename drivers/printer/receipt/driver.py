"""The slip printer as the kiosk uses it: a status that can be trusted, and slips that are proven."""

import time
from collections.abc import Sequence
from typing import ClassVar

import structlog

from drivers.device import BadReply, Device, DeviceError, DeviceStatus, LineLost, NoAnswer, status_after
from drivers.fitting import Fitting
from drivers.line import DEFAULT_BAUD, Line
from drivers.printer.errors import PrintUnconfirmed
from drivers.printer.receipt.conversation import Conversation
from drivers.printer.receipt.drawing import Typeface
from drivers.printer.receipt.encode import PrinterModel, encode
from drivers.printer.receipt.errors import error_for
from drivers.printer.receipt.job import Job, Pace
from drivers.printer.receipt.layout import PAPER_58_MM, PAPER_80_MM, Element
from drivers.printer.receipt.recovery import Remains, abandon, settle

log = structlog.get_logger()


class ReceiptPrinter(Device):
    """An ESC/POS printer with a Chinese font behind `url` (a serial line, a pty, `socket://host:port`)."""

    kind: ClassVar[str] = "receipt_printer"

    def __init__(
        self, name: str, url: str, model: PrinterModel, pace: Pace | None = None, baud: int = DEFAULT_BAUD
    ) -> None:
        super().__init__(name)
        self._line = Line(name, url, baud)
        self._model = model
        self._pace = pace or Pace()
        self._talk = Conversation(self._line, self._pace.answer_timeout_s)
        self._remains: Remains | None = None

    async def print(self, slip: Sequence[Element]) -> None:
        """Print one slip; returns only when the printer has confirmed it.

        Not a byte of the slip goes out when the printer is not ready. Raises `PaperOut`, `CoverOpen`,
        `CutterFailed`, `HeadHot`, `PrinterOffline`; `NoAnswer`, `LineLost`, `BadReply` before the slip was
        begun and `PrintUnconfirmed` after (it may or may not lie in the tray); `ValueError` for a QR code
        that does not fit the paper.
        """
        await self._run(self._print, tuple(slip))

    def _connect(self) -> None:
        if not self._line.is_open:
            self._line.open()
            # Another program, or this one before it was killed, may have stopped in mid-command.
            self._remains = self._remains or Remains()

    def _disconnect(self) -> None:
        self._line.close()

    def _examine(self) -> DeviceStatus:
        status = self._ask_status()
        if status.usable:
            self._settle()
        return status

    def _look(self) -> None:
        self._line.look()

    def _ask_status(self) -> DeviceStatus:
        """One answer may be spoilt by noise left on the line; two in a row are the printer's."""
        self._talk.begin()
        try:
            return self._talk.condition().status()
        except BadReply:
            self._talk.begin()
            return self._talk.condition().status()

    def _settle(self) -> None:
        if self._remains is None:
            return
        settle(self._talk, self._remains, self._pace)
        if self._remains.on_paper:
            log.info("receipt_printer.recovered", device=self.name)
        self._remains = None

    def _print(self, slip: tuple[Element, ...]) -> None:
        encoded = encode(slip, self._model)
        if encoded.missing:
            # How many, not which: a rare character is half a name.
            log.warning("receipt_printer.characters_missing", device=self.name, count=len(encoded.missing))
        self._make_ready()
        job = Job(self._talk, encoded, self._pace)
        begin = time.monotonic()
        try:
            job.run()
        except DeviceError as error:
            line_failed = isinstance(error, (NoAnswer, LineLost, BadReply))
            if not job.is_through:
                abandon(self._talk)
                self._remains = Remains(job.bytes_in_doubt if line_failed else 0, on_paper=True)
            self._publish(self._status_now(error))
            log.warning("receipt_printer.failed", device=self.name, cause=error.cause.value)
            if line_failed:
                raise PrintUnconfirmed(self.name, "print", error.detail, cause=error.cause) from error
            raise
        duration_s = round(time.monotonic() - begin, 3)
        log.info(
            "receipt_printer.printed", device=self.name, dot_rows=encoded.dot_rows, duration_s=duration_s
        )

    def _make_ready(self) -> None:
        try:
            status = self._ask_status()
            self._publish(status)
            if status.usable:
                self._settle()
        except DeviceError as error:
            self._publish(status_after(error))
            raise
        if not status.usable:
            raise error_for(status, self.name, "print")

    def _status_now(self, error: DeviceError) -> DeviceStatus:
        """What the printer says after `error`, or what the error says of it."""
        try:
            return self._talk.condition().status()
        except DeviceError:
            return status_after(error)


def fit(fitting: Fitting) -> ReceiptPrinter:
    """The driver's entry point."""
    settings = fitting.settings
    roll = PAPER_58_MM if settings["width_mm"] == 58 else PAPER_80_MM
    model = PrinterModel(tuple(Typeface(font) for font in fitting.fonts), roll)
    return ReceiptPrinter(fitting.slot, settings["port"], model, baud=settings["baud"])
