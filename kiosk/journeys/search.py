"""The place where a citizen types what they need."""

from kiosk.catalog.catalog import Catalog
from kiosk.center.contract import Item
from kiosk.journeys.find import Place, tile_of
from kiosk.visit import Visit
from screens.page import Live
from screens.pages.search import Search


class SearchDesk:
    """Asks until a result is chosen; Back from its guide finds the letters as they were."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._typed = ""

    async def ask(self, visit: Visit) -> Item | Place:
        """The service or package that was chosen among the results. Raises Back, Leave."""
        shelf = visit.terminal.shelf
        live = Live(results=())

        def hear(typed: object) -> None:
            self._typed = str(typed)
            # In the GUI thread: it takes a millisecond or two, less than a hand-over to another.
            hits = shelf.index(self._catalog).search(self._typed)
            live.set(results=tuple(tile_of(self._catalog.entry(hit.code), visit) for hit in hits))

        hear(self._typed)
        return self._catalog.entry(await visit.ask(Search(live, hear, self._typed)))
