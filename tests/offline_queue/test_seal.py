import subprocess

import pyrage
import pytest

from offline_queue.container import pack
from offline_queue.errors import BadContainer, BadKey, SealBroken, WrongKey
from offline_queue.seal import Sealer, open_sealed


@pytest.fixture(scope="module")
def identity():
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def sealer(identity):
    return Sealer([str(identity.to_public())])


PAYLOAD = '{"申请人": "某某"}'.encode()
ATTACHMENTS = {"户口本.jpg": bytes(range(256)) * 300, "empty.txt": b""}


def test_opens_what_was_sealed(sealer, identity):
    assert open_sealed(sealer.seal(PAYLOAD, ATTACHMENTS), str(identity)) == (PAYLOAD, ATTACHMENTS)


def test_the_age_command_opens_it(sealer, identity, tmp_path):
    (tmp_path / "key.txt").write_text(f"{identity}\n")
    (tmp_path / "sealed.age").write_bytes(sealer.seal(PAYLOAD, ATTACHMENTS))
    age = ["age", "-d", "-i", tmp_path / "key.txt", tmp_path / "sealed.age"]
    assert subprocess.run(age, check=True, capture_output=True).stdout == pack(PAYLOAD, ATTACHMENTS)


def test_opens_what_the_age_command_sealed(identity):
    age = ["age", "-r", str(identity.to_public())]
    sealed = subprocess.run(age, check=True, capture_output=True, input=pack(PAYLOAD, ATTACHMENTS)).stdout
    assert open_sealed(sealed, str(identity)) == (PAYLOAD, ATTACHMENTS)


def test_each_recipient_opens_it_alone(identity):
    recovery = pyrage.x25519.Identity.generate()
    sealed = Sealer([str(identity.to_public()), str(recovery.to_public())]).seal(PAYLOAD, {})
    assert open_sealed(sealed, str(identity)) == open_sealed(sealed, str(recovery)) == (PAYLOAD, {})


def test_nothing_of_the_content_shows(sealer):
    sealed = sealer.seal(PAYLOAD, {"id.jpg": b"picture"})
    assert b"id.jpg" not in sealed
    assert b"picture" not in sealed


def test_while_the_centre_changes_its_key_old_and_new_are_opened(identity):
    new = pyrage.x25519.Identity.generate()
    file = f"# since autumn\n{new}\n{identity}\n"
    for key in (new, identity):
        sealed = Sealer([str(key.to_public())]).seal(b"payload", {})
        assert open_sealed(sealed, file) == (b"payload", {})
    stranger = Sealer([str(pyrage.x25519.Identity.generate().to_public())]).seal(b"payload", {})
    with pytest.raises(WrongKey):
        open_sealed(stranger, file)


def test_another_key_is_told_so(sealer):
    with pytest.raises(WrongKey, match="sealed to other keys"):
        open_sealed(sealer.seal(PAYLOAD, {}), str(pyrage.x25519.Identity.generate()))


def test_every_changed_byte_is_noticed(sealer, identity):
    sealed = sealer.seal(b"short", {})
    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= 1
        # A change in the header may make the key's own line unreadable: then no key fits any more.
        with pytest.raises((SealBroken, WrongKey)):
            open_sealed(bytes(changed), str(identity))
    with pytest.raises(SealBroken, match="cut or changed"):
        open_sealed(sealed[:-1], str(identity))
    with pytest.raises(SealBroken):
        open_sealed(b"", str(identity))


def test_a_sealed_body_without_container_is_refused(identity):
    with pytest.raises(BadContainer):
        open_sealed(pyrage.encrypt(b"hello", [identity.to_public()]), str(identity))


@pytest.mark.parametrize("recipients", [[], [""], ["age1abc"], ["ssh-ed25519 AAAA"]])
def test_a_key_that_cannot_be_read_is_refused_when_the_kiosk_starts(recipients):
    with pytest.raises(BadKey, match="public key"):
        Sealer(recipients)


def test_a_secret_key_that_cannot_be_read_is_refused_and_not_shown(sealer):
    with pytest.raises(BadKey) as caught:
        open_sealed(sealer.seal(b"", {}), "AGE-SECRET-KEY-1OOPS")
    assert "OOPS" not in str(caught.value)
