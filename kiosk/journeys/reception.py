"""Between visits: the attract page, home, and who comes in."""

import asyncio
import gc
from collections.abc import Mapping

import structlog

from drivers.device import DeviceError
from kiosk import words
from kiosk.catalog.models import said
from kiosk.cases.draft import Draft
from kiosk.center.contract import Item
from kiosk.journeys import apply, certificate
from kiosk.journeys.journey import Ending, Step, walk
from kiosk.journeys.maintain import maintain
from kiosk.terminal import Terminal
from kiosk.visit import Visit
from screens.page import Back, Leave
from screens.pages.attract import Attract
from screens.pages.farewell import Farewell
from screens.pages.home import Home, Tile
from screens.pages.notice import Notice
from screens.pages.parts import Choice

log = structlog.get_logger()

JOURNEYS: Mapping[str, tuple[Step, ...]] = {"A": apply.STEPS, "P": certificate.STEPS}

CARD_REMINDER_S = 30.0


class Reception:
    """Receives one citizen after the other, for ever."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._changed = asyncio.Event()
        self._maintenance = asyncio.Event()

    async def run(self) -> str:
        """Serves until a technician says "restart" or "close"; returns that word."""
        loop = asyncio.get_running_loop()

        def changed() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._changed.set)

        self._terminal.availability.on_change(changed)
        self._terminal.shelf.on_change(changed)
        self._terminal.stage.on_maintenance = self._maintenance.set
        while True:
            item = await self._at_home()
            if item is not None:
                await self.serve(item)
            elif (verdict := await maintain(self._terminal)) is not None:
                return verdict

    async def serve(self, item: Item) -> None:
        """One visit from the guide to the wipe."""
        terminal = self._terminal
        visit = Visit(terminal)
        draft = Draft.begin(terminal.shelf.catalog, item, terminal.now())
        ending = Ending.FINISHED
        try:
            ending = await walk(JOURNEYS[item.kind], visit, draft)
        except Exception as error:
            # The last net: whatever broke, the citizen hears a sentence and the next one finds a clean kiosk.
            log.error("visit.broken", error=type(error).__name__, item=item.code)
            await self._apologise(visit)
        finally:
            met = visit.person is not None
            visit.wipe()
            draft.wipe()
            terminal.post.forget()
            gc.collect()
            log.info("visit.ended", ending=ending.value, item=item.code)
        if met:
            await self._farewell()
        terminal.stage.language = "zh_CN"

    async def _at_home(self) -> Item | None:
        """The item that the citizen chose, or None when the technician is there."""
        terminal = self._terminal
        while True:
            self._changed.clear()
            catalog = terminal.shelf.catalog
            home = asyncio.ensure_future(terminal.stage.ask(Home(self._tiles())))
            changed = asyncio.ensure_future(self._changed.wait())
            technician = asyncio.ensure_future(self._maintenance.wait())
            waits = {home, changed, technician}
            try:
                await asyncio.wait(
                    waits,
                    timeout=terminal.settings.visit.attract_s,
                    return_when=asyncio.FIRST_COMPLETED,
                )
                if technician.done():
                    self._maintenance.clear()
                    return None
                if home.done():
                    return next(item for item in catalog.items if item.code == home.result())
                if changed.done():
                    continue
            finally:
                for wait in waits:
                    wait.cancel()
            await self._attract()

    async def _attract(self) -> None:
        attract = asyncio.ensure_future(self._terminal.stage.ask(Attract()))
        technician = asyncio.ensure_future(self._maintenance.wait())
        try:
            await asyncio.wait({attract, technician}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            attract.cancel()
            technician.cancel()

    def _tiles(self) -> tuple[Tile, ...]:
        terminal = self._terminal
        return tuple(
            Tile(
                id=item.code,
                title=said(item.name),
                note=said(item.note),
                icon=item.icon,
                closed=terminal.availability.reason(item),
                department=said(item.department),
            )
            for item in terminal.shelf.catalog.items
        )

    async def _apologise(self, visit: Visit) -> None:
        phone = self._terminal.settings.terminal.phone
        notice = Notice(
            words.SOMETHING_WRONG,
            words.SOMETHING_WRONG_BODY,
            words.filled(words.SOMETHING_WRONG_NEXT, phone=phone),
            (Choice("leave", words.LEAVE),),
        )
        try:
            await asyncio.wait_for(visit.ask(notice), self._terminal.settings.visit.idle_s)
        except (Back, Leave, TimeoutError):
            return

    async def _farewell(self) -> None:
        """Says goodbye, and longer so while the card still lies on the reader (R81)."""
        stage = self._terminal.stage
        reader = self._terminal.devices.id_card
        goodbye = asyncio.ensure_future(stage.ask(Farewell(words.THANKS, words.TAKE_EVERYTHING)))
        try:
            await asyncio.wait({goodbye}, timeout=self._terminal.settings.visit.farewell_s)
            if goodbye.done():
                return
            await asyncio.wait_for(reader.wait_removed(), CARD_REMINDER_S)
        except TimeoutError:
            log.warning("visit.card_left")
        except DeviceError:
            return
        finally:
            goodbye.cancel()
