"""One citizen's presence: who it is, whether somebody is still there, and the end without traces."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import TypeVar

from drivers.id_card.cards import IdCard
from kiosk.center.contract import ReturnedCase
from kiosk.last_card import LastCard
from kiosk.terminal import Terminal
from screens.page import Live, Page, Trail
from screens.pages.working import Working
from screens.text import Text

A = TypeVar("A")

LOOK_AGAIN_S = 1.0  # how often the watch looks while the terminal works for the citizen


class Visit:
    """What is known while one citizen is here. Nothing of it outlives `wipe`."""

    def __init__(
        self,
        terminal: Terminal,
        last_card: LastCard,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.terminal = terminal
        self.last_card = last_card
        self.person: IdCard | None = None  # the applicant
        self.agent: IdCard | None = None  # who stands here for the applicant (R67)
        self.corrects = ""  # the centre's number of the case that the next application corrects
        self.returned: ReturnedCase | None = None  # what was given in it
        self.trail = Trail()
        self.questions = 0
        self._clock = clock
        self._began = clock()
        self._works = 0
        self._worked_until = self._began

    @property
    def identified(self) -> IdCard:
        """The person of this visit; RuntimeError in a step that comes before the card."""
        if self.person is None:
            raise RuntimeError("nobody has laid a card yet")
        return self.person

    @property
    def signer(self) -> IdCard:
        """Who stands here and signs: the agent, where there is one. RuntimeError before the card."""
        return self.agent or self.identified

    def act_alone(self) -> None:
        """Whoever acted for somebody is himself again; the other's card is forgotten."""
        if self.agent is not None:
            self.person, self.agent = self.agent, None

    @property
    def at_work(self) -> bool:
        """Whether a device, a print or the network works for the citizen now."""
        return bool(self._works)

    @property
    def quiet_s(self) -> float:
        """Seconds since anything last worked for the citizen; 0 while it does."""
        return 0.0 if self._works else self._clock() - self._worked_until

    async def ask(self, page: Page[A]) -> A:
        """The citizen's answer to `page`. Raises Back or Leave."""
        self.questions += 1
        return await self.terminal.stage.ask(page, self.trail)

    @contextmanager
    def working(self) -> Iterator[None]:
        """The idle clock stands still while a device, a print or the network works for the citizen (R97)."""
        self._works += 1
        try:
            yield
        finally:
            self._works -= 1
            self._worked_until = self._clock()

    @asynccontextmanager
    async def work(self, message: Text, note: Text) -> AsyncIterator[Live]:
        """Shows what the terminal is doing for the citizen, in words that the body may change."""
        live = Live(message=message, note=note)
        showing = asyncio.ensure_future(self.ask(Working(live)))
        try:
            with self.working():
                yield live
        finally:
            showing.cancel()
            with suppress(asyncio.CancelledError):
                await showing

    def patient(self, seconds: float) -> float:
        """A time of the settings as this citizen has it: who chose the elder mode has three times as much."""
        return seconds * self.terminal.stage.modes.patience

    async def until_deserted(self) -> None:
        """Returns when nobody answers the warning any more."""
        times = self.terminal.settings.visit
        while True:
            if self._works:
                await asyncio.sleep(LOOK_AGAIN_S)
                continue
            quiet_since = max(self._began, self._worked_until, self.terminal.stage.last_touch)
            rest = quiet_since + self.patient(times.idle_s) - self._clock()
            if rest > 0:
                await asyncio.sleep(rest)
            elif not await self.terminal.stage.still_there(round(self.patient(times.warning_s))):
                if not self._works:
                    return
            else:
                self._worked_until = self._clock()

    def wipe(self) -> None:
        """Forgets the citizen: the screen, its images, and all that steps have kept here."""
        self.person = self.agent = None
        self.corrects, self.returned = "", None
        self.terminal.stage.clear()
