"""Between visits: the attract page, home, and who comes in."""

import asyncio
import traceback
from pathlib import Path

import structlog

from drivers.device import DeviceError
from kiosk import garbage, words
from kiosk.cases.draft import Draft
from kiosk.center.contract import Item
from kiosk.journeys.entrance import Entrance, entrance_of, steps_of
from kiosk.journeys.find import Finder, Place
from kiosk.journeys.journey import Ending, walk
from kiosk.journeys.maintain import maintain
from kiosk.journeys.resume import lay_aside
from kiosk.last_card import LastCard
from kiosk.race import first, runner
from kiosk.terminal import Terminal
from kiosk.visit import Visit
from screens.page import Back, Leave
from screens.pages.attract import Attract
from screens.pages.farewell import Farewell
from screens.pages.home import Home
from screens.pages.notice import Notice
from screens.pages.parts import Choice

log = structlog.get_logger()

CARD_REMINDER_S = 30.0
CALL_EVERY_S = 4.0  # whoever forgot the card is still within hearing


class Reception:
    """Receives one citizen after the other, for ever."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._maintenance = asyncio.Event()
        self._last_card = LastCard(terminal.devices.id_card)
        self._item = ""  # the service of this visit, for the log

    async def run(self) -> str:
        """Serves until a technician says "restart" or "close"; returns that word."""
        self._terminal.stage.on_maintenance = self._maintenance.set
        try:
            while True:
                start = await self._at_home()
                if start is not None:
                    await self.serve(start)
                elif (verdict := await maintain(self._terminal)) is not None:
                    return verdict
        finally:
            self._last_card.gone()

    async def serve(self, start: Item | Place) -> None:
        """One visit, from the first touch at home to the wipe."""
        terminal, stage = self._terminal, self._terminal.stage
        garbage.set_apart()
        visit = Visit(terminal, self._last_card)
        ending = Ending.BROKEN
        try:
            ending = await self._live(visit, start)
        except Exception as error:  # noqa: BLE001  the last net: a sentence now, a clean kiosk for the next
            # Without the traceback: an exception's message may quote what the citizen entered.
            log.error("visit.broken", error=type(error).__name__, at=_place_of(error), item=self._item)  # noqa: TRY400
            await self._apologise(visit)
        finally:
            met = visit.person is not None
            language, modes = stage.language, stage.modes
            visit.wipe()
            terminal.post.forget()
            garbage.sweep()
            log.info("visit.ended", ending=ending.value, item=self._item)
        if met:
            self._last_card.watch()
            stage.language, stage.modes = language, modes
            await self._farewell(visit)
        stage.start_over()

    async def _live(self, visit: Visit, start: Item | Place) -> Ending:
        """Finds a service and lives through its journey; Back on the first page leads to where it stood."""
        catalog = self._terminal.shelf.catalog
        finder = None if isinstance(start, Item) else Finder(visit, start)
        self._item = ""
        while True:
            item = start if isinstance(start, Item) else None
            if finder is not None:
                finding = runner(finder.next())
                if await first(finding, runner(visit.until_deserted())) is not finding:
                    return Ending.DESERTED
                try:
                    item = finding.result()
                except Leave:
                    return Ending.LEFT
            if item is None:
                return Ending.LEFT
            self._item = item.code
            draft = Draft.begin(catalog, item, self._terminal.now())
            draft.corrects, visit.corrects = visit.corrects, ""
            if visit.returned is not None:
                draft.correct(visit.returned)
                visit.returned = None
            try:
                ending = await walk(steps_of(item), visit, draft)
                if ending in (Ending.DESERTED, Ending.POWER_CUT):
                    await lay_aside(visit, draft)
            finally:
                draft.wipe()
            if ending is not Ending.TURNED_BACK or finder is None:
                return ending

    async def _at_home(self) -> Item | Place | None:
        """Where the citizen wants to begin, or None when the technician is there."""
        terminal = self._terminal
        while True:
            entrance = entrance_of(terminal.shelf.catalog)
            page = self._home(entrance)
            home = runner(terminal.stage.ask(page))
            technician = runner(self._maintenance.wait())
            others = runner(self._until_home_differs(page))
            match await first(technician, home, others, timeout=terminal.settings.visit.attract_s):
                case None:
                    await self._attract()
                case winner if winner is technician:
                    self._maintenance.clear()
                    return None
                case winner if winner is home:
                    return entrance.start(home.result())

    async def _until_home_differs(self, shown: Home) -> None:
        """Not at every change of a device: a page that is asked again loses the touch that is under way."""
        terminal = self._terminal
        with terminal.availability.changed.heard() as changed, terminal.shelf.changed.heard() as newer:
            while self._home(entrance_of(terminal.shelf.catalog)) == shown:
                await first(runner(changed.wait()), runner(newer.wait()))
                changed.clear()
                newer.clear()

    def _home(self, entrance: Entrance) -> Home:
        return entrance.page(self._terminal.availability)

    async def _attract(self) -> None:
        garbage.settle()  # nobody is there
        self._terminal.stage.start_over()
        await first(runner(self._terminal.stage.ask(Attract())), runner(self._maintenance.wait()))

    async def _apologise(self, visit: Visit) -> None:
        phone = self._terminal.settings.terminal.phone
        notice = Notice(
            words.SOMETHING_WRONG,
            words.SOMETHING_WRONG_BODY,
            words.filled(words.SOMETHING_WRONG_NEXT, phone=phone),
            (Choice("leave", words.LEAVE),),
        )
        try:
            await asyncio.wait_for(visit.ask(notice), visit.patient(self._terminal.settings.visit.idle_s))
        except (Back, Leave, TimeoutError):
            return

    async def _farewell(self, visit: Visit) -> None:
        """Says goodbye, and for longer while the card still lies on the reader (R81)."""
        goodbye = runner(self._terminal.stage.ask(Farewell(words.THANKS, words.TAKE_EVERYTHING)))
        if await first(goodbye, runner(self._card_gone(visit)), timeout=CARD_REMINDER_S) is None:
            log.warning("visit.card_left")

    async def _card_gone(self, visit: Visit) -> None:
        """Returns when the goodbye can have been read and no card lies on the reader."""
        farewell_s = visit.patient(self._terminal.settings.visit.farewell_s)
        read_by = asyncio.ensure_future(asyncio.sleep(farewell_s))
        try:
            while not await self._last_card.removed(CALL_EVERY_S):
                self._terminal.stage.call_out(words.TAKE_CARD)
        except DeviceError:
            pass  # nothing is known of the card; the next visit looks first
        await read_by


def _place_of(error: BaseException) -> str:
    """File and line where it was raised, for the developer; they tell nothing about the citizen."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
