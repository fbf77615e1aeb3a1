"""The papers of a case, one line each, and how each comes."""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Page
from screens.text import Text

GO_ON = "go-on"


@dataclass(frozen=True)
class Line:
    """One paper. `state` says how it comes, or that it is still open; a fixed one has nothing to choose."""

    code: str
    name: Text
    state: Text
    done: bool = False
    fixed: bool = False


@dataclass(frozen=True)
class Materials(Page[str]):
    """Answers the code of the paper that was touched, or GO_ON once none is open.

    The large button leads to the first open paper, and bears `go_on` when there is none; `icon` stands beside
    what is settled.
    """

    title: Text
    lines: tuple[Line, ...]
    subtitle: Text | None = None
    icon: str = "check-circle"
    go_on: Text | None = None

    qml: ClassVar[str] = "Materials"

    def answer(self, raw: object) -> str:
        still_open = any(not line.done for line in self.lines)
        if raw == GO_ON and not still_open:
            return GO_ON
        if raw not in [line.code for line in self.lines if not line.fixed]:
            raise ValueError("no paper of this page that can be chosen, or one is still open")
        return str(raw)


@dataclass(frozen=True)
class ToCorrect(Materials):
    """Everything that is missing or wrong in what was handed in: it is handed in, so there is no way back."""

    can_go_back: ClassVar[bool] = False
