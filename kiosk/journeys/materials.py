"""The step that gathers the papers of the case: a line each, with the ways that it may come (R27, R28, R31).

A case whose papers can only be scanned goes straight to the camera.
"""

import asyncio
import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from kiosk import words
from kiosk.cases.applicant import applicant
from kiosk.cases.draft import Draft, Given
from kiosk.cases.handed_in import how_it_comes
from kiosk.cases.materials import (
    OFFERED,
    Paper,
    give,
    may_be_offered,
    needs_choice,
    open_papers,
    origin_of,
    papers_of,
    usable,
)
from kiosk.catalog.models import said
from kiosk.center.contract import MaterialOffer, OffersRequest, Origin
from kiosk.center.errors import CenterError
from kiosk.journeys.scan import scan_material, scan_materials
from kiosk.visit import Visit
from screens.page import Back
from screens.pages.choose import Choose
from screens.pages.materials import GO_ON, Line, Materials
from screens.pages.parts import Choice
from screens.pages.sign import Sign
from screens.text import Text

ICONS = {
    Origin.LICENCE: "identification-card",
    Origin.HELD: "books",
    Origin.SCAN: "camera",
    Origin.COMMITMENT: "signature",
    Origin.LATER: "clock",
}

WAYS: Mapping[Origin, tuple[Text, Text | None]] = {
    Origin.LICENCE: (words.BY_LICENCE, None),
    Origin.HELD: (words.BY_HELD, None),
    Origin.SCAN: (words.BY_SCAN, words.BY_SCAN_NOTE),
    Origin.COMMITMENT: (words.BY_COMMITMENT, words.BY_COMMITMENT_NOTE),
    Origin.LATER: (words.LATER, words.LATER_NOTE),
}
CONSENT = (
    Choice("agree", words.LOOK_UP_AGREE, words.LOOK_UP_AGREE_NOTE, "magnifying-glass"),
    Choice("scan", words.LOOK_UP_NOT, words.LOOK_UP_NOT_NOTE, "camera"),
)

log = structlog.get_logger()


@dataclass(frozen=True)
class Known:
    """What the centre offered, or the sentence why it was not asked."""

    offers: tuple[MaterialOffer, ...] = ()
    why_not: Text | None = None


async def gather_materials(visit: Visit, draft: Draft) -> None:
    """Asks for each paper of the case, in whichever of its ways the citizen chooses. Raises Back or Leave."""
    papers = papers_of(draft)
    if not needs_choice(papers):
        await scan_materials(visit, draft)
        return
    known = await _known(visit, draft, papers)
    while True:
        lines = tuple(_line(draft, paper, papers) for paper in papers if paper.ways)
        chosen = await visit.ask(Materials(words.MATERIALS, lines, words.MATERIALS_HOW))
        if chosen == GO_ON:
            break
        paper = next(paper for paper in papers if paper.material.code == chosen)
        try:
            await _settle(visit, draft, paper, known)
        except Back:
            continue
    named = {paper.material.code for paper in papers}
    for scan in draft.form.scans:
        if scan.code not in named:
            draft.scans[scan.code] = await scan_material(visit, draft, scan)


def _line(draft: Draft, paper: Paper, papers: tuple[Paper, ...]) -> Line:
    done = paper not in open_papers(draft, papers)
    return Line(
        code=paper.material.code,
        name=said(paper.material.name),
        state=how_it_comes(draft, paper),
        done=done,
        fixed=not paper.asked_for,
    )


async def _settle(visit: Visit, draft: Draft, paper: Paper, known: Known) -> None:
    """Asks in which way the paper comes, where there are several, and takes it. Raises Back or Leave."""
    way = paper.ways[0] if len(paper.ways) == 1 else await _way(visit, draft, paper, known)
    match way:
        case Origin.SCAN if paper.scan is not None:
            draft.scans[paper.material.code] = await scan_material(visit, draft, paper.scan)
            draft.given.pop(paper.material.code, None)
        case Origin.LICENCE | Origin.HELD:
            offer = usable(known.offers, paper, way, visit.terminal.now().date())
            if offer is not None:
                give(draft, paper, Given(way, offer))
        case Origin.COMMITMENT | Origin.LATER if paper.material.undertaking is not None:
            undertaking = paper.material.undertaking
            page = Sign(said(undertaking.text), said(paper.material.name), visit.signer.name)
            strokes = await visit.ask(page)
            give(draft, paper, Given(way, strokes=strokes))


async def _way(visit: Visit, draft: Draft, paper: Paper, known: Known) -> Origin:
    """The way that the citizen chose; one that is closed is shown with its reason and cannot be taken."""
    ways = tuple(_choice(visit, paper, way, known) for way in paper.ways)
    way = Origin(await visit.ask(Choose(said(paper.material.name), ways, words.MATERIAL_WAYS)))
    log.info("materials.way_chosen", item=draft.item.code, way=way.value)
    return way


def _choice(visit: Visit, paper: Paper, way: Origin, known: Known) -> Choice:
    title, note = WAYS[way]
    closed: Text | None = None
    undertaking = paper.material.undertaking
    if way in OFFERED:
        offer = usable(known.offers, paper, way, visit.terminal.now().date())
        if offer is None:
            closed = known.why_not or words.WAY_NOTHING_FOUND
        else:
            note = Text(
                f"{offer.title.zh} {offer.number}".strip(), f"{offer.title.en} {offer.number}".strip()
            )
    elif way is Origin.SCAN and not visit.terminal.devices.document_scanner.status.usable:
        closed = words.CLOSED_NO_SCANNER
    elif way is Origin.LATER and undertaking is not None:
        note = words.filled(words.LATER_NOTE, days=str(undertaking.days))
    return Choice(way.value, title, note, ICONS[way], closed)


async def _known(visit: Visit, draft: Draft, papers: tuple[Paper, ...]) -> Known:
    """Asks the centre what it has, where the citizen agrees; without it the other ways stay open."""
    codes, terminal = may_be_offered(papers), visit.terminal
    if not codes:
        return Known()
    if any(origin_of(draft, paper) in OFFERED for paper in papers) and draft.offers:
        return Known(draft.offers)  # back from a later step: agreed to already
    if visit.agent is not None or terminal.center is None or not terminal.availability.centre_answering:
        # What the applicant handed in before is not the agent's to see (R67).
        return Known(why_not=words.WAY_CENTRE_AWAY if visit.agent is None else words.WAY_OF_AGENT)
    asked = words.filled(words.LOOK_UP_BODY, item=draft.item.name.zh, item_en=draft.item.name.en)
    if await visit.ask(Choose(words.LOOK_UP, CONSENT, asked)) == "scan":
        return Known(why_not=words.WAY_NOT_AGREED)
    who = applicant(visit.identified)
    requests = [
        OffersRequest(
            terminal_no=terminal.settings.terminal.number,
            local_no=draft.number,
            item_code=item_code,
            cert_type=who.cert_type,
            cert_no=who.cert_no,
            name=who.name,
            materials=of_item,
            purpose=f"办理{draft.item.name.zh}",
            consent_id=uuid.uuid4().hex,
            consent_sha256=hashlib.sha256(asked.zh.encode()).hexdigest(),
        )
        for item_code, of_item in draft.by_item(codes)
    ]
    try:
        async with visit.work(words.LOOKING_UP, words.NOTHING_LOST):
            answers = [await asyncio.to_thread(terminal.center.offers, request) for request in requests]
    except CenterError as error:
        log.warning("materials.not_looked_up", reason=type(error).__name__)
        return Known(why_not=words.WAY_CENTRE_AWAY)
    draft.offers = tuple(offer for answer in answers for offer in answer.offers)
    return Known(draft.offers)
