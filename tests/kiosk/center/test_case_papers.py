"""The official papers of a case: number and seal, for the case that has them, again under the same number."""

import re

import pytest

from kiosk.center.contract import CasePaper, PaperRequest, SealKind
from kiosk.center.errors import CenterRefused
from offline_queue.outcome import Delivered

TERMINAL = "T-0001"


@pytest.fixture
def filed(client, seal, make):
    """Hands in a case; gives what asks for its papers."""

    def filed(paper, **changes):
        outcome = client.deliver(seal(make.case(**changes)))
        assert isinstance(outcome, Delivered)
        receipt = outcome.receipt
        return PaperRequest(
            terminal_no=TERMINAL,
            receive_no=receipt["receiveNo"],
            query_code=receipt["queryCode"],
            paper=paper,
        )

    return filed


@pytest.mark.requirement("R22")
@pytest.mark.requirement("R38")
def test_an_accepted_case_has_a_number_of_the_year_and_a_reception_seal_bound_to_it(client, filed):
    grant = client.paper(filed(CasePaper.ACCEPTANCE))
    assert re.fullmatch(r"演政务受〔\d{4}〕\d+号", grant.number)
    assert grant.seal.kind is SealKind.RECEPTION
    assert grant.seal.bound_to == grant.number
    assert grant.seal.image.startswith("<svg")
    assert grant.phone


def test_a_paper_keeps_its_number_and_two_papers_never_share_one(client, filed):
    request = filed(CasePaper.ACCEPTANCE)
    first, again = client.paper(request), client.paper(request)
    assert again.number == first.number
    assert client.paper(filed(CasePaper.ACCEPTANCE)).number != first.number


@pytest.mark.requirement("R23")
def test_a_case_to_be_corrected_has_a_notice_and_no_acceptance(client, filed):
    form = {"name": "张演示", "idNumber": "359999199001010017", "phone": "13800001234"}
    request = filed(CasePaper.NOTICE, form=form)
    assert client.paper(request).number.startswith("演政务告〔")
    with pytest.raises(CenterRefused):
        client.paper(request.model_copy(update={"paper": CasePaper.ACCEPTANCE}))


@pytest.mark.parametrize("change", [{"query_code": "AAAAAA"}, {"receive_no": "unknown"}])
def test_nobody_has_the_papers_of_a_case_without_its_number_and_code(client, filed, change):
    with pytest.raises(CenterRefused, match="code 4040"):
        client.paper(filed(CasePaper.ACCEPTANCE).model_copy(update=change))


def test_an_accepted_case_has_no_notice_of_defects(client, filed):
    with pytest.raises(CenterRefused):
        client.paper(filed(CasePaper.NOTICE))
