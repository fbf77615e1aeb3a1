"""Whether a seal may stand on a paper: its record, its validity, the paper that it is bound to (R38, R39)."""

from datetime import date
from enum import StrEnum
from typing import Final

from kiosk.center.contract import Seal, SealKind


class Paper(StrEnum):
    """The kinds of sealed papers that come out of a terminal."""

    CERTIFICATE = "certificate"
    ACCEPTANCE = "acceptance"  # 受理通知单
    REFUSAL = "refusal"  # 不予受理通知书
    NOTICE = "notice"  # 一次性告知单
    DECISION = "decision"


class Refusal(StrEnum):
    """Why a seal does not count."""

    NOT_REGISTERED = "not_registered"
    NOT_VALID = "not_valid"
    WRONG_KIND = "wrong_kind"
    OTHER_PAPER = "other_paper"


_DECIDING: Final = frozenset({SealKind.REVIEW, SealKind.APPROVAL})
PERMITTED: Final = {
    Paper.CERTIFICATE: frozenset({SealKind.BUSINESS, SealKind.COMMUNITY}),
    Paper.ACCEPTANCE: frozenset({SealKind.RECEPTION}),
    Paper.NOTICE: frozenset({SealKind.RECEPTION}),
    Paper.REFUSAL: _DECIDING | {SealKind.RECEPTION},
    Paper.DECISION: _DECIDING,
}


def refusal(seal: Seal, paper: Paper, bound_to: str, today: date) -> Refusal | None:
    """Why `seal` may not stand on this paper, None where it may. `bound_to`: what identifies the paper."""
    if not seal.record_no or seal.status != "registered":
        return Refusal.NOT_REGISTERED
    if not seal.valid_from <= today <= seal.valid_until:
        return Refusal.NOT_VALID
    if seal.kind not in PERMITTED[paper]:
        return Refusal.WRONG_KIND
    return None if seal.bound_to == bound_to else Refusal.OTHER_PAPER
