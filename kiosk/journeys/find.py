"""How a citizen finds a service: page after page of the tree, with Back at every one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from kiosk.availability import Availability
from kiosk.catalog import ways
from kiosk.catalog.models import said
from kiosk.center.contract import Item
from kiosk.visit import Visit
from screens.page import Back
from screens.pages.browse import Browse
from screens.pages.home import Tile
from screens.text import Text

NOTHING = Text("")


class Place(Protocol):
    """One page on the way to a service."""

    async def ask(self, visit: Visit) -> "Item | Place":
        """What the citizen chose there: a service, or the next place. Raises Back, Leave."""


@dataclass(frozen=True)
class Shelf:
    """A page of entries, all groups or all services."""

    code: str
    title: Text
    icon: str
    entries: "tuple[Shelf | Item, ...]"
    note: Text = NOTHING

    async def ask(self, visit: Visit) -> "Item | Place":
        entries = offered(self.entries, visit.terminal.availability)
        tiles = tuple(tile_of(entry, visit) for entry in entries)
        items = bool(entries) and isinstance(entries[0], Item)
        answer = await visit.ask(Browse(self.title, tiles, kind="items" if items else "groups"))
        return next(entry for entry, tile in zip(entries, tiles, strict=True) if tile.id == answer)


def offered(entries: "tuple[Shelf | Item, ...]", availability: Availability) -> "tuple[Shelf | Item, ...]":
    """Without the services that need a device this model lacks, and the shelves of nothing else."""
    return tuple(
        entry
        for entry in entries
        if (
            bool(offered(entry.entries, availability))
            if isinstance(entry, Shelf)
            else availability.offers(entry)
        )
    )


class Finder:
    """Leads through places, and remembers the way for Back."""

    def __init__(self, visit: Visit, start: Place) -> None:
        self._visit = visit
        self._way = [start]

    async def next(self) -> Item | None:
        """The service that was chosen, None when Back led out of the place where it began. Raises Leave."""
        while self._way:
            try:
                chosen = await self._way[-1].ask(self._visit)
            except Back:
                self._way.pop()
                continue
            if isinstance(chosen, Item):
                return chosen
            self._way.append(chosen)
        return None


def tile_of(entry: Shelf | Item, visit: Visit) -> Tile:
    """An entry as its page shows it; a service that begins here says why when it is closed."""
    if isinstance(entry, Shelf):
        return Tile(entry.code, entry.title, entry.note, entry.icon)
    closed = visit.terminal.availability.reason(entry) if entry.startable else None
    return Tile(entry.code, said(entry.name), said(entry.note), entry.icon, closed, said(entry.department))


def shelf_of_theme(theme: ways.Theme) -> Shelf:
    """A theme with one group only is that group: a page with one entry would be a touch for nothing."""
    shelves = shelves_of(theme.groups)
    if len(shelves) == 1:
        return Shelf(theme.code, said(theme.name), theme.icon, shelves[0].entries, said(theme.note))
    return Shelf(theme.code, said(theme.name), theme.icon, shelves, said(theme.note))


def shelves_of(groups: Iterable[ways.Group]) -> tuple[Shelf, ...]:
    """Groups, each with the names of its first services under it."""
    return tuple(
        Shelf(group.code, said(group.name), group.icon, group.items, _examples(group.items))
        for group in groups
    )


def _examples(items: tuple[Item, ...]) -> Text:
    some = [said(item.name) for item in items[:2]]
    return Text("、".join(text.zh for text in some), ", ".join(text.in_("en") for text in some))
