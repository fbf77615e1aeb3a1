"""The files that the settings come from, one laid over the other; what they mean is `kiosk.config`'s."""

import tomllib
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).resolve().parent.parent / "config" / "kiosk.toml"
PROFILES = SHIPPED.parent / "profiles"
DEPLOYED = Path("/etc/e-kiosk/kiosk.toml")


class SettingsError(Exception):
    """The settings cannot be used; the message says which and why, for the deployer."""


def deployed() -> tuple[Path, ...]:
    """The shipped file and the deployer's, where there is one."""
    return (SHIPPED, DEPLOYED) if DEPLOYED.exists() else (SHIPPED,)


def layered(*files: Path) -> dict[str, Any]:
    """The tables of `files` in order, each laid over the one before, table by table.

    Raises SettingsError naming the file or the setting.
    """
    merged: dict[str, Any] = {}
    for file in files:
        merged = _laid_over(merged, _read(file))
    if profile := merged.get("device_profile"):
        # Beneath the deployer's own words, and the shipped settings say nothing of what a model lacks.
        merged = _laid_over(_read(_profile(str(profile))), merged)
    return merged


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{file}: {error}") from error


def _profile(name: str) -> Path:
    known = {file.stem: file for file in sorted(PROFILES.glob("*.toml"))}
    if name not in known:
        raise SettingsError(f"device_profile: there is no “{name}”; there are {'、'.join(known)}")
    return known[name]


def _laid_over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        beneath = merged.get(key)
        merged[key] = (
            _laid_over(beneath, value) if isinstance(value, dict) and isinstance(beneath, dict) else value
        )
    return merged
