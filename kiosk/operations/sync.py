"""Keeps the catalogue current and knows whether the centre answers."""

import asyncio
import contextlib
import subprocess
import time
from collections.abc import Awaitable, Callable

import structlog

from kiosk.availability import Availability
from kiosk.catalog.shelf import Shelf
from kiosk.center.client import CenterClient
from kiosk.center.errors import CatalogRefused, CenterDenied, CenterRefused, CenterUnreachable
from kiosk.operations import stick
from kiosk.post import Post

log = structlog.get_logger()

SYNC_S = 60.0
SOON_S = 5.0  # while the centre does not answer


async def keep_current(
    center: CenterClient,
    shelf: Shelf,
    availability: Availability,
    post: Post,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    clock: Callable[[], float] = time.time,
) -> None:
    """Asks the centre for a newer catalogue now and then; what cannot be used leaves the last good one."""
    while True:
        answers = True
        try:
            have = shelf.catalog
            newer = await asyncio.to_thread(center.catalog, have.list_version or None, have.documents)
            if newer is not None:
                await asyncio.to_thread(shelf.put, newer)
            post.resume()  # the centre took this terminal's key just now
            await asyncio.to_thread(shelf.confirm, clock())
            await asyncio.to_thread(stick.missed, post, clock())
        except CenterUnreachable:
            answers = False
        except CatalogRefused as error:
            post.resume()  # a wrong catalogue is signed by the right centre
            log.warning(
                "catalog.kept_last_good", error=type(error).__name__, why=error.why.value, at=error.detail
            )
            with contextlib.suppress(OSError):  # a full disk has its own sign; the catalogue in use stays
                await asyncio.to_thread(shelf.note_refusal, error)
        except (CenterDenied, CenterRefused, OSError) as error:  # OSError: a full disk
            log.warning("catalog.kept_last_good", error=type(error).__name__)
        availability.centre_answers(answers)
        await _make_index(shelf)
        await sleep(SYNC_S if answers else SOON_S)


async def _make_index(shelf: Shelf) -> None:
    """Without the index search still finds what is written; a failure must not stop the rounds."""
    try:
        await asyncio.to_thread(shelf.make_index)
    except (OSError, subprocess.SubprocessError) as error:
        log.warning("catalog.not_indexed", error=type(error).__name__)
