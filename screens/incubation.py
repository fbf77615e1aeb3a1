"""Makes an item of a page some milliseconds at a time: meanwhile the glass hears touches and paints."""

import asyncio
from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtQml import QQmlComponent, QQmlIncubator


class Incubation(QQmlIncubator):
    """One item on its way. Qt's window gives it a third of a frame between two events."""

    def __init__(self) -> None:
        super().__init__(QQmlIncubator.IncubationMode.Asynchronous)
        self._over: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def item(self, component: QQmlComponent, properties: Mapping[str, object]) -> QObject | None:
        """The item that `component` describes; None where the QML has a mistake.

        Raises CancelledError when `stop` was called, or the await was cancelled: nothing of it is left then.
        """
        self.setInitialProperties(dict(properties))
        component.create(self)
        try:
            await self._over
            return self.object()
        finally:
            self.clear()  # else what a Repeater makes later comes late too

    def stop(self) -> None:
        """Gives it up."""
        self._over.cancel()
        self.clear()

    def statusChanged(self, status: QQmlIncubator.Status) -> None:  # noqa: N802  Qt's name
        if status in {QQmlIncubator.Status.Ready, QQmlIncubator.Status.Error} and not self._over.done():
            self._over.set_result(None)
