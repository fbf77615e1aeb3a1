"""The official papers: what each must bear, on A4, with its typeface inside."""

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest

from kiosk.documents import official
from kiosk.documents.official import OfficialPaper
from kiosk.documents.papers import (
    ALL_LISTED,
    REMEDY,
    Defect,
    Matter,
    Missing,
    Promise,
    Received,
    acceptance_notice,
    deferral_notice,
    material_receipt,
    one_time_notice,
    refusal_notice,
)
from kiosk.documents.slip import NOT_YET_ACCEPTED

AT = datetime(2026, 11, 25, 16, 30)  # noqa: DTZ001  what stands on paper is local time
A4_POINTS = (595.28, 841.89)


def matter(**changes: object) -> Matter:
    values: dict[str, object] = {
        "item": "临时救助申请",
        "office": "演示市政务服务中心",
        "applicant": "阿依·古丽",
        "cert_no": "3599**********0017",
        "local_no": "1125-ABCDEF",
        "terminal_no": "DEMO-0001",
        "at": AT,
        "receive_no": "11359999MB000000053350511902000202611250001",
        "query_code": "7KXQ2M",
        "phone": "12345",
        "query_url": "kiosk:DEMO-0001:1125-ABCDEF",
    }
    return Matter(**(values | changes))  # type: ignore[arg-type]  # the fields of Matter


def words(paper: OfficialPaper) -> str:
    """All that stands on the paper, for searching."""
    return str(official.template_data(paper))


RECEIVED = (Received("困难情况说明", "扫描件", 1, 2),)
PAPERS: dict[str, Callable[[], OfficialPaper]] = {
    "acceptance": lambda: acceptance_notice(matter(), Promise(10, date(2026, 12, 9)), RECEIVED),
    "receipt": lambda: material_receipt(matter(), RECEIVED),
    "defects": lambda: one_time_notice(matter(), [Defect("户口簿", "没有提交", "请扫描首页和本人页")]),
    "deferral": lambda: deferral_notice(matter(), [Missing("收入证明", date(2026, 12, 2))]),
    "refusal": lambda: refusal_notice(matter(), "户籍不在本市", "救助办法第三条", "户籍地民政部门"),
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_one_a4_page_with_its_typeface_inside(name: str) -> None:
    pdf = official.pdf(PAPERS[name]())
    (box,) = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert [float(side) for side in box] == pytest.approx(A4_POINTS, abs=0.1)
    assert b"/FontFile" in pdf


def test_a_long_list_goes_on_over_the_page_with_every_row() -> None:
    many = [Received(f"材料{index}", "扫描件", 1, 1) for index in range(60)]
    pdf = official.pdf(material_receipt(matter(), many))
    assert len(re.findall(rb"/MediaBox", pdf)) > 1
    assert all(f"材料{index}" in words(material_receipt(matter(), many)) for index in range(60))


@pytest.mark.requirement("R22")
def test_an_acceptance_bears_number_code_limit_and_what_was_received() -> None:
    said = words(acceptance_notice(matter(), Promise(10, date(2026, 12, 9)), RECEIVED))
    for needed in (matter().receive_no, "7KXQ2M", "承诺件", "10 个工作日", "2026年12月9日", "困难情况说明"):
        assert needed in said


@pytest.mark.requirement("R22")
def test_a_terminal_accepts_nothing_without_the_centres_number() -> None:
    with pytest.raises(ValueError, match="number"):
        acceptance_notice(matter(receive_no=""), Promise(None, None), ())


def test_what_is_settled_at_once_has_no_days() -> None:
    said = words(acceptance_notice(matter(), Promise(None, None), RECEIVED))
    assert "即办件" in said
    assert "工作日" not in said


def test_a_receipt_before_the_centre_answers_says_that_nothing_is_accepted_yet() -> None:
    said = words(material_receipt(matter(receive_no="", query_code=""), RECEIVED))
    assert NOT_YET_ACCEPTED in said
    assert "1125-ABCDEF" in said


@pytest.mark.requirement("R23")
def test_the_notice_of_defects_lists_every_one_with_its_cure_and_says_that_these_are_all() -> None:
    defects = [Defect(f"材料{index}", f"问题{index}", f"补正{index}") for index in range(7)]
    said = words(one_time_notice(matter(), defects, date(2026, 12, 2)))
    assert ALL_LISTED in said
    assert "2026年12月2日" in said
    assert all(f"{word}{index}" in said for index in range(7) for word in ("材料", "问题", "补正"))


def test_there_is_no_notice_without_a_defect() -> None:
    with pytest.raises(ValueError, match="at least one"):
        one_time_notice(matter(), [])


@pytest.mark.requirement("R25")
def test_a_refusal_names_who_is_the_right_one_and_the_remedy() -> None:
    said = words(PAPERS["refusal"]())
    assert "请向户籍地民政部门申请" in said
    assert REMEDY in said


@pytest.mark.requirement("R31")
def test_a_deferral_says_what_may_come_until_when() -> None:
    said = words(PAPERS["deferral"]())
    assert "收入证明" in said
    assert "2026年12月2日" in said


def test_an_agent_stands_beside_the_applicant() -> None:
    assert "经办人" in words(material_receipt(matter(agent="林*"), RECEIVED))


@pytest.mark.requirement("R38")
def test_a_seal_is_drawn_only_where_the_centre_sent_one() -> None:
    circle = '<circle cx="20" cy="20" r="18"/>'
    seal = f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{circle}</svg>'
    promise = Promise(None, None)
    plain = official.pdf(acceptance_notice(matter(), promise, ()))
    sealed = official.pdf(acceptance_notice(matter(), promise, (), seal=seal))
    assert len(sealed) != len(plain)
