"""The guide as an A4 sheet to take home, and as a code for the phone (R16)."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "assets"
TEMPLATE = ASSETS / "documents" / "guide.typ"
CODE_SCALE = 12  # pixels a module: 20 mm and more on every panel
CODE_BORDER = 4  # modules of quiet zone, ISO/IEC 18004


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


def code_png(url: str, scale: int = CODE_SCALE) -> bytes:
    """The QR code of an address, as a picture for the screen; `scale` in pixels a module."""
    import segno

    out = io.BytesIO()
    segno.make(url, mode="byte", encoding="utf-8", error="m").save(
        out, kind="png", scale=scale, border=CODE_BORDER
    )
    return out.getvalue()


def guide_pdf(sheet: GuideSheet) -> bytes:
    """The sheet as PDF; takes some 50 ms the first time. Raises typst.TypstError."""
    # typst costs 30 MB at its first use: a kiosk that prints no guide does not pay it.
    import segno
    import typst

    drawn = io.BytesIO()
    if sheet.url:
        segno.make(sheet.url, mode="byte", encoding="utf-8", error="m").save(drawn, kind="svg", border=2)
    data = {
        "title": sheet.title,
        "department": sheet.department,
        "version": sheet.version,
        "facts": [list(fact) for fact in sheet.facts],
        "note": sheet.note,
        "sections": [[heading, list(lines)] for heading, lines in sheet.sections],
        "footer": sheet.footer,
        "qr": drawn.getvalue().decode(),
    }
    return typst.compile(
        TEMPLATE, font_paths=[ASSETS / "fonts"], sys_inputs={"data": json.dumps(data, ensure_ascii=False)}
    )
