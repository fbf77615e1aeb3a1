"""What was handed in with a case, in words: for the page that confirms it, the slip and the papers."""

from dataclasses import dataclass

from kiosk.cases.draft import Draft
from kiosk.cases.materials import Paper, origin_of, papers_of
from kiosk.catalog.models import said
from kiosk.center.contract import Origin
from screens.text import Text

STATES = {
    Origin.LICENCE: Text("用电子证照", "From your e-licences"),
    Origin.HELD: Text("用中心已存的", "Already at the centre"),
    Origin.COMMITMENT: Text("已签承诺书代替", "A signed statement instead"),
}


@dataclass(frozen=True)
class HandedIn:
    """One paper: how it came, in words; `pages` of a scan, 0 otherwise."""

    name: Text
    how: Text
    origin: Origin
    pages: int = 0


def handed_in(draft: Draft) -> tuple[HandedIn, ...]:
    """The papers that are settled, in the guide's order, then scans that the guide does not name."""
    found, named = [], set[str]()
    for paper in papers_of(draft):
        origin = origin_of(draft, paper)
        if origin is not None:
            named.add(paper.material.code)
            pages = len(draft.scans[paper.material.code].pages) if origin is Origin.SCAN else 0
            found.append(HandedIn(said(paper.material.name), how_it_comes(draft, paper), origin, pages))
    for scan in draft.form.scans:
        if scan.code in draft.scans and scan.code not in named:
            pages = len(draft.scans[scan.code].pages)
            found.append(HandedIn(said(scan.name), counted(pages), Origin.SCAN, pages))
    return tuple(found)


def how_it_comes(draft: Draft, paper: Paper) -> Text:
    """One line: free with its reason, scanned pages, from where, or until when it follows."""
    material, origin = paper.material, origin_of(draft, paper)
    if origin is Origin.EXEMPT and material.waived is not None:
        reason = said(material.waived)
        return Text(f"免提交：{reason.zh.removeprefix('免提交：')}", f"Nothing to hand in: {reason.en}")
    if origin is Origin.SCAN:
        return counted(len(draft.scans[material.code].pages))
    if origin is Origin.LATER and material.undertaking is not None:
        days = material.undertaking.days
        return Text(f"容缺，受理后 {days} 个工作日内补交", f"To follow within {days} working days")
    return Text("还没有交", "Still open") if origin is None else STATES[origin]


def counted(pages: int) -> Text:
    """How many pages were photographed."""
    return Text(f"已拍 {pages} 页", "1 page" if pages == 1 else f"{pages} pages")
