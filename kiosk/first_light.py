"""Paints home from what the last start wrote down, before the kiosk itself is loaded.

What is written is home as it stands before any device has answered, so nothing is promised that is not known.
It holds for the same software and the same settings only; without it the start just takes longer. The first
picture waits for all that is imported here.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from kiosk import __version__, notify, settings_files
from kiosk.files import write_durably

if TYPE_CHECKING:
    from screens.first_light import FirstLight

FILE = "first_light.json"


@dataclass(frozen=True)
class Start:
    """A start of `kiosk run`: where the first picture is written down, for what, and the one shown."""

    file: Path
    made_by: Mapping[str, object]
    light: "FirstLight | None"

    def keep(self, sketch: Mapping[str, object]) -> None:
        """Writes down the first picture of the next start where it is another one. Raises OSError."""
        written = json.dumps({**self.made_by, "sketch": sketch}, ensure_ascii=False).encode()
        try:
            same = self.file.read_bytes() == written
        except OSError:
            same = False
        if not same:
            write_durably(self.file, written)


def begun(arguments: Sequence[str]) -> Start | None:
    """Home on the glass where the command is `run` and there is a picture for it; None for other commands."""
    chosen = _chosen(arguments)
    if chosen is None:
        return None
    files, window = chosen
    try:
        settings = settings_files.layered(*(files or settings_files.deployed()))
    except settings_files.SettingsError:
        return None  # the command itself says what is wrong
    file = Path(settings.get("state", "/var/lib/e-kiosk")) / FILE
    made_by = {"version": __version__, "settings": crc32(json.dumps(settings, default=str).encode())}
    return Start(file, made_by, _light(file, made_by, full_screen=not window))


def _light(file: Path, made_by: Mapping[str, object], *, full_screen: bool) -> "FirstLight | None":
    try:
        written: dict[str, Any] = json.loads(file.read_bytes())
        sketch = written.pop("sketch")
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return _shown(sketch, full_screen=full_screen) if written == made_by else None


def _shown(sketch: Mapping[str, Any], *, full_screen: bool) -> "FirstLight | None":
    from screens.first_light import FirstLight

    try:
        light = FirstLight(sketch)
        light.show(full_screen=full_screen)
    except (KeyError, TypeError, RuntimeError):  # of a page that changed without its version
        return None
    notify.tell(notify.PAINTED)
    return light


def _chosen(arguments: Sequence[str]) -> tuple[list[Path], bool] | None:
    """Settings files and "in a window", where the arguments are those of a plain `run`."""
    if not arguments or arguments[0] != "run":
        return None
    files, window = [], False
    rest = iter(arguments[1:])
    for argument in rest:
        if argument == "--window":
            window = True
        elif argument == "--settings":
            files.append(Path(next(rest, os.devnull)))
        else:
            return None
    return files, window
