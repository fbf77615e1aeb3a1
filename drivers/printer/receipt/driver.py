"""The slip printer as the kiosk uses it: a status that can be trusted, and slips that are proven."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

import structlog

from drivers.device import (
    BadReply,
    Cause,
    Device,
    DeviceError,
    DeviceStatus,
    LineLost,
    NoAnswer,
    status_after,
)
from drivers.fitting import Fitting
from drivers.line import DEFAULT_BAUD, Line
from drivers.printer.errors import PaperJammed, PrintUnconfirmed
from drivers.printer.receipt.conversation import Conversation
from drivers.printer.receipt.drawing import Typeface
from drivers.printer.receipt.encode import PrinterModel, encode
from drivers.printer.receipt.errors import PrinterOffline, SlipInMouth, error_for
from drivers.printer.receipt.handing_over import HOLD_S, POLL_S, HandingOver
from drivers.printer.receipt.job import Job, Pace, Proof
from drivers.printer.receipt.layout import PAPER_58_MM, PAPER_80_MM, Element
from drivers.printer.receipt.presenter import Mouth, Presenter, presenter_for
from drivers.printer.receipt.recovery import SEPARATING_CUT, Remains, abandon, complete, settle

SURE_OF_EMPTY = 2  # answers in a row

log = structlog.get_logger()


class ReceiptPrinter(Device):
    """An ESC/POS printer with a Chinese font behind `url` (a serial line, a pty, `socket://host:port`)."""

    kind: ClassVar[str] = "receipt_printer"

    def __init__(
        self,
        name: str,
        url: str,
        model: PrinterModel,
        pace: Pace | None = None,
        baud: int = DEFAULT_BAUD,
        presenter: Presenter | None = None,
        hold_s: int = HOLD_S,
    ) -> None:
        super().__init__(name)
        self._line = Line(name, url, baud)
        self._model = replace(model, cuts_whole=presenter is not None)
        self._pace = pace or Pace()
        self._talk = Conversation(self._line, self._pace.answer_timeout_s)
        self._remains: Remains | None = None
        self._handing_over = HandingOver(self._talk, presenter, hold_s) if presenter is not None else None

    @property
    def tells_taken(self) -> bool:
        """Whether the printer says when its slip was taken."""
        return self._handing_over is not None and self._handing_over.tells

    async def wait_taken(self) -> bool:
        """Wait until the slip is taken (True), or its time in the mouth is over (False).

        Only for a printer that `tells_taken`. Raises `NoAnswer`, `LineLost`, `BadReply`, `PaperJammed`.
        """
        emptied = 0
        while True:
            mouth, over = await self._run(self._ask_mouth)
            # A slip that is being pulled may leave the sensor for a moment.
            emptied = emptied + 1 if mouth is Mouth.EMPTY else 0
            if emptied == SURE_OF_EMPTY:
                return True
            if over and not emptied:
                return False
            await asyncio.sleep(POLL_S)

    async def take_back(self) -> bool:
        """Empty the mouth, into the bin where the printer has one; True when the printer says it is empty.

        Raises `NoAnswer`, `LineLost`, `BadReply`, `PaperJammed`.
        """
        return await self._run(self._clear_mouth)

    async def print(self, slip: Sequence[Element]) -> None:
        """Print one slip; returns only when the printer has confirmed it.

        Not a byte of the slip goes out when the printer is not ready, or another slip stands in its mouth and
        cannot be taken back (`SlipInMouth`). Raises `PaperOut`, `PaperJammed`, `CoverOpen`,
        `CutterFailed`, `HeadHot`, `PrinterOffline`; `NoAnswer`, `LineLost`, `BadReply` before the slip was
        begun and `PrintUnconfirmed` after (it may or may not lie in the tray); `ValueError` for a QR code
        that does not fit the paper.
        """
        await self._run(self._print, tuple(slip))

    def _connect(self) -> None:
        if not self._line.is_open:
            self._line.open()
            # Another program, or this one before it was killed, may have stopped in mid-command.
            self._remains = replace(self._remains or Remains(), completed=False)

    def _disconnect(self) -> None:
        self._line.close()

    def _examine(self) -> DeviceStatus:
        status = self._ask_status()
        if not status.usable:
            return status
        self._settle()
        # Last: its question may be read in order only, so not off line and not in the middle of a command.
        return status if self._handing_over is None else self._handing_over.beside(status)

    def _look(self) -> None:
        self._line.look()

    def _ask_status(self) -> DeviceStatus:
        """One answer may be spoilt by noise left on the line; two in a row are the printer's."""
        if self._remains is not None and not self._remains.completed:
            self._remains = complete(self._talk, self._remains)
        self._talk.begin()
        try:
            return self._talk.condition().status()
        except BadReply:
            self._talk.begin()
            return self._talk.condition().status()

    def _settle(self) -> None:
        if self._remains is None:
            return
        handing_over = self._handing_over
        separate = SEPARATING_CUT if handing_over is None else handing_over.separating
        settle(self._talk, self._remains, self._pace, separate)
        if self._remains.on_paper:
            log.info("receipt_printer.recovered", device=self.name)
        self._remains = None

    def _print(self, slip: tuple[Element, ...]) -> None:
        encoded = encode(slip, self._model)
        if encoded.missing:
            # How many, not which: a rare character is half a name.
            log.warning("receipt_printer.characters_missing", device=self.name, count=len(encoded.missing))
        self._make_ready()
        if self._handing_over is not None:
            encoded = replace(encoded, commands=(*encoded.commands, self._handing_over.command))
        job = Job(self._talk, encoded, self._pace)
        begin = time.monotonic()
        try:
            job.run()
            self._show()
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

    def _show(self) -> None:
        """The slip is cut; a printer with a mouth shows it there, and one that jams on the way says so."""
        if self._handing_over is None:
            return
        self._handing_over.began()
        if self._handing_over.tells:
            self._handing_over.mouth()

    def _ask_mouth(self) -> tuple[Mouth, bool]:
        """What stands in the mouth, and whether its time there is over."""
        handing_over = self._handing_over
        if handing_over is None or not handing_over.tells:
            raise PrinterOffline(self.name, "presenter status", "this printer does not tell")
        return handing_over.mouth(), handing_over.is_over

    def _clear_mouth(self) -> bool:
        if self._handing_over is None:
            return False
        emptied = self._handing_over.clear()
        log.info("receipt_printer.mouth_cleared", device=self.name, emptied=emptied)
        return emptied

    def _make_ready(self) -> None:
        try:
            status = self._examine()
            self._publish(status)
            if status.usable and self._handing_over is not None and self._handing_over.may_hold(status):
                self._publish(self._with_mouth_cleared(status))
        except DeviceError as error:
            self._publish(status_after(error))
            raise
        if not status.usable:
            raise error_for(status, self.name, "print")

    def _with_mouth_cleared(self, status: DeviceStatus) -> DeviceStatus:
        """The last citizen's slip is not for the next one: taken back before another is printed."""
        if not self._clear_mouth() and self.tells_taken:
            raise SlipInMouth(self.name, "print")
        return DeviceStatus(status.state, status.causes - {Cause.SLIP_WAITING})

    def _status_now(self, error: DeviceError) -> DeviceStatus:
        """What the printer says after `error`, or what the error says of it."""
        if isinstance(error, PaperJammed):
            return status_after(error)  # in the presenter, of which DLE EOT knows nothing
        try:
            return self._talk.condition().status()
        except DeviceError:
            return status_after(error)


def fit(fitting: Fitting) -> ReceiptPrinter:
    """The driver's entry point."""
    settings = fitting.settings
    presenter = presenter_for(settings["presenter"], settings["presenter_table"])
    model = PrinterModel(
        tuple(Typeface(font) for font in fitting.fonts),
        PAPER_58_MM if settings["width_mm"] == 58 else PAPER_80_MM,
        settings["character_set"],
        native_qr=settings["native_qr"],
    )
    pace = Pace(Proof(settings["proof"]), settings["speed_mm_per_s"])
    return ReceiptPrinter(
        fitting.slot, settings["port"], model, pace, settings["baud"], presenter, settings["hold_s"]
    )
