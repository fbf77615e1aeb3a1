"""Which seal may stand on which paper."""

from datetime import date

import pytest

from kiosk.center.contract import Seal, SealKind
from kiosk.documents.seals import PERMITTED, Paper, Refusal, refusal

TODAY = date(2025, 11, 3)
PAPER = "a" * 64


def a_seal(**changes):
    seal = {
        "organisation": "演示市社会保险中心",
        "kind": "business",
        "record_no": "3599990010001",
        "status": "registered",
        "valid_from": date(2024, 1, 1),
        "valid_until": date(2034, 12, 31),
        "bound_to": PAPER,
    }
    return Seal.model_validate(seal | changes)


def test_a_registered_seal_of_its_paper_may_stand_on_it():
    assert refusal(a_seal(), Paper.CERTIFICATE, PAPER, TODAY) is None


@pytest.mark.requirement("R39")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"record_no": ""}, Refusal.NOT_REGISTERED),
        ({"status": "revoked"}, Refusal.NOT_REGISTERED),
        ({"status": "suspended"}, Refusal.NOT_REGISTERED),
        ({"valid_until": date(2025, 11, 2)}, Refusal.NOT_VALID),
        ({"valid_from": date(2025, 11, 4)}, Refusal.NOT_VALID),
        ({"bound_to": "b" * 64}, Refusal.OTHER_PAPER),
    ],
)
def test_any_other_seal_blocks_the_print(change, reason):
    assert refusal(a_seal(**change), Paper.CERTIFICATE, PAPER, TODAY) is reason


@pytest.mark.requirement("R38")
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("kind", SealKind)
def test_each_paper_takes_its_seals_and_no_others(paper, kind):
    refused = refusal(a_seal(kind=kind), paper, PAPER, TODAY)
    assert refused is (None if kind in PERMITTED[paper] else Refusal.WRONG_KIND)


@pytest.mark.requirement("R38")
def test_acceptance_bears_the_reception_seal_and_a_certificate_never_does():
    assert SealKind.RECEPTION in PERMITTED[Paper.ACCEPTANCE]
    assert SealKind.RECEPTION not in PERMITTED[Paper.CERTIFICATE]
