"""What several pages are made of."""

from dataclasses import dataclass

from screens.text import Text


@dataclass(frozen=True)
class Row:
    """A label and its value."""

    label: Text
    value: Text


@dataclass(frozen=True)
class Choice:
    """One of several answers. `icon` names a file of assets/icons; one that is closed says why."""

    value: str
    label: Text
    note: Text | None = None
    icon: str = "caret-right"
    closed: Text | None = None


@dataclass(frozen=True)
class Section:
    """A heading and the lines under it."""

    heading: Text
    lines: tuple[Text, ...]
