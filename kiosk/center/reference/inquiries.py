"""POST /inquiries: invented records, the same for the same person every time."""

import hashlib
import tomllib
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from kiosk.center.contract import Inquiry, InquiryGroup, InquiryRow, Item, ProofRequest, Words
from kiosk.center.reference.items import DATA

HEADING = Words(zh="查询结果", en="The record")
NOTE = Words(zh="演示数据，不是真实记录", en="Demonstration data, no real record")


@lru_cache(maxsize=4)
def lookups(folder: Path = DATA) -> dict[str, Any]:
    """What each inquiry's record holds, by item. Raises OSError, ValueError."""
    tables: dict[str, Any] = tomllib.loads((folder / "tools.toml").read_text(encoding="utf-8"))
    found: dict[str, Any] = tables.get("lookups", {})
    return found


def inquiry(item: Item, request: ProofRequest, lookup: dict[str, Any], now: datetime) -> Inquiry:
    """The record of this person; without a group where there is none."""
    digest = hashlib.sha256(f"{item.code}/{request.cert_no}".encode()).digest()
    rows = tuple(_rows(lookup.get("rows", []), digest, now))
    groups = (InquiryGroup(heading=HEADING, rows=rows),) if rows else ()
    return Inquiry(item_code=item.code, as_of=now, groups=groups, note=NOTE)


def _rows(rows: list[list[Any]], digest: bytes, now: datetime) -> Iterator[InquiryRow]:
    for place, (zh, en, what, *told) in enumerate(rows):
        chance = int.from_bytes(digest[place * 3 : place * 3 + 3], "big")
        yield InquiryRow(label=Words(zh=zh, en=en), value=_value(what, told, chance, now))


def _value(what: str, told: list[Any], chance: int, now: datetime) -> Words:
    if what == "one":
        zh, en = told[chance % len(told)]
        return Words(zh=zh, en=en)
    least, most = told
    number = least + chance % (most - least + 1)
    if what == "month":
        months = now.year * 12 + now.month - 1 - number
        year, month = divmod(months, 12)
        return Words(zh=f"{year} 年 {month + 1} 月", en=f"{year}-{month + 1:02}")
    if what == "money":
        return Words(zh=f"{number / 100:,.2f} 元", en=f"¥{number / 100:,.2f}")
    return Words(zh=f"{number}", en=f"{number}")
