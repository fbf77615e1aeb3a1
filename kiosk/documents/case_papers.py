"""The A4 papers of a case that was just handed in, from what the centre answered (requirements §4). Pure."""

from dataclasses import replace
from datetime import datetime

from kiosk.cases.applicant import masked_id
from kiosk.cases.draft import Draft
from kiosk.cases.handed_in import HandedIn, handed_in
from kiosk.center.contract import CasePaper, CaseState, Origin, PaperGrant, Receipt
from kiosk.config import Terminal
from kiosk.documents import papers
from kiosk.documents.official import OfficialPaper

FORMS = {
    Origin.SCAN: "扫描件",
    Origin.LICENCE: "电子证照",
    Origin.HELD: "已存材料",
    Origin.EXEMPT: "免提交",
    Origin.COMMITMENT: "告知承诺",
}


def due_papers(draft: Draft, receipt: Receipt) -> tuple[CasePaper, ...]:
    """Which sealed papers come out now: a one-time notice always, an acceptance where the item has one."""
    if receipt.state is CaseState.CORRECTION and receipt.defects:
        return (CasePaper.NOTICE,)
    accepted = receipt.state is not None and receipt.state is not CaseState.SUBMITTED
    return (CasePaper.ACCEPTANCE,) if accepted and "acceptance" in draft.item.papers else ()


def drawn_for(
    draft: Draft, receipt: Receipt, grant: PaperGrant, holder: tuple[str, str], terminal: Terminal
) -> tuple[OfficialPaper, ...]:
    """The papers of one grant; with a paper that comes later, its own notice beside the acceptance.

    `holder` is (name, ID number); the number stands masked.
    """
    matter = matter_of(draft, receipt, holder, terminal, grant)
    if grant.paper is CasePaper.NOTICE:
        defects = [
            papers.Defect(each.name.zh, each.problem.zh, each.cure.zh, each.basis) for each in receipt.defects
        ]
        notice = papers.one_time_notice(matter, defects, receipt.correct_until)
        return (_sealed(notice, grant),)
    promise = papers.Promise(
        receipt.promised_days, receipt.due_on, grant.special, grant.fee or "不收费", grant.handler
    )
    missing = [papers.Missing(each.name.zh, each.until) for each in receipt.to_follow]
    taken = [_received(each) for each in handed_in(draft) if each.origin is not Origin.LATER]
    acceptance = papers.acceptance_notice(matter, promise, taken, missing)
    return (_sealed(acceptance, grant), *([papers.deferral_notice(matter, missing)] if missing else ()))


def _sealed(paper: OfficialPaper, grant: PaperGrant) -> OfficialPaper:
    return replace(paper, number=grant.number, seal=grant.seal.image)


def _received(paper: HandedIn) -> papers.Received:
    scanned = paper.origin is Origin.SCAN
    return papers.Received(paper.name.zh, FORMS[paper.origin], 1 if scanned else 0, paper.pages)


def matter_of(
    draft: Draft, receipt: Receipt, holder: tuple[str, str], terminal: Terminal, grant: PaperGrant | None
) -> papers.Matter:
    """What the papers of the case say at head and foot; without a grant under the department's name."""
    name, id_number = holder
    at: datetime = receipt.accepted_at.astimezone()
    return papers.Matter(
        item=draft.item.name.zh,
        office=grant.office if grant is not None else draft.item.department.zh,
        applicant=name,
        cert_no=masked_id(id_number),
        local_no=draft.number,
        terminal_no=terminal.number,
        at=at,
        receive_no=receipt.receive_no or "",
        query_code=receipt.query_code or "",
        phone=(grant.phone if grant is not None else "") or terminal.phone,
        place=draft.guide.place.zh,
        query_url=f"kiosk:{terminal.number}:{draft.number}",
        footer="演示数据，不具法律效力" if draft.guide.demonstration else "",
    )
