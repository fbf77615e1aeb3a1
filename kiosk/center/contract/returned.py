"""POST /cases/returned: what was given in a case that awaits its correction (补正), for its own applicant.

So that only what is wrong is typed anew. Asked with the card on the reader; nobody else is told anything.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from kiosk.center.contract.cases import Defect
from kiosk.center.contract.people import CertNo, CertType, Company, Delivery, Name
from kiosk.center.contract.wire import ItemCode, Label, Sent, TerminalNo, Wire


class ReturnedRequest(Sent):
    terminal_no: TerminalNo
    receive_no: Label
    cert_type: CertType
    cert_no: CertNo
    name: Name


class ReturnedCase(Wire):
    """`form`, `scenario`, `company`, `delivery` as they were handed in last (`CaseSubmission`); `defects` as
    they were told."""

    receive_no: Label
    item_code: ItemCode
    scenario: Mapping[Label, Label] = Field(default_factory=dict)
    form: dict[str, Any]
    company: Company | None = None
    delivery: Delivery | None = None
    defects: tuple[Defect, ...] = ()
