"""Which hanzi has which reading and which strokes, the more common first."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

ASSETS: Final = Path(__file__).parent.parent.parent / "assets" / "keyboard"
UNKNOWN_STROKE: Final = "0"
MOST: Final = 400
LONGEST_SYLLABLE: Final = 6
DOUBLE_INITIALS: Final = ("zh", "ch", "sh")
# The table says lve; most people type lue.
SPELLINGS: Final = {"lue": "lve", "nue": "nve"}


class Readings:
    """`columns` of a reading: whose usual one it is, who has it besides, who is outside the standard."""

    def __init__(self, columns: Mapping[str, tuple[str, str, str]]) -> None:
        self._read = {reading: usual + also + rare for reading, (usual, also, rare) in columns.items()}
        self._standard = {character for usual, also, _ in columns.values() for character in usual + also}

    def is_rare(self, text: str) -> bool:
        """Whether it is one character that the 通用规范汉字表 does not hold: offered last."""
        return len(text) == 1 and text not in self._standard

    def read(self, syllable: str) -> str:
        """The characters with this reading; without tone, v for ü."""
        return self._read.get(SPELLINGS.get(syllable, syllable), "")

    def beginning(self, letters: str) -> str:
        """The characters of every reading that begins so, the shortest readings first."""
        readings = sorted(
            (each for each in self._read if each.startswith(letters)), key=lambda each: (len(each), each)
        )
        return "".join(dict.fromkeys("".join(self._read[each] for each in readings)))[:MOST]

    def units(self, letters: str) -> list[tuple[int, int]]:
        """Where each syllable, or initial of one, begins and ends; the longest syllable is taken first."""
        found = []
        start = 0
        while start < len(letters):
            if letters[start] == "'":
                start += 1
                continue
            end = start + self._length(letters, start)
            found.append((start, end))
            start = end
        return found

    def _length(self, letters: str, start: int) -> int:
        for length in range(min(LONGEST_SYLLABLE, len(letters) - start), 0, -1):
            if self.read(letters[start : start + length]):
                return length
        return 2 if letters.startswith(DOUBLE_INITIALS, start) else 1


class Strokes:
    """`rows`: strokes as digits 1 to 5, and the character, the more common first."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._rows = tuple(rows)

    def begun(self, strokes: str) -> str:
        """The characters whose strokes begin so; those that end so come first. 0 stands for any stroke."""
        begins = re.compile(strokes.replace(UNKNOWN_STROKE, "."))
        whole: list[str] = []
        longer: list[str] = []
        for code, character in self._rows:
            if begins.match(code):
                (whole if len(code) == len(strokes) else longer).append(character)
        return "".join(whole + longer)[:MOST]


@cache
def readings() -> Readings:
    """The shipped readings. Raises OSError."""
    rows = (line.split("\t") for line in (ASSETS / "readings.tsv").read_text("utf-8").splitlines())
    return Readings({reading: (usual, also, rare) for reading, usual, also, rare in rows})


@cache
def strokes() -> Strokes:
    """The shipped strokes. Raises OSError."""
    rows = (line.split("\t") for line in (ASSETS / "strokes.tsv").read_text("utf-8").splitlines())
    return Strokes((code, character) for code, character in rows)
