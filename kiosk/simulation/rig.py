"""The simulated rig: the far ends of all wires, the reference centre, and the settings that lead to them."""

import json
import signal
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from rich.console import Console
from rich.table import Table

from drivers.document_scanner.simulator import DocumentScannerSimulator
from drivers.far_end import PtyEnd, SocketEnd
from drivers.id_card.simulator import IdCardSimulator
from drivers.keypad.driver import Family
from drivers.keypad.simulator import KeypadSimulator
from drivers.lamps.simulator import LampSimulator
from drivers.printer.a4.simulator import A4PrinterSimulator
from drivers.printer.receipt.simulator import ReceiptPrinterSimulator
from drivers.qr_scanner.simulator import QrScannerSimulator
from drivers.ups.simulator import UpsdSimulator
from kiosk.config import Settings
from kiosk.simulation.centre import TERMINAL_NO, CentreProcess

CARD_BAUD = 115200
KEYPAD_BAUD = 9600
PAPER_MM_PER_S = 150.0  # a common slip printer


class Rig:
    """All simulated devices, at the true speed of their lines or without waiting, and the centre.

    Use it as a context.
    """

    def __init__(
        self,
        state: Path,
        *,
        true_speed: bool = True,
        centre_faults: Sequence[str] = (),
        presenter: str = "none",
        national_seal: bool = False,
        centre_data: Path | None = None,
    ) -> None:
        self._state = state
        self._national_seal = national_seal  # SM2, SM4 and SM3 in place of age
        self._presenter = presenter  # of the slip printer
        self.card = IdCardSimulator(PtyEnd(CARD_BAUD if true_speed else None))
        self.slip = ReceiptPrinterSimulator(
            SocketEnd(), speed_mm_per_s=PAPER_MM_PER_S if true_speed else None, presenter=presenter
        )
        self.a4 = A4PrinterSimulator()
        self.keypad = KeypadSimulator(Family.FRAMED, PtyEnd(KEYPAD_BAUD if true_speed else None))
        self.camera = DocumentScannerSimulator()
        self.codes = QrScannerSimulator()
        self.lamps = LampSimulator()
        self.ups = UpsdSimulator()
        self.devices = (
            self.card,
            self.slip,
            self.a4,
            self.camera,
            self.keypad,
            self.codes,
            self.lamps,
            self.ups,
        )
        self.centre = CentreProcess(state / "center", centre_faults, centre_data)

    def __enter__(self) -> Self:
        try:
            self.address = self.centre.start()
            for device in self.devices:
                device.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Takes everything down; documents that came out of the simulated printers go with it."""
        for device in reversed(self.devices):
            device.stop()
        self.centre.stop()

    def settings(self, *, pin_hash: str = "", **visit: float) -> Settings:
        """A terminal of this rig; `visit` are its times."""
        return Settings.model_validate(self.tables(pin_hash) | {"visit": visit})

    def tables(self, pin_hash: str = "") -> dict[str, object]:
        """The same as the tables of a settings file."""
        return {
            "profile": "bench",
            "state": str(self._state / "terminal"),
            "terminal": {
                "number": TERMINAL_NO,
                "place_zh": "荔城区镇海街道阔口社区便民服务站",
                "place_en": "Kuokou Community Service Station, Licheng",
                "phone": "12345",
            },
            "center": {
                "url": self.address.url,
                "app_key": self.address.app_key,
                "secret_file": str(self.address.secret_file),
                "recipients": [self.address.sm_recipient if self._national_seal else self.address.recipient],
                "receipt_keys": [self.address.receipt_key],
            },
            "devices": {
                "simulated": True,
                "id_card": {"port": self.card.url, "baud": CARD_BAUD},
                "receipt_printer": {"port": self.slip.url, "presenter": self._presenter},
                "a4_printer": {"url": self.a4.url},
                "document_scanner": {"source": self.camera.url},
                "keypad": {"port": self.keypad.url, "family": "framed", "baud": KEYPAD_BAUD},
                "qr_scanner": {"port": self.codes.url},
                "guide_lamps": {"port": self.lamps.url},
                "ups": {"url": self.ups.url},
            },
            "maintenance": {"pin_hash": pin_hash},
        }


def settings_file(rig: Rig, out: Path) -> Path:
    """Writes the settings of `rig` for `kiosk run --settings`."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(_toml(rig.tables()), encoding="utf-8")
    return out


def hold_open(out: Path) -> None:
    """Starts a rig, writes the settings that lead to it, and waits for Ctrl+C or SIGTERM."""
    with tempfile.TemporaryDirectory(prefix="kiosk-rig-") as folder, Rig(Path(folder)) as rig:
        settings_file(rig, out)
        table = Table("device", "address")
        table.add_row("ID-card reader", rig.card.url)
        table.add_row("receipt printer", rig.slip.url)
        table.add_row("A4 printer", rig.a4.url)
        table.add_row("document scanner", rig.camera.url)
        table.add_row("evaluation keypad", rig.keypad.url)
        table.add_row("code scanner", rig.codes.url)
        table.add_row("guide lamps", rig.lamps.url)
        table.add_row("UPS", rig.ups.url)
        table.add_row("centre", rig.address.url)
        table.add_row("the centre's desk", f"{rig.address.url}/desk")
        console = Console()
        console.print(table)
        console.print(f"kiosk run --window --settings {out}")
        console.print(f"kiosk staff NAME --state {folder}/center")
        told = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: told.set())
        told.wait()


def _toml(tables: dict[str, object], path: str = "") -> str:
    """The few kinds of value that settings have, as TOML; JSON's strings and lists are TOML's too."""
    plain = [
        f"{key} = {json.dumps(value, ensure_ascii=False)}"
        for key, value in tables.items()
        if not isinstance(value, dict)
    ]
    parts = ["\n".join(plain)]
    for key, value in tables.items():
        if isinstance(value, dict):
            name = f"{path}.{key}" if path else key
            parts.append(f"[{name}]\n{_toml(value, name)}")
    return "\n".join(parts)
