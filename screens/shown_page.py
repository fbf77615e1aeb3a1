"""One page on the glass: its item, its live values, its pictures, and the answer it is waited for."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Slot
from PySide6.QtQml import QJSValue, QQmlComponent
from PySide6.QtQuick import QQuickItem

from screens.incubation import Incubation
from screens.live_feed import LiveFeed
from screens.page import Back, Leave, Live, Page, Trail
from screens.pictures import VisitPictures
from screens.text import Language, Text
from screens.values import Picture, page_properties

A = TypeVar("A")


def properties_of(
    page: Page[Any], trail: Trail, captions: Mapping[str, Text], language: Language, picture: Picture
) -> dict[str, object]:
    """What the QML of a page is given: its fields, and where the citizen is."""
    return {
        **page_properties(page, language, picture),
        **{name: text.in_(language) for name, text in captions.items()},
        "steps": [step.in_(language) for step in trail.steps],
        "currentStep": trail.current,
        "backVisible": page.can_go_back,
        "homeVisible": page.can_go_home,
    }


class ShownPage(QObject, Generic[A]):
    """Made from a page; `answer` is done once, with the citizen's first answer, and deaf after that."""

    def __init__(
        self, page: Page[A], trail: Trail, captions: Mapping[str, Text], pictures: VisitPictures
    ) -> None:
        super().__init__()
        self.page = page
        self.answer: asyncio.Future[A] = asyncio.get_running_loop().create_future()
        self.item: QQuickItem | None = None
        self._trail = trail
        self._captions = captions
        self._pictures = pictures
        self._kept: list[tuple[bytes, str]] = []
        self._live: LiveFeed | None = None
        self._coming: Incubation | None = None
        self._shown: dict[str, object] = {}

    async def create(self, component: QQmlComponent, holder: QQuickItem, language: Language) -> QQuickItem:
        """Builds the item under `holder`.

        Raises RuntimeError where the QML has a mistake, CancelledError when it was dropped meanwhile.
        """
        self._shown = self._properties(language)
        properties = dict(self._shown)
        live = getattr(self.page, "live", None)
        if isinstance(live, Live):
            self._live = LiveFeed(live, self.page.live_keys, language, self._picture)
            properties["live"] = self._live.values()
        self._coming = Incubation()
        try:
            item = await self._coming.item(component, properties)
        finally:
            self._coming = None
        if not isinstance(item, QQuickItem):
            raise RuntimeError(f"page {self.page.qml}: {component.errorString()}")  # noqa: TRY004  a broken file
        item.setParent(holder)
        item.setParentItem(holder)
        item.setObjectName(f"page:{self.page.qml}")
        item.answered.connect(self._answered)  # type: ignore[attr-defined]  # a signal of the QML
        item.back.connect(self._back)  # type: ignore[attr-defined]  # a signal of the QML
        item.home.connect(self._home)  # type: ignore[attr-defined]  # a signal of the QML
        if callable(getattr(self.page, "hear", None)):
            item.told.connect(self._told)  # type: ignore[attr-defined]  # a signal of such a page's QML
        self.item = item
        if self._live is not None:
            self._live.follow(item, properties["live"])
        return item

    def hear(self, raw: object) -> None:
        """An answer that was touched before this page stood there; None, or one it cannot give, is none."""
        if raw is None:
            return
        with suppress(ValueError):
            self.page.answer(raw)
            self._answered(raw)

    def translate(self, language: Language) -> None:
        """Sets again what reads differently in `language`; what the citizen typed stays."""
        new = self._properties(language)
        if self.item is not None:
            for name, value in new.items():
                if value != self._shown.get(name):
                    self.item.setProperty(name, value)
        self._shown = new
        if self._live is not None:
            self._live.translate(language)

    def drop(self) -> None:
        """Deletes the item, also one that is only coming, and forgets every value and picture of it."""
        self.answer.cancel()
        if self._coming is not None:
            self._coming.stop()
        if self._live is not None:
            self._live.close()
        if self.item is not None:
            self.item.setVisible(False)
            # Else the wrapper of the holder keeps that of every page, for ever.
            self.item.setParentItem(None)  # type: ignore[arg-type]  # PySide's stub lacks None
            self.item.setParent(None)
            self.item.deleteLater()
            self.item = None
        for _, address in self._kept:
            self._pictures.drop(address)
        self._kept.clear()
        self._shown.clear()
        if self._live is not None:
            self._live.deleteLater()
            self._live = None
        self.deleteLater()

    def _properties(self, language: Language) -> dict[str, object]:
        return properties_of(self.page, self._trail, self._captions, language, self._picture)

    def _picture(self, encoded: bytes) -> str:
        for kept, address in self._kept:
            if kept is encoded:
                return address
        self._kept.append((encoded, self._pictures.keep(encoded)))
        return self._kept[-1][1]

    @Slot("QVariant")
    def _answered(self, raw: object) -> None:
        if self.answer.done():
            return
        try:
            value = self.page.answer(raw.toVariant() if isinstance(raw, QJSValue) else raw)
        except (ValueError, Back) as error:  # Back: a page that hands over what it has on the way
            self.answer.set_exception(error)
        else:
            self.answer.set_result(value)

    @Slot("QVariant")
    def _told(self, raw: object) -> None:
        if not self.answer.done():
            self.page.hear(raw.toVariant() if isinstance(raw, QJSValue) else raw)  # type: ignore[attr-defined]  # asked above

    @Slot()
    def _back(self) -> None:
        if not self.answer.done():
            self.answer.set_exception(Back())

    @Slot()
    def _home(self) -> None:
        if not self.answer.done():
            self.answer.set_exception(Leave())
