"""Applications that timed out: sealed, in memory, for half an hour (R79).

Who lays the same card and types the code of the slip opens one: the key is made of both, and neither is kept.
Nothing goes to disk, so a stolen or switched-off terminal holds nothing.
"""

import hashlib
import hmac
import os
import pickle
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, fields

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.cases.draft import Draft
from kiosk.catalog.catalog import Catalog

CODE_DIGITS = 6
TRIES = 5  # with the card in hand, and one in a million codes right
MOST = 12  # as many as can time out in half an hour
MOST_BYTES = 96 * 2**20  # their scans must not crowd out the next citizen
N, R, P = 2**14, 8, 1  # scrypt: 16 MB and about 50 ms a try
IN_CLEAR = ("catalog", "item")  # published data, nothing about the citizen
SIGNED_ANEW = ("strokes",)


class WrongCode(Exception):
    """The code opens nothing. `left`: how many tries there are; with 0 the draft is gone."""

    def __init__(self, left: int) -> None:
        super().__init__(f"{left} tries left")
        self.left = left


class NothingKept(Exception):
    """There is no draft of this person and item, or not any more; or there is no room for one."""


@dataclass
class _Kept:
    catalog: Catalog
    sealed: bytes
    salt: bytes
    until: float  # in the clock's seconds
    tries: int = TRIES


class Unfinished:
    """The sealed drafts of this terminal, at most one a person and item."""

    def __init__(self, keep_s: float = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self._keep_s = keep_s
        self._clock = clock
        self._owner_key = secrets.token_bytes(32)
        self._kept: dict[bytes, _Kept] = {}
        self._lock = threading.Lock()

    @property
    def keeps(self) -> bool:
        """Whether drafts are kept here at all, and there is room for one more."""
        return self._keep_s > 0 and len(self._kept) < MOST

    def keep(self, draft: Draft, id_number: str) -> str:
        """Seals `draft` and returns the code of six digits that opens it. Takes about 60 ms.

        Raises NothingKept where there is no room: an older slip's promise is not broken for a newer one.
        """
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        salt = os.urandom(16)
        left_out = IN_CLEAR + SIGNED_ANEW
        entered = {
            each.name: getattr(draft, each.name) for each in fields(draft) if each.name not in left_out
        }
        # Pickle: it never leaves this process, and is opened only after the tag has proved it to be ours.
        sealed = _cipher(code, id_number, salt).encrypt(salt, pickle.dumps(entered), None)
        self.tidy()
        with self._lock:
            held = sum(len(each.sealed) for each in self._kept.values())
            if not self.keeps or held + len(sealed) > MOST_BYTES:
                raise NothingKept
            kept = _Kept(draft.catalog, sealed, salt, self._clock() + self._keep_s)
            self._kept[self._owner(id_number, draft.item.code)] = kept
        return code

    def has(self, id_number: str, item_code: str) -> bool:
        """Whether this person's draft of this item lies here."""
        self.tidy()
        return self._owner(id_number, item_code) in self._kept

    def open(self, into: Draft, id_number: str, code: str) -> None:
        """Puts what was entered back into `into`, with the list it began on (R4); it lies here no more.

        Takes about 60 ms. Raises WrongCode, and NothingKept once the time or the tries are over.
        """
        self.tidy()
        owner = self._owner(id_number, into.item.code)
        kept = self._kept.get(owner)
        if kept is None:
            raise NothingKept
        try:
            entered = _cipher(code, id_number, kept.salt).decrypt(kept.salt, kept.sealed, None)
        except InvalidTag:
            kept.tries -= 1
            if not kept.tries:
                self._forget(owner)
            raise WrongCode(kept.tries) from None
        self._forget(owner)
        into.catalog = kept.catalog
        into.item = kept.catalog.entry(into.item.code)
        for name, value in pickle.loads(entered).items():  # noqa: S301  sealed by `keep`, see there
            setattr(into, name, value)

    def drop(self, id_number: str, item_code: str) -> None:
        """Forgets a draft whose slip did not come out: nobody knows its code."""
        self._forget(self._owner(id_number, item_code))

    def tidy(self) -> None:
        """Forgets what has lain here for too long."""
        now = self._clock()
        with self._lock:
            for owner in [owner for owner, kept in self._kept.items() if kept.until <= now]:
                del self._kept[owner]

    def _forget(self, owner: bytes) -> None:
        with self._lock:
            self._kept.pop(owner, None)

    def _owner(self, id_number: str, item_code: str) -> bytes:
        return hmac.digest(self._owner_key, f"{id_number}/{item_code}".encode(), "sha256")


def _cipher(code: str, id_number: str, salt: bytes) -> AESGCM:
    return AESGCM(hashlib.scrypt(f"{code}/{id_number}".encode(), salt=salt, n=N, r=R, p=P, dklen=32))
