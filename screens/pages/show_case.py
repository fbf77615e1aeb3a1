"""Where one case stands: its state, what comes next, every station, and what is missing."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from screens.page import Page
from screens.pages.parts import Section
from screens.text import Text


@dataclass(frozen=True)
class Station:
    """One station of a case; `when` is empty for one that lies ahead."""

    name: Text
    state: Literal["done", "now", "ahead"]
    when: Text
    note: Text | None = None


@dataclass(frozen=True)
class ShowCase(Page[str]):
    """Answers "done", "print" or, where `correctable`, "correct".

    `standing` is its state, `due` says the promise in words, and `tone` whether all is well; `sections`: what
    must be cured, what was decided.
    """

    title: Text
    standing: Text
    due: Text
    next_step: Text
    stations: tuple[Station, ...]
    sections: tuple[Section, ...] = ()
    tone: Literal["info", "caution", "success"] = "info"
    printable: bool = False
    correctable: bool = False

    qml: ClassVar[str] = "ShowCase"

    def answer(self, raw: object) -> str:
        if raw not in ("done", "print", "correct"):
            raise ValueError("no answer of this page")
        return str(raw)
