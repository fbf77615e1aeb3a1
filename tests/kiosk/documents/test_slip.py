"""What stands on the slip."""

from datetime import UTC, datetime

import pytest

from drivers.id_card import people
from drivers.printer.receipt.layout import Columns, Cut, Qr, TextLine
from kiosk.cases.draft import Draft
from kiosk.center.reference.items import load_catalogue
from kiosk.config import Terminal
from kiosk.documents.slip import NOT_YET_ACCEPTED, slip

NOW = datetime(2026, 11, 22, 9, 41, tzinfo=UTC)
TERMINAL = Terminal(number="DEMO-0001", place_zh="便民服务站", phone="12345")
HOLDER = (people.RESIDENT.name, people.RESIDENT.id_number)


def draft_of(kind: str) -> Draft:
    catalog = load_catalogue().document
    item = next(item for item in catalog.items if item.kind == kind)
    return Draft.begin(catalog, item, NOW)


def texts(elements) -> str:
    lines = []
    for element in elements:
        match element:
            case TextLine():
                lines.append(element.text)
            case Columns():
                lines.append(f"{element.left} {element.right}")
            case Qr():
                lines.append(element.data)
            case _:
                pass
    return "\n".join(lines)


@pytest.mark.requirement("R22")
def test_offline_it_says_that_nothing_is_accepted_yet():
    draft = draft_of("A")
    paper = texts(slip(draft, HOLDER, TERMINAL, NOW))
    assert NOT_YET_ACCEPTED in paper
    assert draft.number in paper
    assert "收件凭证" in paper


def test_with_the_centres_receipt_it_bears_number_and_query_code():
    draft = draft_of("A")
    draft.receive_number, draft.query_code = "11359999MB00000005", "A1B2C3"
    paper = texts(slip(draft, HOLDER, TERMINAL, NOW))
    assert "11359999MB00000005" in paper
    assert "A1B2C3" in paper
    assert NOT_YET_ACCEPTED not in paper


@pytest.mark.requirement("R83")
@pytest.mark.parametrize("kind", ["A", "P"])
def test_name_and_number_are_masked(kind: str):
    paper = texts(slip(draft_of(kind), HOLDER, TERMINAL, NOW))
    assert HOLDER[0] not in paper
    assert HOLDER[1] not in paper
    assert "林*" in paper


def test_a_reprint_says_so():
    paper = texts(slip(draft_of("A"), HOLDER, TERMINAL, NOW, again=True))
    assert "补打" in paper


def test_a_certificates_slip_leads_to_its_verification():
    draft = draft_of("P")
    draft.verify_code, draft.verify_url = "V123", "https://centre.example/verify/V123"
    elements = slip(draft, HOLDER, TERMINAL, NOW)
    assert "V123" in texts(elements)
    assert any(isinstance(element, Qr) and element.data.endswith("V123") for element in elements)
    assert isinstance(elements[-1], Cut)
