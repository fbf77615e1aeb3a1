"""Who works at the centre's desk: names with scrypt hashes, a lock after wrong tries, and their sessions."""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import delete, insert, select, update

from kiosk.center.reference import tables
from kiosk.center.reference.database import upsert
from kiosk.center.reference.store import Store

N, R, P = 2**14, 8, 1  # OWASP's settings of equal strength with 16 MB of memory, as for the technician's PIN
LEAST_CHARS = 10
TRIES = 5
SHUT_S = 900.0
SESSION_S = 1800.0  # of a desk that nobody touches
_NOBODY = f"scrypt${'00' * 16}${'00' * 32}"


class PasswordTooWeak(ValueError):
    """The password is short, or all letters or all digits."""


@dataclass(frozen=True)
class Session:
    """Whose it is, and what each of its forms must bear."""

    name: str
    csrf: str


class Staff:
    """Any worker of the centre may ask; what it remembers lies in the database."""

    def __init__(self, store: Store, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._clock = clock

    def set_password(self, name: str, password: str) -> None:
        """Makes the account, or gives it another password and ends its sessions. Raises PasswordTooWeak."""
        if len(password) < LEAST_CHARS or password.isdigit() or password.isalpha() or name in password:
            raise PasswordTooWeak(f"a password has at least {LEAST_CHARS} characters, letters and others")
        salt = secrets.token_bytes(16)
        hashed = f"scrypt${salt.hex()}${_scrypt(password, salt).hex()}"
        row = {"hash": hashed, "wrong": 0, "shut_until_s": 0.0}
        with self._store.writing() as db:
            known = upsert(db, tables.staff).values(name=name, **row)
            db.execute(known.on_conflict_do_update(index_elements=["name"], set_=row))
            db.execute(delete(tables.staff_sessions).where(tables.staff_sessions.c.name == name))

    def enter(self, name: str, password: str) -> str | None:
        """The token of a new session; None for a wrong pair, and for any pair while the account is shut."""
        held, now = tables.staff.c, self._clock()
        with self._store.reading() as db:
            row = db.execute(select(tables.staff).where(held.name == name)).one_or_none()
        # An unknown name costs the same work as a known one.
        _, salt, digest = (row.hash if row else _NOBODY).split("$")
        right = hmac.compare_digest(_scrypt(password, bytes.fromhex(salt)).hex(), digest)
        if row is None or row.shut_until_s > now:
            return None
        token = secrets.token_urlsafe(32)
        with self._store.writing() as db:
            mine = update(tables.staff).where(held.name == name)
            if not right:
                db.execute(mine.values(wrong=held.wrong + 1))
                wrong = db.execute(select(held.wrong).where(held.name == name)).scalar_one()
                if wrong >= TRIES:
                    db.execute(mine.values(wrong=0, shut_until_s=now + SHUT_S))
                return None
            db.execute(mine.values(wrong=0))
            sessions = tables.staff_sessions
            db.execute(delete(sessions).where(sessions.c.until_s <= now))
            row_ = {"token": _digest(token), "name": name, "csrf": secrets.token_urlsafe(24)}
            db.execute(insert(sessions).values(**row_, until_s=now + SESSION_S))
        return token

    def session(self, token: str) -> Session | None:
        """Whose token this is; each use keeps it for another while."""
        held, now = tables.staff_sessions.c, self._clock()
        mine = (held.token == _digest(token)) & (held.until_s > now)
        with self._store.writing() as db:
            row = db.execute(select(held.name, held.csrf).where(mine)).one_or_none()
            db.execute(update(tables.staff_sessions).where(mine).values(until_s=now + SESSION_S))
        return None if row is None else Session(row.name, row.csrf)

    def leave(self, token: str) -> None:
        """Ends a session."""
        with self._store.writing() as db:
            db.execute(delete(tables.staff_sessions).where(tables.staff_sessions.c.token == _digest(token)))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _scrypt(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=N, r=R, p=P, dklen=32)
