"""The technician's PIN: stored as a scrypt hash, locked after wrong tries (R73)."""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable

N, R, P = 2**14, 8, 1  # OWASP's scrypt settings of equal strength with 16 MB of memory
LEAST_DIGITS = 6


class PinTooWeak(ValueError):
    """The PIN is short or all too easy."""


def hashed(pin: str) -> str:
    """`scrypt$salt$hash` of a PIN of at least six digits. Raises PinTooWeak."""
    if (
        len(pin) < LEAST_DIGITS
        or not (pin.isascii() and pin.isdecimal())
        or len(set(pin)) < 3
        or pin in "01234567890 09876543210"
    ):
        raise PinTooWeak(f"a PIN has at least {LEAST_DIGITS} digits, not all alike and not in a row")
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_scrypt(pin, salt).hex()}"


class Lock:
    """Compares PINs; after `tries` wrong ones it stays shut for `lock_s` seconds, right or wrong."""

    def __init__(
        self, pin_hash: str, tries: int, lock_s: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._hash = pin_hash
        self._tries = tries
        self._lock_s = lock_s
        self._clock = clock
        self._wrong = 0
        self._shut_until = float("-inf")

    def rest_s(self) -> float:
        """Seconds until the lock takes a PIN again; 0 when it does now."""
        return max(0.0, self._shut_until - self._clock())

    def opens(self, pin: str) -> bool:
        """Whether `pin` is right; never while shut, and never where no PIN is set."""
        if self.rest_s() or not self._hash:
            return False
        _, salt, digest = self._hash.split("$")
        if hmac.compare_digest(_scrypt(pin, bytes.fromhex(salt)).hex(), digest):
            self._wrong = 0
            return True
        self._wrong += 1
        if self._wrong >= self._tries:
            self._wrong = 0
            self._shut_until = self._clock() + self._lock_s
        return False


def _scrypt(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=N, r=R, p=P, dklen=32)
