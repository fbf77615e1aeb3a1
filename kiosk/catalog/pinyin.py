"""The pinyin of a list, made once and kept beside it: `python -m kiosk.catalog.pinyin LIST INDEX`.

In a process of its own: the dictionary of phrases, which reads 行 in 银行 and 出行 rightly, takes 60 MB
that a kiosk need not carry for months. The file holds the pinyin of one list, named by its digest.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kiosk.catalog.search import Index, Phrase, phrase_of, plain
from kiosk.center.contract import ItemList, Words

BUILD_TIMEOUT_S = 120.0
FIRST_LEVEL = range(0xB0, 0xF8)  # rows of GB 2312 with hanzi


def built(listed: ItemList) -> dict[str, Any]:
    """Syllables of every name and everyday word, and the usual reading of the common hanzi."""
    from pypinyin import Style, lazy_pinyin

    def syllables(text: str) -> list[str]:
        # One entry for each sign, of a run of letters too; the stubs know of no list there.
        return lazy_pinyin(text, style=Style.NORMAL, errors=list)  # type: ignore[arg-type]

    texts = sorted({text for _, name, aliases in _found(listed) for text, _ in _texts(name.zh, aliases)})
    signs = [sign for row in FIRST_LEVEL for sign in _row(row)]
    return {
        "texts": {text: syllables(text) for text in texts},
        "readings": {sign: lazy_pinyin(sign, style=Style.NORMAL)[0] for sign in signs},
    }


def index_of(listed: ItemList, spoken: dict[str, Any] | None) -> Index:
    """The index of a list; without `spoken` (see `built`) only what is written is found."""
    texts: dict[str, list[str]] = spoken["texts"] if spoken else {}
    entries = tuple(_found(listed))
    frequent = {item.code for item in listed.items if item.high_frequency}
    return Index(
        codes=tuple(code for code, _, _ in entries),
        frequent=tuple(code in frequent for code, _, _ in entries),
        english=tuple(plain(name.en) for _, name, _ in entries),
        phrases=tuple(
            phrase
            for number, (_, name, aliases) in enumerate(entries)
            for phrase in _phrases(number, name.zh, aliases, texts)
        ),
        readings=spoken["readings"] if spoken else {},
    )


def build(document: bytes, folder: Path, sha256: str) -> Path:
    """Makes the index file for a list's canonical JSON, in another process.

    Raises OSError, SubprocessError.
    """
    target = file_for(folder, sha256)
    command = [sys.executable, "-m", "kiosk.catalog.pinyin"]
    made = subprocess.run(command, input=document, capture_output=True, timeout=BUILD_TIMEOUT_S, check=True)
    from kiosk.files import write_durably

    write_durably(target, made.stdout)
    for old in folder.glob("search.*.json"):
        if old != target:
            old.unlink(missing_ok=True)
    return target


def file_for(folder: Path, sha256: str) -> Path:
    """Where the index of the list with this digest lies."""
    return folder / f"search.{sha256[:16]}.json"


def read(folder: Path, sha256: str) -> dict[str, Any] | None:
    """What `build` wrote for this list; None when it did not, or the file is damaged."""
    try:
        spoken = json.loads(file_for(folder, sha256).read_bytes())
    except (OSError, ValueError):
        return None
    whole = isinstance(spoken, dict) and {"texts", "readings"} <= set(spoken)
    return spoken if whole else None


def _found(listed: ItemList) -> Iterator[tuple[str, Words, tuple[str, ...]]]:
    """Code, name and everyday words of what is searched: the items, and the packages (R34)."""
    for item in listed.items:
        yield item.code, item.name, item.aliases
    for package in listed.packages:
        yield package.code, package.name, ()


def _phrases(
    number: int, name: str, aliases: tuple[str, ...], texts: dict[str, list[str]]
) -> Iterator[Phrase]:
    for text, alias in _texts(name, aliases):
        syllables = texts.get(text, [])
        yield phrase_of(number, text, syllables if len(syllables) == len(text) else (), alias=alias)


def _texts(name: str, aliases: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    yield plain(name), False
    for alias in aliases:
        yield plain(alias), True


def _row(row: int) -> Iterator[str]:
    for cell in range(0xA1, 0xFF):
        try:
            yield bytes((row, cell)).decode("gb2312")
        except UnicodeDecodeError:
            continue


if __name__ == "__main__":
    found = built(ItemList.model_validate_json(sys.stdin.buffer.read()))
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode())
