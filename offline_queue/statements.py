"""The outbox's SQL. Each statement that moves an envelope names the states it moves from, so that two
processes (the kiosk and a technician's command) can never move one envelope twice."""

from offline_queue.schema import SMALL_BYTES

COLUMNS = (
    "id, kind, item_code, created_at, digest, size, state, attempts, due_at, settled_at, receipt, reason, "
    "case_id, held"
)
_BACKLOG = "state IN ('waiting', 'sending')"

# One row, one statement, one commit: what else there is to write waits for FILE. No row may be without its
# digest (NOT NULL), so that it is left out where the id is known.
ACCEPT = """
    INSERT OR IGNORE INTO body (seq, id, kind, item_code, created_at, digest, case_id, sealed) VALUES (
        ?1, ?2, ?3, ?4, ?5, CASE WHEN EXISTS (SELECT 1 FROM envelope WHERE id = ?2) THEN NULL ELSE ?6 END, ?7,
        ?8)"""
LAST_SEQ = """
    SELECT max((SELECT coalesce(max(seq), 0) FROM body), (SELECT coalesce(max(seq), 0) FROM envelope))"""
IS_KNOWN = "SELECT EXISTS (SELECT 1 FROM envelope WHERE id = ?)"
UNFILED = """
    SELECT seq, id, kind, item_code, created_at, digest, length(sealed), case_id FROM body
    WHERE seq > (SELECT coalesce(max(seq), 0) FROM envelope) ORDER BY seq"""
FILE = f"""
    INSERT INTO envelope (seq, id, kind, item_code, created_at, digest, size, case_id, state, held)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'waiting',
        EXISTS (SELECT 1 FROM envelope WHERE case_id = ?8 AND {_BACKLOG}))"""  # noqa: S608  # constants, here and below
DUE = f"""
    SELECT {COLUMNS} FROM envelope
    WHERE state = 'waiting' AND held = 0 AND (size > {SMALL_BYTES}) = ? AND due_at > ? AND due_at <= ?
    ORDER BY due_at, seq LIMIT ?"""  # noqa: S608
NEXT_DUE_AT = f"""
    SELECT min(due_at) FROM envelope
    WHERE state = 'waiting' AND held = 0 AND (size > {SMALL_BYTES}) = ?"""  # noqa: S608
TAKE = """
    SELECT envelope.id, envelope.kind, envelope.item_code, envelope.created_at, sealed, envelope.digest,
        coalesce(envelope.case_id, '')
    FROM envelope LEFT JOIN body USING (seq) WHERE envelope.id = ? AND state = 'waiting' AND held = 0"""
SENDING = "UPDATE envelope SET state = 'sending', attempts = attempts + 1 WHERE id = ? AND state = 'waiting'"
DELIVERED = """
    UPDATE envelope SET state = 'delivered', settled_at = ?, receipt = ?, reason = NULL
    WHERE id = ? AND state = 'sending' RETURNING seq"""
IMPORTED = DELIVERED.replace("'sending'", "'exported'")
DROP_BODY = "DELETE FROM body WHERE seq = ?"
RETRY = "UPDATE envelope SET state = 'waiting', due_at = ?, reason = ? WHERE id = ? AND state = 'sending'"
SET_ASIDE = f"""
    UPDATE envelope SET state = 'set_aside', settled_at = ?, reason = ? WHERE id = ? AND {_BACKLOG}"""  # noqa: S608
SET_ASIDE_RESTING = """
    UPDATE envelope SET state = 'set_aside', settled_at = ?, reason = ?
    WHERE id = ? AND state IN ('waiting', 'exported')"""
EXPORTED = """
    UPDATE envelope SET state = 'exported', settled_at = ?
    WHERE id = ? AND state IN ('waiting', 'set_aside')"""
# Behind whatever of its case is under way: it may have been set aside long before them.
RETRY_NOW = f"""
    UPDATE envelope SET state = 'waiting', due_at = 0, settled_at = NULL, held = CASE state
        WHEN 'waiting' THEN held
        ELSE EXISTS (
            SELECT 1 FROM envelope AS other WHERE other.case_id = envelope.case_id AND other.{_BACKLOG})
    END
    WHERE id = ? AND state IN ('waiting', 'set_aside', 'exported')"""  # noqa: S608
# Due after the never tried ones: an envelope on which the process died must not be the first again.
RECOVER = "UPDATE envelope SET state = 'waiting', due_at = ? WHERE state = 'sending'"
TRIM = """
    DELETE FROM envelope WHERE seq IN (
        SELECT seq FROM envelope
        WHERE state = 'delivered' AND settled_at < ? AND seq < (SELECT max(seq) FROM envelope)
        ORDER BY settled_at LIMIT ?)"""
COUNTS = """
    SELECT state, number
        + CASE state WHEN 'waiting' THEN max(
            (SELECT coalesce(max(seq), 0) FROM envelope), (SELECT coalesce(max(seq), 0) FROM body)) ELSE 0 END
    FROM count"""
FIRST_UNFILED_CREATED_AT = """
    SELECT created_at FROM body
    WHERE seq > (SELECT coalesce(max(seq), 0) FROM envelope) ORDER BY seq LIMIT 1"""
OLDEST_TRIED_AT = f"SELECT min(created_at) FROM envelope WHERE {_BACKLOG} AND attempts > 0"  # noqa: S608
FIRST_DUE_CREATED_AT = f"""
    SELECT created_at FROM envelope
    WHERE state = 'waiting' AND held = 0 AND (size > {SMALL_BYTES}) = ? ORDER BY due_at, seq LIMIT 1"""  # noqa: S608
MATCHING = (
    "SELECT id FROM envelope WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT ?2"  # ids are hex digits
)
STANDING = "SELECT state, held FROM envelope WHERE id = ?"
ENTRY = f"SELECT {COLUMNS} FROM envelope WHERE id = ?"  # noqa: S608
READ = """
    SELECT envelope.id, envelope.kind, envelope.item_code, envelope.created_at, sealed, envelope.digest,
        coalesce(envelope.case_id, '')
    FROM envelope LEFT JOIN body USING (seq) WHERE envelope.id = ?"""
LIST = f"SELECT seq, {COLUMNS} FROM envelope WHERE seq > ? AND state = ? ORDER BY seq LIMIT ?"  # noqa: S608
