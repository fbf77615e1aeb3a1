"""The services that are done online, each with its code, on A4 (R21)."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.documents.guide_sheet import ASSETS

TEMPLATE = ASSETS / "documents" / "codes.typ"


@dataclass(frozen=True)
class CodeSheet:
    """`lines`: name, department and address of each service; all in Chinese."""

    title: str
    version: str
    lines: Sequence[tuple[str, str, str]]


def codes_pdf(sheet: CodeSheet) -> bytes:
    """Some sheets of 20 codes each. Raises typst.TypstError."""
    import segno
    import typst

    codes = []
    for name, department, address in sheet.lines:
        drawn = io.BytesIO()
        segno.make(address, mode="byte", encoding="utf-8", error="m").save(drawn, kind="svg", border=2)
        codes.append({"name": name, "department": department, "qr": drawn.getvalue().decode()})
    data = {"title": sheet.title, "version": sheet.version, "codes": codes}
    return typst.compile(
        TEMPLATE, font_paths=[ASSETS / "fonts"], sys_inputs={"data": json.dumps(data, ensure_ascii=False)}
    )
