"""The tables of the reference centre, the same on SQLite and on PostgreSQL. Documents are JSON text."""

from sqlalchemy import (
    Column,
    Double,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


envelopes = Table(
    "envelopes",
    METADATA,
    Column("id", Text, primary_key=True),
    _text("kind"),
    _text("digest"),
    _text("receipt"),  # the first answer, given again to every later attempt
)
serials = Table(  # the last receive number of one item on one day
    "serials",
    METADATA,
    Column("prefix", Text, primary_key=True),
    Column("last", Integer, nullable=False),
)
cases = Table(  # where each stands now; what happened to it stands in `case_events`
    "cases",
    METADATA,
    Column("receive_no", Text, primary_key=True),
    Column("item_code", Text, nullable=False, index=True),
    _text("query_code"),
    Column("holder", Text, nullable=False, index=True),  # digest of the applicant's number
    _text("state"),
    Column("round", Integer, nullable=False),  # 1, and one more for each correction that was handed in
    Column("received_at", Text, nullable=False, index=True),
    Column("due_on", Text),
)
submissions = Table(  # what was handed in, first and after each one-time notice
    "submissions",
    METADATA,
    Column("receive_no", Text, ForeignKey("cases.receive_no"), nullable=False),
    Column("round", Integer, nullable=False),
    Column("envelope_id", Text, nullable=False, unique=True),
    _text("terminal_no"),
    Column("local_no", Text, nullable=False, index=True),
    _text("submission"),
    PrimaryKeyConstraint("receive_no", "round"),
    UniqueConstraint("terminal_no", "local_no"),
)
case_events = Table(  # each bears the hash of the one before: nothing is taken out or changed unseen
    "case_events",
    METADATA,
    Column("receive_no", Text, ForeignKey("cases.receive_no"), nullable=False),
    Column("serial", Integer, nullable=False),
    _text("at"),
    _text("by"),
    _text("actor"),
    _text("state"),
    _text("note"),
    _text("detail"),
    _text("hash"),
    PrimaryKeyConstraint("receive_no", "serial"),
)
attachments = Table(
    "attachments",
    METADATA,
    Column("receive_no", Text, ForeignKey("cases.receive_no"), nullable=False),
    Column("round", Integer, nullable=False),
    _text("file"),
    _text("sha256"),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("receive_no", "round", "file"),
)
evaluations = Table(
    "evaluations",
    METADATA,
    Column("envelope_id", Text, primary_key=True),
    _text("terminal_no"),
    _text("local_no"),
    _text("evaluation"),
    UniqueConstraint("terminal_no", "local_no"),
)
requests = Table(  # what was left for a department, and its answer
    "requests",
    METADATA,
    Column("envelope_id", Text, primary_key=True),
    _text("terminal_no"),
    _text("local_no"),
    Column("item_code", Text, nullable=False, index=True),
    _text("request"),
    Column("received_at", Text, nullable=False, index=True),
    Column("answered_at", Text),  # None: nobody has called back yet
    _text("actor"),
    _text("answer"),
    UniqueConstraint("terminal_no", "local_no"),
)
bookings = Table(  # of the times that items are booked for; one that was given back has no seat
    "bookings",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("number", Text, nullable=False, index=True),
    _text("terminal_no"),
    _text("query_code"),
    _text("item_code"),
    _text("slot"),
    Column("seat", Integer),
    Column("begins", Text, nullable=False, index=True),  # UTC
    _text("ends"),
    _text("kind"),
    Column("holder", Text, nullable=False, index=True),
    Column("open_of", Text, unique=True),  # holder and item: one at a time
    _text("name"),
    _text("phone"),
    _text("booked_at"),
    Column("cancelled_at", Text),
    UniqueConstraint("item_code", "slot", "seat"),
    UniqueConstraint("terminal_no", "number"),
)
proofs = Table(
    "proofs",
    METADATA,
    Column("id", Text, primary_key=True),
    _text("request_digest"),
    _text("terminal_no"),
    _text("local_no"),
    Column("verify_code", Text, nullable=False, unique=True),
    _text("holder"),
    _text("proof"),
)
copies = Table(  # of certificates, so that a holder gets so many a day; a void one counts no more
    "copies",
    METADATA,
    Column("proof_id", Text, primary_key=True),
    Column("counted", Text, nullable=False, index=True),  # holder (keyed hash), item and day
)
voids = Table(
    "voids",
    METADATA,
    Column("proof_id", Text, primary_key=True),
    _text("void"),
)
papers = Table(  # the official papers of a case by kind and round, and how often each was given out
    "papers",
    METADATA,
    Column("receive_no", Text, ForeignKey("cases.receive_no"), nullable=False),
    _text("paper"),
    Column("round", Integer, nullable=False),
    Column("number", Text, nullable=False, unique=True),
    Column("given", Integer, nullable=False),
    PrimaryKeyConstraint("receive_no", "paper", "round"),
)
licence_calls = Table(  # R55: who asked for which e-licence, for what and with which consent; no name
    "licence_calls",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False, index=True),
    _text("terminal_no"),
    _text("local_no"),
    _text("item_code"),
    _text("material"),
    _text("licence"),
    _text("purpose"),
    _text("holder"),
    _text("consent_id"),
    _text("result"),
)
nonces = Table(  # of the last minutes, so that a request copied on its way opens no second worker
    "nonces",
    METADATA,
    _text("app_key"),
    _text("nonce"),
    Column("seen_s", Double, nullable=False, index=True),
    PrimaryKeyConstraint("app_key", "nonce"),
)
guesses = Table(  # wrong query codes of the last minutes, by the number that was asked for
    "guesses",
    METADATA,
    Column("number", Text, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("last_s", Double, nullable=False),
)
staff = Table(  # who may work at the desk; the password only as its scrypt hash
    "staff",
    METADATA,
    Column("name", Text, primary_key=True),
    _text("hash"),
    Column("wrong", Integer, nullable=False),
    Column("shut_until_s", Double, nullable=False),
)
staff_sessions = Table(
    "staff_sessions",
    METADATA,
    Column("token", Text, primary_key=True),  # its digest: who reads the database cannot come in with it
    _text("name"),
    _text("csrf"),
    Column("until_s", Double, nullable=False),
)
