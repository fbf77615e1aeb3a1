"""The mains, as the UPS tells them: a short cut disturbs nobody, a long one ends the visit."""

import asyncio
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

from drivers.device import Cause, Device
from kiosk.availability import Availability
from kiosk.bell import Bell
from kiosk.config import Ups

log = structlog.get_logger()

VISIT_ENDS_WITHIN_S = 60.0  # of a battery that is nearly empty, for a print that is under way
SHUTDOWN_S = 30.0
POWERED_OFF = frozenset({Cause.ON_BATTERY, Cause.BATTERY_LOW})


class Mains:
    """Whether the mains are there; a cut counts after the grace. A terminal without a UPS has them always."""

    def __init__(self) -> None:
        self.present = True
        self.changed = Bell()
        self._visits = 0

    @contextmanager
    def visit(self) -> Iterator[None]:
        """While a citizen is here the machine is not switched off, for as long as the battery can bear."""
        self._visits += 1
        try:
            yield
        finally:
            self._visits -= 1
            self.changed.ring()

    async def gone(self) -> None:
        """Returns when the mains are not there."""
        await self._until(lambda: not self.present)

    async def nobody_here(self) -> None:
        """Returns when no visit is under way."""
        await self._until(lambda: not self._visits)

    def tell(self, *, present: bool) -> None:
        """Notes a change."""
        if present != self.present:
            self.present = present
            log.warning("power.mains", present=present)
            self.changed.ring()

    async def _until(self, holds: Callable[[], bool]) -> None:
        with self.changed.heard() as changed:
            while not holds():
                await changed.wait()
                changed.clear()


async def keep_mains(ups: Device, settings: Ups, mains: Mains, availability: Availability) -> None:
    """Closes the gate at once, tells `mains` after the grace, switches off on an empty battery (R89).

    Never ends: what the command does to this process is the system's.
    """
    bell = Bell()
    ups.subscribe(lambda *_: bell.ring())
    with bell.heard() as heard:
        while True:
            causes = ups.status.causes & POWERED_OFF
            availability.mains(not causes)
            if not causes:
                mains.tell(present=True)
            elif Cause.BATTERY_LOW in causes:
                mains.tell(present=False)
                await _switch_off(settings, mains)
            elif mains.present and not await _heard_within(heard, settings.grace_s):
                mains.tell(present=False)
                continue
            await heard.wait()
            heard.clear()


async def _heard_within(heard: asyncio.Event, seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds):
            await heard.wait()
    except TimeoutError:
        return False
    return True


async def _switch_off(settings: Ups, mains: Mains) -> None:
    try:
        async with asyncio.timeout(VISIT_ENDS_WITHIN_S):
            await mains.nobody_here()
    except TimeoutError:
        pass
    log.warning("power.shutting_down", configured=bool(settings.shutdown))
    if not settings.shutdown:
        return  # upsmon, or somebody, does it
    try:
        await asyncio.to_thread(subprocess.run, settings.shutdown, check=True, timeout=SHUTDOWN_S)
    except (OSError, subprocess.SubprocessError) as error:
        log.error("power.shutdown_failed", error=type(error).__name__)  # noqa: TRY400  no command line in the log
