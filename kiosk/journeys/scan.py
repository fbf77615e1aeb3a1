"""Photographs the papers that the form names: several pages each, turned, ordered, bound into one PDF."""

import asyncio
from pathlib import Path

from drivers.device import DeviceError
from drivers.document_scanner.driver import CapturedPage, PageNotFound
from kiosk import race, words
from kiosk.cases.draft import Draft, Scanned
from kiosk.catalog.models import said
from kiosk.center.contract import Scan
from kiosk.journeys.preview import SAY, keep_preview
from kiosk.visit import Visit
from screens.page import Back, Live
from screens.pages.check_scan import CheckScan, Wish
from screens.pages.scan_page import ScanPage
from screens.text import Text

MISSES_ALLOWED = 2  # then the whole picture is taken, if it can be read
MISSES_BEFORE_ADVICE = 5
DPI = 200
MARK_FONT = Path(__file__).resolve().parents[2] / "assets" / "fonts" / "NotoSansSC-Regular.otf"


async def scan_materials(visit: Visit, draft: Draft) -> None:
    """Photographs each material that the form names; one that was taken before is shown again."""
    for scan in draft.form.scans:
        draft.scans[scan.code] = await scan_material(visit, draft, scan)


async def scan_material(visit: Visit, draft: Draft, scan: Scan) -> Scanned:
    """The pages of one material, as the citizen wants them; what was taken stays until it is taken away.

    Raises Back or Leave.
    """
    before = draft.scans.get(scan.code)
    pages = list(before.pages) if before is not None else [await _page(visit, draft, scan)]
    shown, problem = len(pages) - 1, None
    while True:
        more = len(pages) < scan.max_pages
        checked = await visit.ask(CheckScan(said(scan.name), tuple(pages), shown, more, problem))
        shown, problem = checked.shown, None
        with visit.working():
            pages = await asyncio.to_thread(_arranged, pages, checked.kept)
        try:
            match checked.wish:
                case Wish.AGAIN:
                    pages[shown] = await _page(visit, draft, scan)
                case Wish.ADD:
                    pages.append(await _page(visit, draft, scan))
                    shown = len(pages) - 1
                case Wish.DONE:
                    with visit.working():
                        return Scanned(tuple(pages), await asyncio.to_thread(_bound, pages, scan.max_bytes))
        except Back:
            continue  # from the camera to the pages that are there
        except ValueError:  # TooBig
            problem = words.PAGES_TOO_BIG


async def _page(visit: Visit, draft: Draft, scan: Scan) -> bytes:
    """One page of the material; of a card both sides on one page."""
    if scan.kind == "card":
        front = await _photograph(visit, scan, words.CARD_FRONT)
        back = await _photograph(visit, scan, words.CARD_BACK)
        sides: tuple[CapturedPage, ...] = (front, back)
    else:
        sides = (await _photograph(visit, scan, said(scan.hint)),)
    purpose = f"此件仅供{purpose_of(draft, 'copy-purpose')}使用 {visit.terminal.now():%Y-%m-%d}"
    with visit.working():
        return await asyncio.to_thread(_sheet, sides, purpose if scan.purpose_mark else "")


def purpose_of(draft: Draft, key: str) -> str:
    """What the copy is for: what the citizen chose at the question `key`, or this service."""
    chosen = draft.values.get(key)
    for field in draft.form.fields:
        for choice in field.choices:
            if field.key == key and choice.value == chosen:
                return choice.label.zh
    return f"办理{draft.item.name.zh}"


async def _photograph(visit: Visit, scan: Scan, hint: Text) -> CapturedPage:
    scanner = visit.terminal.devices.document_scanner
    screen = visit.terminal.settings.devices.document_scanner
    problem: Text | None = None
    missed = 0
    while True:
        live = Live(frame=None, help=problem or hint)
        async with keep_preview(scanner, live) as still:
            page = ScanPage(said(scan.name), live, screen.masked, screen.mirrored)
            await _pressed_or_still(visit, page, still)
            try:
                with visit.working():
                    # A paper whose edges cannot be made out must not be the end: then the whole picture.
                    return await scanner.capture(whole_frame=missed >= MISSES_ALLOWED)
            except PageNotFound as error:
                missed += 1
                problem = SAY.get(error.help, words.PAGE_NOT_FOUND)
                if missed >= MISSES_BEFORE_ADVICE:
                    problem = words.ASK_AT_WINDOW
            except DeviceError:
                problem = words.CAMERA_RESTING


async def _pressed_or_still(visit: Visit, page: ScanPage, still: asyncio.Event) -> None:
    """Until the shutter is pressed, or the paper that was laid lies still. Raises Back or Leave."""
    asking, waiting = race.runner(visit.ask(page)), race.runner(still.wait())
    if await race.first(asking, waiting) is asking:
        asking.result()


def _arranged(pages: list[bytes], kept: tuple[tuple[int, int], ...]) -> list[bytes]:
    from drivers.document_scanner.encoding import turned

    return [turned(pages[page], quarters) for page, quarters in kept]


def _sheet(sides: tuple[CapturedPage, ...], mark: str) -> bytes:
    if len(sides) == 1 and not mark:
        return sides[0].image
    from drivers.document_scanner.correction import card_sheet
    from drivers.document_scanner.encoding import decoded, encode
    from drivers.document_scanner.watermark import marked

    pictures = [decoded(side.image) for side in sides]
    sheet = card_sheet(pictures[0], pictures[1], DPI) if len(pictures) > 1 else pictures[0]
    return encode(marked(sheet, mark, MARK_FONT, DPI) if mark else sheet)


def _bound(pages: list[bytes], limit_bytes: int) -> bytes:
    from drivers.document_scanner.encoding import pdf

    return pdf(pages, DPI, limit_bytes)
