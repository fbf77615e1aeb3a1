"""What the reference centre has of a case's papers: invented e-licences, and what came with earlier cases.

A paper of an earlier case is offered again only when that case was granted: then somebody has looked at it
(grade B). Every call is written down (R55), without a name.
"""

import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select

from kiosk.center.contract import (
    Guide,
    LicenceCopy,
    LicenceCopyRequest,
    MaterialOffer,
    OffersRequest,
    Origin,
    OwnLicence,
    OwnLicencesRequest,
    Words,
)
from kiosk.center.reference import tables
from kiosk.center.reference.casebook import looked_at
from kiosk.center.reference.keys import CenterKeys
from kiosk.center.reference.licence_copies import drawn_copy
from kiosk.center.reference.life import local_day
from kiosk.center.reference.store import Store

YEAR = timedelta(days=365)
CASES_LOOKED_THROUGH = 20
HELD_FOR = 2 * YEAR


@dataclass(frozen=True)
class Licences:
    """`types` of data/licences.toml."""

    store: Store
    keys: CenterKeys
    types: dict[str, dict[str, Any]]

    def offers(self, request: OffersRequest, guide: Guide, now: datetime) -> tuple[MaterialOffer, ...]:
        """What there is of the materials asked for, and a line in the record of calls for each."""
        found = tuple(self.of_person(request.cert_no, guide, now.date()))
        wanted = {material.code: material for material in guide.materials}
        asked = [code for code in request.materials if code in wanted]
        offers = tuple(offer for offer in found if offer.material in asked)
        having = {offer.material for offer in offers}
        rows = [
            {
                "at": now.isoformat(timespec="seconds"),
                "terminal_no": request.terminal_no,
                "local_no": request.local_no,
                "item_code": request.item_code,
                "material": code,
                "licence": wanted[code].licence or "held",
                "purpose": request.purpose,
                "holder": self.keys.pseudonym(request.cert_no),
                "consent_id": request.consent_id,
                "result": "found" if code in having else "none",
            }
            for code in asked
        ]
        if rows:
            with self.store.writing() as db:
                db.execute(insert(tables.licence_calls), rows)
        return offers

    def of_person(self, cert_no: str, guide: Guide, today: date) -> Iterator[MaterialOffer]:
        """Everything that a person could be offered for the papers of `guide`."""
        holder = self.keys.pseudonym(cert_no)
        for material in guide.materials:
            if material.licence in self.types and self._has(material.licence, cert_no):
                yield self._licence(material.code, material.licence, holder, today)
            if material.reusable:
                yield from self._held(material.code, guide, cert_no, today)

    def own(self, request: OwnLicencesRequest, now: datetime) -> tuple[OwnLicence, ...]:
        """All that the holder has; each is a call in the record."""
        found = self._owned(request.cert_no, now.date())
        self._note_own(request, found, "listed", now)
        return tuple(found.values())

    def copy(self, request: LicenceCopyRequest, now: datetime) -> LicenceCopy:
        """One of them on paper, for its purpose. Raises LookupError: this person has no such licence."""
        owned = self._owned(request.cert_no, now.date())
        found = {kind: licence for kind, licence in owned.items() if licence.ref == request.ref}
        for licence in found.values():
            self._note_own(request, found, "copied", now)
            return drawn_copy(licence, request, now.date())
        raise LookupError(request.ref)

    def _owned(self, cert_no: str, today: date) -> dict[str, OwnLicence]:
        holder = self.keys.pseudonym(cert_no)
        offers = {
            kind: self._licence(kind, kind, holder, today) for kind in self.types if self._has(kind, cert_no)
        }
        kept = set(OwnLicence.model_fields)
        return {kind: OwnLicence(**offer.model_dump(include=kept)) for kind, offer in offers.items()}

    def _note_own(
        self, request: OwnLicencesRequest, found: Iterable[str], result: str, now: datetime
    ) -> None:
        rows = [
            {
                "at": now.isoformat(timespec="seconds"),
                "terminal_no": request.terminal_no,
                "local_no": request.local_no,
                "item_code": request.item_code,
                "material": "own",
                "licence": kind,
                "purpose": request.purpose,
                "holder": self.keys.pseudonym(request.cert_no),
                "consent_id": "",
                "result": result,
            }
            for kind in found
        ]
        if rows:
            with self.store.writing() as db:
                db.execute(insert(tables.licence_calls), rows)

    def calls(self, month: str) -> dict[str, Any]:
        """The calls of one month, and how many there were of each type."""
        call = tables.licence_calls.c
        of_month = call.at.startswith(month, autoescape=True)
        with self.store.reading() as db:
            rows = db.execute(select(tables.licence_calls).where(of_month).order_by(call.number)).mappings()
            counted = db.execute(
                select(call.licence, func.count()).where(of_month).group_by(call.licence)
            ).all()
            return {"calls": [dict(row) for row in rows], "count": {row[0]: row[1] for row in counted}}

    def _has(self, licence: str, cert_no: str) -> bool:
        which = self.types[licence]["of"]
        even = cert_no[-2:-1].isdigit() and int(cert_no[-2]) % 2 == 0
        return bool(which == "all" or (which == "even") == even)

    def _licence(self, material: str, licence: str, holder: str, today: date) -> MaterialOffer:
        entry = self.types[licence]
        issued = date(today.year - 1, 1 + int(holder[0], 16) % 12, 1 + int(holder[1], 16))
        years = entry.get("years")
        return MaterialOffer.model_validate(
            {
                "material": material,
                "origin": "licence",
                "ref": self._ref(holder, licence),
                "title": {"zh": entry["zh"], "en": entry["en"]},
                "issuer": {"zh": entry["issuer_zh"], "en": entry["issuer_en"]},
                "number": f"{holder[:2].upper()}****{holder[-4:].upper()}",
                "issuedOn": issued,
                "validUntil": issued + years * YEAR + YEAR if years else None,
                "grade": "A",
            }
        )

    def _held(self, material: str, guide: Guide, cert_no: str, today: date) -> Iterator[MaterialOffer]:
        with self.store.reading() as db:
            cases = looked_at(db, cert_no, CASES_LOOKED_THROUGH)
        for case in cases:
            given = local_day(case.received_at)
            scanned = {paper.code for paper in case.submission.materials if paper.origin is Origin.SCAN}
            if material not in scanned or given + HELD_FOR < today:
                continue
            name = next(each.name for each in guide.materials if each.code == material)
            yield MaterialOffer(
                material=material,
                origin="held",
                ref=self._ref(self.keys.pseudonym(cert_no), f"{case.receive_no}/{material}"),
                title=name,
                issuer=Words(zh="政务服务中心", en="The service centre"),
                number=given.isoformat(),
                issued_on=given,
                valid_until=given + HELD_FOR,
                grade="B",
            )
            return

    def _ref(self, holder: str, what: str) -> str:
        """Names one paper of one person, and says nothing to anybody else."""
        seed = bytes.fromhex(self.keys.receipt_seed)
        return hmac.new(seed, f"{holder}/{what}".encode(), "sha256").hexdigest()[:32]
