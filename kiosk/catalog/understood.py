"""Whether this terminal understands a document of the centre, and if not, why not, for the technician."""

from typing import TypeVar

from pydantic import ValidationError

from kiosk.center.contract import Form
from kiosk.center.contract.wire import Wire

Document = TypeVar("Document", bound=Wire)

MOST_REASONS = 3


class NotUnderstood(Exception):
    """The message names fields of the document, and nothing that stands in them."""


def why_not(raw: object) -> str:
    """ "" for a form that the pages can ask and check; else the technician's reason.

    Never raises. `raw` is the parsed JSON of one form.
    """
    try:
        Form.model_validate(raw)
    except (ValidationError, RecursionError) as error:
        return told(error)
    return ""


def understood(model: type[Document], document: bytes, context: object = None) -> Document:
    """`document` as `model`. Raises NotUnderstood."""
    try:
        return model.model_validate_json(document, context=context)
    except (ValidationError, RecursionError) as error:
        raise NotUnderstood(told(error)) from error


def told(error: ValidationError | RecursionError) -> str:
    """The first reasons, each with its place."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    reasons = [
        f"{'.'.join(map(str, each['loc'])) or 'as a whole'}: {each['msg']}"
        for each in error.errors(include_input=False, include_url=False)
    ]
    return "; ".join(reason.replace("Value error, ", "") for reason in reasons[:MOST_REASONS])
