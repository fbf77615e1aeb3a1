"""The card of whoever was here last: it must leave the reader before anybody is identified by it (R81)."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Protocol

from kiosk.race import Runner, runner


class Reader(Protocol):
    """What is asked of the card reader."""

    def wait_removed(self) -> Coroutine[Any, Any, None]:
        """Returns when no card lies there. Raises DeviceError."""


class LastCard:
    """Watches from the end of a visit on, into the next one if need be, until the reader was seen empty.

    So whoever takes the card and goes is noticed at once, and the next citizen's, laid while a service is
    being found, is not taken for it.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._watch: Runner | None = None

    @property
    def lies(self) -> bool:
        """Whether it may still lie on the reader."""
        return self._watch is not None and not (self._watch.done() and self._watch.exception() is None)

    def watch(self) -> None:
        """A visit with a card has ended."""
        self.gone()
        self._watch = runner(self._reader.wait_removed())

    def gone(self) -> None:
        """Nobody asks any more."""
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    async def removed(self, timeout: float | None) -> bool:
        """Whether it is gone by now, or within `timeout` seconds (None: however long it takes).

        Raises DeviceError while the reader fails: nothing is known of the card then.
        """
        watch = self._watch
        if watch is None:
            return True
        await asyncio.wait({watch}, timeout=timeout)
        if not watch.done():
            return False
        if (error := watch.exception()) is not None:
            self.watch()
            raise error
        self._watch = None
        return True
