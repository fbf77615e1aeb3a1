"""What is done online or on a phone, each with its code (R21): to scan, or on A4; no card is asked for."""

import asyncio

import structlog

from drivers.device import DeviceError
from kiosk import words
from kiosk.catalog import ways
from kiosk.catalog.models import said
from kiosk.center.contract import Item, ItemList
from kiosk.documents.code_sheet import CodeSheet, codes_pdf
from kiosk.documents.codes import code_png
from kiosk.journeys.find import Place
from kiosk.visit import Visit
from screens.pages.notice import Notice
from screens.pages.parts import Choice
from screens.pages.show_codes import ShowCodes, Shown

log = structlog.get_logger()

TITLE = "qr-codes"  # of the print job
CODE_SCALE = 5  # many stand on one page: about as large as they are drawn


class CodeBoard:
    """A place that leads to nothing further; `offered` says whether it has anything to show."""

    def __init__(self, listed: ItemList) -> None:
        self._listed = listed

    @property
    def offered(self) -> bool:
        return bool(self._listed.guide_url and ways.online(self._listed))

    async def ask(self, visit: Visit) -> Item | Place:
        """Shows the codes until Back or Leave is raised."""
        found = [(item, self._address(item)) for item in ways.online(self._listed)]
        with visit.working():
            shown = await asyncio.to_thread(
                lambda: tuple(
                    Shown(said(item.name), code_png(address, CODE_SCALE)) for item, address in found
                )
            )
        while True:
            printable = visit.terminal.devices.a4_printer.status.usable
            await visit.ask(ShowCodes(words.CODES, shown, printable))
            lines = tuple((item.name.zh, item.department.zh, address) for item, address in found)
            day = f"{self._listed.update_time:%Y-%m-%d}"
            version = words.filled(words.EDITION, version=self._listed.list_version, day=day).zh
            await _printed(visit, CodeSheet(words.CODES.zh, version, lines))

    def _address(self, item: Item) -> str:
        return (self._listed.guide_url or "").replace("{code}", item.code)


async def _printed(visit: Visit, sheet: CodeSheet) -> None:
    try:
        async with visit.work(words.PRINTING_CODES, words.NOTHING_LOST):
            await visit.terminal.devices.a4_printer.print(await asyncio.to_thread(codes_pdf, sheet), TITLE)
    except DeviceError as error:
        log.warning("codes.not_printed", cause=error.cause.value)
        await visit.ask(Notice(words.CODES_NOT_PRINTED, words.CODES_STAY, words.CODES_SCAN, ON, "problem"))
    else:
        await visit.ask(Notice(words.CODES_PRINTED, words.CODES_STAY, words.CODES_TAKE, ON, "success"))


ON = (Choice("on", words.GO_ON),)
