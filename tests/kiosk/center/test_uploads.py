"""Large envelopes as tus uploads that go on where they stopped."""

import base64
import hashlib

import pytest

from kiosk.center import tus
from kiosk.center.client import UPLOADED_FROM_BYTES, CenterClient
from kiosk.center.contract import Code
from kiosk.center.errors import CenterUnreachable
from offline_queue.outcome import Delivered, TryLater

PAGE = b"\xff\xd8" + bytes(range(256)) * 8_000  # 2 MB


@pytest.fixture
def large(seal, make):
    """An envelope with a scan of 2 MB."""

    def large():
        case = make.case()
        file = case.materials[0].pages[0].model_copy(update={"sha256": hashlib.sha256(PAGE).hexdigest()})
        material = case.materials[0].model_copy(update={"pages": (file,)})
        case = case.model_copy(update={"materials": (material,)})
        return seal(case, {"proof-1.jpg": PAGE, "signature.png": b"\x89PNG strokes"})

    return large


class Wire:
    """Notes what a client sends; after `good` pieces the line is cut, before or after the centre has one."""

    def __init__(self, client, monkeypatch):
        self.asked, self.good, self.cut_after = [], 99, False
        real = client._line._sent

        def sent(session, method, url, body, content_type, headers=None):
            if method == "PATCH":
                self.good -= 1
                if self.good < 0 and not self.cut_after:
                    raise OSError("cut")
            self.asked.append((method, (headers or {}).get("Upload-Offset")))
            answer = real(session, method, url, body, content_type, headers)
            if method == "PATCH" and self.good < 0:
                raise OSError("cut")
            return answer

        monkeypatch.setattr(client._line, "_sent", sent)

    def methods(self):
        return [method for method, _ in self.asked]


@pytest.fixture
def wire(client, monkeypatch):
    return Wire(client, monkeypatch)


def test_a_large_envelope_goes_in_pieces_and_is_one_delivery(client, wire, large):
    envelope = large()
    assert len(envelope.sealed) > UPLOADED_FROM_BYTES
    pieces = -(-len(envelope.sealed) // tus.PIECE_BYTES)
    first = client.deliver(envelope)
    assert isinstance(first, Delivered)
    assert wire.methods() == ["POST", *["PATCH"] * pieces, "POST"]
    again = client.deliver(envelope)
    assert again == Delivered(first.receipt | {"duplicate": True})


@pytest.mark.parametrize("cut_after", [False, True])
def test_after_a_cut_it_goes_on_where_it_stopped(client, wire, large, cut_after):
    envelope = large()
    wire.good, wire.cut_after = 2, cut_after
    assert isinstance(client.deliver(envelope), TryLater)
    wire.good, wire.asked = 99, []
    assert isinstance(client.deliver(envelope), Delivered)
    arrived = tus.PIECE_BYTES * (3 if cut_after else 2)
    assert wire.asked[:2] == [("HEAD", None), ("PATCH", str(arrived))]


def test_an_upload_that_the_centre_has_dropped_is_begun_again(client, wire, large, center):
    envelope = large()
    wire.good = 2
    assert isinstance(client.deliver(envelope), TryLater)
    for path in (center.state / "uploads").iterdir():
        path.unlink()
    wire.good, wire.asked = 99, []
    assert isinstance(client.deliver(envelope), Delivered)
    assert wire.methods()[:2] == ["HEAD", "POST"]


def test_after_a_restart_it_is_begun_anew_and_doubles_nothing(client, wire, large, center, credentials):
    envelope = large()
    wire.good = 2
    assert isinstance(client.deliver(envelope), TryLater)
    after_restart = CenterClient(center.url, credentials, receipt_keys=[center.keys.receipt_key])
    assert after_restart.deliver(envelope).receipt["duplicate"] is False
    wire.good = 99
    assert client.deliver(envelope).receipt["duplicate"] is True


@pytest.mark.parametrize("damage", [b"", b"[1]", b"\xff{"])
def test_after_a_restart_it_goes_on_where_the_file_says(
    center, credentials, large, tmp_path, monkeypatch, damage
):
    def started():
        client = CenterClient(
            center.url,
            credentials,
            receipt_keys=[center.keys.receipt_key],
            begun=tmp_path / "state" / "uploads.json",
        )
        return client, Wire(client, monkeypatch)

    envelope = large()
    first, wire = started()
    wire.good = 2
    assert isinstance(first.deliver(envelope), TryLater)
    second, wire = started()
    assert isinstance(second.deliver(envelope), Delivered)
    pieces = -(-len(envelope.sealed) // tus.PIECE_BYTES)
    assert wire.methods() == ["HEAD", *["PATCH"] * (pieces - 2), "POST"]
    assert (tmp_path / "state" / "uploads.json").read_bytes() == b"{}"
    (tmp_path / "state" / "uploads.json").write_bytes(damage)
    third, wire = started()
    assert third.deliver(envelope).receipt["duplicate"] is True
    assert wire.methods()[0] == "POST"


def answers(client, center, method, path, headers=None, body=b""):
    return client._line.asked(method, center.url + path, {"Tus-Resumable": "1.0.0", **(headers or {})}, body)


def test_the_centre_speaks_tus(client, center):
    begun = answers(client, center, "POST", "/uploads", {"Upload-Length": "10"})
    assert (begun.status, begun.headers["Tus-Resumable"]) == (201, "1.0.0")
    place = begun.headers["Location"]
    piece = {"Content-Type": tus.PIECE_TYPE, "Upload-Offset": "0"}
    wrong = {"Upload-Checksum": "sha1 " + base64.b64encode(b"\0" * 20).decode()}
    right = {"Upload-Checksum": "sha256 " + base64.b64encode(hashlib.sha256(b"12345").digest()).decode()}
    assert answers(client, center, "PATCH", place, piece | wrong, b"12345").status == 460
    assert answers(client, center, "PATCH", place, piece | {"Upload-Checksum": "md5 x"}, b"1").status == 400
    assert answers(client, center, "PATCH", place, piece | right, b"12345").headers["Upload-Offset"] == "5"
    assert answers(client, center, "PATCH", place, piece, b"12345").status == 409
    assert answers(client, center, "PATCH", place, piece | {"Upload-Offset": "5"}, b"678901").status == 413
    assert answers(client, center, "PATCH", place, piece | {"Content-Type": "text/plain"}, b"1").status == 415
    head = answers(client, center, "HEAD", place)
    assert (head.headers["Upload-Offset"], head.headers["Upload-Length"]) == ("5", "10")
    assert head.headers["Cache-Control"] == "no-store"
    assert answers(client, center, "DELETE", place).status == 204
    assert answers(client, center, "HEAD", place).status == 404
    assert answers(client, center, "POST", "/uploads", {"Upload-Length": "99999999999"}).status == 413
    assert answers(client, center, "POST", "/uploads", {"Upload-Length": "ten"}).status == 400
    other = answers(client, center, "POST", "/uploads", {"Upload-Length": "1", "Tus-Resumable": "0.2.2"})
    assert (other.status, other.headers["Tus-Version"]) == (412, "1.0.0")
    assert answers(client, center, "HEAD", "/uploads/..%2Fcentre.db").status == 404


def test_an_incomplete_upload_is_no_envelope(client, center):
    begun = answers(client, center, "POST", "/uploads", {"Upload-Length": "10"})
    id_ = begun.headers["Location"].rpartition("/")[2]
    query = f"id={'ab' * 16}&itemCode=350511902000&kind=case&upload={id_}"
    answer = answers(client, center, "POST", f"/envelopes?{query}")
    assert answer.status == 409
    assert Code.UPLOAD_UNKNOWN.encode() in answer.body


class Server:
    """A tus server in memory whose answers a test may change."""

    def __init__(self, **changes):
        self.data, self.changes, self.head = b"", changes, {"Tus-Resumable": "1.0.0"}

    def __call__(self, method, url, headers, body):
        from kiosk.center.classify import HttpAnswer

        if method in self.changes:
            status, more = self.changes[method]
            return HttpAnswer(status, self.head | more, b"")
        if method == "POST":
            return HttpAnswer(201, self.head | {"Location": "u/1"}, b"")
        self.data += body
        return HttpAnswer(204, self.head | {"Upload-Offset": str(len(self.data))}, b"")


def test_a_relative_place_is_below_the_address():
    server, heard = Server(), []
    assert tus.upload(server, "https://centre.example/files/", b"abc", None, heard.append) == heard[0]
    assert heard == ["https://centre.example/files/u/1"]
    assert server.data == b"abc"


@pytest.mark.parametrize(
    "changes",
    [
        {"POST": (201, {"Location": "https://elsewhere.example/u/1"})},
        {"POST": (201, {"Location": "http://centre.example/u/1"})},
        {"POST": (201, {})},
        {"POST": (302, {"Location": "/u/1"})},
        {"POST": (201, {"Location": "/u/1", "Tus-Resumable": ""})},
        {"PATCH": (204, {"Upload-Offset": "0"})},
        {"PATCH": (204, {"Upload-Offset": "99"})},
        {"PATCH": (204, {})},
        {"PATCH": (500, {})},
        {"PATCH": (409, {}), "HEAD": (404, {})},
    ],
)
def test_an_answer_that_proves_nothing_ends_the_attempt(changes):
    with pytest.raises(CenterUnreachable):
        tus.upload(Server(**changes), "https://centre.example/files/", b"abc", None, lambda _: None)
