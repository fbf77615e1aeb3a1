"""The kiosk's settings: typed, read once from TOML files, refused with a sentence when they cannot hold.

`config/kiosk.toml` ships with the package; a deployer's `/etc/e-kiosk/kiosk.toml` is laid over it,
table by table.
"""

from datetime import date
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from kiosk import settings_files

SHIPPED, DEPLOYED = settings_files.SHIPPED, settings_files.DEPLOYED
SettingsError = settings_files.SettingsError

WARNING_AT_LEAST_S = 20  # WCAG 2.2.1: whoever is about to lose the page gets at least this long to say no


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Nearby(Part):
    """Another terminal, named as a passer-by would find it."""

    place_zh: str = Field(min_length=1)
    place_en: str = Field(min_length=1)


class Terminal(Part):
    number: str = Field("", description="终端编号, given by the centre; empty: no service")
    brand_zh: str = "福建政务服务 · e政务"
    brand_en: str = "Fujian Government Services"
    place_zh: str = Field("", description="where it stands: shown under the brand and on every slip")
    place_en: str = ""
    phone: str = Field("", description="who helps on the spot, shown beside every problem")
    nearby: tuple[Nearby, ...] = Field((), description="other terminals, named where this one cannot serve")
    guides_only: bool = Field(False, description="shows the guides of all items and serves none")


class Panel(Part):
    width_px: int = Field(1080, ge=600)
    height_px: int = Field(1920, ge=600)
    diagonal_inch: float = Field(21.5, ge=10)
    reach_mm: float = Field(
        300,
        ge=100,
        description="how high above its lower edge a seated person touches (1200 mm over the floor)",
    )


class VisitTimes(Part):
    idle_s: float = Field(60, gt=0, description="no touch for so long: the warning")
    warning_s: int = Field(20, ge=WARNING_AT_LEAST_S)
    rating_s: float = Field(60, gt=0, description="the rating page leaves by itself, storing nothing")
    farewell_s: float = Field(8, gt=0)
    attract_s: float = Field(90, gt=0, description="home without a touch for so long: the attract page")
    receipt_s: float = Field(3, ge=0, description="how long the slip waits for the centre's number")
    unfinished_s: float = Field(
        1800, ge=0, le=7200, description="how long an application that timed out waits, sealed; 0: not at all"
    )


class Center(Part):
    url: str = ""
    app_key: str = ""
    secret_file: Path | None = None
    stale_hours: float = Field(24, gt=0, description="guides not compared with the centre for so long say so")
    recipients: tuple[str, ...] = Field(
        (), description="public keys that every submission is sealed to: all age1…, or all sm2:… (国密)"
    )
    receipt_keys: tuple[str, ...] = Field((), description="the centre's keys that sign receipts, ed25519:…")
    secret_expires: date | None = Field(None, description="until when the centre takes the secret")
    recipients_expire: date | None = Field(None, description="until when the public keys are to be used")

    @property
    def is_enrolled(self) -> bool:
        """Whether the centre has given all that a terminal needs to send, seal and believe."""
        return bool(self.url and self.secret_file and self.recipients and self.receipt_keys)


class Slot(Part):
    """What every device's table holds beside its own settings."""

    enabled: bool = Field(True, description="false: services that need the device are not offered at all")
    driver: str = Field("", description="an installed driver by its name; empty: the one that is shipped")
    options: dict[str, Any] = Field({}, description="whatever else that driver wants to know")

    @property
    def address(self) -> str:
        """Where the device is to be found, in whichever of its settings that stands; empty: none fitted."""
        return str(next(filter(None, (getattr(self, name, "") for name in ("port", "url", "source"))), ""))

    @property
    def fitted(self) -> bool:
        """Whether there is such a device, and it is to be used."""
        return self.enabled and bool(self.address)


Paper = Literal["warn", "close"]


class IdCardReader(Slot):
    port: str = Field("", description="hwgrep://VID:PID, socket://… or a stable path")
    baud: int = 115200
    sam_id_digits: Literal[9, 10] = Field(10, description="how this model pads the parts of its SAM number")
    appended_address: bool = Field(False, description="read the address that was added to the card later")
    power_cycle: tuple[str, ...] = Field((), description="command that takes the reader's power away")


class ReceiptPrinter(Slot):
    port: str = ""
    baud: int = 115200
    width_mm: Literal[58, 80] = 80
    presenter: str = Field("none", description="model of the presenter: vkp80iii, kpm210, reliance, …")
    presenter_table: dict[str, str | int | float] = Field({}, description="lines over that model's table")
    hold_s: int = Field(30, ge=5, le=250, description="a slip that nobody takes is taken back after this")
    character_set: Literal["gbk", "gb2312"] = Field("gbk", description="what the printer's own font holds")
    native_qr: bool = Field(False, description="the printer draws QR codes itself: fewer bytes")
    proof: Literal["in_order", "real_time"] = Field(
        "in_order", description="real_time only for a printer that does not know GS r: a weaker proof"
    )
    speed_mm_per_s: float = Field(50, ge=10, le=400, description="slowest speed of the paper")
    paper_low: Paper = Field("warn", description="close: what prints a slip closes before the paper ends")


class Tray(Part):
    source: str = Field("", description="media-source as the printer calls it, such as main or tray-2")
    media: str = Field("iso_a4_210x297mm", description="PWG 5101.1 name of the size")
    type: str = Field("", description="media-type as the printer calls it, such as stationery-letterhead")
    fallback: str = Field("", description="the media-source to go on from when this one is empty")


class A4Printer(Slot):
    url: str = Field("", description="ipp://host:port/ipp/print of the printer or of a CUPS queue")
    paper_low: Paper = Field("warn", description="close: what prints on A4 closes before the paper ends")
    trays: dict[str, Tray] = Field({}, description="which tray has which paper; plain is every document's")
    forms: dict[str, str] = Field({}, description="service item code: role of the tray that its paper is in")
    only_errors_stop: bool = Field(False, description="a tray that is always empty closes nothing")

    @field_validator("url")
    @classmethod
    def _is_a_printer(cls, url: str) -> str:
        if url and not url.startswith(("ipp://", "ipps://")):
            raise ValueError("an A4 printer's address begins with ipp:// or ipps://")
        return url


class PageLimits(Part):
    """Where a photographed page is refused; what is not given stays as shipped with the finder."""

    sharpness: float | None = Field(None, ge=0, description="0.1 out of focus, 1.5 crisp; below: refused")
    glare: float | None = Field(None, ge=0, le=1, description="share of the page burnt out; above: refused")
    exposure: float | None = Field(None, ge=0, le=255, description="level of the paper; below: refused")
    coverage: float | None = Field(None, ge=0, le=1, description="share of the frame; below: too far")
    card_coverage: float | None = Field(None, ge=0, le=1, description="the same for a card")
    tilt: float | None = Field(None, ge=0, le=1, description="shorter of two opposite sides over the longer")
    margin: float | None = Field(None, ge=0, le=1, description="from the page to the frame's rim")


class DocumentScanner(Slot):
    source: str = Field("", description="/dev/v4l/by-id/… or http://…/stream; empty: none fitted")
    width_px: int = Field(1920, ge=640, description="asked of a camera at this machine, and verified")
    height_px: int = Field(1080, ge=480)
    exposure: float | None = Field(None, description="in the camera's units; not given: automatic")
    focus: float | None = Field(None, description="in the camera's units; not given: automatic")
    masked: bool = Field(False, description="privacy: the live picture shows shapes, nothing to be read")
    mirrored: bool = Field(
        False, description="the live picture as in a mirror, where the camera faces the citizen"
    )
    limits: PageLimits = PageLimits()

    @field_validator("source")
    @classmethod
    def _is_a_camera(cls, source: str) -> str:
        if source and not source.startswith(("http://", "/")):
            raise ValueError("a camera is an http:// address or a path such as /dev/v4l/by-id/…")
        if source.startswith("/dev/video"):
            raise ValueError("/dev/video… may be another camera after a restart: name it by /dev/v4l/by-id/…")
        return source


class EvaluationKeypad(Slot):
    port: str = Field("", description="a line, or for hid /dev/input/by-id/…-event-kbd")
    family: Literal["framed", "raw_ascii", "raw_binary", "hid"] = "framed"
    baud: int = 9600
    levels: tuple[str, ...] = Field(
        ("very_satisfied", "satisfied", "fairly_satisfied", "dissatisfied", "very_dissatisfied"),
        description="what keys 1 to 5 mean, as printed on them",
        min_length=5,
        max_length=5,
    )
    leds: bool = Field(False, description="the keys have lamps")
    voice: bool = Field(False, description="it speaks")
    stars: bool = Field(False, description="it shows the clerk's stars")
    prompt: int = Field(1, ge=0, le=255, description="number of the sentence that asks for a rating")


class QrScanner(Slot):
    port: str = Field(
        "",
        description="a line; hid: /dev/input/by-id/…-event-kbd; camera: /dev/v4l/by-id/… or http://…/stream",
    )
    family: Literal["newland", "gm65", "honeywell", "hid", "camera"] = "newland"
    mode: Literal["trigger", "presentation"] = "trigger"
    suffix: Literal["any", "cr", "lf", "crlf", "none"] = "any"
    baud: int = 9600
    charsets: tuple[str, ...] = Field(("utf-8", "gb18030"), description="of a code's bytes, tried in order")
    gap_ms: int = Field(80, ge=20, le=1000, description="silence that ends a code without a suffix")
    repeat_s: float = Field(1.5, ge=0, description="the same code within this is still the same showing")
    set_mode: bool = Field(True, description="false: the mode that its set-up codes gave it stays")
    alt_codes: Literal["unicode", "gbk"] = Field("unicode", description="hid: what Alt and a number mean")


class GuideLamps(Slot):
    port: str = ""
    baud: int = 9600
    slots: dict[str, str] = Field(
        {
            "id_card": "1",
            "receipt_printer": "2",
            "a4_printer": "3",
            "document_scanner": "4",
            "qr_scanner": "5",
            "keypad": "6",
        },
        description="which lamp stands at which device",
    )
    on: str = "L{n}1\r\n"
    off: str = "L{n}0\r\n"
    blink: str = Field("L{n}2\r\n", description="empty: the controller cannot blink, the lamp is lit")
    reply: str = Field("OK", description="what the controller answers; empty: it never does")
    reply_ends: bool = Field(True, description="whether a line end follows its answer")


class Ups(Slot):
    url: str = Field("", description="Network UPS Tools: socket://127.0.0.1:3493; empty: none fitted")
    ups: str = Field("ups", description="its name in ups.conf")
    low_percent: int = Field(20, ge=1, le=99, description="below it the terminal must shut down")
    grace_s: float = Field(10, ge=0, description="a power cut shorter than this disturbs nobody")
    shutdown: tuple[str, ...] = Field((), description="command that switches the machine off")


class Devices(Part):
    simulated: bool = False
    check_s: float = Field(5, gt=0, description="how often the supervisor asks every device")
    id_card: IdCardReader = IdCardReader()
    receipt_printer: ReceiptPrinter = ReceiptPrinter()
    a4_printer: A4Printer = A4Printer()
    document_scanner: DocumentScanner = DocumentScanner()
    keypad: EvaluationKeypad = EvaluationKeypad()
    qr_scanner: QrScanner = QrScanner()
    guide_lamps: GuideLamps = GuideLamps()
    ups: Ups = Ups()


class Limits(Part):
    """When the terminal stops taking applications, before anybody fills one in."""

    backlog: int = Field(10_000, ge=1, description="applications that wait for the network")
    oldest_days: float = Field(3, gt=0, description="how long the oldest of them may wait")
    free_mb: int = Field(512, ge=16, description="what must be left on the disk")
    clock_s: float = Field(3600, ge=60, description="how far this clock may be from the centre's")


class Maintenance(Part):
    pin_hash: str = Field("", description="scrypt$salt$hash by `kiosk pin`; empty: maintenance stays shut")
    tries: int = Field(5, ge=1)
    lock_s: float = Field(300, gt=0)
    stick_folders: tuple[Path, ...] = Field(
        (),
        description="where sticks are mounted; those of removable disks are found without",
    )


class Settings(Part):
    profile: Literal["production", "bench"] = "production"
    device_profile: str = Field("", description="a file of config/profiles: which devices this model has")
    voice: bool = Field(True, description="pages can be read aloud; false where no loudspeaker is fitted")
    state: Path = Field(Path("/var/lib/e-kiosk"), description="outbox, catalogue, ledger")
    terminal: Terminal = Terminal()
    panel: Panel = Panel()
    visit: VisitTimes = VisitTimes()
    center: Center = Center()
    devices: Devices = Devices()
    limits: Limits = Limits()
    maintenance: Maintenance = Maintenance()

    @model_validator(mode="after")
    def _production_is_real(self) -> Self:
        if self.profile == "production" and self.devices.simulated:
            raise ValueError("a production profile refuses simulated devices")
        source = self.devices.document_scanner.source
        if self.profile == "production" and source.startswith("/") and not source.startswith("/dev/"):
            raise ValueError("a production profile refuses a file in the camera's place")
        return self


def load(*files: Path) -> Settings:
    """Reads `files` in order, each laid over the one before, table by table.

    Raises SettingsError naming the file or the setting.
    """
    merged = settings_files.layered(*files)
    try:
        return Settings.model_validate(merged)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "settings"
        raise SettingsError(f"{where}: {first['msg']}") from error


def load_deployed() -> Settings:
    """The shipped settings with the deployer's over them. Raises SettingsError."""
    return load(*settings_files.deployed())
