"""What a citizen leaves for a department (R9) while it is being written; wiped with the draft."""

from dataclasses import dataclass, field
from datetime import datetime

from kiosk.cases.instance import value_of
from kiosk.center.contract import Form, RequestKind, ServiceRequest, asked
from screens.text import Text


@dataclass
class Wish:
    """One request and the answers to its form so far."""

    kind: RequestKind
    form: Form
    values: dict[str, object] = field(default_factory=dict)
    problems: dict[str, Text] = field(default_factory=dict)

    @property
    def phone(self) -> str:
        """The number to call back, "" before it is entered."""
        numbers = (self.values.get(each.key) for each in asked(self.form) if each.kind == "phone")
        return str(next((number for number in numbers if number), ""))

    def message(
        self, local_no: str, item_code: str, list_version: str, terminal_no: str, asked_at: datetime
    ) -> bytes:
        """The payload of its envelope."""
        message = ServiceRequest(
            local_no=local_no,
            item_code=item_code,
            terminal_no=terminal_no,
            request=self.kind.code,
            list_version=list_version,
            form_version=self.form.version,
            form=value_of(asked(self.form), self.values),
            asked_at=asked_at,
        )
        return message.model_dump_json(by_alias=True).encode()
