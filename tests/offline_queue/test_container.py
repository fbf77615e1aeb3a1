import contextlib
import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offline_queue.container import pack, unpack
from offline_queue.errors import BadAttachmentName, BadContainer

NAMES = st.from_regex(r"[0-9A-Za-z_户口本][0-9A-Za-z_.户口本 -]{0,20}", fullmatch=True)


def framed(header: object, rest: bytes = b"") -> bytes:
    return json.dumps(header).encode() + b"\n" + rest


def part(data: bytes, **more: object) -> dict:
    return {"size": len(data), "sha256": hashlib.sha256(data).hexdigest(), **more}


@given(st.binary(max_size=300), st.dictionaries(NAMES, st.binary(max_size=300), max_size=4))
def test_unpacks_what_was_packed(payload, attachments):
    assert unpack(pack(payload, attachments)) == (payload, attachments)


def test_equal_contents_give_equal_bytes_whatever_the_order():
    assert pack(b"p", {"a": b"1", "b": b"2"}) == pack(b"p", {"b": b"2", "a": b"1"})


def test_is_framed_as_documented():
    header, rest = pack(b"payload", {"b.jpg": b"BB", "a.jpg": b"A"}).split(b"\n", 1)
    assert rest == b"payloadABB"
    assert json.loads(header) == {
        "format": "envelope/1",
        "payload": part(b"payload"),
        "attachments": [part(b"A", name="a.jpg"), part(b"BB", name="b.jpg")],
    }
    assert header.startswith(b'{"attachments":[{"name":"a.jpg","sha256":"')


@given(st.data())
def test_a_cut_or_changed_container_is_refused(data):
    whole = pack(b'{"name": "x"}', {"id.jpg": b"\xff\xd8 picture"})
    at = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(BadContainer):
        unpack(whole[:at])
    changed = bytearray(whole)
    changed[at] ^= data.draw(st.integers(1, 255))
    # What can still be read must say the same: JSON knows several ways to write one thing.
    with contextlib.suppress(BadContainer):
        assert unpack(bytes(changed))[0] == b'{"name": "x"}'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no header",
        b"[]\n",
        b"null\n",
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        framed({"format": "envelope/2", "payload": part(b""), "attachments": []}),
        framed({"format": "envelope/1", "payload": part(b""), "attachments": 1}),
        framed({"format": "envelope/1", "payload": "p", "attachments": []}),
        framed({"format": "envelope/1", "payload": part(b"") | {"size": -1}, "attachments": []}),
        framed({"format": "envelope/1", "payload": part(b"") | {"size": False}, "attachments": []}),
        framed({"format": "envelope/1", "payload": part(b"") | {"size": 10**30}, "attachments": []}),
        framed({"format": "envelope/1", "payload": part(b""), "attachments": [part(b"", name="../x")]}),
        framed({"format": "envelope/1", "payload": part(b""), "attachments": [part(b"", name=7)]}),
        framed({"format": "envelope/1", "payload": part(b""), "attachments": [part(b"", name="x")] * 2}),
        framed({"format": "envelope/1", "payload": part(b""), "attachments": []}, b"more"),
    ],
)
def test_foreign_bytes_are_refused_with_a_sentence(data):
    with pytest.raises(BadContainer, match=r"container.+\.$"):
        unpack(data)


@pytest.mark.parametrize(
    "name", ["", ".", "..", ".bashrc", "a/b", "a\\b", "a\nb", "a\0", "长" * 67, "\ud800"]
)
def test_a_name_that_is_no_plain_file_name_is_refused(name):
    with pytest.raises(BadAttachmentName):
        pack(b"", {name: b""})
