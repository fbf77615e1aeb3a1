"""Between visits: the attract page, home, and who comes in."""

import asyncio
import gc
import traceback
from collections.abc import Mapping
from pathlib import Path

import structlog

from drivers.device import DeviceError
from kiosk import words
from kiosk.cases.draft import Draft
from kiosk.catalog.models import said
from kiosk.center.contract import Item
from kiosk.journeys import apply, certificate
from kiosk.journeys.journey import Ending, Step, walk
from kiosk.journeys.maintain import maintain
from kiosk.race import first, runner
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
        self._maintenance = asyncio.Event()
        self._card_left = False

    async def run(self) -> str:
        """Serves until a technician says "restart" or "close"; returns that word."""
        self._terminal.stage.on_maintenance = self._maintenance.set
        while True:
            item = await self._at_home()
            if item is not None:
                await self.serve(item)
            elif (verdict := await maintain(self._terminal)) is not None:
                return verdict

    async def serve(self, item: Item) -> None:
        """One visit from the guide to the wipe."""
        terminal, stage = self._terminal, self._terminal.stage
        visit = Visit(terminal, card_left=self._card_left)
        draft = Draft.begin(terminal.shelf.catalog, item, terminal.now())
        ending = Ending.BROKEN
        try:
            ending = await walk(JOURNEYS[item.kind], visit, draft)
        except Exception as error:  # noqa: BLE001  the last net: a sentence now, a clean kiosk for the next
            # Without the traceback: an exception's message may quote what the citizen entered.
            log.error("visit.broken", error=type(error).__name__, at=_place_of(error), item=item.code)  # noqa: TRY400
            await self._apologise(visit)
        finally:
            met = visit.person is not None
            language = stage.language
            visit.wipe()
            draft.wipe()
            terminal.post.forget()
            gc.collect()
            log.info("visit.ended", ending=ending.value, item=item.code)
        if met:
            self._card_left = True  # until the reader says otherwise
            stage.language = language
            await self._farewell()
        stage.language = "zh_CN"

    async def _at_home(self) -> Item | None:
        """The item that the citizen chose, or None when the technician is there."""
        terminal = self._terminal
        while True:
            catalog, tiles = terminal.shelf.catalog, self._tiles()
            home = runner(terminal.stage.ask(Home(tiles)))
            technician = runner(self._maintenance.wait())
            others = runner(self._until_tiles_differ(tiles))
            match await first(technician, home, others, timeout=terminal.settings.visit.attract_s):
                case None:
                    await self._attract()
                case winner if winner is technician:
                    self._maintenance.clear()
                    return None
                case winner if winner is home:
                    return next(item for item in catalog.items if item.code == home.result())

    async def _until_tiles_differ(self, shown: tuple[Tile, ...]) -> None:
        """Not at every change of a device: a page that is asked again loses the touch that is under way."""
        terminal = self._terminal
        with terminal.availability.changed.heard() as changed, terminal.shelf.changed.heard() as newer:
            while self._tiles() == shown:
                await first(runner(changed.wait()), runner(newer.wait()))
                changed.clear()
                newer.clear()

    async def _attract(self) -> None:
        await first(runner(self._terminal.stage.ask(Attract())), runner(self._maintenance.wait()))

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
        """Says goodbye, and for longer while the card still lies on the reader (R81)."""
        goodbye = runner(self._terminal.stage.ask(Farewell(words.THANKS, words.TAKE_EVERYTHING)))
        if await first(goodbye, runner(self._card_gone()), timeout=CARD_REMINDER_S) is None:
            log.warning("visit.card_left")

    async def _card_gone(self) -> None:
        """Returns when the goodbye can have been read and no card lies on the reader."""
        read_by = asyncio.ensure_future(asyncio.sleep(self._terminal.settings.visit.farewell_s))
        try:
            await self._terminal.devices.id_card.wait_removed()
            self._card_left = False
        except DeviceError:
            pass  # nothing is known of the card; the next visit looks first
        await read_by


def _place_of(error: BaseException) -> str:
    """File and line where it was raised, for the developer; they tell nothing about the citizen."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
