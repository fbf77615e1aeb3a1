"""What the package promises, read from its files; building and installing it is packaging/try-package."""

import re
import subprocess
import tomllib
from configparser import RawConfigParser
from pathlib import Path

import pytest

from kiosk import config, notify

PROJECT = Path(__file__).parents[2]
PACKAGING = PROJECT / "packaging"
ROOT = PACKAGING / "root"
BASH = ("build", "try-package")
SH = ("debian/postinst", "debian/prerm", "debian/postrm", "root/usr/lib/e-kiosk/session")
SETTING = re.compile(r"^# (\[[\w.]+\]|\w+ = .*)$")


def control() -> dict[str, str]:
    text = (PACKAGING / "debian" / "control").read_text("utf-8")
    fields = (line.partition(": ") for line in text.splitlines() if line[0] not in "# ")
    return {name: value for name, _, value in fields}


def service() -> RawConfigParser:
    parser = RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read(ROOT / "usr/lib/systemd/system/e-kiosk.service", "utf-8")
    return parser


@pytest.mark.parametrize(
    ("shell", "script"), [*(("bash", name) for name in BASH), *(("sh", name) for name in SH)]
)
def test_script_is_whole_and_stops_at_errors(shell, script):
    path = PACKAGING / script
    assert subprocess.run([shell, "-n", str(path)], check=False).returncode == 0
    assert re.search(r"^set -e", path.read_text("utf-8"), re.MULTILINE)


def test_control_agrees_with_the_project():
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    fields = control()
    assert fields["Package"] == project["project"]["name"]
    assert "python3 (>= 3.11)" in fields["Depends"]
    assert project["tool"]["mypy"]["python_version"] == "3.11"
    assert project["project"]["scripts"] == {"kiosk": "kiosk.__main__:main"}
    assert "from kiosk.__main__ import main" in (ROOT / "usr/bin/kiosk").read_text("utf-8")


def test_every_file_below_etc_is_a_conffile():
    shipped = {f"/{path.relative_to(ROOT)}" for path in (ROOT / "etc").rglob("*") if path.is_file()}
    assert set((PACKAGING / "debian" / "conffiles").read_text("utf-8").split()) == shipped


def test_data_go_only_with_purge():
    postrm = (PACKAGING / "debian" / "postrm").read_text("utf-8")
    before, purge, after = postrm.partition('if [ "$1" = purge ]')
    assert purge
    assert "rm -" not in before
    assert "/var/lib/e-kiosk" in after
    for script in ("postinst", "prerm"):
        assert "rm -" not in (PACKAGING / "debian" / script).read_text("utf-8")


def test_service_waits_for_signs_of_life_and_leaves_nothing_behind():
    unit = service()["Service"]
    assert unit["Type"] == "notify"
    assert unit["NotifyAccess"] == "all"
    assert float(unit["WatchdogSec"]) / notify.WATCHDOG_SHARE >= 5  # a busy machine is no dead one
    assert unit["Restart"] == "always"
    assert unit["LimitCORE"] == unit["MemorySwapMax"] == "0"
    assert unit["User"] == "e-kiosk"
    assert "/var/lib/" + unit["StateDirectory"] == str(config.load(config.SHIPPED).state)


def test_deployed_settings_hold_whatever_is_uncommented(tmp_path):
    starter = ROOT / config.DEPLOYED.relative_to("/")
    assert config.load(config.SHIPPED, starter) == config.load(config.SHIPPED)
    lines = (SETTING.match(line) for line in starter.read_text("utf-8").splitlines())
    filled = tmp_path / "kiosk.toml"
    filled.write_text("\n".join(line[1] for line in lines if line), "utf-8")
    settings = config.load(config.SHIPPED, filled)
    assert settings.terminal.number
    assert settings.center.secret_file
    assert settings.devices.document_scanner.source


@pytest.mark.requirement("R73")
def test_no_secret_ships():
    shipped = config.load(config.SHIPPED)
    assert shipped.maintenance.pin_hash == shipped.center.app_key == ""
    assert shipped.center.secret_file is None


def test_a_stick_is_mounted_for_the_kiosk_alone_and_nothing_on_it_runs():
    (rule,) = [
        line
        for line in (ROOT / "usr/lib/udev/rules.d/90-e-kiosk-stick.rules").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    conditions = dict(re.findall(r'([\w{}]+)=="([^"]+)"', rule))
    assert conditions["ACTION"] == "add"
    assert conditions["ENV{ID_BUS}"] == "usb"
    (command,) = re.findall(r'RUN\{program\}\+="([^"]+)"', rule)
    assert "--owner=e-kiosk" in command.split()
    (options,) = [word for word in command.split() if word.startswith("--options=")]
    assert {"nosuid", "nodev", "noexec"} <= set(options.removeprefix("--options=").split(","))


def test_udev_rules_name_links_by_adapter_and_socket():
    rules = (ROOT / "usr/lib/udev/rules.d/60-e-kiosk.rules").read_text("utf-8")
    active = [line for line in rules.splitlines() if line and not line.startswith("#")]
    links = [line for line in active if "SYMLINK" in line]
    assert links
    assert all(
        re.search(r'ATTRS\{idVendor\}=="[0-9a-f]{4}".*SYMLINK\+="kiosk/\w+-\$id"', line) for line in links
    )
    labels = set(re.findall(r'LABEL="(\w+)"', rules))
    assert set(re.findall(r'GOTO="(\w+)"', rules)) == labels
