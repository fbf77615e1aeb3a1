"""The official papers of a case: their numbers and seals. Asked for again, a paper keeps its number."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from kiosk.center.contract import CasePaper, CaseState, Code, PaperGrant, PaperRequest
from kiosk.center.reference import tables
from kiosk.center.reference.casebook import Case, by_number, next_serial
from kiosk.center.reference.intake import Rejected
from kiosk.center.reference.items import Catalogue
from kiosk.center.reference.stamps import Register, drawn
from kiosk.center.reference.store import Store

SEAL = "reception"
SIGNS = {CasePaper.ACCEPTANCE: "演政务受", CasePaper.NOTICE: "演政务告"}


@dataclass(frozen=True)
class Papers:
    """Grants papers out of the book of cases."""

    store: Store
    catalogue: Catalogue
    register: Register

    def grant(self, request: PaperRequest, now: datetime) -> PaperGrant:
        """The paper, where the case is so far. Raises Rejected."""
        with self.store.writing() as db:
            case = by_number(db, request.receive_no, request.query_code)
            if case is None or case.receive_no != request.receive_no:
                raise Rejected(404, Code.NOT_FOUND, "no such case")
            if not _is_due(case, request.paper):
                raise Rejected(409, Code.INVALID, "the case has no such paper now")
            number = self._numbered(db, case, request.paper, now)
        item, guide = self.catalogue.items[case.item_code], self.catalogue.document.guides[case.item_code]
        seal = self.register.seal(SEAL, number)
        return PaperGrant(
            paper=request.paper,
            receive_no=case.receive_no,
            number=number,
            office=seal.organisation,
            issued_on=now.date(),
            handler=f"{item.department.zh}综合窗口",
            phone=guide.phone,
            fee=guide.fee.zh,
            seal=seal.model_copy(update={"image": drawn(seal.organisation, seal.kind)}),
        )

    def _numbered(self, db: Any, case: Case, paper: CasePaper, now: datetime) -> str:
        """文号 of this paper of this round, counted up in the year; how often it was given out is noted."""
        papers = tables.papers
        this = (
            (papers.c.receive_no == case.receive_no)
            & (papers.c.paper == paper.value)
            & (papers.c.round == case.round)
        )
        row = db.execute(select(papers.c.number).where(this)).one_or_none()
        if row is not None:
            db.execute(update(papers).where(this).values(given=papers.c.given + 1))
            return str(row.number)
        serial = next_serial(db, f"paper:{paper.value}:{now.year}")
        number = f"{SIGNS[paper]}〔{now.year}〕{serial}号"
        key = {"receive_no": case.receive_no, "paper": paper.value, "round": case.round}
        db.execute(insert(papers).values(**key, number=number, given=1))
        return number


def _is_due(case: Case, paper: CasePaper) -> bool:
    if paper is CasePaper.NOTICE:
        return case.state is CaseState.CORRECTION
    return any(event.state is CaseState.ACCEPTED for event in case.events)
