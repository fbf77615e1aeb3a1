"""The centre's word that it holds an envelope: documents signed with its Ed25519 key (RFC 8032).

Signed is the canonical JSON (keys sorted, no spaces, UTF-8) of the document without its `signature` and
`duplicate` (the first answer and its replays are one receipt), behind one line that keeps the key from
meaning anything else. Public keys are written "ed25519:" and the 32 bytes
in base64. A terminal may know several: the old and the new one while the centre changes its key.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

# cryptography costs 30 ms at import: not before the first receipt.
if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PREFIX = "ed25519:"
_UNSIGNED = frozenset({"signature", "duplicate"})
_LINE = b"kiosk-receipt/1\n"


class BadReceiptKey(Exception):
    """A text is no public key of this kind."""


class NotSigned(Exception):
    """The document bears no signature of a known key over all that it says."""


def signer_of(seed: str) -> "Ed25519PrivateKey":
    """The private key of 64 hex digits. Raises ValueError."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))


def public_text(signer: "Ed25519PrivateKey") -> str:
    """What terminals are given."""
    return PREFIX + base64.b64encode(signer.public_key().public_bytes_raw()).decode()


def signed(document: Mapping[str, Any], signer: "Ed25519PrivateKey") -> dict[str, Any]:
    """The document with its `signature`."""
    signature = signer.sign(_to_sign(document))
    return {**document, "signature": base64.b64encode(signature).decode()}


class ReceiptKeys:
    """The keys that a terminal believes. Raises BadReceiptKey when one cannot be read."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        for text in self._texts:
            if not text.startswith(PREFIX) or len(_bytes(text.removeprefix(PREFIX))) != 32:
                raise BadReceiptKey(f'A receipt key begins with "{PREFIX}" and has 32 bytes in base64.')
        self._keys: list[Ed25519PublicKey] | None = None

    def check(self, document: object) -> None:
        """Raises NotSigned unless one of the keys has signed exactly this."""
        from cryptography.exceptions import InvalidSignature

        if not isinstance(document, dict) or not isinstance(document.get("signature"), str):
            raise NotSigned("the receipt bears no signature")
        signature, text = _bytes(document["signature"]), _to_sign(document)
        for key in self._loaded():
            try:
                key.verify(signature, text)
            except InvalidSignature:
                continue
            return
        raise NotSigned("the receipt is not signed by this centre")

    def _loaded(self) -> "list[Ed25519PublicKey]":
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        if self._keys is None:
            self._keys = [
                Ed25519PublicKey.from_public_bytes(_bytes(text.removeprefix(PREFIX))) for text in self._texts
            ]
        return self._keys


def _to_sign(document: Mapping[str, Any]) -> bytes:
    content = {key: value for key, value in document.items() if key not in _UNSIGNED}
    return _LINE + json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
