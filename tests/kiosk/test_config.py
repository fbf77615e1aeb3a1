"""Settings that hold, and sentences for those that do not."""

from pathlib import Path

import pytest

from kiosk.config import SHIPPED, SettingsError, load
from kiosk.settings_files import PROFILES


def written(folder: Path, text: str) -> Path:
    file = folder / "kiosk.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_shipped_settings_are_a_production_profile_without_devices():
    settings = load(SHIPPED)
    assert settings.profile == "production"
    assert not settings.devices.simulated
    assert settings.devices.id_card.port == ""
    assert settings.maintenance.pin_hash == ""


def test_a_deployers_table_is_laid_over_value_by_value(tmp_path: Path):
    over = written(tmp_path, '[devices.id_card]\nport = "hwgrep://1a86:7523"\n')
    settings = load(SHIPPED, over)
    assert settings.devices.id_card.port == "hwgrep://1a86:7523"
    assert settings.devices.id_card.baud == 115200


def test_a_production_profile_refuses_simulated_devices(tmp_path: Path):
    with pytest.raises(SettingsError, match="simulated"):
        load(SHIPPED, written(tmp_path, "[devices]\nsimulated = true\n"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[visit]\nwarning_s = 10\n", "visit.warning_s"),
        ("[visit]\nidel_s = 60\n", "visit.idel_s"),
        ("[devices.receipt_printer]\nwidth_mm = 70\n", "devices.receipt_printer.width_mm"),
        ('[devices.a4_printer]\nurl = "lp0"\n', "devices.a4_printer.url"),
        ('[devices.document_scanner]\nsource = "video0"\n', "devices.document_scanner.source"),
        ("[terminal\n", "kiosk.toml"),
    ],
)
def test_what_cannot_hold_is_named(tmp_path: Path, text: str, named: str):
    with pytest.raises(SettingsError, match=named):
        load(SHIPPED, written(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        load(tmp_path / "nowhere.toml")


def test_a_profile_lies_under_the_deployers_words_and_an_unknown_one_is_refused(tmp_path):
    file = tmp_path / "kiosk.toml"
    file.write_text('device_profile = "print-only"\n[devices.keypad]\nenabled = true\n', encoding="utf-8")
    settings = load(SHIPPED, file)
    assert not settings.devices.document_scanner.enabled
    assert settings.devices.keypad.enabled
    file.write_text('device_profile = "nothing"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="print-only"):
        load(SHIPPED, file)


@pytest.mark.requirement("R95")
@pytest.mark.parametrize("profile", sorted(file.stem for file in PROFILES.glob("*.toml")))
def test_no_profile_lets_production_run_on_simulated_devices(tmp_path, profile):
    file = tmp_path / "kiosk.toml"
    file.write_text(f'device_profile = "{profile}"\n[devices]\nsimulated = true\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="simulated"):
        load(SHIPPED, file)
