"""The papers of one case: the ways that each may come, and the one that the citizen chose. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kiosk.cases.draft import Draft, Given
from kiosk.center.contract import Material, MaterialOffer, Origin, Scan

REUSABLE: Final = frozenset({"A", "B"})  # grades; what nobody checked is handed in again
OFFERED: Final = (Origin.LICENCE, Origin.HELD)
PROMISED: Final = (Origin.COMMITMENT, Origin.LATER)


@dataclass(frozen=True)
class Paper:
    """One paper of the case; `scan` is how it is laid under the camera, None where it cannot be."""

    material: Material
    scan: Scan | None

    @property
    def ways(self) -> tuple[Origin, ...]:
        """The ways that the guide allows, the least effort first; whether one is open is another matter."""
        material, found = self.material, []
        if material.waived is not None:
            return (Origin.EXEMPT,)
        if material.licence is not None:
            found.append(Origin.LICENCE)
        if material.reusable:
            found.append(Origin.HELD)
        if self.scan is not None:
            found.append(Origin.SCAN)
        if material.undertaking is not None:
            found.append(Origin.COMMITMENT if material.undertaking.days is None else Origin.LATER)
        return tuple(found)

    @property
    def asked_for(self) -> bool:
        """Whether the citizen has anything to do for it here."""
        return bool(self.ways) and self.ways != (Origin.EXEMPT,)


def papers_of(draft: Draft) -> tuple[Paper, ...]:
    """The papers of the case that was chosen, in the guide's order."""
    scans = {scan.code: scan for scan in draft.form.scans}
    wanted = draft.guide.materials_for(draft.scenario)
    return tuple(Paper(material, scans.get(material.code)) for material in wanted)


def may_be_offered(papers: Sequence[Paper]) -> tuple[str, ...]:
    """The codes of those that the centre may know of."""
    return tuple(paper.material.code for paper in papers if set(OFFERED) & set(paper.ways))


def needs_choice(papers: Sequence[Paper]) -> bool:
    """Whether any paper may come in another way than under the camera."""
    return any(set(paper.ways) - {Origin.SCAN, Origin.EXEMPT} for paper in papers)


def usable(offers: Sequence[MaterialOffer], paper: Paper, way: Origin, today: date) -> MaterialOffer | None:
    """The best offer for `paper` in that way: in force, and of a grade that counts."""
    fitting = [
        offer
        for offer in offers
        if (offer.material, offer.origin) == (paper.material.code, way.value)
        and offer.grade in REUSABLE
        and (offer.valid_until is None or offer.valid_until >= today)
    ]
    return min(fitting, key=lambda offer: (offer.grade, -offer.issued_on.toordinal()), default=None)


def origin_of(draft: Draft, paper: Paper) -> Origin | None:
    """How the paper comes; None while that is open."""
    code = paper.material.code
    if code in draft.given:
        return draft.given[code].origin
    if code in draft.scans:
        return Origin.SCAN
    return Origin.EXEMPT if paper.ways == (Origin.EXEMPT,) else None


def open_papers(draft: Draft, papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """Those that are still to be handed in."""
    return tuple(
        paper
        for paper in papers
        if paper.asked_for and paper.material.necessity != "optional" and origin_of(draft, paper) is None
    )


def give(draft: Draft, paper: Paper, given: Given) -> None:
    """Notes that the paper comes in this way; pages that were taken of it go."""
    draft.given[paper.material.code] = given
    draft.scans.pop(paper.material.code, None)
