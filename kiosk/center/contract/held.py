"""POST /people/held: what the centre holds of a person, so that a form need not ask for it again.

Only what the item's form wants (`FormField.prefill`), only for the person whose card lies on the reader.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from kiosk.center.contract.people import CertNo, CertType, Name
from kiosk.center.contract.wire import Label, Sent, TerminalNo, Wire


class HeldRequest(Sent):
    """`names` as the fields of the form have them; `item_code` may be a package's."""

    terminal_no: TerminalNo
    item_code: Label
    cert_type: CertType
    cert_no: CertNo
    name: Name
    names: Annotated[tuple[Label, ...], Field(min_length=1, max_length=100)]


class HeldAnswer(Wire):
    """The values by name, as the form's schema has them; what is not known is absent."""

    values: Mapping[Label, Any] = Field(default_factory=dict)
