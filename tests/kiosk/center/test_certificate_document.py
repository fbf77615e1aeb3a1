"""The certificate on paper: one A4 page, its code readable by a phone."""

from datetime import datetime

import cv2
import numpy as np
import pytest
import typst
import zxingcpp

from kiosk.center.reference.documents import (
    FONTS,
    TEMPLATE,
    VERIFY_CODE_CHARS,
    Certificate,
    certificate_pdf,
    new_verify_code,
    template_inputs,
)
from kiosk.center.reference.store import CHINA

CERTIFICATE = Certificate(
    "20251103ABCDEF01",
    "ABCDEFGHJKMNPQRS",
    "https://centre.example/verify/ABCDEFGHJKMNPQRS",
    datetime(2025, 11, 3, 10, tzinfo=CHINA),
)


def test_it_is_one_a4_page(make):
    pdf = certificate_pdf(CERTIFICATE, make.proof())
    assert pdf.startswith(b"%PDF-")
    assert pdf.count(b"/MediaBox[0 0 595.2756 841.8898]") == 1


@pytest.mark.parametrize("name", ["张演示", "喆堃赟", '"#image("x")', "阿依古丽·买买提" * 5])
def test_its_code_is_read_whatever_the_name(make, name):
    inputs = template_inputs(CERTIFICATE, make.proof(name=name))
    png = typst.compile(TEMPLATE, font_paths=[FONTS], sys_inputs=inputs, format="png", ppi=100)
    image = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    (code,) = zxingcpp.read_barcodes(image)
    assert code.text == CERTIFICATE.verify_url


@pytest.mark.requirement("R100")
def test_what_a_scanner_reads_says_nothing_of_the_person(make):
    assert make.proof().cert_no not in CERTIFICATE.verify_url
    assert set(new_verify_code()) <= set(VERIFY_CODE_CHARS)
    assert new_verify_code() != new_verify_code()
