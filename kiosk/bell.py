"""A bell that any thread may ring and any coroutine may listen to."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Bell:
    """Rung after a change; whoever listens looks for himself what it was."""

    def __init__(self) -> None:
        self._listeners: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    def ring(self) -> None:
        """Sets the event of every listener, from any thread."""
        for loop, event in tuple(self._listeners):
            if not loop.is_closed():
                loop.call_soon_threadsafe(event.set)

    @contextmanager
    def heard(self) -> Iterator[asyncio.Event]:
        """An event of the running loop that every ring sets, until the context ends."""
        listener = (asyncio.get_running_loop(), asyncio.Event())
        self._listeners.append(listener)
        try:
            yield listener[1]
        finally:
            self._listeners.remove(listener)
