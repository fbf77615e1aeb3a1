"""The reference centre's records: cases, attachments, ratings, certificates.

Unlike a terminal, a centre can read what it stores; its state folder belongs to the centre alone (0700).
Several processes may write at once: what may be there once is a unique key of the database, never a check
before. Who comes second is rolled back, and given the answer that the first one got.
"""

import hashlib
import json
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from kiosk.center.contract import CaseSubmission, Code, Evaluation, ProofVoid, Receipt, ServiceRequest
from kiosk.center.reference import tables
from kiosk.center.reference.casebook import Opening, by_slip, file_case, next_serial
from kiosk.center.reference.database import upsert, writing
from kiosk.center.reference.intake import Labels, Rejected, Submission
from kiosk.center.signing import NONCE_KEPT_S

FILING_TRIES = 3


class Store:
    """Everything that a centre keeps, over one database. Blocks; any thread may call."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def known_receipt(self, labels: Labels, sealed: bytes) -> Receipt | None:
        """The first answer to this id, marked as duplicate. Raises Rejected when the body differs."""
        query = select(tables.envelopes.c.digest, tables.envelopes.c.receipt)
        with self._engine.connect() as db:
            row = db.execute(query.where(tables.envelopes.c.id == labels.id)).one_or_none()
        if row is None:
            return None
        receipt = Receipt.model_validate_json(row.receipt)
        if row.digest != hashlib.sha256(sealed).hexdigest() or receipt.kind != labels.kind:
            raise Rejected(409, Code.KEY_REUSED, "this id came before with another body")
        return receipt.model_copy(update={"duplicate": True})

    def file(
        self,
        labels: Labels,
        sealed: bytes,
        submission: Submission,
        attachments: dict[str, bytes],
        opening: Opening | None,
        now: datetime,
    ) -> Receipt:
        """Stores the submission and its receipt in one commit; `opening` of a case.

        Raises Rejected for a second of one visit.
        """
        digest = hashlib.sha256(sealed).hexdigest()
        for _ in range(FILING_TRIES):
            try:
                with self.writing() as db:
                    if isinstance(submission, CaseSubmission) and opening is not None:
                        envelope = (labels.id, digest)
                        receipt = file_case(db, envelope, submission, attachments, opening, now)
                    elif not isinstance(submission, CaseSubmission):
                        _note(db, labels.id, submission, now)
                        receipt = Receipt(id=labels.id, kind=labels.kind, accepted_at=now, digest=digest)
                    row = {"id": labels.id, "kind": labels.kind, "digest": digest}
                    db.execute(insert(tables.envelopes).values(**row, receipt=receipt.model_dump_json()))
            except IntegrityError as error:
                # The same envelope at the same moment has won, or another one of this visit came before.
                known = self.known_receipt(labels, sealed)
                if known is not None:
                    return known
                if labels.kind == "evaluation":
                    raise Rejected(409, Code.ALREADY_RATED, "this service was rated before") from error
                if labels.kind == "request" or self.is_filed(submission.terminal_no, submission.local_no):
                    raise Rejected(409, Code.ALREADY_FILED, "this local number came before") from error
                continue  # of a case that somebody else wrote to at the same moment
            return receipt
        raise Rejected(503, Code.FAILED, "the case is being written to")

    def is_filed(self, terminal_no: str, local_no: str) -> bool:
        """Whether a case came from this visit."""
        with self.reading() as db:
            return by_slip(db, terminal_no, local_no) is not None

    def known_proof(self, key: str, request_digest: str) -> dict[str, Any] | None:
        """The certificate issued under this key. Raises Rejected when the request differs."""
        query = select(tables.proofs.c.request_digest, tables.proofs.c.proof)
        with self._engine.connect() as db:
            row = db.execute(query.where(tables.proofs.c.id == key)).one_or_none()
        if row is None:
            return None
        if row.request_digest != request_digest:
            raise Rejected(409, Code.KEY_REUSED, "this id came before with another request")
        return {**json.loads(row.proof), "duplicate": True}

    def add_proof(
        self, visit: tuple[str, str], request_digest: str, holder: str, proof: dict[str, Any], counted: str
    ) -> None:
        """Nothing happens when one is there. `visit`: terminal and local number; `holder`: the masked name
        that a verifier may see; `counted`: what its copies are counted by.

        Raises Rejected when the holder has all the copies that there may be.
        """
        row = {
            "id": proof["id"],
            "request_digest": request_digest,
            "terminal_no": visit[0],
            "local_no": visit[1],
            "verify_code": proof["verifyCode"],
            "holder": holder,
        }
        with self.writing() as db:
            next_serial(db, counted)  # its row is the lock: two copies at once are counted one by one
            of_holder = select(func.count()).where(tables.copies.c.counted == counted)
            proof["copyNo"] = db.execute(of_holder).scalar_one() + 1
            row["proof"] = json.dumps(proof)
            if not db.execute(upsert(db, tables.proofs).values(row).on_conflict_do_nothing()).rowcount:
                return
            if proof["copyNo"] > proof["copiesAllowed"]:
                raise Rejected(409, Code.COPIES_SPENT, "there were as many copies today as there may be")
            db.execute(insert(tables.copies).values(proof_id=proof["id"], counted=counted))

    def verified(self, verify_code: str) -> dict[str, Any] | None:
        """What a verifier may know of a certificate; None for an unknown code."""
        proofs = tables.proofs
        query = select(proofs.c.holder, proofs.c.proof, tables.voids.c.void).select_from(
            proofs.outerjoin(tables.voids, proofs.c.id == tables.voids.c.proof_id)
        )
        with self._engine.connect() as db:
            row = db.execute(query.where(proofs.c.verify_code == verify_code)).one_or_none()
        if row is None:
            return None
        proof = json.loads(row.proof)
        known = {name: proof[name] for name in ("title", "issuedAt", "sha256")}
        return {"status": "valid" if row.void is None else "void", "holder": row.holder, **known}

    def record(self, terminal_no: str, local_no: str) -> dict[str, Any] | None:
        """Everything the centre holds of one visit, for operators; None when it holds nothing."""

        def of_visit(table: Table) -> Any:
            return select(table).where(table.c.terminal_no == terminal_no, table.c.local_no == local_no)

        with self._engine.connect() as db:
            case = db.execute(of_visit(tables.submissions)).one_or_none()
            rating = db.execute(of_visit(tables.evaluations)).one_or_none()
            left = db.execute(of_visit(tables.requests)).one_or_none()
            issued = db.execute(of_visit(tables.proofs)).all()
            keys = [row.id for row in issued]
            void = db.execute(select(tables.voids).where(tables.voids.c.proof_id.in_(keys))).all()
            found = _case_record(db, case) if case is not None else None
        if case is None and rating is None and left is None and not issued:
            return None
        return {
            "terminalNo": terminal_no,
            "localNo": local_no,
            "case": found,
            "evaluation": rating and json.loads(rating.evaluation),
            "request": left and json.loads(left.request),
            "proofs": [{k: v for k, v in json.loads(row.proof).items() if k != "pdf"} for row in issued],
            "voids": [json.loads(row.void) for row in void],
        }

    def add(self, app_key: str, nonce: str, now_s: float) -> bool:
        """As `signing.NonceMemory.add`, for all processes on this database."""
        row = {"app_key": app_key, "nonce": nonce, "seen_s": now_s}
        with self.writing() as db:
            db.execute(delete(tables.nonces).where(tables.nonces.c.seen_s <= now_s - NONCE_KEPT_S))
            added = db.execute(upsert(db, tables.nonces).values(row).on_conflict_do_nothing())
        return added.rowcount == 1

    def close(self) -> None:
        self._engine.dispose()

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that writes."""
        return writing(self._engine)

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection to read from."""
        return self._engine.connect()


def _note(
    db: Connection, envelope_id: str, message: Evaluation | ServiceRequest | ProofVoid, now: datetime
) -> None:
    """Stores what asks for nothing back. Raises Rejected when the certificate is none of this visit's."""
    if isinstance(message, ServiceRequest):
        row = {"envelope_id": envelope_id, "terminal_no": message.terminal_no, "local_no": message.local_no}
        row |= {"item_code": message.item_code, "request": message.model_dump_json()}
        row |= {"received_at": now.isoformat(), "actor": "", "answer": ""}
        db.execute(insert(tables.requests).values(row))
        return
    if isinstance(message, Evaluation):
        row = {"envelope_id": envelope_id, "terminal_no": message.terminal_no, "local_no": message.local_no}
        db.execute(insert(tables.evaluations).values(**row, evaluation=message.model_dump_json()))
        return
    proof = tables.proofs.c
    of_visit = (proof.terminal_no == message.terminal_no) & (proof.local_no == message.local_no)
    if db.execute(select(proof.id).where(proof.id == message.proof_id, of_visit)).one_or_none() is None:
        raise Rejected(422, Code.INVALID, "no such certificate of this visit")
    void = {"proof_id": message.proof_id, "void": message.model_dump_json()}
    db.execute(upsert(db, tables.voids).values(void).on_conflict_do_nothing())
    db.execute(delete(tables.copies).where(tables.copies.c.proof_id == message.proof_id))


def _case_record(db: Connection, sent: Any) -> dict[str, Any]:
    held = tables.attachments.c
    size = func.length(held.content).label("bytes")
    files = select(held.file, held.sha256, size).order_by(held.file)
    files = files.where(held.receive_no == sent.receive_no, held.round == sent.round)
    receipt = select(tables.envelopes.c.receipt).where(tables.envelopes.c.id == sent.envelope_id)
    state = select(tables.cases.c.state).where(tables.cases.c.receive_no == sent.receive_no)
    return {
        "status": db.execute(state).scalar_one(),
        "receipt": json.loads(db.execute(receipt).scalar_one()),
        "submission": json.loads(sent.submission),
        "attachments": [dict(row) for row in db.execute(files).mappings()],
    }
