"""What is left for a department by somebody who cannot be served on the spot (R9)."""

from typing import Annotated, Any

from pydantic import AwareDatetime, Field

from kiosk.center.contract.wire import ItemCode, Label, Sent, TerminalNo, Wire, Words


class RequestKind(Wire):
    """咨询, 申请, 上门: one way to leave a request. Another one needs data only.

    `form` names the form among the list's; the department answers within so many working days.
    """

    code: Label
    name: Words
    note: Words
    icon: Label = "chat-text"
    form: ItemCode
    promised_days: Annotated[int, Field(ge=0, le=60)]
    next_step: Words  # on the page and on the slip: what happens now


class ServiceRequest(Sent):
    """The payload of an envelope of kind "request". No card belongs to it: `form` bears the phone number,
    and what was chosen or written."""

    local_no: Label
    item_code: ItemCode
    terminal_no: TerminalNo
    request: Label  # the code of its kind
    list_version: str
    form_version: str
    form: dict[str, Any]
    asked_at: AwareDatetime
