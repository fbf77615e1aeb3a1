"""POST /progress: where a case stands (R37), in the states of a case's life.

Asked with a number and its query code, with the code on a slip, or by identity. All three are secrets or
personal data: they travel in the signed body, never in a URL.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from kiosk.center.contract.wire import ItemCode, Label, Sent, TerminalNo, Wire, Words


class CaseState(StrEnum):
    """What became of a case so far (GB/T 39046 and the provinces' lists, by name)."""

    SUBMITTED = "submitted"  # 收件: handed in, its form not looked at yet
    CORRECTION = "correction"  # 补齐补正: told once what is missing; the clock stands still
    NOT_ACCEPTED = "not_accepted"  # 不予受理
    ACCEPTED = "accepted"  # 受理: the clock runs
    IN_REVIEW = "in_review"  # 办理中
    SPECIAL = "special"  # 特别程序: the clock stands still
    EXTENDED = "extended"  # 延长审批
    GRANTED = "granted"  # 办结·准予
    DENIED = "denied"  # 办结·不予
    WITHDRAWN = "withdrawn"  # 撤回
    TERMINATED = "terminated"  # 终止
    DELIVERED = "delivered"  # 送达


class Defect(Wire):
    """One thing that is missing or wrong, and how it is cured. `part`: the form's field or the material."""

    part: Annotated[str, Field(max_length=64)] = ""
    name: Words
    problem: Words
    cure: Words
    basis: str = ""


class Node(Wire):
    """One station of a case; `handler` as the counter calls it, never more than that."""

    name: Words
    state: Literal["done", "now", "ahead"]
    at: AwareDatetime | None = None
    handler: str = ""
    note: Words | None = None


class Progress(Wire):
    """One case as its applicant may see it.

    `due_on` is counted in working days with the holidays as published; `due_certain` is False where it lies
    in a year whose holidays were not published yet. `result`: what was decided; `applicant` is masked.
    `tracking`: carrier and number of the letter that the result is posted in, as the carrier has them.
    """

    receive_no: str
    item_code: ItemCode
    item_name: Words
    applicant: str
    state: CaseState
    state_name: Words
    received_at: AwareDatetime
    accepted_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None
    promised_days: int | None = None  # working days; None: on the spot
    due_on: date | None = None
    due_certain: bool = True
    clock_stopped: bool = False
    overdue: bool = False
    nodes: tuple[Node, ...]
    next_step: Words
    phone: str
    result: Words | None = None
    tracking: Annotated[str, Field(max_length=60)] = ""
    defects: tuple[Defect, ...] = ()
    correct_until: date | None = None


class ByNumber(Sent):
    """`number`: 受理编码, or 办理编号 as the slip bears it, with `query_code` 查询密码."""

    by: Literal["number"] = "number"
    number: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{6,64}$")]
    query_code: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{4,32}$")]


class BySlip(Sent):
    """What the code on a slip says: the terminal and the number it gave, of which 30 bits are chance."""

    by: Literal["slip"] = "slip"
    terminal_no: TerminalNo
    local_no: Label


class ByIdentity(Sent):
    """The person whose card lies on the reader now."""

    by: Literal["identity"] = "identity"
    cert_no: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{6,32}$")]
    name: Annotated[str, Field(min_length=1, max_length=100)]


class ProgressRequest(Sent):
    asked: Annotated[ByNumber | BySlip | ByIdentity, Field(discriminator="by")]


class ProgressAnswer(Wire):
    """The newest first; by number or slip exactly one, or NOT_FOUND."""

    cases: tuple[Progress, ...]
