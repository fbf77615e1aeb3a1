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
cases = Table(
    "cases",
    METADATA,
    Column("receive_no", Text, primary_key=True),
    Column("envelope_id", Text, nullable=False, unique=True),
    _text("terminal_no"),
    _text("local_no"),
    _text("status"),
    _text("submission"),
    UniqueConstraint("terminal_no", "local_no"),
)
attachments = Table(
    "attachments",
    METADATA,
    Column("receive_no", Text, ForeignKey("cases.receive_no"), nullable=False),
    _text("file"),
    _text("sha256"),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("receive_no", "file"),
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
nonces = Table(  # of the last minutes, so that a request copied on its way opens no second worker
    "nonces",
    METADATA,
    _text("app_key"),
    _text("nonce"),
    Column("seen_s", Double, nullable=False, index=True),
    PrimaryKeyConstraint("app_key", "nonce"),
)
