"""The form of one service item: what the card knows is shown, the rest is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal

from screens.page import Back, Page
from screens.pages.parts import Choice
from screens.text import Text

Kind = Literal[
    "fixed",
    "phone",
    "money",
    "number",
    "date",
    "choice",
    "choices",
    "text",
    "longText",
    "hanziName",
    "address",
    "idNumber",
    "creditCode",
    "commitment",
]
MOST_CHARACTERS: Final = 1000
YES: Final = "yes"
DATE_DIGITS: Final = 8
FEN_DIGITS: Final = 2  # 100 fen are a yuan


@dataclass(frozen=True)
class Field:
    """One field; "fixed" is only shown. docs/forms.md tells the kinds.

    `group` names the part of the form that the field begins; `when` says that it is asked only while the
    field of that key holds one of the values. `words` is what a commitment says in full.
    """

    key: str
    label: Text
    kind: Kind
    choices: tuple[Choice, ...] = ()
    hint: Text | None = None
    required: bool = True
    group: Text | None = None
    words: Text | None = None
    when: tuple[str, tuple[str, ...]] | None = None
    most_characters: int = 100

    @property
    def can_change(self) -> bool:
        return self.kind != "fixed"


class BackFromForm(Back):
    """The citizen goes one step back; what was typed so far is not lost."""

    def __init__(self, values: dict[str, object]) -> None:
        super().__init__()
        self.values = values


@dataclass(frozen=True)
class FillForm(Page[dict[str, object]]):
    """Answers every field that can be changed, by key; None where the citizen left it empty.

    `values` and the answer have the same types: number is int, money is int in fen (the citizen reads and
    types yuan), choices a list of str, commitment True, date "1990-01-31" (what is no date stays as it was
    typed), all others str. A field whose condition does not hold is None. What is shown of a fixed field is
    masked by who asks. Back raises BackFromForm with the same values.
    `hear` is told the texts as they stand, at every change; `answer` makes values of them.
    `problems`, by key, stand beside their fields, all at once; the key "" is the form as a whole.
    """

    title: Text
    fields: tuple[Field, ...]
    values: Mapping[str, object] = field(default_factory=dict)
    problems: Mapping[str, Text] = field(default_factory=dict)
    hear: Callable[[object], None] = lambda _typed: None

    qml: ClassVar[str] = "FillForm"

    def answer(self, raw: object) -> dict[str, object]:
        """Takes the texts that the citizen typed, by key; a missing one is empty."""
        if not isinstance(raw, Mapping):
            raise ValueError("a form answers its fields by key")  # noqa: TRY004  what a page may raise
        asked = {each.key: each for each in self.fields if each.can_change}
        typed = {key: text for key, text in raw.items() if key != WAY}
        if not asked.keys() >= typed.keys():
            raise ValueError("no such field can be changed")
        values = {
            key: _typed(each, typed.get(key)) if _is_asked(each, typed) else None
            for key, each in asked.items()
        }
        if raw.get(WAY) == BACKWARDS:
            raise BackFromForm(values)
        return values


WAY: Final = " way"
BACKWARDS: Final = "back"


def _is_asked(asked: Field, typed: Mapping[object, object]) -> bool:
    return asked.when is None or typed.get(asked.when[0]) in asked.when[1]


def _typed(asked: Field, text: object) -> object:
    if text is None or text == "":
        return None
    if not isinstance(text, str):
        raise ValueError("a field holds text")  # noqa: TRY004  as above
    if asked.kind == "choices":
        return [_chosen(asked, each) for each in text.split("\n")]
    if asked.choices or asked.kind == "choice":
        return _chosen(asked, text)
    return READERS.get(asked.kind, _written)(text)


def _chosen(asked: Field, text: str) -> str:
    if text not in {choice.value for choice in asked.choices}:
        raise ValueError("no choice of this field")
    return text


def _written(text: str) -> str | None:
    if len(text) > MOST_CHARACTERS or any(each < " " for each in text):
        raise ValueError("no text that its keys can type")
    return text.strip() or None


def _date(text: str) -> str:
    """19900131 → 1990-01-31; what is not whole stays as it is."""
    digits = _digits(text)
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == DATE_DIGITS else digits


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


READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "phone": _digits,
    "number": lambda text: int(_digits(text)),
    "money": _fen,
    "date": _date,
    "commitment": lambda text: text == YES or None,
}
