"""Rows out of the pages of a SQLite file, without its trees: by https://www.sqlite.org/fileformat2.html.

SQLite finds a row through the pages above it; where one of those is damaged, all below is lost to it. Here
every page that looks like a leaf of a table is read for itself. The freed pages of the outbox hold zeros
(`secure_delete`), so what stands in a leaf is a row that was there at the last commit.
"""

import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import BinaryIO

from offline_queue import wal

Value = int | float | str | bytes | None
Row = tuple[int, list[Value]]

_LEAF_OF_TABLE = 0x0D
_MOST_BYTES = 80 * 1024 * 1024  # in one row; a longer one is damage
_INTEGER_BYTES = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class Broken(Exception):
    """Bytes that are no row."""


class Pages:
    """The pages of a database as its last commit left them: those in the log go before those in the file.

    With `behind` those that stand in the log behind damage, over the others. Such a page may be of a later
    commit, or of one that failed and was never promised: what is read of it only adds to what is known.
    """

    def __init__(self, file: BinaryIO, log: BinaryIO | None, *, behind: bool = False) -> None:
        self._file = file
        self._log = log
        header = wal.read_header(log) if log else None
        file.seek(16)
        raw = file.read(2)
        said = int.from_bytes(raw, "big") if len(raw) == 2 else 0
        self.size = header.page_size if header else 65536 if said == 1 else said
        if self.size < 512 or self.size & (self.size - 1):
            self.size = 4096
        self._newer: dict[int, int] = {}
        self._behind: dict[int, int] = {}
        if log and header:
            uncommitted: dict[int, int] = {}
            for frame in wal.sound_frames(log, header):
                uncommitted[frame.page] = frame.at
                if frame.commits:
                    (self._newer if frame.believed else self._behind).update(uncommitted)
                    uncommitted.clear()
        self.numbers: Iterable[int] = range(2, max([file.seek(0, 2) // self.size, *self._newer]) + 1)
        if behind:
            self.numbers = sorted(self._behind)
            self._newer |= self._behind

    def page(self, number: int) -> bytes:
        """The bytes of one page, counted from 1. Raises Broken."""
        if number in self._newer and self._log:
            self._log.seek(self._newer[number])
            data = self._log.read(self.size)
        else:
            self._file.seek((number - 1) * self.size)
            data = self._file.read(self.size)
        if number < 1 or len(data) < self.size:
            raise Broken
        return data

    def rows(self, columns: range) -> Iterator[Row]:
        """Every row with so many columns, as its rowid and values, in the order of the pages."""
        for number in self.numbers:  # not the first: it holds the schema
            try:
                page = self.page(number)
            except Broken:
                continue
            if page[0] != _LEAF_OF_TABLE:
                continue
            cells = int.from_bytes(page[3:5], "big")
            for place in range(8, min(8 + 2 * cells, self.size - 1), 2):
                # A cell that is damaged says nothing about its neighbours.
                with suppress(Broken, struct.error, IndexError, UnicodeDecodeError, OverflowError):
                    row = self._row(page, int.from_bytes(page[place : place + 2], "big"), columns)
                    if row is not None:
                        yield row

    def _row(self, page: bytes, at: int, columns: range) -> Row | None:
        length, at = _varint(page, at)
        rowid, at = _varint(page, at)
        if not 0 < length <= _MOST_BYTES:
            raise Broken
        local = self._local_bytes(length)
        record = page[at : at + local]
        # Its kind is told by its first bytes, before megabytes are fetched for it.
        header_bytes, place = _varint(record, 0)
        if header_bytes > len(record):
            raise Broken
        types = []
        while place < header_bytes:
            type_, place = _varint(record, place)
            types.append(type_)
        if len(types) not in columns:
            return None
        if local < length:
            record += self._overflow(int.from_bytes(page[at + local : at + local + 4], "big"), length - local)
        return rowid, _values(types, record, header_bytes)

    def _local_bytes(self, length: int) -> int:
        usable = self.size
        if length <= usable - 35:
            return length
        least = (usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (usable - 4)
        return local if local <= usable - 35 else least

    def _overflow(self, number: int, length: int) -> bytes:
        parts = []
        while length > 0:
            page = self.page(number)
            number = int.from_bytes(page[:4], "big")
            parts.append(page[4 : 4 + length])
            length -= len(parts[-1])
        return b"".join(parts)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | data[at + 8], at + 9


def _values(types: list[int], record: bytes, at: int) -> list[Value]:
    values: list[Value] = []
    for type_ in types:
        size = _INTEGER_BYTES.get(type_, 8 if type_ == 7 else (type_ - 12) // 2 if type_ >= 12 else 0)
        raw = record[at : at + size]
        if len(raw) < size or type_ in (10, 11):
            raise Broken
        at += size
        if type_ == 0:
            values.append(None)
        elif type_ in _INTEGER_BYTES:
            values.append(int.from_bytes(raw, "big", signed=True))
        elif type_ == 7:
            values.append(struct.unpack(">d", raw)[0])
        elif type_ < 12:
            values.append(type_ - 8)
        else:
            values.append(raw.decode() if type_ % 2 else raw)
    return values
