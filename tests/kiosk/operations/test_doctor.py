"""`kiosk doctor` on simulated devices: levels, exit status, JSON, and the readiness report on paper."""

import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from rich.console import Console

from drivers.far_end import SocketEnd
from drivers.id_card.simulator import IdCardSimulator
from drivers.line import Line
from drivers.printer.receipt.simulator import PrinterFault, ReceiptPrinterSimulator
from kiosk.app import SLIP_FONTS
from kiosk.config import Settings
from kiosk.operations import doctor_table
from kiosk.operations.doctor import diagnosed, print_report
from kiosk.operations.surroundings import Level
from offline_queue.outbox import Outbox


@pytest.fixture
def card():
    simulator = IdCardSimulator()
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def slip():
    simulator = ReceiptPrinterSimulator(SocketEnd())
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
def settings(tmp_path, card, slip) -> Settings:
    return Settings.model_validate(
        {
            "profile": "bench",
            "state": tmp_path / "state",
            "devices": {"id_card": {"port": card.url}, "receipt_printer": {"port": slip.url}},
        }
    )


def of(report, name):
    return next(seen for seen in report.devices if seen.health.name == name)


@pytest.mark.requirement("R85")
@pytest.mark.requirement("R95")
async def test_devices_are_found_and_what_is_not_fitted_closes_nothing(settings):
    report = await diagnosed(settings)
    assert {seen.level for seen in report.devices} == {Level.WELL}
    assert of(report, "id_card").found.startswith("/dev/pts/")
    assert of(report, "a4_printer").word.en == "Not fitted"
    assert report.level is Level.CLOSED  # not enrolled
    assert [fact.key for fact in report.facts] == ["kiosk", "disk", "queue", "keyboard", "keys"]


async def test_low_paper_warns_and_no_paper_closes(settings, slip):
    slip.inject(PrinterFault.PAPER_LOW)
    seen = of(await diagnosed(settings), "receipt_printer")
    assert (seen.level, seen.detail.en) == (Level.WARNING, "paper low")
    slip.inject(PrinterFault.PAPER_OUT)
    seen = of(await diagnosed(settings), "receipt_printer")
    assert (seen.level, seen.word.en) == (Level.CLOSED, "Needs attention")
    assert "paper out" in seen.detail.en


async def test_swapped_plugs_are_told_with_what_is_plugged_in(settings, card):
    swapped = Settings.model_validate({"devices": {"receipt_printer": {"port": card.url}}})
    seen = of(await diagnosed(settings.model_copy(update={"devices": swapped.devices})), "receipt_printer")
    assert (seen.word.zh, seen.detail.zh) == ("接错设备", "该端口上是身份证读卡器")
    assert seen.level is Level.CLOSED


async def test_a_running_kiosk_keeps_its_lines(settings, card, slip):
    outbox = Outbox.open(settings.state / "outbox.db")
    line = Line("kiosk", card.url)
    line.open()
    before = len(slip.received)
    try:
        report = await diagnosed(settings)
    finally:
        line.close()
        outbox.close()
    for name in ("id_card", "receipt_printer"):
        assert of(report, name).word.en == "Busy: in use by the kiosk"
        assert of(report, name).level is Level.WELL
    assert len(slip.received) == before


async def test_the_table_holds_every_device_and_the_verdict(settings):
    paper = io.StringIO()
    doctor_table.shown(await diagnosed(settings), Console(file=paper, width=200), "en")
    for word in ("ID-card reader", "A4 printer", "05.01-20140415", "not enrolled", "Something is closed"):
        assert word in paper.getvalue()


async def test_the_readiness_report_is_printed_with_every_finding(settings, slip):
    report = await diagnosed(settings, SLIP_FONTS)
    await print_report(report, settings, SLIP_FONTS, datetime(2026, 5, 4, 8, 30, tzinfo=UTC))
    (ticket,) = slip.tickets
    text = "\n".join(ticket.text_lines)
    assert text.splitlines()[1] == "自检单"
    for word in (
        "2026-05-04 08:30",
        "√ 身份证读卡器",
        "正常",
        "未配备",
        "× 密钥",
        "终端未入网",
        "有服务不能提供",
    ):
        assert word in text


def doctor(tmp_path, table: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    file = tmp_path / "kiosk.toml"
    file.write_text(table, encoding="utf-8")
    command = [sys.executable, "-m", "kiosk", "doctor", "--settings", str(file), *arguments]
    environment = os.environ | {"LANG": "zh_CN.UTF-8"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_the_command_speaks_json_and_exits_with_the_level(tmp_path):
    table = f'state = "{tmp_path}/state"\n[devices.id_card]\nport = "/dev/kiosk/nothing-here"\n'
    done = doctor(tmp_path, table, "--json")
    said = json.loads(done.stdout)
    assert (done.returncode, said["level"], done.stderr) == (2, "closed", "")
    found = {device["name"]: device["finding"] for device in said["devices"]}
    assert found.pop("id_card") == "port_missing"
    assert set(found.values()) == {"not_configured"}


def test_a_driver_that_is_not_installed_is_told_in_a_sentence(tmp_path):
    done = doctor(tmp_path, '[devices.id_card]\ndriver = "acne"\n')
    assert done.returncode == 2
    assert "devices.id_card.driver: there is no driver “acne”" in done.stderr


def test_a_report_that_cannot_be_printed_is_told(tmp_path):
    done = doctor(tmp_path, f'state = "{tmp_path}/state"\n', "--report")
    assert done.returncode == 2
    assert "自检单没有打印" in done.stderr
