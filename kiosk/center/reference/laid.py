"""Folders of data laid over each other: what a city adds or changes stands in a folder of its own.

A table of the same file goes on: lists of entries with a code get longer, other values are replaced. A whole
document of the same name takes the place of the one below.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Table = dict[str, Any]


@dataclass(frozen=True)
class Laid:
    """The folders, the lowest first. Raises OSError, ValueError with the file's name."""

    folders: tuple[Path, ...]

    def table(self, name: str) -> Table:
        """One file of TOML."""
        found: Table = {}
        for path in self._all(f"{name}.toml"):
            found = _over(found, toml(path))
        if not found:
            raise FileNotFoundError(f"{name}.toml")
        return found

    def themes(self) -> list[Table]:
        """The themes of the home page in the order of their files, each with the groups of every folder."""
        themes: dict[str, Table] = {}
        for folder in self.folders:
            for path in sorted((folder / "themes").glob("*.toml")):
                theme = toml(path)
                themes[theme["code"]] = _over(themes.get(theme["code"], {}), theme)
        return list(themes.values())

    def whole(self, name: str) -> Any:
        """One document of JSON, None where there is none."""
        found = list(self._all(name))
        if not found:
            return None
        try:
            return json.loads(found[-1].read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from error

    def version(self, version: str) -> str:
        """`version` of the lowest folder, and of what lies over it: a change there makes a newer list."""
        digest = hashlib.sha256()
        for folder in self.folders[1:]:
            for path in sorted(each for each in folder.rglob("*") if each.is_file()):
                digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
        return f"{version}+{digest.hexdigest()[:8]}" if len(self.folders) > 1 else version

    def _all(self, name: str) -> Iterator[Path]:
        return (folder / name for folder in self.folders if (folder / name).exists())


def _over(below: Table, above: Mapping[str, Any]) -> Table:
    found = dict(below)
    for key, value in above.items():
        before = found.get(key)
        if isinstance(before, dict) and isinstance(value, Mapping):
            found[key] = _over(before, value)
        elif before is not None and _coded(before) and _coded(value):
            found[key] = _longer(before, value)
        else:
            found[key] = value
    return found


def _coded(value: Any) -> bool:
    """Whether it is a list of entries that have a code."""
    return isinstance(value, list) and all(isinstance(each, dict) and "code" in each for each in value)


def _longer(below: list[Table], above: list[Table]) -> list[Table]:
    """Entries with the code of one below go over it, others come after."""
    found = {entry["code"]: entry for entry in below}
    for entry in above:
        found[entry["code"]] = _over(found.get(entry["code"], {}), entry)
    return list(found.values())


def toml(path: Path) -> Table:
    """The tables of one file. Raises OSError, ValueError with the file's name."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: {error}") from error
