"""From the fields of a page to the values that its QML reads."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass

from screens.page import Live
from screens.text import Language, Text

Picture = Callable[[bytes], str]


def camel_case(name: str) -> str:
    """`next_step` → `nextStep`."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def qml_value(value: object, language: Language, picture: Picture) -> object:  # noqa: PLR0911  one per kind
    """A value as QML knows it.

    Text becomes a string, None an empty string, bytes the address that `picture` gives them, sequences lists,
    mappings and dataclasses plain maps. Everything else passes as it is.
    """
    if value is None:
        return ""
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, bytes):
        return picture(value)
    if isinstance(value, tuple | list | frozenset | set):
        return [qml_value(each, language, picture) for each in value]
    if isinstance(value, Mapping):
        return {str(key): qml_value(each, language, picture) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {
            camel_case(field.name): qml_value(getattr(value, field.name), language, picture)
            for field in fields(value)
        }
    return value


def page_properties(page: object, language: Language, picture: Picture) -> dict[str, object]:
    """The QML properties of a page's fields, its `Live` and its functions apart."""
    if not is_dataclass(page):
        raise TypeError("a page is a dataclass")
    return {
        camel_case(field.name): qml_value(value, language, picture)
        for field in fields(page)
        if not isinstance(value := getattr(page, field.name), Live) and not callable(value)
    }
