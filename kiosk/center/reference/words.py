"""What the centre says of a case, and the numbers that are its own: `data/cases.toml`."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.center.contract import CaseState, Words

CASES: Mapping[str, Any] = tomllib.loads(
    (Path(__file__).parent / "data" / "cases.toml").read_text(encoding="utf-8")
)


def pair(table: Mapping[str, Any], prefix: str = "") -> Words:
    """The words under these names."""
    return Words(zh=table[f"{prefix}zh"], en=table.get(f"{prefix}en", ""))


def state_name(state: CaseState) -> Words:
    """As the counter calls it."""
    return pair(CASES["state"][state])


def next_step(state: CaseState) -> Words:
    """What happens now, or what the applicant does."""
    return pair(CASES["state"][state], "next_")
