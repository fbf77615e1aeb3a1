"""Builds assets/keyboard: what the keyboard can type, by reading (readings.tsv) and by stroke (strokes.tsv).

    apt-get install unicode-data
    pip install pypinyin jieba && npm pack cnchar-order
    python packaging/characters.py cnchar-order-*.tgz

readings.tsv, a row a reading without its tone (v for ü): the standard characters of
which it is the usual reading, those that have it besides, and what else GBK has, for
the names of Taiwan, Hong Kong and Macao. strokes.tsv, a row a character: its strokes (1
across, 2 down, 3 left, 4 dot or right, 5 turn, in the order of the national standard),
and the character. Both name the more common first.

Standard: the 8,105 characters of the 2013 table (kTGH of Unihan). Readings: pypinyin
(MIT). Strokes: cnchar-order (MIT), kept only where their number is Unihan's. Order: the
word counts of jieba (MIT).
"""

import argparse
import bz2
import json
import re
import tarfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

UNIHAN = Path("/usr/share/unicode")
TARGET = Path(__file__).parent.parent / "assets" / "keyboard"
# cnchar's letters for the kinds of stroke; all others turn a corner.
STROKES = dict.fromkeys("ji", "1") | dict.fromkeys("fg", "2") | {"s": "3"} | dict.fromkeys("kl", "4")


def unihan(file: str, field: str) -> Iterator[tuple[str, str]]:
    """Character and value of one field of Unihan."""
    with bz2.open(UNIHAN / f"Unihan_{file}.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            if f"\t{field}\t" in line and not line.startswith("#"):
                point, _, value = line.rstrip("\n").split("\t")
                yield chr(int(point.removeprefix("U+"), 16)), value


def gbk() -> set[str]:
    """The characters of GBK that are hanzi."""
    pairs = (
        bytes((high, low)).decode("gbk", "ignore") for high in range(0x81, 0xFF) for low in range(0x40, 0xFF)
    )
    return {char for char in pairs if len(char) == 1 and "一" <= char <= "龥"}


def readings(char: str) -> list[str]:
    """Without tones and twins, the usual one first."""
    plain = (without_tone(each) for each in PINYIN_DICT.get(ord(char), "").split(",") if each)
    return list(dict.fromkeys(plain))


def without_tone(reading: str) -> str:
    """lǜ → lv, ế → e."""
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in letters if letter.isascii())


def strokes(package: Path) -> dict[str, str]:
    """1 to 5 for each stroke; where cnchar and Unihan count differently, nobody is believed."""
    with tarfile.open(package) as archive:
        file = archive.extractfile("package/cnchar.order.min.js")
        script = file.read().decode("utf-8") if file else ""
    found = re.search(r"JSON\.parse\('(\{\"一\".*?\})'\)", script)
    if found is None:
        raise SystemExit(f"{package.name} holds no table of strokes")
    table = json.loads(found[1])
    counts = {char: set(map(int, value.split())) for char, value in unihan("IRGSources", "kTotalStrokes")}
    return {
        char: "".join(STROKES.get(letter, "5") for letter in letters)
        for char, letters in table.items()
        if len(letters) in counts.get(char, ())
    }


def commonness() -> Counter[str]:
    """How often each character stands in the words that jieba counted."""
    counts: Counter[str] = Counter()
    for line in resources.files("jieba").joinpath("dict.txt").read_text("utf-8").splitlines():
        word, count, *_ = line.split(" ")
        for char in word:
            counts[char] += int(count)
    return counts


def by_reading(order: list[str], standard: set[str]) -> str:
    """The rows of readings.tsv."""
    columns: dict[str, tuple[list[str], list[str], list[str]]] = {}
    for char in order:
        for place, reading in enumerate(readings(char)):
            column = 2 if char not in standard else min(place, 1)
            columns.setdefault(reading, ([], [], []))[column].append(char)
    return "".join(
        "\t".join((reading, *map("".join, columns[reading]))) + "\n" for reading in sorted(columns)
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("strokes", type=Path, help="the npm package cnchar-order")
    codes, common = strokes(arguments.parse_args().strokes), commonness()
    standard = {char for char, _ in unihan("OtherMappings", "kTGH")}
    # A standard character comes before its traditional twin, however often old texts have that.
    order = sorted(standard | gbk(), key=lambda char: (char not in standard, -common[char], char))
    TARGET.mkdir(exist_ok=True)
    (TARGET / "readings.tsv").write_text(by_reading(order, standard), "utf-8")
    drawn = [char for char in order if char in codes]
    (TARGET / "strokes.tsv").write_text("".join(f"{codes[char]}\t{char}\n" for char in drawn), "utf-8")
    print(
        f"{len(order)} characters; of {len(standard)} standard ones "
        f"{sum(1 for char in standard if readings(char))} have readings, "
        f"{len(standard & codes.keys())} strokes"
    )


if __name__ == "__main__":
    main()
