"""POST /cases/paper: what a terminal needs to draw an official paper of a case: number, office, seal.

Number and query code travel in the signed body. The seal is for this one paper; it is drawn and forgotten.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from kiosk.center.contract.seals import Seal
from kiosk.center.contract.wire import Label, Sent, TerminalNo, Wire


class CasePaper(StrEnum):
    """The sealed papers of a case that come out at a terminal at once."""

    ACCEPTANCE = "acceptance"  # 受理通知单
    NOTICE = "notice"  # 一次性告知单


class PaperRequest(Sent):
    terminal_no: TerminalNo
    receive_no: Label
    query_code: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{4,32}$")]
    paper: CasePaper


class PaperGrant(Wire):
    """`number`: 文号, the same however often it is asked for; `seal` is bound to it."""

    paper: CasePaper
    receive_no: Label
    number: Annotated[str, Field(min_length=4, max_length=60)]
    office: Annotated[str, Field(min_length=1, max_length=60)]
    issued_on: date
    handler: str = ""
    phone: str = ""
    special: str = "无"
    fee: str = ""
    seal: Seal
