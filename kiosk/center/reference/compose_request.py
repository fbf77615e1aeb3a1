"""What can be left for a department: the kinds of `requests.toml`, each with its form."""

from collections.abc import Iterator
from typing import Any

from kiosk.center.reference.compose_form import FORM_VERSION, asking
from kiosk.center.reference.compose_guide import pair

Table = dict[str, Any]


def kinds_of(tables: Table) -> list[Table]:
    """The raw kinds of the list."""
    return [
        {
            "code": kind["code"],
            "name": pair(kind),
            "note": pair(kind, "note_"),
            "icon": kind["icon"],
            "form": _form_code(kind),
            "promisedDays": kind["days"],
            "nextStep": pair(kind, "next_"),
        }
        for kind in tables["requests"].get("kinds", [])
    ]


def forms_of(tables: Table) -> Iterator[tuple[str, Table]]:
    """The raw forms by code. Raises ValueError: there is no such field."""
    for kind in tables["requests"].get("kinds", []):
        code = _form_code(kind)
        yield code, {"itemCode": code, "version": FORM_VERSION, **asking(code, kind["fields"], tables)}


def _form_code(kind: Table) -> str:
    """Like an item's, and of no item."""
    return "REQUEST" + "".join(sign for sign in kind["code"].upper() if sign.isalnum())
