"""An invented e-licence on paper: one layout for all, its purpose across the page (R92)."""

import base64
import hashlib
import json
from datetime import date
from pathlib import Path

import typst

from kiosk.center.contract import LicenceCopy, LicenceCopyRequest, OwnLicence
from kiosk.center.reference.documents import FONTS

TEMPLATE = Path(__file__).with_name("licence.typ")
PREVIEW_PPI = 110  # fills a page of the glass, 1080 pixels wide


def drawn_copy(licence: OwnLicence, request: LicenceCopyRequest, today: date) -> LicenceCopy:
    """PDF and pictures of one licence. The holder's number stands in full: it is the holder's own."""
    until = f"{licence.valid_until:%Y年%-m月%-d日}" if licence.valid_until else "长期"
    data = {
        "title": licence.title.zh,
        "issuer": licence.issuer.zh,
        "mark": f"此件仅供{request.purpose}使用 {today}",
        "facts": [
            ("持证人", request.name),
            ("证件号码", request.cert_no),
            ("证照编号", licence.number),
            ("发证日期", f"{licence.issued_on:%Y年%-m月%-d日}"),
            ("有效期至", until),
        ],
    }
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    drawing = typst.Compiler(TEMPLATE, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs=inputs)
    pdf, pictures = drawing.compile(), drawing.compile(format="png", ppi=PREVIEW_PPI)
    assert isinstance(pdf, bytes)  # noqa: S101 - told to mypy
    pages = pictures if isinstance(pictures, list) else [pictures]
    return LicenceCopy(
        ref=licence.ref,
        sha256=hashlib.sha256(pdf).hexdigest(),
        pdf=base64.b64encode(pdf),
        pages=tuple(base64.b64encode(page) for page in pages if page is not None),
    )
