"""The composition root: the only place where the wings meet, and where Qt starts."""

import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from drivers.supervisor import Supervisor
from kiosk import devices, garbage, notify, words
from kiosk.availability import Availability, Unasked
from kiosk.cases.unfinished import Unfinished
from kiosk.catalog.shelf import Shelf
from kiosk.center.client import CenterClient
from kiosk.center.signing import Credentials, load_secret
from kiosk.config import Settings
from kiosk.first_light import Start
from kiosk.journeys.certificate import void_unproved
from kiosk.journeys.entrance import entrance_of
from kiosk.journeys.reception import Reception
from kiosk.operations.expiry import keep_expiry
from kiosk.operations.gate_watch import keep_gate
from kiosk.operations.ledger import Ledger
from kiosk.operations.mains import keep_mains
from kiosk.operations.mid_print import MidPrint
from kiosk.operations.pin import Lock
from kiosk.operations.sync import keep_current
from kiosk.post import Post
from kiosk.race import first, runner
from kiosk.terminal import Terminal
from offline_queue.envelope import Envelope
from offline_queue.outcome import Outcome, TryLater
from screens.panel import Panel
from screens.text import Text
from screens.voice.prompts import Prompts
from screens.voice.sound import MiniaudioLoudspeaker
from screens.voice.speaker import Speaker

if TYPE_CHECKING:
    from screens.stage import Stage

log = structlog.get_logger()

EXIT = {"restart": 75, "close": 0}  # 75: EX_TEMPFAIL of sysexits.h; the service starts the kiosk again
VOICE = Path(__file__).resolve().parent.parent / "assets" / "voice"
FONTS = Path(__file__).resolve().parent.parent / "assets" / "fonts"
SLIP_FONTS = (FONTS / "NotoSansSC-Regular.otf", FONTS / "NotoSansSCRare-Regular.otf")

FIRST_LOOK_S = 0.01
SIGNAL_TICK_S = 0.5
COLLECT_S = 5.0
GIVE_WAY_S = 0.0005
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)

Beside = Callable[[Terminal, "Stage"], Coroutine[Any, Any, None]]


def run(
    settings: Settings, *, full_screen: bool = True, beside: Beside | None = None, start: Start | None = None
) -> int:
    """Runs the kiosk until a technician closes it; returns the exit status.

    `start` is the first part of it, which has painted home already. `beside` lives beside the reception (a
    scripted citizen, a bench panel); the kiosk closes when it returns.
    """
    from qasync import QEventLoop

    from screens.glass import application
    from screens.stage import Stage

    # Python collects in whichever thread allocates; Qt's objects must die in this one. So it is done by hand.
    by_itself = gc.isenabled()
    gc.disable()
    running = application()
    glass = settings.panel
    panel = Panel(glass.width_px, glass.height_px, glass.diagonal_inch, glass.reach_mm)
    at = settings.terminal
    brand, place = Text(at.brand_zh, at.brand_en), Text(at.place_zh, at.place_en)
    help_line = words.filled(words.HELP_LINE, phone=at.phone) if at.phone else Text("")
    speaker = _speaker(settings)
    stage = Stage(
        panel, brand, place, help_line, speaker=speaker, first=start.light if start is not None else None
    )
    stage.open(full_screen=full_screen)
    loop = QEventLoop(running)
    asyncio.set_event_loop(loop)
    # A thread that computes gives way to the glass ten times sooner than Python's own 5 ms: a touch passes
    # through several callbacks, and waits at each.
    patience = sys.getswitchinterval()
    sys.setswitchinterval(GIVE_WAY_S)
    try:
        with loop:
            return EXIT[loop.run_until_complete(_open_hours(settings, stage, beside, start))]
    finally:
        stage.close()
        if speaker is not None:
            speaker.close()
        sys.setswitchinterval(patience)
        if by_itself:
            gc.collect()  # in this thread, before any other may
            gc.enable()


def composed(settings: Settings, stage: "Stage") -> Terminal:
    """The terminal of `settings`: everything opened that lies on this machine, no device asked yet."""
    center = _center(settings)
    fitted = devices.built(settings.devices, SLIP_FONTS)
    return Terminal(
        settings=settings,
        stage=stage,
        devices=fitted,
        shelf=Shelf.open(settings.state / "catalog"),
        availability=Availability(fitted.all(), enrolled=center is not None, settings=settings),
        post=Post.open(
            settings.state,
            settings.center.recipients,
            center.deliver if center else _nobody,
            center.deliver_batch if center else None,
        ),
        center=center,
        ledger=Ledger.open(settings.state / "ledger.db"),
        lock=Lock(settings.maintenance.pin_hash, settings.maintenance.tries, settings.maintenance.lock_s),
        now=lambda: datetime.now().astimezone(),
        mid_print=MidPrint(settings.state / "mid_print.json"),
        unfinished=Unfinished(settings.visit.unfinished_s),
    )


async def _open_hours(settings: Settings, stage: "Stage", beside: Beside | None, start: Start | None) -> str:
    terminal = composed(settings, stage)
    terminal.post.start()
    await void_unproved(terminal)
    chores = [
        runner(Supervisor(terminal.devices.all(), settings.devices.check_s).run()),
        runner(_signs_of_life(stage)),
        runner(_collect_garbage()),
    ]
    center = terminal.center
    chores.append(
        runner(
            keep_gate(
                settings,
                terminal.post,
                terminal.availability,
                lambda: center.offset_s if center is not None else 0.0,
                terminal.now,
            )
        )
    )
    chores.append(runner(keep_expiry(settings, terminal.expiry, terminal.now)))
    if terminal.devices.ups is not None:
        chores.append(
            runner(
                keep_mains(terminal.devices.ups, settings.devices.ups, terminal.mains, terminal.availability)
            )
        )
    if terminal.center is not None:
        chores.append(
            runner(keep_current(terminal.center, terminal.shelf, terminal.availability, terminal.post))
        )
    if start is not None:
        chores.append(runner(_keep_first_light(start, terminal, stage)))
    door = runner(Reception(terminal).run())
    ends = [runner(_told_to_stop())]
    if beside is not None:
        ends.append(runner(beside(terminal, stage)))
    try:
        ended = await first(door, *ends, *chores)
        if ended is door:
            return str(door.result())
        if ended is not None:
            ended.result()  # a chore never ends by itself: it failed, and systemd starts the kiosk anew
        return "close"
    finally:
        notify.tell("STOPPING=1")
        await asyncio.to_thread(terminal.post.stop)
        terminal.ledger.close()


async def _told_to_stop() -> None:
    """Returns when systemd, or Ctrl+C, asks the kiosk to end."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()
    # Python's handlers run in the loop's thread as soon as Qt gives it a turn, which the ticks see to.
    before = {name: signal.signal(name, lambda *_: loop.call_soon(asked.set)) for name in STOP_SIGNALS}
    try:
        while not asked.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(asked.wait(), SIGNAL_TICK_S)
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _speaker(settings: Settings) -> Speaker | None:
    """The kiosk's voice; None where the settings, or the lack of recordings, keep it silent."""
    if not settings.voice:
        return None
    prompts = Prompts(VOICE)
    if prompts:
        return Speaker(prompts, MiniaudioLoudspeaker())
    log.warning("voice.missing")
    return None


def _center(settings: Settings) -> CenterClient | None:
    """The client of an enrolled terminal, None before the centre has given number, key and secret."""
    center = settings.center
    if not (settings.terminal.number and center.is_enrolled) or center.secret_file is None:
        return None
    secret = load_secret(center.secret_file)
    return CenterClient(
        center.url,
        Credentials(settings.terminal.number, center.app_key, secret),
        receipt_keys=center.receipt_keys,
        begun=settings.state / "uploads.json",
    )


def _nobody(envelope: Envelope) -> Outcome:
    """Delivers nothing: the terminal is not enrolled, what waits from before goes on waiting."""
    del envelope
    return TryLater(None, "not enrolled")


async def _keep_first_light(start: Start, terminal: Terminal, stage: "Stage") -> None:
    """Writes down home of every catalogue as the next start will find it: no device has answered yet."""
    unasked = Unasked(
        terminal.devices.all(), enrolled=terminal.center is not None, settings=terminal.settings
    )
    with terminal.shelf.changed.heard() as newer:
        while True:
            sketch = stage.sketch(entrance_of(terminal.shelf.catalog).page(unasked))
            try:
                await asyncio.to_thread(start.keep, sketch)
            except OSError as error:
                log.warning("first_light.not_kept", error=type(error).__name__)
            await newer.wait()
            newer.clear()


async def _collect_garbage() -> None:
    """The young garbage now and then; the old goes at the end of each visit."""
    while True:
        await asyncio.sleep(COLLECT_S)
        gc.collect(1)


async def _signs_of_life(stage: "Stage") -> None:
    """From the loop that paints: a stuck page gives no sign, and systemd starts the kiosk again."""
    while not (stage.page_name and stage.settled):  # noqa: ASYNC110  once, at the start
        await asyncio.sleep(FIRST_LOOK_S)
    notify.tell(notify.PAINTED)
    notify.tell("READY=1")
    log.info("kiosk.ready")
    garbage.settle()
    interval = notify.watchdog_s()
    while True:
        await asyncio.sleep(interval or 3600.0)
        notify.tell("WATCHDOG=1")
