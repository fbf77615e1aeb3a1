"""The reference centre's records in one SQLite file: cases, attachments, ratings, certificates.

Unlike a terminal, a centre can read what it stores; its state folder belongs to the centre alone (0700).
"""

import hashlib
import json
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from kiosk.center.contract import CaseSubmission, Code, Evaluation, Receipt
from kiosk.center.reference.intake import Labels, Rejected

CHINA = timezone(timedelta(hours=8))
AUTHORITY = "11359999MB00000005" + "3"  # invented credit code (region 359999), level 3 (city)
QUERY_CODE_CHARS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is read as another
QUERY_CODE_LENGTH = 6

SCHEMA = """
CREATE TABLE IF NOT EXISTS envelopes (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, digest TEXT NOT NULL, receipt TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS cases (
    receive_no TEXT PRIMARY KEY, envelope_id TEXT NOT NULL UNIQUE, terminal_no TEXT NOT NULL,
    local_no TEXT NOT NULL, status TEXT NOT NULL, submission TEXT NOT NULL, UNIQUE (terminal_no, local_no));
CREATE TABLE IF NOT EXISTS attachments (
    receive_no TEXT NOT NULL REFERENCES cases, file TEXT NOT NULL, sha256 TEXT NOT NULL,
    content BLOB NOT NULL, PRIMARY KEY (receive_no, file));
CREATE TABLE IF NOT EXISTS evaluations (
    envelope_id TEXT PRIMARY KEY, terminal_no TEXT NOT NULL, local_no TEXT NOT NULL, evaluation TEXT NOT NULL,
    UNIQUE (terminal_no, local_no));
CREATE TABLE IF NOT EXISTS proofs (
    id TEXT PRIMARY KEY, request_digest TEXT NOT NULL, terminal_no TEXT NOT NULL, local_no TEXT NOT NULL,
    verify_code TEXT NOT NULL UNIQUE, holder TEXT NOT NULL, proof TEXT NOT NULL);
"""


class Store:
    """One connection behind one lock: SQLite has one writer anyway."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def known_receipt(self, labels: Labels, sealed: bytes) -> Receipt | None:
        """The first answer to this id, marked as duplicate. Raises Rejected when the body differs."""
        with self._lock:
            return self._known(labels, sealed)

    def file(
        self,
        labels: Labels,
        sealed: bytes,
        submission: CaseSubmission | Evaluation,
        attachments: dict[str, bytes],
        now: datetime,
    ) -> Receipt:
        """Stores the submission and its receipt in one commit. Raises Rejected for a second of one visit."""
        with self._transaction() as db:
            known = self._known(labels, sealed)  # the same envelope may have come twice at once
            if known is not None:
                return known
            digest = hashlib.sha256(sealed).hexdigest()
            if isinstance(submission, CaseSubmission):
                receipt = _file_case(db, labels.id, digest, submission, attachments, now)
            else:
                receipt = _file_evaluation(db, labels.id, digest, submission, now)
            row = (labels.id, labels.kind, digest, receipt.model_dump_json())
            db.execute("INSERT INTO envelopes VALUES (?, ?, ?, ?)", row)
        return receipt

    def known_proof(self, key: str, request_digest: str) -> dict[str, Any] | None:
        """The certificate issued under this key. Raises Rejected when the request differs."""
        with self._lock:
            row = self._connection.execute(
                "SELECT request_digest, proof FROM proofs WHERE id = ?", (key,)
            ).fetchone()
        if row is None:
            return None
        if row[0] != request_digest:
            raise Rejected(409, Code.KEY_REUSED, "this id came before with another request")
        return {**json.loads(row[1]), "duplicate": True}

    def add_proof(
        self, visit: tuple[str, str], request_digest: str, holder: str, proof: dict[str, Any]
    ) -> None:
        """`visit`: terminal and local number; `holder`: the masked name that a verifier may see."""
        row = (proof["id"], request_digest, *visit, proof["verifyCode"], holder, json.dumps(proof))
        with self._transaction() as db:
            db.execute("INSERT OR IGNORE INTO proofs VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def verified(self, verify_code: str) -> dict[str, Any] | None:
        """What a verifier may know of a certificate; None for an unknown code."""
        query = "SELECT holder, proof FROM proofs WHERE verify_code = ?"
        with self._lock:
            row = self._connection.execute(query, (verify_code,)).fetchone()
        if row is None:
            return None
        proof = json.loads(row[1])
        return {"holder": row[0], **{name: proof[name] for name in ("title", "issuedAt", "sha256")}}

    def record(self, terminal_no: str, local_no: str) -> dict[str, Any] | None:
        """Everything the centre holds of one visit, for operators; None when it holds nothing."""
        visit = (terminal_no, local_no)
        with self._lock:
            db = self._connection
            case = db.execute("SELECT * FROM cases WHERE terminal_no = ? AND local_no = ?", visit).fetchone()
            rating = db.execute(
                "SELECT evaluation FROM evaluations WHERE terminal_no = ? AND local_no = ?", visit
            ).fetchone()
            proofs = db.execute(
                "SELECT proof FROM proofs WHERE terminal_no = ? AND local_no = ?", visit
            ).fetchall()
            files = db.execute(
                "SELECT file, sha256, length(content) FROM attachments WHERE receive_no = ? ORDER BY file",
                (case["receive_no"] if case else "",),
            ).fetchall()
            receipt = db.execute(
                "SELECT receipt FROM envelopes WHERE id = ?", (case["envelope_id"] if case else "",)
            ).fetchone()
        if case is None and rating is None and not proofs:
            return None
        return {
            "terminalNo": terminal_no,
            "localNo": local_no,
            "case": case
            and {
                "status": case["status"],
                "receipt": json.loads(receipt[0]),
                "submission": json.loads(case["submission"]),
                "attachments": [{"file": f, "sha256": digest, "bytes": size} for f, digest, size in files],
            },
            "evaluation": rating and json.loads(rating[0]),
            "proofs": [{k: v for k, v in json.loads(row[0]).items() if k != "pdf"} for row in proofs],
        }

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _known(self, labels: Labels, sealed: bytes) -> Receipt | None:
        query = "SELECT digest, receipt FROM envelopes WHERE id = ?"
        row = self._connection.execute(query, (labels.id,)).fetchone()
        if row is None:
            return None
        receipt = Receipt.model_validate_json(row[1])
        if row[0] != hashlib.sha256(sealed).hexdigest() or receipt.kind != labels.kind:
            raise Rejected(409, Code.KEY_REUSED, "this id came before with another body")
        return receipt.model_copy(update={"duplicate": True})

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")


def open_store(path: Path) -> Store:
    """Opens or makes the database. Raises sqlite3.Error."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + SCHEMA)
    return Store(connection)


def _file_case(
    db: sqlite3.Connection,
    envelope_id: str,
    digest: str,
    case: CaseSubmission,
    attachments: dict[str, bytes],
    now: datetime,
) -> Receipt:
    # Implementation code (31), day (8), serial of item and day (4): 43 characters.
    prefix = f"{AUTHORITY}{case.item_code}{now.astimezone(CHINA):%Y%m%d}"
    (count,) = db.execute(
        "SELECT COUNT(*) FROM cases WHERE substr(receive_no, 1, ?) = ?", (len(prefix), prefix)
    ).fetchone()
    receive_no = f"{prefix}{count + 1:04d}"
    row = (receive_no, envelope_id, case.terminal_no, case.local_no, "accepted", case.model_dump_json())
    try:
        db.execute("INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?)", row)
    except sqlite3.IntegrityError as error:
        raise Rejected(409, Code.ALREADY_FILED, "this local number came before") from error
    db.executemany(
        "INSERT INTO attachments VALUES (?, ?, ?, ?)",
        [(receive_no, name, hashlib.sha256(data).hexdigest(), data) for name, data in attachments.items()],
    )
    query_code = "".join(secrets.choice(QUERY_CODE_CHARS) for _ in range(QUERY_CODE_LENGTH))
    return Receipt(
        id=envelope_id,
        kind="case",
        receive_no=receive_no,
        query_code=query_code,
        accepted_at=now,
        digest=digest,
    )


def _file_evaluation(
    db: sqlite3.Connection, envelope_id: str, digest: str, rating: Evaluation, now: datetime
) -> Receipt:
    row = (envelope_id, rating.terminal_no, rating.local_no, rating.model_dump_json())
    try:
        db.execute("INSERT INTO evaluations VALUES (?, ?, ?, ?)", row)
    except sqlite3.IntegrityError as error:
        raise Rejected(409, Code.ALREADY_RATED, "this service was rated before") from error
    return Receipt(id=envelope_id, kind="evaluation", accepted_at=now, digest=digest)
