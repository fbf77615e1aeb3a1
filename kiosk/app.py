"""The composition root: the only place where the wings meet, and where Qt starts."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from drivers.supervisor import Supervisor
from kiosk import devices, notify
from kiosk.availability import Availability
from kiosk.catalog.shelf import Shelf
from kiosk.center.client import CenterClient
from kiosk.center.signing import Credentials, load_secret
from kiosk.config import Settings
from kiosk.journeys.reception import Reception
from kiosk.operations.ledger import Ledger
from kiosk.operations.pin import Lock
from kiosk.operations.sync import keep_current
from kiosk.post import Post
from kiosk.terminal import Terminal
from offline_queue.envelope import Envelope
from offline_queue.outcome import Outcome, TryLater
from screens.panel import Panel
from screens.text import Text

if TYPE_CHECKING:
    from screens.stage import Stage

log = structlog.get_logger()

EXIT = {"restart": 75, "close": 0}  # 75: EX_TEMPFAIL of sysexits.h; the service starts the kiosk again
FONTS = Path(__file__).resolve().parent.parent / "assets" / "fonts"
SLIP_FONTS = (FONTS / "NotoSansSC-Regular.otf", FONTS / "NotoSansSCRare-Regular.otf")

FIRST_LOOK_S = 0.01

Beside = Callable[[Terminal, "Stage"], Awaitable[None]]


def run(settings: Settings, *, full_screen: bool = True, beside: Beside | None = None) -> int:
    """Runs the kiosk until a technician closes it; returns the exit status.

    `beside` lives beside the reception (a scripted citizen, a bench panel); when it returns, the kiosk closes.
    """
    # Measured on two cores without a GPU: software 18 % of one core for a sliding page, llvmpipe 179 %.
    os.environ.setdefault("QT_QUICK_BACKEND", "software")
    from PySide6.QtGui import QGuiApplication
    from qasync import QEventLoop

    from screens.stage import Stage

    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    panel = Panel(settings.panel.width_px, settings.panel.height_px, settings.panel.diagonal_inch)
    place = Text(settings.terminal.place_zh, settings.terminal.place_en)
    stage = Stage(panel, place, Text(settings.terminal.number))
    stage.open(full_screen=full_screen)
    loop = QEventLoop(application)
    asyncio.set_event_loop(loop)
    try:
        with loop:
            return EXIT[loop.run_until_complete(_open_hours(settings, stage, beside))]
    finally:
        stage.close()


def composed(settings: Settings, stage: "Stage") -> Terminal:
    """The terminal of `settings`: everything opened that lies on this machine, no device asked yet."""
    center = _center(settings)
    fitted = devices.built(settings.devices, SLIP_FONTS)
    return Terminal(
        settings=settings,
        stage=stage,
        devices=fitted,
        shelf=Shelf.open(settings.state / "catalog"),
        availability=Availability(fitted.all(), enrolled=center is not None),
        post=Post.open(settings.state, settings.center.recipients, center.deliver if center else _nobody),
        center=center,
        ledger=Ledger.open(settings.state / "ledger.db"),
        lock=Lock(settings.maintenance.pin_hash, settings.maintenance.tries, settings.maintenance.lock_s),
        now=lambda: datetime.now().astimezone(),
    )


async def _open_hours(settings: Settings, stage: "Stage", beside: Beside | None) -> str:
    terminal = composed(settings, stage)
    reception = Reception(terminal)
    terminal.post.start()
    chores: list[Coroutine[Any, Any, object]] = [
        Supervisor(terminal.devices.all(), settings.devices.check_s).run(),
        _signs_of_life(stage),
    ]
    if terminal.center is not None:
        chores.append(keep_current(terminal.center, terminal.shelf, terminal.availability, terminal.post))
    tasks = [asyncio.ensure_future(chore) for chore in chores]
    open_door = asyncio.ensure_future(reception.run())
    guest = asyncio.ensure_future(beside(terminal, stage)) if beside else None
    try:
        ends = {open_door, guest} if guest else {open_door}
        await asyncio.wait({*ends, *tasks}, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            if task.done():
                task.result()  # a chore never ends; when it does, it failed, and systemd starts anew
        if guest is not None and guest.done():
            guest.result()
            return "close"
        return open_door.result()
    finally:
        notify.tell("STOPPING=1")
        running = [open_door, *tasks, *([guest] if guest else [])]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        await asyncio.to_thread(terminal.post.stop)
        terminal.ledger.close()


def _center(settings: Settings) -> CenterClient | None:
    """The client of an enrolled terminal, None before the centre has given number, key and secret."""
    center = settings.center
    if not (settings.terminal.number and center.url and center.secret_file and center.recipients):
        return None
    secret = load_secret(center.secret_file)
    return CenterClient(center.url, Credentials(settings.terminal.number, center.app_key, secret))


def _nobody(envelope: Envelope) -> Outcome:
    """Delivers nothing: the terminal is not enrolled, what waits from before goes on waiting."""
    del envelope
    return TryLater(None, "not enrolled")


async def _signs_of_life(stage: "Stage") -> None:
    """From the loop that paints: a stuck page gives no sign, and systemd starts the kiosk again."""
    while not (stage.page_name and stage.settled):
        await asyncio.sleep(FIRST_LOOK_S)
    notify.tell("READY=1")
    log.info("kiosk.ready")
    interval = notify.watchdog_s()
    while True:
        await asyncio.sleep(interval or 3600.0)
        notify.tell("WATCHDOG=1")
