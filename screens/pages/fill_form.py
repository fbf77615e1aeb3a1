"""The form of one service item: what the card knows is shown, the rest is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal

from screens.page import Page
from screens.pages.parts import Choice
from screens.text import Text

Kind = Literal["fixed", "phone", "money", "number", "choice", "text"]
FEN_DIGITS: Final = 2  # 100 fen are a yuan


@dataclass(frozen=True)
class Field:
    """One field. "fixed" is only shown, and so is "text" that offers no choices."""

    key: str
    label: Text
    kind: Kind
    choices: tuple[Choice, ...] = ()
    hint: Text | None = None
    required: bool = True

    @property
    def can_change(self) -> bool:
        return self.kind in {"phone", "money", "number"} or (self.kind != "fixed" and bool(self.choices))


@dataclass(frozen=True)
class FillForm(Page[dict[str, object]]):
    """Answers every field that can be changed, by key; None where the citizen left it empty.

    `values` and the answer have the same types: phone, choice and text are str, number is int, money is int
    in fen (the citizen reads and types yuan). What is shown of a fixed field is masked by who asks.
    `problems`, by key, stand beside their fields, all at once; the key "" is the form as a whole.
    """

    title: Text
    fields: tuple[Field, ...]
    values: Mapping[str, object] = field(default_factory=dict)
    problems: Mapping[str, Text] = field(default_factory=dict)

    qml: ClassVar[str] = "FillForm"

    def answer(self, raw: object) -> dict[str, object]:
        """Takes the texts that the citizen typed, by key; a missing one is empty."""
        if not isinstance(raw, Mapping):
            raise ValueError("a form answers its fields by key")  # noqa: TRY004  what a page may raise
        asked = {each.key: each for each in self.fields if each.can_change}
        if not asked.keys() >= raw.keys():
            raise ValueError("no such field can be changed")
        return {key: _typed(each, raw.get(key)) for key, each in asked.items()}


def _typed(asked: Field, text: object) -> object:
    if text is None or text == "":
        return None
    if not isinstance(text, str):
        raise ValueError("a field holds text")  # noqa: TRY004  as above
    if asked.choices:
        if text not in {choice.value for choice in asked.choices}:
            raise ValueError("no choice of this field")
        return text
    match asked.kind:
        case "money":
            return _fen(text)
        case "number":
            return int(_digits(text))
        case _:
            return _digits(text)


def _digits(text: str) -> str:
    if not (text.isascii() and text.isdigit()):
        raise ValueError("the keys of this field are digits")
    return text


def _fen(text: str) -> int:
    """ "12", "12." and "12.3" yuan → fen."""
    yuan, _, rest = text.partition(".")
    if len(rest) > FEN_DIGITS:
        raise ValueError("an amount has at most two decimals")
    return int(_digits(yuan + rest.ljust(FEN_DIGITS, "0")))
