"""The services that are done online, each with its code, on A4 (R21)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.documents.codes import code_svg
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
    import typst

    codes = [
        {"name": name, "department": department, "qr": code_svg(address)}
        for name, department, address in sheet.lines
    ]
    data = {"title": sheet.title, "version": sheet.version, "codes": codes}
    return typst.compile(
        TEMPLATE, font_paths=[ASSETS / "fonts"], sys_inputs={"data": json.dumps(data, ensure_ascii=False)}
    )
