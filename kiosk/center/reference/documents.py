"""A certificate of the reference centre on paper: one layout for all, as A4 PDF."""

import io
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import segno
import typst

from kiosk.center.contract import ProofRequest, Seal
from kiosk.center.reference.certificates import Content
from kiosk.center.reference.stamps import drawn

TEMPLATE = Path(__file__).with_name("certificate.typ")
FONTS = Path(__file__).resolve().parents[3] / "assets" / "fonts"
VERIFY_CODE_CHARS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
VERIFY_CODE_LENGTH = 16  # 79 bits: nobody finds a certificate by trying


@dataclass(frozen=True)
class Certificate:
    """`issued` in local time; `verify_url` bears the code and nothing about the person."""

    number: str
    verify_code: str
    verify_url: str
    issued: datetime
    seal: Seal


def new_verify_code() -> str:
    """Sixteen characters, none of which is read as another."""
    return "".join(secrets.choice(VERIFY_CODE_CHARS) for _ in range(VERIFY_CODE_LENGTH))


def certificate_pdf(certificate: Certificate, holder: ProofRequest, content: Content) -> tuple[bytes, int]:
    """The PDF and how many pages it has. Raises typst.TypstError."""
    inputs = template_inputs(certificate, holder, content)
    drawing = typst.Compiler(TEMPLATE, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs=inputs)
    pages = json.loads(drawing.query("<pages>", field="value"))
    pdf = drawing.compile()
    assert isinstance(pdf, bytes)  # noqa: S101 - told to mypy
    return pdf, int(pages[0])


def _holder(request: ProofRequest) -> tuple[tuple[str, str], ...]:
    if (company := request.company) is not None:
        return (("单位名称", company.name), ("统一社会信用代码", company.credit_code))
    return (("姓名", request.name), ("证件号码", request.cert_no))


def template_inputs(certificate: Certificate, holder: ProofRequest, content: Content) -> dict[str, str]:
    """What the template reads. The holder's number stands in full: it is the holder's own formal proof."""
    qr = io.BytesIO()
    segno.make(certificate.verify_url, mode="byte", encoding="utf-8", error="m").save(
        qr, kind="svg", border=2
    )
    data = asdict(content) | {
        "number": certificate.number,
        "facts": (*_holder(holder), *content.facts),
        "issued": f"{certificate.issued:%Y年%-m月%-d日}",
        "verifyCode": "-".join(certificate.verify_code[i : i + 4] for i in range(0, VERIFY_CODE_LENGTH, 4)),
        "qr": qr.getvalue().decode(),
        "office": certificate.seal.organisation,
        "seal": drawn(certificate.seal.organisation, certificate.seal.kind),
    }
    return {"data": json.dumps(data, ensure_ascii=False)}
