"""`kiosk doctor`: every device of the settings examined, and what the terminal needs besides."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from drivers.device import Device, DeviceState, DeviceStatus
from drivers.health import Depth, Finding, Health, Tell, examine
from drivers.line import matching_ports
from kiosk import __version__, devices
from kiosk.config import Settings, Slot
from kiosk.documents.readiness import ReadinessLine, readiness_slip
from kiosk.operations import surroundings
from kiosk.operations.device_words import ADVICE, BUSY_KIOSK, FINDINGS, NAMES, STATES, words_for_causes
from kiosk.operations.expiry import key_dates
from kiosk.operations.surroundings import Fact, Level
from screens.text import Text

VERDICTS = {
    Level.WELL: Text("一切正常", "All well"),
    Level.WARNING: Text("可以服务，有需要处理的提示", "In service, with warnings"),
    Level.CLOSED: Text("有服务不能提供", "Something is closed"),
}
_EXCLUSIVE = ("socket://",)  # a network printer drops its first caller for the second: the kiosk's print


@dataclass(frozen=True)
class Diagnosis:
    """One device as the doctor saw it. `found`: the port that the configured address leads to, or ""."""

    health: Health
    configured: str
    found: str
    held_by_kiosk: bool = False

    @property
    def name(self) -> Text:
        return NAMES.get(self.health.kind, Text(self.health.name))

    @property
    def level(self) -> Level:
        """A device that is not fitted closes nothing that the terminal was to serve (R85)."""
        if self.held_by_kiosk or self.health.finding in (Finding.NOT_CONFIGURED, Finding.DISABLED):
            return Level.WELL
        if self.health.finding in (Finding.WELL, Finding.NOBODY_CAME):
            well = self.health.finding is Finding.WELL and not self.health.status.causes
            return Level.WELL if well else Level.WARNING
        return Level.CLOSED

    @property
    def word(self) -> Text:
        """The status, or the name of what is wrong."""
        if self.held_by_kiosk:
            return BUSY_KIOSK
        return FINDINGS.get(self.health.finding, STATES[self.health.status.state])

    @property
    def detail(self) -> Text:
        """Causes, or what to do."""
        advice = ADVICE.get(self.health.finding)
        if advice is None:
            named = self.health.finding in FINDINGS
            return Text("") if named else words_for_causes(self.health.status.causes)
        kind = NAMES.get(self.health.answers_instead, Text(self.health.answers_instead))
        return Text(advice.zh.format(kind=kind.zh), advice.en.format(kind=kind.en))


@dataclass(frozen=True)
class Report:
    """All that was found; `level` is the exit status: 0 all well, 1 a warning, 2 something is closed."""

    devices: tuple[Diagnosis, ...]
    facts: tuple[Fact, ...]

    @property
    def level(self) -> Level:
        return max([seen.level for seen in self.devices] + [fact.level for fact in self.facts])

    def as_json(self) -> dict[str, object]:
        """For programs: English words that do not change."""
        return {
            "level": self.level.name.lower(),
            "devices": [
                {
                    "name": seen.health.name,
                    "kind": seen.health.kind,
                    "configured": seen.configured,
                    "found": seen.found,
                    "finding": "in_use_by_kiosk" if seen.held_by_kiosk else seen.health.finding.value,
                    "answers_instead": seen.health.answers_instead,
                    "state": seen.health.status.state.value,
                    "causes": sorted(cause.value for cause in seen.health.status.causes),
                    "identity": seen.health.identity,
                    "round_trip_ms": seen.health.round_trip_ms,
                    "depth": seen.health.depth.value,
                    "level": seen.level.name.lower(),
                }
                for seen in self.devices
            ],
            "facts": [
                {"key": fact.key, "value": fact.value.in_("en"), "level": fact.level.name.lower()}
                for fact in self.facts
            ],
        }


async def diagnosed(
    settings: Settings,
    fonts: Sequence[Path] = (),
    depth: Depth = Depth.INTERNAL,
    tell: Tell | None = None,
) -> Report:
    """Examines every device at once, and the surroundings. Raises SettingsError for a driver that is none.

    While a kiosk runs it keeps its devices: nothing is asked beyond `Depth.INTERNAL`, and a line that it
    holds is not touched.
    """
    fitted = devices.built(settings.devices, fonts)
    runs = await asyncio.to_thread(surroundings.kiosk_runs, settings.state)
    if runs:
        depth = Depth.INTERNAL
    # Nothing waits for a person beside another that does: the devices that need one are examined in turn.
    if depth is Depth.INTERACTIVE:
        seen = [await _seen(device, settings, depth, tell, kiosk_runs=runs) for device in fitted.all()]
    else:
        seen = await asyncio.gather(
            *(_seen(device, settings, depth, tell, kiosk_runs=runs) for device in fitted.all())
        )
    return Report(tuple(seen), await asyncio.to_thread(_facts, settings, kiosk_runs=runs))


async def _seen(
    device: Device, settings: Settings, depth: Depth, tell: Tell | None, *, kiosk_runs: bool
) -> Diagnosis:
    slot: Slot = getattr(settings.devices, device.name)
    address = slot.address
    if kiosk_runs and address.startswith(_EXCLUSIVE):
        busy = DeviceStatus(DeviceState.BUSY)
        health = Health(device.name, device.kind, Finding.IN_USE, busy)
    else:
        health = await examine(device, address, getattr(slot, "baud", 0), depth, tell)
    held = kiosk_runs and health.finding is Finding.IN_USE
    return Diagnosis(health, address, _found(address, health.finding), held_by_kiosk=held)


def _found(address: str, finding: Finding) -> str:
    if finding in (Finding.NOT_CONFIGURED, Finding.PORT_MISSING):
        return ""
    if address.startswith("hwgrep://"):
        return ", ".join(matching_ports(address))
    return str(Path(address).resolve()) if address.startswith("/") else address


def _facts(settings: Settings, *, kiosk_runs: bool) -> tuple[Fact, ...]:
    service = Text("运行中", "running") if kiosk_runs else Text("未运行", "not running")
    facts = [
        Fact("kiosk", Text("自助机服务", "Kiosk service"), service),
        surroundings.disk(settings.state),
        surroundings.queue(settings.state),
        surroundings.keyboard(),
        surroundings.keys(settings),
    ]
    if facts[-1].level is Level.WELL:
        facts.extend((surroundings.catalogue(settings.state), *surroundings.centre(settings)))
    facts.extend(key_dates(settings, date.today()))  # noqa: DTZ011  the terminal's own day
    expiry = surroundings.certificate(settings.center.url)
    return (*facts, expiry) if expiry else tuple(facts)


async def print_report(report: Report, settings: Settings, fonts: Sequence[Path], at: datetime) -> None:
    """Prints the readiness report on the receipt printer. Raises DeviceError, as when the kiosk holds it."""
    lines = [
        ReadinessLine(seen.name.zh, seen.word.zh, seen.level, _slip_detail(seen)) for seen in report.devices
    ]
    lines += [ReadinessLine(fact.name.zh, fact.value.zh, fact.level) for fact in report.facts]
    slip = readiness_slip(lines, VERDICTS[report.level].zh, settings.terminal, __version__, at)
    printer = devices.built(settings.devices, fonts).receipt_printer
    try:
        await printer.open()
        await printer.print(slip)
    finally:
        await printer.close()


def _slip_detail(seen: Diagnosis) -> str:
    return " ".join(filter(None, (seen.detail.zh, seen.health.identity)))
