"""Card or Back or nobody there, whichever comes first."""

import asyncio
from collections.abc import Coroutine
from typing import Any

Runner = asyncio.Task[Any]


def runner(work: Coroutine[Any, Any, Any]) -> Runner:
    """Starts `work` for a race."""
    return asyncio.ensure_future(work)


async def first(*runners: Runner, timeout: float | None = None) -> Runner | None:
    """The runner that is done first (of several, the one named first), None after `timeout` seconds.

    The others are cancelled and have ended when it returns. The winner's `result` may raise.
    """
    try:
        done, _ = await asyncio.wait(runners, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        return next((each for each in runners if each in done), None)
    finally:
        for each in runners:
            each.cancel()
        await asyncio.gather(*runners, return_exceptions=True)
