"""Official A4 papers of the kiosk as PDF: one layout, many papers (assets/documents/official.typ).

The typeface is embedded, so that a printer needs none; number (文号) and seal are the centre's or absent.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from kiosk.documents.codes import code_svg

ASSETS: Final = Path(__file__).resolve().parents[2] / "assets"
TEMPLATE: Final = ASSETS / "documents" / "official.typ"
FONTS: Final = ASSETS / "fonts"


@dataclass(frozen=True)
class Table:
    """One table with its heading; `widths` are shares of the page's width, one a column."""

    title: str
    header: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Query:
    """How the holder asks about the matter later: lines to read, and what the QR code bears ("": no code)."""

    lines: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True)
class OfficialPaper:
    """One paper. Empty texts and tuples leave their part out.

    `number`: 文号 or 编号 line as it stands. `seal`: SVG as the centre sent it, bound to this paper; it is
    drawn and forgotten, never stored (R38).
    """

    title: str
    issuer: str
    issued: date
    number: str = ""
    addressee: str = ""
    opening: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    tables: tuple[Table, ...] = ()
    closing: tuple[str, ...] = ()
    query: Query = field(default_factory=Query)
    sign: tuple[str, ...] = ()
    footer: str = ""
    seal: str = ""


def pdf(paper: OfficialPaper) -> bytes:
    """The paper as PDF, A4. Raises RuntimeError for a template or seal that typst does not take."""
    import typst  # 60 MB of memory that most visits never need

    return typst.compile(
        TEMPLATE,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(template_data(paper), ensure_ascii=False)},
    )


def template_data(paper: OfficialPaper) -> dict[str, object]:
    """What the template reads."""
    issued = f"{paper.issued.year}年{paper.issued.month}月{paper.issued.day}日"
    query = {"lines": paper.query.lines, "qr": code_svg(paper.query.code) if paper.query.code else ""}
    return asdict(paper) | {"issued": issued, "query": query}
