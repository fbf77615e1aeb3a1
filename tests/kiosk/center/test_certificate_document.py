"""Certificates on paper: each item's own text, clean A4 pages, a code that a phone reads."""

from datetime import datetime

import cv2
import numpy as np
import pytest
import typst
import zxingcpp

from kiosk.center.reference.certificates import Certificates, Content, title_of
from kiosk.center.reference.documents import (
    FONTS,
    TEMPLATE,
    VERIFY_CODE_CHARS,
    Certificate,
    certificate_pdf,
    new_verify_code,
    template_inputs,
)
from kiosk.center.reference.items import DATA, load_catalogue
from kiosk.center.reference.laid import toml
from kiosk.center.reference.life import CHINA
from kiosk.center.reference.stamps import Register

NOW = datetime(2025, 11, 3, 10, tzinfo=CHINA)
REGISTER = Register(toml(DATA / "seals.toml"))
CERTIFICATES = Certificates(toml(DATA / "certificates.toml"), frozenset(REGISTER.seals))
CERTIFICATE = Certificate(
    "20251103ABCDEF01",
    "ABCDEFGHJKMNPQRS",
    "https://centre.example/verify/ABCDEFGHJKMNPQRS",
    NOW,
    REGISTER.seal("hr", "20251103ABCDEF01"),
)
PRINTED = [item for item in load_catalogue().document.items if item.kind == "P"]
# Those of the 46 demonstration items that print (requirements, section 2).
PURE_PRINT = (
    *("352014901000", "352014902000", "352014903000", "352036901000", "352017901000", "352017902000"),
    *("352017903000", "352030901000", "352030902000", "352015901000", "352015902000"),
    *("352031901000", "352031902000"),
)
INSURANCE = next(item for item in PRINTED if item.code == "352014901000")
DETAILS = next(item for item in PRINTED if item.code == "352017905000")
NAMES = ["张演示", "喆堃赟", '"#image("x")', "阿依古丽·买买提" * 5]


def rows_of(content):
    return content.say, content.header, content.rows, content.facts


def test_every_printed_item_has_a_text_and_each_of_the_46_its_own(make):
    said = {item.code: CERTIFICATES.content(item, make.proof(), NOW) for item in PRINTED}
    assert all(content.say and content.title for content in said.values())
    own = [rows_of(said[code]) for code in PURE_PRINT]
    assert len(set(own)) == len(PURE_PRINT) == 13
    assert len({said[code].title for code in PURE_PRINT}) == 13


def test_every_answer_that_a_guide_offers_leads_to_a_text(make):
    guides = load_catalogue().document.guides
    asking = [item for item in PRINTED if guides[item.code].scenarios]
    assert len(asking) > 8
    for item in asking:
        for question in guides[item.code].scenarios:
            contents = {
                rows_of(CERTIFICATES.content(item, make.proof(chosen={question.code: option.value}), NOW))
                for option in question.options
            }
            assert len(contents) > 1 or question.code == "what", f"{item.code} {question.code}"


@pytest.mark.requirement("R40")
def test_a_community_certificate_bears_the_communitys_seal_under_its_full_name(make):
    (item,) = (item for item in PRINTED if item.code == "352013901000")
    seal = REGISTER.seal(CERTIFICATES.content(item, make.proof(), NOW).seal, "x")
    assert seal.kind == "community"
    assert seal.organisation.endswith("“党建+”社区邻里中心")


def test_a_longer_period_has_more_rows_and_their_total(make):
    year, three = (
        CERTIFICATES.content(DETAILS, make.proof(chosen={"period": months}), NOW) for months in ("12", "36")
    )
    assert (len(year.rows), len(three.rows)) == (12, 36)
    assert float(year.total[-1]) == pytest.approx(sum(float(row[-1]) for row in year.rows))


def test_the_same_person_is_shown_the_same_figures_and_another_one_others(make):
    def of(number):
        return CERTIFICATES.content(INSURANCE, make.proof(cert_no=number), NOW)

    assert of("359999199001010017") == of("359999199001010017")
    assert of("359999199001010017").rows != of("359999195501010016").rows


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("户籍证明开具", "户籍证明"),
        ("信用报告查询打印", "信用报告"),
        ("营业执照自助打印（正·副本）", "营业执照"),
        ("学籍档案查询", "学籍档案查询结果"),
    ],
)
def test_an_item_prints_what_it_is_called_after(name, title):
    assert title_of(name) == title


def test_it_is_one_a4_page(make):
    pdf, pages = certificate_pdf(
        CERTIFICATE, make.proof(), CERTIFICATES.content(INSURANCE, make.proof(), NOW)
    )
    assert pdf.startswith(b"%PDF-")
    assert pages == pdf.count(b"/MediaBox[0 0 595.2756 841.8898]") == 1


def test_forty_lines_go_on_a_second_page_under_the_same_head(make):
    rows = tuple((str(number), "一项记录") for number in range(40))
    content = Content("长表", "hr", (), ("如下：",), ("序号", "内容"), (1, 3), rows)
    pdf, pages = certificate_pdf(CERTIFICATE, make.proof(), content)
    assert pages == pdf.count(b"/MediaBox[0 0 595.2756 841.8898]") == 2


@pytest.mark.parametrize("name", NAMES)
def test_its_code_is_read_whatever_the_name(make, name):
    holder = make.proof(name=name)
    inputs = template_inputs(CERTIFICATE, holder, CERTIFICATES.content(INSURANCE, holder, NOW))
    png = typst.compile(TEMPLATE, font_paths=[FONTS], sys_inputs=inputs, format="png", ppi=100)
    image = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    (code,) = zxingcpp.read_barcodes(image)
    assert code.text == CERTIFICATE.verify_url


@pytest.mark.requirement("R100")
def test_what_a_scanner_reads_says_nothing_of_the_person(make):
    assert make.proof().cert_no not in CERTIFICATE.verify_url
    assert set(new_verify_code()) <= set(VERIFY_CODE_CHARS)
    assert new_verify_code() != new_verify_code()
