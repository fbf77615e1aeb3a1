"""The certificate of the reference centre: invented insurance data in the official layout, as A4 PDF."""

import io
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import segno
import typst

from kiosk.center.contract import ProofRequest

TEMPLATE = Path(__file__).with_name("certificate.typ")
FONTS = Path(__file__).resolve().parents[3] / "assets" / "fonts"
VERIFY_CODE_CHARS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
VERIFY_CODE_LENGTH = 16  # 79 bits: nobody finds a certificate by trying
FIRST_YEAR = 2015


@dataclass(frozen=True)
class Certificate:
    """`issued` in local time; `verify_url` bears the code and nothing about the person."""

    number: str
    verify_code: str
    verify_url: str
    issued: datetime


def new_verify_code() -> str:
    """Sixteen characters, none of which is read as another."""
    return "".join(secrets.choice(VERIFY_CODE_CHARS) for _ in range(VERIFY_CODE_LENGTH))


def certificate_pdf(certificate: Certificate, holder: ProofRequest) -> bytes:
    """One A4 page. Raises typst.TypstError."""
    return typst.compile(TEMPLATE, font_paths=[FONTS], sys_inputs=template_inputs(certificate, holder))


def template_inputs(certificate: Certificate, holder: ProofRequest) -> dict[str, str]:
    """What the template reads. The holder's number stands in full: it is the holder's own formal proof."""
    qr = io.BytesIO()
    segno.make(certificate.verify_url, mode="byte", encoding="utf-8", error="m").save(
        qr, kind="svg", border=2
    )
    months = (certificate.issued.year - FIRST_YEAR) * 12 + certificate.issued.month
    period = f"{FIRST_YEAR}.01—{certificate.issued:%Y.%m}"
    data = {
        "number": certificate.number,
        "name": holder.name,
        "certNo": holder.cert_no,
        "until": f"{certificate.issued:%Y年%-m月%-d日}",
        "issued": f"{certificate.issued:%Y年%-m月%-d日}",
        "rows": [
            [kind, "正常参保", period, str(months)] for kind in ("基本养老保险", "工伤保险", "失业保险")
        ],
        "verifyCode": "-".join(certificate.verify_code[i : i + 4] for i in range(0, VERIFY_CODE_LENGTH, 4)),
        "qr": qr.getvalue().decode(),
    }
    return {"data": json.dumps(data, ensure_ascii=False)}
