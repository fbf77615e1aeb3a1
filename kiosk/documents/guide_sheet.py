"""The guide as an A4 sheet to take home, and as a code for the phone (R16)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.documents.codes import code_svg

ASSETS = Path(__file__).resolve().parents[2] / "assets"
TEMPLATE = ASSETS / "documents" / "guide.typ"


@dataclass(frozen=True)
class GuideSheet:
    """What stands on the sheet, all in Chinese; `url` may be empty."""

    title: str
    department: str
    version: str
    facts: Sequence[tuple[str, str]]
    note: str
    sections: Sequence[tuple[str, Sequence[str]]]
    footer: str
    url: str = ""


def guide_pdf(sheet: GuideSheet) -> bytes:
    """The sheet as PDF; takes some 50 ms the first time. Raises typst.TypstError."""
    # typst costs 30 MB at its first use: a kiosk that prints no guide does not pay it.
    import typst

    data = {
        "title": sheet.title,
        "department": sheet.department,
        "version": sheet.version,
        "facts": [list(fact) for fact in sheet.facts],
        "note": sheet.note,
        "sections": [[heading, list(lines)] for heading, lines in sheet.sections],
        "footer": sheet.footer,
        "qr": code_svg(sheet.url) if sheet.url else "",
    }
    return typst.compile(
        TEMPLATE, font_paths=[ASSETS / "fonts"], sys_inputs={"data": json.dumps(data, ensure_ascii=False)}
    )
