"""Settings that hold, and sentences for those that do not."""

from pathlib import Path

import pytest

from kiosk.config import SHIPPED, SettingsError, load


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
