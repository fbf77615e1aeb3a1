"""The suite of the national algorithms, held against the standards' examples and against OpenSSL."""

import struct
import subprocess

import pyrage
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import ECB, GCM
from cryptography.hazmat.primitives.hashes import SM3, Hash
from gmssl_pyx import sm2_decrypt
from hypothesis import given
from hypothesis import strategies as st

from offline_queue import seal_sm, sm4_gcm
from offline_queue.container import pack
from offline_queue.errors import BadKey, SealBroken, WrongKey
from offline_queue.seal import Sealer, open_sealed

hexed = bytes.fromhex
PAYLOAD = '{"申请人": "某某"}'.encode()
ATTACHMENTS = {"户口本.jpg": bytes(range(256)) * 600, "empty.txt": b""}  # more than two chunks

# GB/T 32918.5-2017, annex C.2: secret key, C1, C3 and C2 of "encryption standard".
SECRET = hexed("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
X1 = hexed("04EBFC718E8D1798620432268E77FEB6415E2EDE0E073C0F4F640ECD2E149A73")
Y1 = hexed("E858F9D81E5430A57B36DAAB8F950A3C64E6EE6A63094D99283AFF767E124DF0")
C3 = hexed("59983C18F809E262923C53AEC295D30383B54E39D609D160AFCB1908D0BD8766")
C2 = hexed("21886CA989CA9C7D58087307CA93092D651EFA")


def der(tag: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    length = bytes([len(content)]) if len(content) < 128 else bytes([0x81, len(content)])
    return bytes([tag]) + length + content


def number(data: bytes) -> bytes:
    return der(0x02, b"\0" + data if data[0] > 127 else data)


def openssl_key(identity: str) -> bytes:
    """The secret key as OpenSSL reads it: ECPrivateKey of RFC 5915 on the curve 1.2.156.10197.1.301."""
    raw = hexed(identity.removeprefix(seal_sm.SECRET))
    curve = der(0x06, hexed("2A811CCF5501822D"))
    return der(
        0x30,
        number(b"\x01"),
        der(0x04, raw[:32]),
        der(0xA0, curve),
        der(0xA1, der(0x03, b"\0", raw[32:])),
    )


@pytest.fixture(scope="module")
def identity():
    return seal_sm.new_identity()


@pytest.fixture(scope="module")
def sealer(identity):
    return Sealer([seal_sm.recipient_of(identity)])


def test_the_libraries_compute_the_examples_of_the_standards():
    assert sm2_decrypt(SECRET, der(0x30, number(X1), number(Y1), der(4, C3), der(4, C2))) == (
        b"encryption standard"
    )
    # GB/T 32907-2016, annex A.1
    block = hexed("0123456789ABCDEFFEDCBA9876543210")
    encryptor = Cipher(SM4(block), ECB()).encryptor()  # the standard's example is one block
    assert encryptor.update(block) == hexed("681EDF34D206965E86B3E94F536E4246")
    # RFC 8998, appendix A.1
    sealed = hexed(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
    )
    gcm = GCM(hexed("00001234567800000000ABCD"), hexed("83DE3541E4C2B58177E065A9BF7B62EC"))
    decryptor = Cipher(SM4(block), gcm).decryptor()
    decryptor.authenticate_additional_data(hexed("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2"))
    clear = "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
    clear += "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"
    assert decryptor.update(sealed) + decryptor.finalize() == hexed(clear)
    # GB/T 32905-2016, annex A.1
    digest = Hash(SM3())
    digest.update(b"abc")
    assert digest.finalize().hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_opens_what_was_sealed(sealer, identity):
    assert open_sealed(sealer.seal(PAYLOAD, ATTACHMENTS), identity) == (PAYLOAD, ATTACHMENTS)


@given(st.binary(max_size=3), st.sampled_from([0, 1, 65_535, 65_536, 65_537, 131_072]))
def test_whatever_its_length_a_body_comes_back(sealer, identity, beginning, length):
    payload = (beginning + bytes(length))[:length]
    assert open_sealed(sealer.seal(payload, {}), identity) == (payload, {})


def test_openssl_opens_it(sealer, identity, tmp_path):
    """Its SM2 unwraps the key, its SM4 in counter mode (GCM without its tag) reads the first chunk."""
    sealed = sealer.seal(PAYLOAD, ATTACHMENTS)
    at = len(seal_sm.MAGIC) + 1
    assert sealed[at - 1] == 1
    fingerprint, length = struct.unpack_from(">32sH", sealed, at)
    wrapped, chunk = sealed[at + 34 :][:length], sealed[at + 34 + length :][:65_536]
    (tmp_path / "key.der").write_bytes(openssl_key(identity))
    (tmp_path / "wrapped").write_bytes(wrapped)
    key = openssl("pkeyutl", "-decrypt", "-inkey", tmp_path / "key.der", "-in", tmp_path / "wrapped")
    assert len(key) == 16
    point = hexed(seal_sm.recipient_of(identity).removeprefix("sm2:"))
    assert openssl("dgst", "-sm3", "-binary", given=point) == fingerprint
    counter = bytes(12) + b"\0\0\0\x02"  # nonce of chunk 0, not the last; GCM encrypts from 2 on
    clear = openssl("enc", "-d", "-sm4-ctr", "-K", key.hex(), "-iv", counter.hex(), given=chunk)
    assert clear == pack(PAYLOAD, ATTACHMENTS)[:65_536]


def test_the_library_unwraps_what_openssl_wrapped(identity, tmp_path):
    (tmp_path / "key.der").write_bytes(openssl_key(identity))
    key = b"0123456789abcdef"
    wrapped = openssl("pkeyutl", "-encrypt", "-inkey", tmp_path / "key.der", given=key)
    secret = hexed(identity.removeprefix(seal_sm.SECRET))[:32]
    assert sm2_decrypt(secret, wrapped) == key


def openssl(*arguments, given=None):
    return subprocess.run(["openssl", *arguments], input=given, check=True, capture_output=True).stdout


def test_each_recipient_opens_it_alone(identity):
    recovery = seal_sm.new_identity()
    sealed = Sealer([seal_sm.recipient_of(key) for key in (identity, recovery)]).seal(PAYLOAD, {})
    assert open_sealed(sealed, identity) == open_sealed(sealed, recovery) == (PAYLOAD, {})


def test_a_centre_that_changes_its_key_or_its_suite_opens_both(identity, sealer):
    new, old_suite = seal_sm.new_identity(), pyrage.x25519.Identity.generate()
    file = f"# since autumn\n{new}\n{identity}\n{old_suite}\n"
    for recipient in (seal_sm.recipient_of(new), seal_sm.recipient_of(identity), str(old_suite.to_public())):
        assert open_sealed(Sealer([recipient]).seal(b"payload", {}), file) == (b"payload", {})


def test_keys_of_two_suites_are_refused_when_the_kiosk_starts(identity):
    age = str(pyrage.x25519.Identity.generate().to_public())
    with pytest.raises(BadKey, match="two suites"):
        Sealer([seal_sm.recipient_of(identity), age])


def test_a_compressed_public_key_is_the_same_key(identity):
    point = hexed(seal_sm.recipient_of(identity).removeprefix("sm2:"))
    compressed = f"sm2:{2 + point[-1] % 2:02x}{point[1:33].hex()}"
    assert open_sealed(Sealer([compressed]).seal(PAYLOAD, {}), identity) == (PAYLOAD, {})


def test_another_key_is_told_so(sealer):
    sealed = sealer.seal(PAYLOAD, {})
    for other in (seal_sm.new_identity(), str(pyrage.x25519.Identity.generate())):
        with pytest.raises(WrongKey, match="sealed to other keys"):
            open_sealed(sealed, other)


def test_every_changed_or_missing_byte_is_noticed(sealer, identity):
    sealed = sealer.seal(b"short", {})
    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        # In the fingerprint it may be anybody's key.
        with pytest.raises((SealBroken, WrongKey)):
            open_sealed(bytes(changed), identity)
        with pytest.raises((SealBroken, WrongKey)):
            open_sealed(sealed[:position], identity)
    with pytest.raises(SealBroken, match="cut or changed"):
        open_sealed(sealed + b"\0", identity)


def test_chunks_cannot_be_left_out_moved_or_put_behind(sealer, identity):
    sealed = sealer.seal(b"", {"a": bytes(3 * 65_536)})
    size = 65_536 + 16
    begin = len(seal_sm.MAGIC) + 1
    begin += 34 + struct.unpack_from(">32sH", sealed, begin)[1]
    head, chunks = sealed[:begin], [sealed[at : at + size] for at in range(begin, len(sealed), size)]
    first, second, third, last = chunks
    others = [first, second, third], [second, first, third, last], [first, third, last], [*chunks, last]
    for other in others:
        with pytest.raises(SealBroken):
            open_sealed(head + b"".join(other), identity)


def test_a_recipient_cannot_be_added_behind_the_terminal_s_back(sealer, identity):
    sealed = sealer.seal(PAYLOAD, {})
    begin = len(seal_sm.MAGIC)
    stranger = Sealer([seal_sm.recipient_of(seal_sm.new_identity())]).seal(PAYLOAD, {})
    length = 34 + struct.unpack_from(">32sH", stranger, begin + 1)[1]
    widened = sealed[:begin] + b"\x02" + stranger[begin + 1 :][:length] + sealed[begin + 1 :]
    with pytest.raises(SealBroken):
        open_sealed(widened, identity)


@pytest.mark.parametrize(
    "recipient", ["sm2:", "sm2:04", "sm2:" + "0" * 128, "sm2:04" + "11" * 64, "sm2:zz", "sm2:05" + "0" * 64]
)
def test_a_key_that_cannot_be_read_is_refused_when_the_kiosk_starts(recipient):
    with pytest.raises(BadKey, match="public key"):
        Sealer([recipient])


def test_a_secret_key_that_cannot_be_read_is_refused_and_not_shown(sealer, identity):
    sealed = sealer.seal(b"", {})
    for bad in (identity[:-1], identity + "00", seal_sm.SECRET + "OOPS", "OOPS"):
        with pytest.raises((BadKey, WrongKey)) as caught:
            open_sealed(sealed, bad)
        assert "OOPS" not in str(caught.value)


@given(st.binary(max_size=400))
def test_no_bytes_from_outside_break_the_reader(identity, junk):
    with pytest.raises((SealBroken, WrongKey)):
        open_sealed(seal_sm.MAGIC + junk, identity)


@given(key=st.binary(min_size=16, max_size=16), chunks=st.lists(st.binary(max_size=3000), max_size=4))
def test_libgcrypt_and_openssl_seal_alike(key, chunks):
    assert sm4_gcm._library() is not None
    with sm4_gcm.sealing(key) as seal:
        for number, chunk in enumerate(chunks):
            nonce = number.to_bytes(12, "big")
            sealed = seal(nonce, b"header", memoryview(chunk))
            assert type(sealed) is bytearray  # OpenSSL gives bytes
            assert sealed == sm4_gcm.by_openssl(key, nonce, b"header", memoryview(chunk))


def test_without_libgcrypt_openssl_seals(identity, sealer, monkeypatch):
    monkeypatch.setattr(sm4_gcm, "_library", lambda: None)
    assert open_sealed(sealer.seal(b"payload", {"a.jpg": bytes(200_000)}), identity) == (
        b"payload",
        {"a.jpg": bytes(200_000)},
    )
