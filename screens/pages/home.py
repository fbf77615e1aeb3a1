"""What the kiosk can do."""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Page
from screens.text import Text


@dataclass(frozen=True)
class Tile:
    """One service item. `icon` names a file of assets/icons; `closed` says why it is closed now."""

    id: str
    title: Text
    note: Text
    icon: str
    closed: Text | None = None
    department: Text | None = None


@dataclass(frozen=True)
class Home(Page[str]):
    """Answers the id of the tile that was touched; a closed one too, its guide tells what to do."""

    tiles: tuple[Tile, ...]

    qml: ClassVar[str] = "Home"
    can_go_back: ClassVar[bool] = False
    can_go_home: ClassVar[bool] = False

    def answer(self, raw: object) -> str:
        if raw not in [tile.id for tile in self.tiles]:
            raise ValueError("no tile of this page")
        return str(raw)
