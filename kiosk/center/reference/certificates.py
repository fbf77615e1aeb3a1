"""What a certificate of the reference centre says: the text of its item, filled with invented records.

`data/certificates.toml` says how an item's certificate reads; a new one is a few lines there. The figures
depend on the holder's number alone, so that the same person is shown the same ones each time.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.center.contract import Item, ProofRequest
from kiosk.center.reference.companies import head_of

Table = dict[str, Any]

FIRST_YEAR = 2015
OTHER = "other"
_DOING = re.compile(r"(自助|查询|打印|开具|（[^）]*）)+$")


@dataclass(frozen=True)
class Content:
    """What stands on one certificate; `rows` may be long, the table's head is then on every page."""

    title: str
    seal: str
    facts: tuple[tuple[str, str], ...]
    say: tuple[str, ...]
    header: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    total: tuple[str, ...] = ()
    close: tuple[str, ...] = ()


@dataclass(frozen=True)
class Certificates:
    """The texts of data/certificates.toml; `seals` are the codes of the register."""

    texts: Table
    seals: frozenset[str]

    def copies(self, item_code: str) -> int:
        """How many of one a holder gets in a day; void ones do not count."""
        return int(self.texts.get(item_code, {}).get("copies", self.texts["copies"]))

    def content(self, item: Item, request: ProofRequest, now: datetime) -> Content:
        """The certificate of `item` for its holder. Raises KeyError for a word that there is not."""
        text = self._text(item, request)
        values = _values(request, _chosen(self.texts, request.chosen), now)
        values["title"] = text["title"]

        def said(words: str, more: Mapping[str, str] = values) -> str:
            return words.format_map(more)

        rows, total = [tuple(map(said, row)) for row in text.get("rows", [])], 0.0
        for step in _steps(text, values, now):
            rows.append(tuple(said(cell, step) for cell in text.get("monthly") or text["yearly"]))
            total += float(step["amount"])
        values["total"] = f"{total:.2f}"
        return Content(
            title=text["title"],
            seal=text["seal"],
            facts=tuple((label, said(value)) for label, value in text.get("facts", [])),
            say=tuple(map(said, text["say"])),
            header=tuple(text.get("header", ())),
            widths=tuple(text.get("widths", ())),
            rows=tuple(rows),
            total=tuple(map(said, text.get("total", ()))) if rows else (),
            close=tuple(map(said, text.get("close", ()))),
        )

    def _text(self, item: Item, request: ProofRequest) -> Table:
        text: Table = dict(self.texts[item.code if item.code in self.texts else OTHER])
        variants = text.get("variants", {})
        if variants:
            text |= variants.get(request.chosen.get("what", ""), next(iter(variants.values())))
        text.setdefault("title", title_of(item.name.zh))
        department = item.department_code or ""
        text.setdefault("seal", department if department in self.seals else "office")
        return text


def title_of(name: str) -> str:
    """What an item prints, from what it is called: 户籍证明开具 prints a 户籍证明."""
    title = _DOING.sub("", name) or name
    return title if title == name or not title.endswith("档案") else f"{title}查询结果"


def questions(text: Table, shared: Table) -> list[Table]:
    """The guide's questions before one certificate, each leading to the next (raw Question)."""
    variants = text.get("variants", {})
    asked: list[Table] = []
    if variants:
        options = [
            (value, entry["zh"], entry["en"], _first(entry.get("asks", text.get("asks", []))))
            for value, entry in variants.items()
        ]
        asked.append(_question("what", text["what_zh"], text["what_en"], options))
    further = {code for entry in (text, *variants.values()) for code in entry.get("asks", [])}
    for code, entry in shared.items():
        if code in further:
            options = [(*option, None) for option in entry["options"]]
            asked.append(_question(code, entry["zh"], entry["en"], options))
    return asked


def _question(code: str, zh: str, en: str, options: Any) -> Table:
    return {
        "code": code,
        "ask": {"zh": zh, "en": en},
        "options": [
            {"value": value, "label": {"zh": label_zh, "en": label_en}, "materials": [], "next": following}
            for value, label_zh, label_en, following in options
        ],
    }


def _first(codes: list[str]) -> str | None:
    return codes[0] if codes else None


def _chosen(texts: Table, chosen: Mapping[str, str]) -> Mapping[str, str]:
    """The answers in words, by question."""
    return {
        code: label
        for code, question in texts["questions"].items()
        for value, label, _ in question["options"]
        if chosen.get(code) == value
    } | {"months_back": chosen.get("period", "12")}


def _values(request: ProofRequest, chosen: Mapping[str, str], now: datetime) -> dict[str, str]:
    draw = hashlib.sha256(request.cert_no.encode()).digest()
    since_year, since_month = FIRST_YEAR + draw[0] % 6, 1 + draw[1] % 12
    everything = (now.year - since_year) * 12 + now.month - since_month + 1
    back = chosen["months_back"]
    return {
        "name": request.name,
        "certNo": request.company.credit_code if request.company else request.cert_no,
        "today": f"{now.year}年{now.month}月{now.day}日",
        "month": f"{now:%Y.%m}",
        "year": str(now.year - 1),
        "since": f"{since_year}.{since_month:02d}",
        "months": str(everything),
        "back": str(everything if back == "all" else min(int(back), everything)),
        "period": chosen.get("period", "最近一年"),
        "purpose": chosen.get("purpose", "按申请人需要"),
        "employer": request.company.name if request.company else "演示科技有限公司",
        "head": head_of(request.company) if request.company else request.name,
        "creditCode": request.company.credit_code if request.company else "91359999MADEMO0018",
        "place": "演示市演示区",
        **_money(5000 + 50 * draw[2]),
    }


def _money(base: float) -> dict[str, str]:
    """Figures that go together: a base and the usual shares of it."""
    shares = {"base": 1, "half": 0.5, "sixteenth": 0.16, "amount": 0.08, "tenth": 0.008}
    return {name: f"{base * share:.2f}" for name, share in shares.items()}


def _steps(text: Table, values: Mapping[str, str], now: datetime) -> Iterator[dict[str, str]]:
    """One set of values for each row of a table by month or by year, newest first."""
    if "monthly" in text:
        for back in range(int(values["back"])):
            year, month = divmod(now.year * 12 + now.month - 1 - back, 12)
            rise = float(values["base"]) * (1 - 0.04 * (now.year - year))
            yield {**values, "month": f"{year}.{month + 1:02d}", **_money(rise)}
    elif "yearly" in text:
        first = int(values["since"][:4])
        for year in range(now.year - 1, first - 1, -1):
            yield {**values, "year": str(year), **_money(float(values["base"]) * 12)}
