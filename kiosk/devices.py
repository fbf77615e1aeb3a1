"""The terminal's devices, built from the settings: which driver serves which slot."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from drivers.device import Device
from drivers.document_scanner.driver import DocumentScanner
from drivers.id_card.driver import IdCardReader
from drivers.printer.a4.driver import A4Printer
from drivers.printer.receipt.drawing import Typeface
from drivers.printer.receipt.driver import ReceiptPrinter
from drivers.printer.receipt.encode import PrinterModel
from drivers.printer.receipt.layout import PAPER_58_MM, PAPER_80_MM
from kiosk import config


@dataclass(frozen=True)
class Devices:
    """Every slot has its driver; one without a port is never found, and its services stay closed."""

    id_card: IdCardReader
    receipt_printer: ReceiptPrinter
    a4_printer: A4Printer
    document_scanner: DocumentScanner

    def all(self) -> tuple[Device, ...]:
        return (self.id_card, self.receipt_printer, self.a4_printer, self.document_scanner)


def built(settings: config.Devices, fonts: Sequence[Path]) -> Devices:
    """The drivers for `settings`, still closed. `fonts` draw what a slip printer cannot write."""
    roll = PAPER_58_MM if settings.receipt_printer.width_mm == 58 else PAPER_80_MM
    return Devices(
        id_card=IdCardReader("id_card", settings.id_card.port, settings.id_card.baud),
        receipt_printer=ReceiptPrinter(
            "receipt_printer",
            settings.receipt_printer.port,
            PrinterModel(tuple(Typeface(font) for font in fonts), roll),
            baud=settings.receipt_printer.baud,
        ),
        a4_printer=A4Printer("a4_printer", settings.a4_printer.url),
        document_scanner=DocumentScanner("document_scanner", settings.document_scanner.source),
    )
