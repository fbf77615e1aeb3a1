"""Lamps that show where to look (R88). A lamp never costs the citizen anything, not even a wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import structlog

from drivers.device import DeviceError, DeviceState
from kiosk.terminal import Terminal

if TYPE_CHECKING:
    from drivers.lamps.driver import GuideLamps

log = structlog.get_logger()


@asynccontextmanager
async def guided(terminal: Terminal, slots: tuple[str, ...]) -> AsyncIterator[None]:
    """Blinks at `slots` while the body runs; dark again afterwards, however it ends."""
    lamps = terminal.devices.guide_lamps if slots else None
    if lamps is None or lamps.status.state in (DeviceState.NO_DEVICE, DeviceState.OFFLINE):
        yield
        return
    lighting = asyncio.ensure_future(_light(lamps, slots))
    try:
        yield
    finally:
        darkening = asyncio.ensure_future(_darken(lamps, lighting))
        _UNDER_WAY.add(darkening)
        darkening.add_done_callback(_UNDER_WAY.discard)


_UNDER_WAY: set[asyncio.Future[None]] = set()  # the loop holds its tasks by weak references only


async def _light(lamps: "GuideLamps", slots: tuple[str, ...]) -> None:
    for slot in slots:
        try:
            await lamps.blink(slot)
        except DeviceError as error:
            log.info("lamps.not_lit", slot=slot, cause=error.cause.value)


async def _darken(lamps: "GuideLamps", lighting: asyncio.Future[None]) -> None:
    await lighting  # in this order on the line, too
    try:
        await lamps.all_off()
    except DeviceError as error:
        log.info("lamps.not_lit", slot="all", cause=error.cause.value)
