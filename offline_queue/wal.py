"""What stands in a SQLite write-ahead log, by https://www.sqlite.org/fileformat2.html#the_write_ahead_log.

SQLite itself believes a log up to its first bad frame. That is right after a power cut, which tears only the
end; here is also found what lies behind damage in the middle.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_HEADER = struct.Struct(">8I")  # magic, version, page size, checkpoint number, two salts, two checksums
_FRAME = struct.Struct(">6I")  # page, pages after commit or 0, two salts, two checksums
_BIG_ENDIAN_SUMS = 0x377F0683
_MAGIC = (0x377F0682, _BIG_ENDIAN_SUMS)
_WORD = 0xFFFFFFFF


@dataclass(frozen=True)
class Header:
    """`page_size` in bytes; frames with other `salts` are left from before the log began anew."""

    page_size: int
    salts: tuple[int, int]
    sums: tuple[int, int]
    order: str  # "<" or ">": the checksums' byte order


@dataclass(frozen=True)
class Frame:
    """One page as a commit wrote it: `at` is where its bytes begin in the log; `commits` ends a commit;
    `believed` by SQLite too, as no frame before it is bad."""

    page: int
    at: int
    commits: bool
    believed: bool


def read_header(log: BinaryIO) -> Header | None:
    """None when the log is empty or its header is damaged."""
    log.seek(0)
    raw = log.read(_HEADER.size)
    if len(raw) < _HEADER.size:
        return None
    magic, _, page_size, _, salt1, salt2, sum1, sum2 = _HEADER.unpack(raw)
    if magic not in _MAGIC or not 512 <= page_size <= 65536:
        return None
    order = ">" if magic == _BIG_ENDIAN_SUMS else "<"
    if _checksum(raw[:24], (0, 0), order) != (sum1, sum2):
        return None
    return Header(page_size, (salt1, salt2), (sum1, sum2), order)


def read_index(index: bytes) -> tuple[int, int]:
    """How many frames of the log SQLite believes (mxFrame), and how many of these the database has already
    (nBackfill): from the first 100 bytes of the -shm file, https://www.sqlite.org/walformat.html.
    """
    if len(index) < 100:
        return 0, 0
    believed: int = struct.unpack_from("=I", index, 16)[0]
    written_back: int = struct.unpack_from("=I", index, 96)[0]
    return believed, written_back


def count_commits_behind(log: BinaryIO, header: Header, frames: int) -> int:
    """How many commits of this log stand behind its first `frames` frames, judged by frame headers alone."""
    size = _FRAME.size + header.page_size
    number = 0
    log.seek(_HEADER.size + frames * size)
    while len(raw := log.read(_FRAME.size)) == _FRAME.size:
        _, pages, salt1, salt2, _, _ = _FRAME.unpack(raw)
        number += pages != 0 and (salt1, salt2) == header.salts
        log.seek(header.page_size, 1)
    return number


def sound_frames(log: BinaryIO, header: Header) -> Iterator[Frame]:
    """The frames whose own checksum holds, damage between them passed over.

    Checksums run on from frame to frame; each is checked from the one that stands before it in the file.
    """
    sums = header.sums
    believed = True
    log.seek(_HEADER.size)
    while True:
        at = log.tell() + _FRAME.size
        raw = log.read(_FRAME.size + header.page_size)
        if len(raw) < _FRAME.size + header.page_size:
            return
        page, pages, salt1, salt2, sum1, sum2 = _FRAME.unpack_from(raw)
        sound = page > 0 and (salt1, salt2) == header.salts
        sound = sound and _checksum(raw[:8] + raw[_FRAME.size :], sums, header.order) == (sum1, sum2)
        believed = believed and sound
        if sound:
            yield Frame(page, at, pages != 0, believed)
        sums = (sum1, sum2)


def _checksum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for index in range(0, len(words), 2):
        first = (first + words[index] + second) & _WORD
        second = (second + words[index + 1] + first) & _WORD
    return first, second
