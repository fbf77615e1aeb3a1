"""Whether this terminal understands a form, and if not, why not: for whoever takes a catalogue in."""

from pydantic import ValidationError

from kiosk.center.contract import Form

MOST_REASONS = 3


def why_not(raw: object) -> str:
    """ "" for a form that the pages can ask and `kiosk.cases.form` can check; else the technician's reason.

    Never raises, and tells nothing of the form but its field names. `raw` is the parsed JSON of one form.
    """
    try:
        form = Form.model_validate(raw)
    except (ValidationError, RecursionError) as error:
        return _told(error)
    unknown = sorted(_references(form.json_schema) - _anchors(form.json_schema))
    return f"the schema refers to {unknown[0]}, which it does not hold" if unknown else ""


def _told(error: ValidationError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "the form is nested too deeply"
    reasons = [
        f"{'.'.join(map(str, each['loc'])) or 'form'}: {each['msg']}"
        for each in error.errors(include_input=False, include_url=False)
    ]
    return "; ".join(reasons[:MOST_REASONS])


def _references(schema: object) -> set[str]:
    """Every `$ref` of the schema: they all begin with #, the contract saw to that."""
    if isinstance(schema, list):
        return set().union(*map(_references, schema))
    if not isinstance(schema, dict):
        return set()
    own = {schema["$ref"]} if isinstance(schema.get("$ref"), str) else set()
    return own.union(*map(_references, schema.values()))


def _anchors(schema: dict[str, object]) -> set[str]:
    definitions = schema.get("$defs", {})
    names = definitions if isinstance(definitions, dict) else {}
    return {"#", *(f"#/$defs/{name}" for name in names)}
