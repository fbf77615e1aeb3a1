"""What the centre has on record of a visit, in a few lines."""

from collections.abc import Mapping
from typing import Any

NOTHING = "—"


def lines(number: str, record: Mapping[str, Any] | None) -> tuple[tuple[str, str], ...]:
    """Label and value of what the operators see; `record` as the centre gives it, None before it arrived."""
    if record is None:
        return (("编号 No.", number), ("中心 Centre", "还没有收到 nothing yet"))
    rows = [("编号 No.", number)]
    if record["case"] is not None:
        submission = record["case"]["submission"]
        rows += [
            ("受理号 Receipt", receipt_number(record)),
            ("申请人 Applicant", submission["applicant"]["name"]),
            ("材料 Pages", str(sum(len(material["pages"]) for material in submission["materials"]))),
        ]
    rows += [("验证码 Proof", proof["verifyCode"]) for proof in record["proofs"]]
    rows.append(("评价 Rating", rating(record)))
    return tuple(rows)


def receipt_number(record: Mapping[str, Any] | None) -> str:
    """The centre's number of the case."""
    case = record["case"] if record is not None else None
    return str(case["receipt"]["receiveNo"]) if case is not None else NOTHING


def rating(record: Mapping[str, Any] | None) -> str:
    """The level that the citizen gave."""
    given = record["evaluation"] if record is not None else None
    return str(given["satisfaction"]) if given is not None else NOTHING
