"""Paragraphs and columns to printed lines, measured in half-width cells."""

from collections.abc import Iterator
from itertools import zip_longest

from drivers.printer.receipt.text import cells, clean, clusters, plain_code

COLUMN_GAP_CELLS = 1
# Punctuation that closes something and therefore never begins a line (GB/T 15834).
_NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕”’％…")


def wrap(text: str, width: int) -> list[str]:
    """Clean `text` in lines of at most `width` cells (2 or more); only blanks at a break are lost."""
    text = clean(text)
    code = plain_code(text)
    if code is not None and len(code) <= width:
        return [text.rstrip(" ")]
    lines: list[str] = []
    words: list[str] = []
    room = width
    for word in _words(text, width):
        size = cells(word)
        if size > room:
            carried = [words.pop()] if _takes_along(word, words, width) else []
            lines.append("".join(words).rstrip(" "))
            words = carried
            room = width - cells("".join(carried))
            if word == " " and not carried:
                continue
        words.append(word)
        room -= size
    return [*lines, "".join(words).rstrip(" ")]


def _takes_along(word: str, words: list[str], width: int) -> bool:
    return (
        word in _NEVER_FIRST
        and len(words) > 1
        and words[-1] != " "
        and cells(words[-1]) + cells(word) <= width
    )


def _words(text: str, width: int) -> Iterator[str]:
    """What is not torn apart: Latin words and numbers up to `width`; Chinese may break anywhere."""
    word = ""
    for cluster in clusters(text):
        joins = cells(cluster) == 1 and cluster != " "
        if word and (not joins or cells(word) == width):
            yield word
            word = ""
        if joins:
            word += cluster
        else:
            yield cluster
    if word:
        yield word


def columns(left: str, right: str, width: int) -> list[str]:
    """`left` and `right` side by side in lines of at most `width` cells; a short `right` ends at the edge."""
    left, right = clean(left), clean(right)
    right_width = min(cells(right), max(width - COLUMN_GAP_CELLS - cells(left), width // 2))
    left_width = width - COLUMN_GAP_CELLS - right_width
    rows = zip_longest(wrap(left, left_width), wrap(right, max(right_width, 2)), fillvalue="")
    return [f"{_padded(a, left_width + COLUMN_GAP_CELLS)}{b}".rstrip(" ") for a, b in rows]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))
