"""POST /proofs: certificates that the centre issues at once; one that came out torn is called void."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AwareDatetime, Base64Bytes, Field, StringConstraints

from kiosk.center.contract.people import CertType, Company
from kiosk.center.contract.seals import Seal
from kiosk.center.contract.wire import ItemCode, Key, Label, Sent, Sha256, TerminalNo, Wire, Words


class ProofRequest(Sent):
    """`chosen`: the option by question of the guide, such as a period or a purpose. `company`: whose
    certificate it is, where it is not the person's; the centre issues it to whom it knows to act for it."""

    terminal_no: TerminalNo
    local_no: Label
    cert_type: CertType
    cert_no: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{6,32}$")]
    name: Annotated[str, Field(min_length=1, max_length=100)]
    chosen: Mapping[Label, Label] = Field(default_factory=dict)
    company: Company | None = None


class Proof(Wire):
    """A certificate ready to print: A4 PDF with seal, verification code and QR code.

    `copy_no` of `copies_allowed` counts what the holder got of this one today; void ones do not count.
    `seal` stands in the PDF and is bound to it by its digest.
    """

    id: Key
    item_code: ItemCode
    title: Words
    serial: Label
    verify_code: str
    verify_url: str
    issued_at: AwareDatetime
    pages: Annotated[int, Field(ge=1)]
    copy_no: Annotated[int, Field(ge=1)] = 1
    copies_allowed: Annotated[int, Field(ge=1)] = 1
    seal: Seal
    sha256: Sha256
    pdf: Base64Bytes
    duplicate: bool = False


class ProofVoid(Sent):
    """The payload of an envelope of kind "void": what came of this certificate is worthless.

    The envelope's id is the idempotency key; a certificate that is void already stays so.
    """

    proof_id: Key
    item_code: ItemCode
    terminal_no: TerminalNo
    local_no: Label
    reason: Literal["not_printed", "seal_refused"]
    sheets: Annotated[int, Field(ge=0)] | None = None
    voided_at: AwareDatetime
