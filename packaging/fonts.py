"""Builds the fonts of assets/fonts from Noto Sans CJK (OFL 1.1).

    apt-get install fonts-noto-cjk unicode-data
    python packaging/fonts.py

Regular and Bold carry GB 2312, the 8,105 characters of the 通用规范汉字表 (2013; kTGH of Unihan), Latin and
the punctuation of both. The third file, Rare, carries what else GBK has, regular weight only, for names: Qt
takes a character from it where the other two have none. `locl` is left out, so that no text changes its
shapes with a language tag.
"""

import argparse
import bz2
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

SC_FACE = "Noto Sans CJK SC"
COMMON_BLOCKS = (
    (0x0020, 0x007E),  # Latin
    (0x00A0, 0x017F),  # Latin-1 and Extended-A: names of foreigners
    (0x01CD, 0x01DC),  # pinyin
    (0x2010, 0x2027),  # dashes, quotes, …
    (0x2030, 0x203B),
    (0x20AC, 0x20AC),  # €
    (0x2103, 0x2122),  # ℃ № ™
    (0x2150, 0x218F),  # Ⅰ Ⅱ …
    (0x2190, 0x2199),  # arrows
    (0x2460, 0x249B),  # ① ⑴ ⒈
    (0x25A0, 0x25EF),  # □ ○ ●
    (0x2605, 0x2606),  # ★ ☆
    (0x2713, 0x2717),  # ✓ ✗
    (0x3000, 0x301F),  # 、。〈〉〔〕
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE5),
)


def encodable(codec: str) -> set[int]:
    """Every two-byte character of a Chinese codec."""
    found = set()
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            try:
                found.add(ord(bytes((high, low)).decode(codec)))
            except UnicodeDecodeError:
                continue
    return found


def standard_characters(unihan: Path) -> set[int]:
    """The 通用规范汉字表 out of Unihan_OtherMappings.txt."""
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        rows = (line.split("\t") for line in lines if "\tkTGH\t" in line and not line.startswith("#"))
        return {int(row[0].removeprefix("U+"), 16) for row in rows}


def subset(collection: Path, wanted: set[int], family: str, target: Path) -> set[int]:
    """Writes a subset of the simplified Chinese face; returns the characters that it holds."""
    faces = TTCollection(collection)
    font = next(face for face in faces if face["name"].getDebugName(1).startswith(SC_FACE))
    options = Options()
    options.layout_features = ["ccmp", "kern", "mark", "mkmk"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 8, 9, 11, 13, 14]
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    rename(font, family)
    font.save(target)
    return set(TTFont(target).getBestCmap())


def rename(font: TTFont, family: str) -> None:
    """A family name of its own, so that a system's full Noto is never mistaken for it."""
    style = "Bold" if font["OS/2"].usWeightClass >= 700 else "Regular"
    post_script = f"{family.replace(' ', '')}-{style}"
    names = {1: family, 2: style, 3: post_script, 4: f"{family} {style}", 6: post_script}
    font["name"].names = [name for name in font["name"].names if name.nameID not in names]
    for name_id, value in names.items():
        font["name"].setName(value, name_id, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = [post_script]
    top[0].FullName, top[0].FamilyName = f"{family} {style}", family


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--noto", type=Path, default=Path("/usr/share/fonts/opentype/noto"))
    arguments.add_argument(
        "--unihan", type=Path, default=Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
    )
    arguments.add_argument("--target", type=Path, default=Path(__file__).parent.parent / "assets" / "fonts")
    chosen = arguments.parse_args()

    standard = standard_characters(chosen.unihan)
    blocks = {point for first, last in COMMON_BLOCKS for point in range(first, last + 1)}
    common = standard | encodable("gb2312") | blocks
    regular, bold = (chosen.noto / f"NotoSansCJK-{weight}.ttc" for weight in ("Regular", "Bold"))
    held = subset(regular, common, "Noto Sans SC", chosen.target / "NotoSansSC-Regular.otf")
    subset(bold, common, "Noto Sans SC", chosen.target / "NotoSansSC-Bold.otf")
    rare = encodable("gbk") - common
    subset(regular, rare, "Noto Sans SC Rare", chosen.target / "NotoSansSCRare-Regular.otf")
    print(
        f"{len(standard & held)} of {len(standard)} standard characters, {len(held)} in all, {len(rare)} rare"
    )


if __name__ == "__main__":
    main()
