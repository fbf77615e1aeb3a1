"""The suite that every age tool reads (https://age-encryption.org/v1): X25519, ChaCha20-Poly1305."""

from collections.abc import Callable, Sequence

import pyrage

from offline_queue.errors import BadKey, SealBroken, WrongKey

MAGIC = b"age-encryption.org/"


def to(recipients: Sequence[str]) -> Callable[[bytes], bytes]:
    """What encrypts to these "age1…" keys. Raises BadKey."""
    try:
        keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    except pyrage.RecipientError as error:
        raise BadKey('A public key cannot be read; an age key begins with "age1".') from error

    def encrypt(data: bytes) -> bytes:
        sealed: bytes = pyrage.encrypt(data, keys)
        return sealed

    return encrypt


def opened(sealed: bytes, identities: Sequence[str]) -> bytes:
    """Decrypted with whichever of the "AGE-SECRET-KEY-1…" keys fits. Raises BadKey, WrongKey, SealBroken."""
    try:
        keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
    except pyrage.IdentityError as error:
        raise BadKey("The secret key cannot be read.") from error
    try:
        data: bytes = pyrage.decrypt(sealed, keys)
    except pyrage.DecryptError as error:
        # pyrage has one error class for both; the words are those of the age library.
        if "No matching keys" in str(error):
            raise WrongKey("The envelope is sealed to other keys than this one.") from error
        raise SealBroken("The sealed body was cut or changed, or is no age file.") from error
    return data
