"""How a driver is put into a slot of the terminal: what it is given, and what it returns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drivers.device import Device


@dataclass(frozen=True)
class Fitting:
    """The slot to serve, its table of the settings, and the fonts for what a slip printer cannot write."""

    slot: str
    settings: Mapping[str, Any]
    fonts: tuple[Path, ...] = ()


# A driver's entry point. It MUST only build the device, closed; raises ValueError for impossible settings.
Factory = Callable[[Fitting], Device]
