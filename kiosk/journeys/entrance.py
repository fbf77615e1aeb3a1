"""What home offers: the tiles of the list, the shortcuts beside them, and where each of them leads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kiosk import words
from kiosk.availability import Availability
from kiosk.catalog import ways
from kiosk.catalog.catalog import Catalog
from kiosk.catalog.models import said
from kiosk.center.contract import Item
from kiosk.journeys import (
    apply,
    book,
    calculate,
    certificate,
    copying,
    entitlement,
    guide,
    inquire,
    own_licences,
    places,
)
from kiosk.journeys.find import Place, Shelf, offered, shelf_of_theme, shelves_of
from kiosk.journeys.hall import HallBoard
from kiosk.journeys.journey import Step
from kiosk.journeys.search import SearchDesk
from kiosk.journeys.track import TrackDesk
from screens.pages.home import SEARCH, TRACK, Home, Tile
from screens.text import Text

JOURNEYS: Mapping[str, tuple[Step, ...]] = {
    "A": apply.STEPS,
    "P": certificate.STEPS,
    "calculator": calculate.STEPS,
    "places": places.STEPS,
    "copy": copying.STEPS,
    "lookup": inquire.STEPS,
    "licences": own_licences.STEPS,
    "booking": book.STEPS,
    "N": entitlement.STEPS,
}


def steps_of(item: Item) -> tuple[Step, ...]:
    """The journey of an item; one that does not begin at a terminal is its guide, with how and where."""
    return JOURNEYS[item.tool or item.kind] if item.startable else guide.STEPS


@dataclass(frozen=True)
class Entrance:
    """Home of one catalogue, and the place or item that each of its tiles leads to."""

    catalog: Catalog
    starts: Mapping[str, Item | Place]
    tiles: tuple[Shelf | Item, ...]
    shortcuts: tuple[Tile, ...]

    def start(self, chosen: str) -> Item | Place:
        """Where a tile leads; a search begins anew for every visit, nobody sees what another typed."""
        return SearchDesk(self.catalog) if chosen == SEARCH else self.starts[chosen]

    def page(self, availability: Availability) -> Home:
        """Home as it is now: tiles that are items say why they are closed, and all together when all are."""
        listed = self.catalog.list
        edition = words.filled(
            words.EDITION, version=listed.list_version, day=f"{listed.update_time:%Y-%m-%d}"
        )
        return Home(
            tiles=tuple(_tile(entry, availability) for entry in offered(self.tiles, availability)),
            shortcuts=self.shortcuts,
            items=len(listed.items),
            searchable=bool(listed.items),
            edition=edition if listed.items else None,
            notice=_closed(listed.items, availability),
        )


@lru_cache(maxsize=1)  # of a catalogue: its tree is not built again at each touch
def entrance_of(catalog: Catalog) -> Entrance:
    """The entrance to a catalogue; a list that fits on home needs no tree."""
    listed = catalog.list
    few = len(listed.items) <= ways.HOME_TILES and not listed.themes
    tiles: tuple[Shelf | Item, ...] = (
        listed.items if few else tuple(shelf_of_theme(theme) for theme in ways.themes(listed))
    )
    beside = () if few else tuple(_shortcuts(catalog))
    starts: dict[str, Item | Place] = {entry.code: entry for entry in tiles}
    starts |= {shelf.code: shelf for shelf in beside}
    shortcuts = [_plain(shelf) for shelf in beside]
    if listed.hall is not None or listed.sites:
        starts["hall"] = HallBoard(listed)
        shortcuts.append(Tile("hall", words.HALL_SHORT, words.HALL, "map-pin"))
    starts[TRACK] = TrackDesk()
    shortcuts.append(Tile(TRACK, words.TRACK_SHORT, words.TRACK, "clock"))
    return Entrance(catalog, starts, tiles, tuple(shortcuts))


def _shortcuts(catalog: Catalog) -> Iterator[Shelf]:
    listed = catalog.list
    groups: dict[str, tuple[Text, str, tuple[Shelf | Item, ...]]] = {
        "frequent": (words.FREQUENT, "star", ways.frequent(listed)),
        "together": (words.TOGETHER, "circles-four", tuple(catalog.packages.values())),
        "events": (words.LIFE_EVENTS, "users-three", shelves_of(ways.life_events(listed))),
        "departments": (words.DEPARTMENTS, "bank", shelves_of(ways.departments(listed, listed.items))),
    }
    for code, (title, icon, entries) in groups.items():
        if entries:
            yield Shelf(f"by-{code}", title, icon, entries)


def _tile(entry: Shelf | Item, availability: Availability) -> Tile:
    if isinstance(entry, Shelf):
        return _plain(entry)
    closed = availability.reason(entry) if entry.startable else None
    return Tile(entry.code, said(entry.name), said(entry.note), entry.icon, closed, said(entry.department))


def _plain(shelf: Shelf) -> Tile:
    return Tile(shelf.code, shelf.title, shelf.note, shelf.icon)


def _closed(items: tuple[Item, ...], availability: Availability) -> Text | None:
    """What closes every service that begins here, where it is one and the same thing."""
    reasons = {availability.reason(item) for item in items if item.startable and availability.offers(item)}
    return reasons.pop() if len(reasons) == 1 else None
