"""Papers under a real driver and a simulated camera, bound into one PDF as the citizen arranged them."""

import asyncio
import io
from collections.abc import AsyncIterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType, SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pikepdf
import pytest

from drivers.document_scanner import encoding
from drivers.document_scanner.desk import FRAME_SIZE_PX, PAGE_CORNERS
from drivers.document_scanner.driver import DocumentScanner
from drivers.document_scanner.simulator import DocumentScannerSimulator
from kiosk import config, words
from kiosk.cases.draft import Scanned
from kiosk.center.contract import Scan
from kiosk.journeys.preview import keep_preview
from kiosk.journeys.scan import scan_materials
from screens.page import Back, Live
from screens.pages.check_scan import Checked, CheckScan, Wish
from screens.pages.scan_page import ScanPage


@dataclass
class Citizen:
    """Presses the shutter whenever asked, and answers about pages from a list."""

    answers: list[Any]
    asked: list[Any] = field(default_factory=list)

    async def ask(self, page: Any) -> Any:
        self.asked.append(page)
        if isinstance(page, ScanPage) and not (self.answers and self.answers[0] is Back):
            await picture_in(page.live)
            return None
        answer = self.answers.pop(0)
        if isinstance(answer, type):
            raise answer
        return answer

    @property
    def checks(self) -> list[CheckScan]:
        return [page for page in self.asked if isinstance(page, CheckScan)]


async def picture_in(live: Live) -> None:
    """The shutter is there as soon as there is a picture."""
    seen = asyncio.Event()

    def look() -> None:
        if live.values["frame"] is not None:
            seen.set()

    forget = live.subscribe(look)
    look()
    await seen.wait()
    forget()


def wish(what: Wish, *kept: tuple[int, int], shown: int = 0) -> Checked:
    return Checked(what, kept, shown)


@pytest.fixture
async def scanner() -> AsyncIterator[DocumentScanner]:
    camera = DocumentScannerSimulator(frames_per_s=60)
    camera.start()
    camera.lay()
    scanner = DocumentScanner("scanner", camera.url)
    yield scanner
    await scanner.close()
    camera.stop()


async def scanned(
    scanner: DocumentScanner,
    citizen: Citizen,
    before: Mapping[str, Scanned] = MappingProxyType({}),
    **scan: Any,
) -> Scanned:
    words_ = {"zh": "困难证明", "en": "Proof"}
    material = Scan.model_validate({"code": "proof", "name": words_, "hint": words_, **scan})
    item = SimpleNamespace(name=SimpleNamespace(zh="临时救助申请"))
    form = SimpleNamespace(scans=(material,), fields=())
    draft = SimpleNamespace(form=form, values={}, scans=dict(before), item=item)
    settings = SimpleNamespace(devices=SimpleNamespace(document_scanner=config.DocumentScanner()))
    terminal = SimpleNamespace(
        settings=settings,
        devices=SimpleNamespace(document_scanner=scanner),
        now=lambda: datetime(2026, 1, 2, tzinfo=UTC),
    )
    visit = SimpleNamespace(terminal=terminal, ask=citizen.ask, working=nullcontext)
    await scan_materials(visit, draft)
    return draft.scans["proof"]


def page_sizes(pdf: bytes) -> list[list[float]]:
    """In points."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [[float(side) for side in page.mediabox[2:]] for page in opened.pages]


@pytest.mark.requirement("R29")
async def test_three_pages_come_as_one_a4_pdf_in_the_citizen_s_order(scanner):
    citizen = Citizen(
        [
            wish(Wish.ADD, (0, 0)),
            wish(Wish.ADD, (0, 0), (1, 0)),
            wish(Wish.DONE, (2, 0), (0, 1), (1, 0)),
        ]
    )
    material = await scanned(scanner, citizen, max_pages=3)
    assert [check.more for check in citizen.checks] == [True, True, False]
    assert [check.shown for check in citizen.checks] == [0, 1, 2]
    a4, lying = (595.4, 842.0), (842.0, 595.4)
    assert np.allclose(page_sizes(material.pdf), [a4, lying, a4], atol=1)
    assert len(material.pages) == 3


async def test_a_page_taken_again_replaces_the_one_that_was_shown(scanner):
    citizen = Citizen(
        [
            wish(Wish.ADD, (0, 0)),
            wish(Wish.AGAIN, (0, 0), (1, 0), shown=0),
            wish(Wish.DONE, (0, 0), (1, 0)),
        ]
    )
    material = await scanned(scanner, citizen, max_pages=2)
    _, second, third = citizen.checks
    assert second.pages[0] is not third.pages[0]
    assert second.pages[1] is third.pages[1]
    assert material.pages == third.pages


async def test_back_from_the_camera_keeps_the_pages_that_were_taken(scanner):
    citizen = Citizen([wish(Wish.ADD, (0, 0)), Back, wish(Wish.DONE, (0, 0))])
    material = await scanned(scanner, citizen, max_pages=2)
    assert citizen.checks[0].pages == citizen.checks[1].pages == material.pages


async def test_what_was_taken_before_is_shown_again_and_not_taken_again(scanner):
    page = encoding.encode(np.full((300, 200, 3), 90, np.uint8))
    citizen = Citizen([wish(Wish.DONE, (0, 0))])
    material = await scanned(scanner, citizen, {"proof": Scanned((page,), b"")})
    assert [type(page) for page in citizen.asked] == [CheckScan]
    assert material.pages == (page,)


async def test_pages_too_big_together_stay_and_the_citizen_hears_why(scanner):
    noise = np.random.default_rng(0).integers(0, 256, (1200, 900, 3), np.uint8)
    page = cv2.imencode(".jpg", noise)[1].tobytes()
    other = encoding.encode(np.full((300, 200, 3), 90, np.uint8))
    citizen = Citizen([wish(Wish.DONE, (0, 0), (1, 0)), wish(Wish.DONE, (1, 0))])
    material = await scanned(
        scanner, citizen, {"proof": Scanned((page, other), b"")}, max_pages=2, max_bytes=100_000
    )
    assert citizen.checks[1].problem == words.PAGES_TOO_BIG
    assert citizen.checks[1].pages == (page, other)
    assert len(material.pdf) <= 100_000


@pytest.mark.requirement("R91")
async def test_both_sides_of_a_card_make_one_page_with_its_purpose_on_it(scanner):
    citizen = Citizen([wish(Wish.DONE, (0, 0))])
    material = await scanned(scanner, citizen, kind="card", purpose_mark=True)
    hints = [page.live.values["help"] for page in citizen.asked if isinstance(page, ScanPage)]
    assert len(hints) == 2
    assert np.allclose(page_sizes(material.pdf), [(595.4, 842.0)], atol=1)
    corner = encoding.decoded(material.pages[0])[20:300, 20:1600]
    assert corner.min() < 220  # the mark goes over the empty paper too


async def test_the_page_under_the_camera_is_outlined_where_it_lies_until_the_preview_ends(scanner):
    live, outlined = Live(frame=None), asyncio.Event()

    def look() -> None:
        if live.values.get("outline"):
            outlined.set()

    live.subscribe(look)
    async with keep_preview(scanner, live):
        await outlined.wait()
        seen = np.array(live.values["outline"]) * FRAME_SIZE_PX
        assert np.abs(seen - PAGE_CORNERS).max() < 4
        assert live.values["good"] is True
    assert (live.values["frame"], live.values["outline"]) == (None, ())


async def test_a_paper_that_is_laid_down_and_lies_still_is_taken_without_the_shutter():
    camera = DocumentScannerSimulator(frames_per_s=30)
    camera.start()
    scanner = DocumentScanner("scanner", camera.url)

    class Waiting(Citizen):
        async def ask(self, page: Any) -> Any:
            if isinstance(page, ScanPage):
                await picture_in(page.live)
                camera.lay()
                await asyncio.Event().wait()
            return await super().ask(page)

    try:
        material = await scanned(scanner, Waiting([wish(Wish.DONE, (0, 0))]))
    finally:
        await scanner.close()
        camera.stop()
    assert len(material.pages) == 1
