"""The seal: age (https://age-encryption.org/v1) with X25519 recipients, readable by any age tool.

From the moment of sealing on not even the kiosk can read a submission: it holds public keys only.
"""

from collections.abc import Mapping, Sequence

import pyrage

from offline_queue.container import pack, unpack
from offline_queue.errors import BadKey, SealBroken, WrongKey


class Sealer:
    """Seals to one or more public keys; each of them opens the envelope alone.

    `recipients` are "age1…" strings: the centre's key, both the old and the new one while keys change, and
    where wanted a key for recovery. Raises BadKey when one cannot be read or none is given.
    """

    def __init__(self, recipients: Sequence[str]) -> None:
        if not recipients:
            raise BadKey("There is no public key to seal to.")
        try:
            self._recipients = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
        except pyrage.RecipientError as error:
            raise BadKey('A public key cannot be read; an age key begins with "age1".') from error

    def seal(self, payload: bytes, attachments: Mapping[str, bytes]) -> bytes:
        """Payload and attachments in one sealed body. Raises BadAttachmentName.

        Not for the GUI thread: about 0.1 ms for 2 KB, 1 ms for 500 KB.
        """
        sealed: bytes = pyrage.encrypt(pack(payload, attachments), self._recipients)
        return sealed


def open_sealed(sealed: bytes, identity: str) -> tuple[bytes, dict[str, bytes]]:
    """What a Sealer sealed, opened at the centre with the "AGE-SECRET-KEY-1…" strings of an identity file.

    One to a line, "#" begins a comment; several while the centre changes its key.

    Raises BadKey, WrongKey, SealBroken, BadContainer.
    """
    try:
        lines = [line for line in identity.split("\n") if line.strip() and not line.startswith("#")]
        keys = [pyrage.x25519.Identity.from_str(line.strip()) for line in lines]
    except pyrage.IdentityError as error:
        raise BadKey("The secret key cannot be read.") from error
    try:
        data = pyrage.decrypt(sealed, keys)
    except pyrage.DecryptError as error:
        # pyrage has one error class for both; the words are those of the age library.
        if "No matching keys" in str(error):
            raise WrongKey("The envelope is sealed to other keys than this one.") from error
        raise SealBroken("The sealed body was cut or changed, or is no age file.") from error
    return unpack(data)
