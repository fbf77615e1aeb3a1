"""The suite of the national algorithms: SM2 (GB/T 32918.4), SM4-GCM (GB/T 32907, RFC 8998), SM3 (GB/T 32905).

    body       = header chunk*
    header     = "e-kiosk-seal/sm-1\\n"  number of keys (1 byte, 1 to 20)  wrapped*
    wrapped    = SM3 of the public key 04‖x‖y (32 bytes)  length (2 bytes)  SM2 ciphertext
    chunk      = SM4-GCM of up to 65,536 bytes  tag (16 bytes)

Numbers are big-endian. An SM4 key is drawn for each body and wrapped once for each public key, as SM2Cipher
of GB/T 35276 in DER, in the order C1 C3 C2. All chunks but the last are full. A chunk's nonce is its number
from 0 (11 bytes) and one byte that is 1 for the last and 0 before: none can be moved, left out or put behind.
Its associated data is the SM3 of the header: no key can be added or taken away.

A public key is written "sm2:" and the point in hex: 04‖x‖y, or 02‖x and 03‖x. A secret key is
"SM2-SECRET-KEY-" and in hex the 32 bytes of the number, then 04‖x‖y of its public key.
docs/adr/0008 says why these libraries.
"""

import secrets
import struct
from collections.abc import Callable, Iterator, Sequence

from offline_queue.errors import BadKey, SealBroken, WrongKey
from offline_queue.sm4_gcm import TAG_BYTES, sealing

# gmssl_pyx and cryptography are imported where they are used: 30 ms that a terminal with age keys never pays.

MAGIC = b"e-kiosk-seal/sm-1\n"
PUBLIC = "sm2:"
SECRET = "SM2-SECRET-KEY-"  # noqa: S105 - a prefix
MOST_KEYS = 20
CHUNK_BYTES = 65_536
KEY_BYTES = 16
FINGERPRINT_BYTES = 32
_BROKEN = "The sealed body was cut or changed."


def new_identity() -> str:
    """A secret key, drawn by the library."""
    from gmssl_pyx import sm2_key_generate

    public, secret = sm2_key_generate()
    return f"{SECRET}{secret.hex()}04{public.hex()}"


def recipient_of(identity: str) -> str:
    """The public key of a secret one. Raises BadKey."""
    return PUBLIC + _pair(identity)[1].hex()


def to(recipients: Sequence[str]) -> Callable[[bytes], bytes]:
    """What encrypts to these "sm2:…" keys. Raises BadKey."""
    from gmssl_pyx import sm2_encrypt

    if len(recipients) > MOST_KEYS:
        raise BadKey(f"There are more than {MOST_KEYS} public keys.")
    points = [_point(recipient) for recipient in recipients]

    def encrypt(data: bytes) -> bytes:
        key = secrets.token_bytes(KEY_BYTES)
        header = bytearray(MAGIC + bytes([len(points)]))
        for point in points:
            wrapped = sm2_encrypt(point[1:], key)
            header += _sm3(point) + struct.pack(">H", len(wrapped)) + wrapped
        return b"".join((header, *_chunks_sealed(data, key, _sm3(bytes(header)))))

    return encrypt


def opened(sealed: bytes, identities: Sequence[str]) -> bytes:
    """Decrypted with whichever of the secret keys fits. Raises BadKey, WrongKey, SealBroken."""
    from gmssl_pyx import GmsslInnerError, sm2_decrypt

    keys = {_sm3(point): secret for secret, point in map(_pair, identities)}
    wrapped, end = _read_header(sealed)
    mine = next((fingerprint for fingerprint in wrapped if fingerprint in keys), None)
    if mine is None:
        raise WrongKey("The envelope is sealed to other keys than this one.")
    try:
        key: bytes = sm2_decrypt(keys[mine], wrapped[mine])
    except GmsslInnerError as error:
        raise SealBroken(_BROKEN) from error
    if len(key) != KEY_BYTES:
        raise SealBroken(_BROKEN)
    return b"".join(_chunks_opened(sealed, end, key, _sm3(sealed[:end])))


def _read_header(sealed: bytes) -> tuple[dict[bytes, bytes], int]:
    """The wrapped keys by fingerprint, and where the first chunk begins. Raises SealBroken."""
    at = len(MAGIC)
    wrapped: dict[bytes, bytes] = {}
    try:
        number = sealed[at]
        at += 1
        for _ in range(number):
            fingerprint, length = struct.unpack_from(f">{FINGERPRINT_BYTES}sH", sealed, at)
            at += FINGERPRINT_BYTES + 2
            wrapped[fingerprint] = sealed[at : at + length]
            at += length
    except (IndexError, struct.error) as error:
        raise SealBroken(_BROKEN) from error
    if at > len(sealed) or not 1 <= number <= MOST_KEYS:
        raise SealBroken(_BROKEN)
    return wrapped, at


def _chunks_sealed(data: bytes, key: bytes, header_sm3: bytes) -> Iterator[bytes | bytearray]:
    view = memoryview(data)
    starts = range(0, max(len(data), 1), CHUNK_BYTES)
    with sealing(key) as seal:
        for number, start in enumerate(starts):
            nonce = _nonce(number, last=start == starts[-1])
            yield seal(nonce, header_sm3, view[start : start + CHUNK_BYTES])


def _chunks_opened(sealed: bytes, begin: int, key: bytes, header_sm3: bytes) -> Iterator[bytes]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers import Cipher, modes
    from cryptography.hazmat.primitives.ciphers.algorithms import SM4

    starts = range(begin, max(len(sealed), begin + 1), CHUNK_BYTES + TAG_BYTES)  # an empty body is cut, too
    for number, start in enumerate(starts):
        chunk = sealed[start : start + CHUNK_BYTES + TAG_BYTES]
        if len(chunk) < TAG_BYTES:
            raise SealBroken(_BROKEN)
        gcm = modes.GCM(_nonce(number, last=start == starts[-1]), chunk[-TAG_BYTES:])
        decryptor = Cipher(SM4(key), gcm).decryptor()
        decryptor.authenticate_additional_data(header_sm3)
        try:
            yield decryptor.update(chunk[:-TAG_BYTES]) + decryptor.finalize()
        except InvalidTag as error:
            raise SealBroken(_BROKEN) from error


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _sm3(data: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SM3, Hash

    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize()


def _point(recipient: str) -> bytes:
    """04‖x‖y of a public key, known to lie on the curve. Raises BadKey."""
    from gmssl_pyx import InvalidValueError, normalize_sm2_public_key

    try:
        point: bytes = normalize_sm2_public_key(bytes.fromhex(recipient.removeprefix(PUBLIC)))
    except (ValueError, InvalidValueError) as error:
        raise BadKey('A public key cannot be read; an SM2 key is "sm2:" and a point of its curve.') from error
    return b"\x04" + point


def _pair(identity: str) -> tuple[bytes, bytes]:
    """The number and the point 04‖x‖y of a secret key. Raises BadKey."""
    digits = identity.removeprefix(SECRET)
    try:
        secret = bytes.fromhex(digits[:64])
        point = _point(digits[64:])
    except (ValueError, BadKey) as error:
        raise BadKey("The secret key cannot be read.") from error
    if len(digits) != 2 * (32 + 65):
        raise BadKey("The secret key cannot be read.")
    return secret, point
