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
    "decimal",
    "digits",
    "date",
    "time",
    "dateTime",
    "choice",
    "choices",
    "text",
    "longText",
    "letters",
    "email",
    "hanziName",
    "address",
    "idNumber",
    "creditCode",
    "commitment",
    "table",
]
Way = Literal["add", "edit", "drop", "region", "calendar"]
MOST_CHARACTERS: Final = 1000
YES: Final = "yes"
DATE_DIGITS: Final = 8
TIME_DIGITS: Final = 4
FEN_DIGITS: Final = 2  # 100 fen are a yuan


@dataclass(frozen=True)
class Field:
    """One field; "fixed" is only shown. docs/forms.md tells the kinds.

    `group` names the part of the form that the field begins; `when` says that it is asked only while each of
    the fields of those keys holds one of the values. `words` is what a commitment says in full. A table takes
    `most_rows`, 0 for any number; an address is `by_region` where its region can be chosen. `source` tells
    where a value comes from that the citizen did not type here.
    """

    key: str
    label: Text
    kind: Kind
    choices: tuple[Choice, ...] = ()
    hint: Text | None = None
    required: bool = True
    group: Text | None = None
    words: Text | None = None
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    most_characters: int = 100
    most_rows: int = 0
    by_region: bool = False
    source: Text | None = None

    @property
    def can_change(self) -> bool:
        return self.kind != "fixed"


@dataclass(frozen=True)
class Aside:
    """The citizen goes on beside the form and comes back: a row of the table `key`, its region or calendar.

    `values` is what was typed so far; `row` counts from 0.
    """

    values: dict[str, object]
    way: Way
    key: str
    row: int = 0


class BackFromForm(Back):
    """The citizen goes one step back; what was typed so far is not lost."""

    def __init__(self, values: dict[str, object]) -> None:
        super().__init__()
        self.values = values


@dataclass(frozen=True)
class FillForm(Page["dict[str, object] | Aside"]):
    """Answers every field that can be changed, by key; None where the citizen left it empty.

    `values` and the answer have the same types: number is int, money is int in fen (the citizen reads and
    types yuan), choices a list of str, commitment True, date "1990-01-31", time "08:30:00+08:00", dateTime
    both with a T between (what is not whole stays as it was typed), all others str. An address whose region
    was chosen is a map of `region`, `place` and the typed `detail`. A table is shown as a line for each row
    and changed by an Aside; the answer leaves tables out. A field whose condition does not hold is None. What
    is shown of a fixed field is masked by who asks. Back raises BackFromForm with the same values.
    `hear` is told the texts as they stand, at every change; `answer` makes values of them.
    `problems`, by key, stand beside their fields, all at once; the key "" is the form as a whole.
    """

    title: Text
    fields: tuple[Field, ...]
    values: Mapping[str, object] = field(default_factory=dict)
    problems: Mapping[str, Text] = field(default_factory=dict)
    hear: Callable[[object], None] = lambda _typed: None
    at: str = ""  # the key of the field that is shown first
    is_row: bool = False  # one row of a table

    qml: ClassVar[str] = "FillForm"

    def answer(self, raw: object) -> "dict[str, object] | Aside":
        """Takes the texts that the citizen typed, by key; a missing one is empty."""
        if not isinstance(raw, Mapping):
            raise ValueError("a form answers its fields by key")  # noqa: TRY004  what a page may raise
        asked = {each.key: each for each in self.fields if each.can_change and each.kind != "table"}
        typed = {key: text for key, text in raw.items() if key not in {WAY, KEY, ROW}}
        if not asked.keys() >= typed.keys():
            raise ValueError("no such field can be changed")
        values = {
            key: self._typed(each, typed.get(key)) if _is_asked(each, typed, self.values) else None
            for key, each in asked.items()
        }
        way = raw.get(WAY)
        if way == BACKWARDS:
            raise BackFromForm(values)
        if way is not None:
            return self._aside(values, str(way), raw.get(KEY), raw.get(ROW))
        return values

    def _aside(self, values: dict[str, object], way: str, key: object, row: object) -> Aside:
        found = next((each for each in self.fields if each.key == key), None)
        kinds: Mapping[str, tuple[str, Way]] = {
            "add": ("table", "add"),
            "edit": ("table", "edit"),
            "drop": ("table", "drop"),
            "region": ("address", "region"),
            "calendar": ("date", "calendar"),
        }
        kind, known = kinds.get(way, ("", "add"))
        if found is None or found.kind != kind or not isinstance(row, int | float):
            raise ValueError("no such way leads from this form")
        rows = self.values.get(found.key, ())
        if known in {"edit", "drop"} and not (isinstance(rows, tuple) and 0 <= row < len(rows)):
            raise ValueError("no such row")
        return Aside(values, known, found.key, int(row))

    def _typed(self, asked: Field, text: object) -> object:
        value = _typed(asked, text)
        before = self.values.get(asked.key)
        if asked.kind == "address" and isinstance(before, Mapping):
            return {**before, "detail": value or ""}
        return value


WAY: Final = " way"
KEY: Final = " key"
ROW: Final = " row"
BACKWARDS: Final = "back"


def _is_asked(asked: Field, typed: Mapping[object, object], values: Mapping[str, object]) -> bool:
    return all(typed.get(key, values.get(key)) in chosen for key, chosen in asked.when)


def _typed(asked: Field, text: object) -> object:
    if text is None or text == "":
        return None
    if not isinstance(text, str):
        raise ValueError("a field holds text")  # noqa: TRY004  as above
    if asked.kind == "choices":
        return [_chosen(asked, each) for each in text.split("\n")]
    if asked.kind == "choice":
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


def _time(text: str) -> str:
    """0830 → 08:30:00+08:00, the time of the whole country."""
    digits = _digits(text)
    return f"{digits[:2]}:{digits[2:]}:00+08:00" if len(digits) == TIME_DIGITS else digits


def _date_time(text: str) -> str:
    """202601310830 → 2026-01-31T08:30:00+08:00."""
    digits = _digits(text)
    if len(digits) != DATE_DIGITS + TIME_DIGITS:
        return digits
    return f"{_date(digits[:DATE_DIGITS])}T{_time(digits[DATE_DIGITS:])}"


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
    "digits": _digits,
    "number": lambda text: int(_digits(text)),
    "money": _fen,
    "date": _date,
    "time": _time,
    "dateTime": _date_time,
    "commitment": lambda text: text == YES or None,
}
