"""SM4-GCM (GB/T 32907, RFC 8998) of chunks under one key: by libgcrypt where there is one, else by OpenSSL.

Both give the same bytes. OpenSSL has no SM4 for the vector units of most x86-64 machines; libgcrypt has,
and is five times as fast: docs/adr/0008. Constants and calls: the libgcrypt manual, chapter 5.
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

LIBRARY = "libgcrypt.so.20"
SM4, GCM = 318, 9  # GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_GCM
INITIALIZATION_FINISHED, ANY_INITIALIZATION_P, RESET = 38, 40, 4
TAG_BYTES = 16

Seal = Callable[[bytes, bytes, memoryview], bytes | bytearray]


@contextmanager
def sealing(key: bytes) -> Iterator[Seal]:
    """`seal(nonce, associated, data)` → ciphertext and tag; `key` of 16 bytes, `nonce` of 12, never twice."""
    library = _library()
    handle = ctypes.c_void_p()
    if library is None or library.gcry_cipher_open(ctypes.byref(handle), SM4, GCM, 0):
        yield lambda *chunk: by_openssl(key, *chunk)
        return
    try:
        _done(library.gcry_cipher_setkey(handle, key, _size(key)))
        yield lambda *chunk: _by_libgcrypt(library, handle, *chunk)
    finally:
        library.gcry_cipher_close(handle)  # it overwrites the key


def by_openssl(key: bytes, nonce: bytes, associated: bytes, data: memoryview) -> bytes:
    """One chunk, by `cryptography`."""
    from cryptography.hazmat.primitives.ciphers import Cipher, modes
    from cryptography.hazmat.primitives.ciphers.algorithms import SM4 as OPENSSL_SM4

    encryptor = Cipher(OPENSSL_SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(associated)
    return encryptor.update(data) + encryptor.finalize() + encryptor.tag


def _by_libgcrypt(
    library: ctypes.CDLL, handle: ctypes.c_void_p, nonce: bytes, associated: bytes, data: memoryview
) -> bytearray:
    # In place: at this speed each copy counts.
    sealed = bytearray(len(data) + TAG_BYTES)
    sealed[: len(data)] = data
    text = (ctypes.c_char * len(data)).from_buffer(sealed)
    tag = (ctypes.c_char * TAG_BYTES).from_buffer(sealed, len(data))
    _done(library.gcry_cipher_ctl(handle, RESET, None, ctypes.c_size_t(0)))
    _done(library.gcry_cipher_setiv(handle, nonce, _size(nonce)))
    _done(library.gcry_cipher_authenticate(handle, associated, _size(associated)))
    _done(library.gcry_cipher_encrypt(handle, text, _size(data), None, ctypes.c_size_t(0)))
    _done(library.gcry_cipher_gettag(handle, tag, ctypes.c_size_t(TAG_BYTES)))
    return sealed


@cache
def _library() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL(LIBRARY)
    except OSError:
        return None
    if not library.gcry_control(ANY_INITIALIZATION_P):
        library.gcry_check_version(None)
        library.gcry_control(INITIALIZATION_FINISHED, 0)
    return library


def _size(data: bytes | memoryview) -> ctypes.c_size_t:
    return ctypes.c_size_t(len(data))


def _done(code: int) -> None:
    if code:
        raise OSError(f"libgcrypt failed with {code & 0xFFFF}")
