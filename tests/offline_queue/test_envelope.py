import hashlib

import pytest

from offline_queue.envelope import Envelope, new_envelope
from offline_queue.errors import EnvelopeDamaged


def test_bears_a_fresh_id_and_the_digest_of_its_bytes():
    first, second = (new_envelope("case", "000512", 1.0, b"sealed") for _ in range(2))
    assert first.id != second.id
    assert first.digest == hashlib.sha256(b"sealed").hexdigest()


def test_bytes_that_do_not_match_their_digest_are_refused():
    with pytest.raises(EnvelopeDamaged):
        Envelope("0" * 32, "case", "000512", 1.0, b"sealed", digest=hashlib.sha256(b"other").hexdigest())


@pytest.mark.parametrize("id_", ["", "0" * 31, "0" * 33, "F" * 32, "0" * 32 + "\n", "../" + "0" * 29])
def test_an_id_of_another_form_is_refused(id_):
    with pytest.raises(ValueError, match="32 lower-case hex digits"):
        Envelope(id_, "case", "000512", 1.0, b"sealed")
