"""The terminal's devices, built from the settings: which driver serves which slot.

A slot is served by the driver that is shipped for it, or by the one that its `driver` names: an entry point
of the group `e_kiosk.drivers`, from whatever package is installed beside this one (docs/drivers.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from drivers.device import Device
from drivers.document_scanner import driver as document_scanner
from drivers.document_scanner.driver import DocumentScanner
from drivers.fitting import Factory, Fitting
from drivers.id_card import driver as id_card
from drivers.id_card.driver import IdCardReader
from drivers.keypad import driver as keypad
from drivers.keypad.driver import EvaluationKeypad
from drivers.printer.a4 import driver as a4_printer
from drivers.printer.a4.driver import A4Printer
from drivers.printer.receipt import driver as receipt_printer
from drivers.printer.receipt.driver import ReceiptPrinter
from kiosk import config

GROUP = "e_kiosk.drivers"


@dataclass(frozen=True)
class Duty:
    """What serves a slot when its settings name no driver, and what the journeys ask of whatever does."""

    shipped: Factory
    verbs: tuple[str, ...]


DUTIES: Mapping[str, Duty] = {
    "id_card": Duty(id_card.fit, ("read", "wait_removed")),
    "receipt_printer": Duty(receipt_printer.fit, ("print",)),
    "a4_printer": Duty(a4_printer.fit, ("print",)),
    "document_scanner": Duty(document_scanner.fit, ("start", "stop", "frames", "capture")),
    "keypad": Duty(keypad.fit, ("ask",)),
}


@dataclass(frozen=True)
class Devices:
    """Every slot has its driver; one without a port is never found, and its services stay closed."""

    id_card: IdCardReader
    receipt_printer: ReceiptPrinter
    a4_printer: A4Printer
    document_scanner: DocumentScanner
    keypad: EvaluationKeypad | None = None  # the one slot that may be empty: the screen asks as well

    def all(self) -> tuple[Device, ...]:
        always = (self.id_card, self.receipt_printer, self.a4_printer, self.document_scanner)
        return (*always, self.keypad) if self.keypad is not None else always


def built(settings: config.Devices, fonts: Sequence[Path]) -> Devices:
    """The drivers for `settings`, still closed. `fonts` draw what a slip printer cannot write.

    Raises SettingsError for a driver that is not installed, cannot be loaded, or does not fit its slot.
    """

    def fitted(slot: str) -> Device:
        return _fitted(slot, getattr(settings, slot), tuple(fonts))

    # `_fitted` has held each driver against its duty: a foreign one is no subclass of the shipped.
    return Devices(
        id_card=cast("IdCardReader", fitted("id_card")),
        receipt_printer=cast("ReceiptPrinter", fitted("receipt_printer")),
        a4_printer=cast("A4Printer", fitted("a4_printer")),
        document_scanner=cast("DocumentScanner", fitted("document_scanner")),
        keypad=cast("EvaluationKeypad", fitted("keypad")) if settings.keypad.address else None,
    )


def _fitted(slot: str, settings: config.Slot, fonts: tuple[Path, ...]) -> Device:
    duty = DUTIES[slot]
    where = f"devices.{slot}.driver"
    factory = _installed(settings.driver, where) if settings.driver else duty.shipped
    try:
        device = factory(Fitting(slot, settings.model_dump(), fonts))
    except (ValueError, TypeError, KeyError) as error:
        reason = f"devices.{slot}: the driver does not take these settings: {error}"
        raise config.SettingsError(reason) from error
    missing = [verb for verb in duty.verbs if not callable(getattr(device, verb, None))]
    if not isinstance(device, Device) or device.kind != slot or missing:
        raise config.SettingsError(f"{where}: “{settings.driver}” is no driver for this device")
    return device


def _installed(name: str, where: str) -> Factory:
    from importlib.metadata import entry_points  # reads every installed package: not for the usual start

    found = entry_points(group=GROUP)
    if name not in found.names:
        known = "、".join(sorted(found.names)) or "—"
        raise config.SettingsError(f"{where}: there is no driver “{name}”; installed: {known}")
    try:
        return cast("Factory", found[name].load())
    except (ImportError, AttributeError) as error:
        raise config.SettingsError(f"{where}: “{name}” cannot be loaded: {error}") from error
