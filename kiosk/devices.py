"""The terminal's devices, built from the settings: which driver serves which slot.

A slot is served by the driver that is shipped for it, or by the one that its `driver` names: an entry point
of the group `e_kiosk.drivers`, from whatever package is installed beside this one (docs/drivers.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from drivers.device import Device
from drivers.document_scanner import driver as document_scanner
from drivers.document_scanner.driver import DocumentScanner
from drivers.fitting import Factory, Fitting
from drivers.id_card import driver as id_card
from drivers.id_card.driver import IdCardReader
from drivers.printer.a4 import driver as a4_printer
from drivers.printer.a4.driver import A4Printer
from drivers.printer.receipt import driver as receipt_printer
from drivers.printer.receipt.driver import ReceiptPrinter
from kiosk import config

if TYPE_CHECKING:
    from drivers.keypad.driver import EvaluationKeypad
    from drivers.lamps.driver import GuideLamps
    from drivers.qr_scanner.driver import QrScanner

GROUP = "e_kiosk.drivers"


@dataclass(frozen=True)
class Duty:
    """What serves a slot when its settings name no driver, and what the journeys ask of whatever does."""

    shipped: Factory
    verbs: tuple[str, ...]


def _when_fitted(module: str) -> Factory:
    """The entry point of a driver that few terminals have: loaded where its slot is in use."""

    def fit(fitting: Fitting) -> Device:
        factory = cast("Factory", import_module(module).fit)
        return factory(fitting)

    return fit


DUTIES: Mapping[str, Duty] = {
    "id_card": Duty(id_card.fit, ("read", "wait_removed")),
    "receipt_printer": Duty(receipt_printer.fit, ("print",)),
    "a4_printer": Duty(a4_printer.fit, ("print",)),
    "document_scanner": Duty(document_scanner.fit, ("start", "stop", "frames", "capture")),
    "keypad": Duty(_when_fitted("drivers.keypad.driver"), ("ask",)),
    "qr_scanner": Duty(_when_fitted("drivers.qr_scanner.driver"), ("read",)),
    "guide_lamps": Duty(_when_fitted("drivers.lamps.driver"), ("blink", "all_off")),
    "ups": Duty(_when_fitted("drivers.ups.driver"), ()),
}


@dataclass(frozen=True)
class Devices:
    """The first four always have a driver; without a port it is never found, and its services stay closed.

    The others may be missing: no service needs them.
    """

    id_card: IdCardReader
    receipt_printer: ReceiptPrinter
    a4_printer: A4Printer
    document_scanner: DocumentScanner
    keypad: "EvaluationKeypad | None" = None
    qr_scanner: "QrScanner | None" = None
    guide_lamps: "GuideLamps | None" = None
    ups: Device | None = None

    def all(self) -> tuple[Device, ...]:
        always = (self.id_card, self.receipt_printer, self.a4_printer, self.document_scanner)
        optional = (self.keypad, self.qr_scanner, self.guide_lamps, self.ups)
        return (*always, *(device for device in optional if device is not None))


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
        keypad=cast("EvaluationKeypad", fitted("keypad")) if settings.keypad.fitted else None,
        qr_scanner=cast("QrScanner", fitted("qr_scanner")) if settings.qr_scanner.fitted else None,
        guide_lamps=cast("GuideLamps", fitted("guide_lamps")) if settings.guide_lamps.fitted else None,
        ups=fitted("ups") if settings.ups.fitted else None,
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
    if not settings.enabled and isinstance(device, Device):
        device.disable()
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
