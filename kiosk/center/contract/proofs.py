"""POST /proofs: certificates that the centre issues at once."""

from typing import Annotated

from pydantic import AwareDatetime, Base64Bytes, Field, StringConstraints

from kiosk.center.contract.envelopes import CertType
from kiosk.center.contract.wire import ItemCode, Key, Label, Sent, Sha256, TerminalNo, Wire, Words


class ProofRequest(Sent):
    terminal_no: TerminalNo
    local_no: Label
    cert_type: CertType
    cert_no: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{6,32}$")]
    name: Annotated[str, Field(min_length=1, max_length=100)]


class Proof(Wire):
    """A certificate ready to print: A4 PDF with seal, verification code and QR code."""

    id: Key
    item_code: ItemCode
    title: Words
    verify_code: str
    verify_url: str
    issued_at: AwareDatetime
    pages: Annotated[int, Field(ge=1)]
    sha256: Sha256
    pdf: Base64Bytes
    duplicate: bool = False
