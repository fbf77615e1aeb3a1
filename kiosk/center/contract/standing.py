"""At which question of a form an error of its schema stands."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kiosk.center.contract.asked import Asked


def places_of(error: Any) -> Iterator[tuple[Any, ...]]:
    """The places in the form's value that one of jsonschema's errors is about."""
    path = tuple(error.absolute_path)
    known = error.instance if isinstance(error.instance, Mapping) else {}
    if error.validator == "required":
        # The missing property stands in the message only, but each missing one has its error: all are meant.
        yield from ((*path, name) for name in error.validator_value if name not in known)
    elif error.validator == "dependentRequired":
        wanted = (name for has, names in error.validator_value.items() if has in known for name in names)
        yield from ((*path, name) for name in wanted if name not in known)
    else:
        yield path


def under(path: Sequence[Any], questions: Sequence[Asked]) -> Asked | None:
    """The question whose value stands at `path`, around it, or first under it."""
    around = [each for each in questions if tuple(path[: len(each.path)]) == each.path]
    if around:
        return max(around, key=lambda each: len(each.path))
    within = (each for each in questions if path and each.path[: len(path)] == tuple(path))
    return next(within, None)


def at(value: Any, path: Sequence[str]) -> Any:
    """What stands at `path` of a form's value, None where nothing does."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
