"""The ground: locked dependencies, and a tree without what must not stand in it."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from drivers.id_card.codes import NumberCheck, check_number

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = {
    "requirements.txt": PROJECT["dependencies"],
    "requirements-dev.txt": [
        *PROJECT["dependencies"],
        *PROJECT["optional-dependencies"]["center"],
        *(name for name in PROJECT["optional-dependencies"]["dev"] if "[" not in name),
    ],
}
CENTURIES = "90"  # every year of birth begins with 19 or 20
INVENTED = ("359999", "935999", "810000", "820000", "830000")


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.splitlines()]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_locked_by_hash_and_without_an_address(lock: str):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    pinned = {line.split("==")[0] for line in text.splitlines() if "==" in line}
    for wanted in LOCKS[lock]:
        name = re.split(r"[=<>!;\[ ]", wanted)[0].lower()
        assert name in pinned, wanted
    assert text.count("==") <= text.count("--hash=sha256:")


@pytest.mark.requirement("R100")
def test_no_number_of_a_real_region_stands_in_the_repository():
    found = []
    for file in tracked():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            (file.name, number)
            for number in re.findall(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])", text)
            if check_number(number.upper()) is NumberCheck.RIGHT
            and not number.startswith(INVENTED)
            and set(number) & set(CENTURIES)  # a row of strokes (1 to 5) bears no year of birth
        ]
    assert found == []


def test_the_top_level_is_the_house():
    allowed = {
        "kiosk", "drivers", "screens", "offline_queue", "assets", "config", "packaging", "tests", "docs",
        ".ci", "pyproject.toml", "README.md", "README.zh-CN.md", "LICENSE", "CHANGELOG.md", "dev",
        ".gitignore", "requirements.txt", "requirements-dev.txt", "requirements-fuzz.txt",
    }  # fmt: skip
    assert {path.relative_to(ROOT).parts[0] for path in tracked()} <= allowed
