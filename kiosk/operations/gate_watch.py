"""Tells the gate what no device tells: whether the post room takes more, and whether the clock is right."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog

from kiosk.availability import Availability
from kiosk.config import Limits, Settings
from kiosk.post import Post
from offline_queue import backlog
from offline_queue.backlog import Gate

log = structlog.get_logger()

LOOK_S = 5.0
DAY_S = 86400.0
MB = 2**20
# A machine whose clock battery is empty starts in 1970, 2000 or at the date of its firmware.
BEFORE_THIS_SOFTWARE = datetime(2026, 1, 1, tzinfo=UTC)


async def keep_gate(
    settings: Settings,
    post: Post,
    availability: Availability,
    offset_s: Callable[[], float],
    now: Callable[[], datetime],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Looks every five seconds. `offset_s`: the centre's clock minus this one, 0 until it has answered."""
    limits = backlog_limits(settings.limits)
    shown = Gate()
    while True:
        try:
            waits = await asyncio.to_thread(post.backlog, settings.state)
            gate = backlog.gate(waits, now().timestamp(), limits)
        except Exception as error:  # noqa: BLE001  accepting says it to the citizen
            log.warning("gate.post_room_unknown", error=type(error).__name__)
            gate = shown
        if gate != shown:
            log.warning("gate.post_room", reason=gate.reason.value if gate.reason else "open")
            shown = gate
        availability.post_room(gate)
        availability.clock_is_right(clock_is_right(now(), offset_s(), settings.limits.clock_s))
        await sleep(LOOK_S)


def backlog_limits(limits: Limits) -> backlog.Limits:
    """The deployer's limits in the post room's units."""
    return backlog.Limits(limits.backlog, limits.oldest_days * DAY_S, limits.free_mb * MB)


def clock_is_right(now: datetime, offset_s: float, allowed_s: float) -> bool:
    """Whether dates of this clock may stand on a paper: near the centre's, and not before this software."""
    return now >= BEFORE_THIS_SOFTWARE and abs(offset_s) <= allowed_s
