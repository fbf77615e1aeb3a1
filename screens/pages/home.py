"""Where every visit begins: what the terminal can do."""

from dataclasses import dataclass
from typing import ClassVar, Final

from screens.page import Page
from screens.text import Text

SEARCH: Final = "search"
TRACK: Final = "track"


@dataclass(frozen=True)
class Tile:
    """One thing to choose. `icon` names a file of assets/icons; `closed` says why it is closed now."""

    id: str
    title: Text
    note: Text
    icon: str
    closed: Text | None = None
    department: Text | None = None


@dataclass(frozen=True)
class Home(Page[str]):
    """Answers the id of the tile or shortcut that was touched, or SEARCH.

    A closed tile answers too: its guide tells what to do. `notice` is what is the matter with the whole
    terminal; `edition` names the list that is offered. In elder mode TRACK alone is left of the shortcuts.
    """

    tiles: tuple[Tile, ...]
    shortcuts: tuple[Tile, ...] = ()
    items: int = 0
    searchable: bool = False
    edition: Text | None = None
    notice: Text | None = None

    qml: ClassVar[str] = "Home"
    can_go_back: ClassVar[bool] = False
    can_go_home: ClassVar[bool] = False

    def answer(self, raw: object) -> str:
        if raw != SEARCH and raw not in [tile.id for tile in (*self.tiles, *self.shortcuts)]:
            raise ValueError("no tile of this page")
        return str(raw)
