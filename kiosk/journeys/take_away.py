"""Taking a guide away, without any identity: its code for the phone, or an A4 sheet (R16)."""

import asyncio

import structlog

from drivers.device import DeviceError
from kiosk import words
from kiosk.cases.draft import Draft
from kiosk.catalog.models import said
from kiosk.documents.codes import code_png
from kiosk.documents.guide_sheet import GuideSheet, guide_pdf
from kiosk.visit import Visit
from screens.pages.notice import Notice
from screens.pages.parts import Choice, Row, Section
from screens.pages.take_guide import TakeGuide

log = structlog.get_logger()

ON = (Choice("on", words.GO_ON),)


async def take_away(
    visit: Visit, draft: Draft, facts: tuple[Row, ...], sections: tuple[Section, ...], version: str
) -> None:
    """Shows the code, and prints the sheet where that is wished. Raises Back or Leave."""
    printer = visit.terminal.devices.a4_printer
    template = draft.catalog.list.guide_url
    url = template.replace("{code}", draft.item.code) if template else ""
    page = TakeGuide(said(draft.item.name), code_png(url) if url else None, printer.status.usable)
    await visit.ask(page)
    sheet = GuideSheet(
        title=draft.item.name.zh,
        department=draft.item.department.zh,
        version=version,
        facts=[(fact.label.zh, fact.value.zh) for fact in facts],
        note=draft.guide.plain_note.zh,
        sections=[(section.heading.zh, [line.zh for line in section.lines]) for section in sections],
        footer=words.SHEET_DEMONSTRATION.zh if draft.guide.demonstration else words.SHEET.zh,
        url=url,
    )
    try:
        async with visit.work(words.PRINTING_GUIDE, words.GUIDE_COMES_OUT):
            await printer.print(await asyncio.to_thread(guide_pdf, sheet), draft.item.code)
    except DeviceError as error:
        log.warning("guide.not_printed", cause=error.cause.value)
        await visit.ask(
            Notice(words.GUIDE_NOT_PRINTED, words.GUIDE_NOT_PRINTED_BODY, words.GUIDE_NEXT, ON, "problem")
        )
    else:
        await visit.ask(
            Notice(words.GUIDE_PRINTED, words.GUIDE_PRINTED_BODY, words.GUIDE_NEXT, ON, "success")
        )
