"""Motion JPEG is cut into pictures wherever the network cuts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.document_scanner import mjpeg
from drivers.document_scanner.mjpeg import PartReader, boundary_of, is_whole

PICTURES = [b"\xff\xd8one\r\n\xff\xd9", b"\xff\xd8" + bytes(range(256)) + b"\xff\xd9", b"\xff\xd8\xff\xd9"]


def body(*, boundary: bytes = b"--frame", length: bool = True, line: bytes = b"\r\n") -> bytes:
    parts = []
    for picture in PICTURES:
        size = b"Content-length: %d" % len(picture) + line if length else b""
        parts.append(boundary + line + b"Content-Type: image/jpeg" + line + size + line + picture + line)
    return b"".join(parts) + boundary + line


@pytest.mark.parametrize("length", [True, False])
@pytest.mark.parametrize("line", [b"\r\n", b"\n"])
@given(cuts=st.lists(st.integers(1, 60), min_size=1, max_size=40))
def test_pictures_arrive_whole_however_the_stream_is_cut(length: bool, line: bytes, cuts: list[int]):
    reader, stream, found, at = PartReader(b"frame"), body(length=length, line=line), [], 0
    for step in [*cuts, len(stream)]:
        found += reader.feed(stream[at : at + step])
        at += step
    assert found == PICTURES


def test_a_boundary_with_four_dashes_is_understood():
    assert PartReader(b"frame").feed(body(boundary=b"----frame", length=False)) == PICTURES


@pytest.mark.parametrize(
    ("content_type", "boundary"),
    [
        ("multipart/x-mixed-replace;boundary=frame", b"frame"),
        ("multipart/x-mixed-replace; boundary=--frame", b"frame"),
        ('Multipart/X-Mixed-Replace; charset=x; Boundary="frame"', b"frame"),
    ],
)
def test_the_boundary_is_named_in_many_ways(content_type: str, boundary: bytes):
    assert boundary_of(content_type) == boundary


@pytest.mark.parametrize(
    "content_type", ["", "image/jpeg", "multipart/x-mixed-replace", "multipart/x; boundary=--"]
)
def test_another_content_type_is_a_value_error(content_type: str):
    with pytest.raises(ValueError, match=r"multipart|boundary"):
        boundary_of(content_type)


@given(st.lists(st.binary(max_size=80), max_size=20))
def test_random_bytes_never_do_more_than_a_value_error(chunks: list[bytes]):
    reader = PartReader(b"f")
    for chunk in chunks:
        try:
            reader.feed(b"--f" + chunk)
        except ValueError:
            return


def test_a_stream_without_end_is_given_up_and_the_next_picture_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mjpeg, "PICTURE_LIMIT_BYTES", 1000)
    for flood in (
        b"--frame\r\n\r\n" + bytes(2000),
        b"--frame" + b"x" * 5000,
        b"--frame\r\nContent-Length: 9999\r\n\r\n",
    ):
        reader = PartReader(b"frame")
        with pytest.raises(ValueError, match="without end"):
            reader.feed(flood)
        assert reader.feed(body()) == PICTURES


def test_a_torn_picture_is_not_whole():
    assert is_whole(b"\xff\xd8..\xff\xd9\r\n")
    assert not is_whole(b"\xff\xd8..")
    assert not is_whole(b"")
