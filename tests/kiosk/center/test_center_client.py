"""The client against whatever a network may answer."""

import gzip
import hashlib
import json
import socket
import ssl
import threading
import time
import uuid
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from kiosk.center import line
from kiosk.center.client import CenterClient
from kiosk.center.errors import CenterDenied, CenterRefused
from kiosk.center.receipts import BadReceiptKey, public_text, signed, signer_of
from kiosk.center.signing import Credentials
from offline_queue.envelope import Envelope, new_envelope
from offline_queue.outcome import Delivered, Refused, TryLater, Unauthorised

ENVELOPE = new_envelope("case", "350511902000", 0.0, b"age-encryption.org/v1 sealed")


SIGNER = signer_of("5a" * 32)


def client_of(url, credentials, **options):
    """A client that believes SIGNER."""
    return CenterClient(url, credentials, **{"receipt_keys": [public_text(SIGNER)], **options})


def receipt(envelope=ENVELOPE, **changes):
    data = {
        "id": envelope.id,
        "kind": envelope.kind,
        "receiveNo": "1",
        "queryCode": "ABCDEF",
        "acceptedAt": "2025-11-03T12:00:00+08:00",
        "digest": envelope.digest,
    }
    return wrap(signed(data | changes, SIGNER))


def wrap(data):
    answer = {"code": "0000", "message": "", "data": data, "requestId": "r", "serverTime": 1_760_000_000_000}
    return json.dumps(answer).encode()


@pytest.fixture
def against(raw_center, make, anybody):
    """Delivers ENVELOPE to a centre that answers with these bytes."""

    def against(*pieces, **options):
        return client_of(raw_center.start(*pieces), anybody, **options).deliver(ENVELOPE)

    return against


def test_a_receipt_for_this_envelope_is_delivery(against, make):
    outcome = against(make.answer(receipt()))
    assert outcome == Delivered(
        {
            "id": ENVELOPE.id,
            "kind": "case",
            "receiveNo": "1",
            "queryCode": "ABCDEF",
            "acceptedAt": "2025-11-03T12:00:00+08:00",
            "digest": ENVELOPE.digest,
            "signature": json.loads(receipt())["data"]["signature"],
        }
    )


@pytest.mark.requirement("R46")
@pytest.mark.parametrize(
    "forge",
    [
        lambda data: data.pop("signature"),
        lambda data: data.update(signature="no base64 at all"),
        lambda data: data.update(receiveNo="2"),
        lambda data: data.update(more="than was signed"),
        lambda data: data.update(signed(data, signer_of("5b" * 32))),
    ],
)
def test_a_200_without_the_centres_signature_is_no_delivery(against, make, forge):
    answer = json.loads(receipt())
    forge(answer["data"])
    outcome = against(make.answer(json.dumps(answer).encode()))
    assert isinstance(outcome, TryLater)
    assert "signed" in outcome.reason or "signature" in outcome.reason


def test_while_the_centre_changes_its_key_both_are_believed(against, make):
    keys = [public_text(signer_of("5b" * 32)), public_text(SIGNER)]
    assert isinstance(against(make.answer(receipt()), receipt_keys=keys), Delivered)
    assert isinstance(against(make.answer(receipt()), receipt_keys=keys[:1]), TryLater)
    assert isinstance(against(make.answer(receipt()), receipt_keys=[]), TryLater)


@pytest.mark.parametrize("text", ["", "ed25519:", "ed25519:AAAA", "age1abc", "ed25519:" + "é" * 44])
def test_a_receipt_key_that_cannot_be_read_is_refused_when_the_kiosk_starts(anybody, text):
    with pytest.raises(BadReceiptKey):
        CenterClient("https://centre.example", anybody, receipt_keys=[text])


def test_a_duplicate_is_delivery_too(against, make):
    assert isinstance(against(make.answer(receipt(duplicate=True))), Delivered)


@pytest.mark.parametrize(
    "changes",
    [{"id": "0" * 32}, {"kind": "evaluation"}, {"receiveNo": None}, {"queryCode": ""}, {"acceptedAt": "now"}],
)
def test_a_receipt_for_something_else_is_none(against, make, changes):
    assert isinstance(against(make.answer(receipt(**changes))), TryLater)


@pytest.mark.parametrize(
    "body", [b"<html>Log in</html>", b"", b"{}", receipt()[:-1], receipt().replace(b"0000", b"5000", 1)]
)
def test_a_captive_portals_200_is_no_delivery(against, make, body):
    assert isinstance(against(make.answer(body)), TryLater)


def test_a_cut_answer_is_no_delivery(against, make):
    assert isinstance(against(make.answer(receipt())[:-30]), TryLater)


def test_a_cut_answer_in_chunks_is_no_delivery(against):
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert isinstance(against(head + b"%x\r\n" % len(receipt()) + receipt()), TryLater)


def test_an_answer_in_chunks_is_read(against):
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    half = len(receipt()) // 2
    chunks = [b"%x\r\n" % len(part) + part + b"\r\n" for part in (receipt()[:half], receipt()[half:])]
    assert isinstance(against(head, *chunks, b"0\r\n\r\n"), Delivered)


@pytest.mark.parametrize(
    "garbage",
    [b"", b"HTTP", b"HTTP/1.1 200", b"SSH-2.0-dropbear\r\n", b"HTTP/1.1 abc OK\r\n\r\n", b"\0" * 100_000],
)
def test_no_http_at_all_is_tried_later(against, garbage):
    assert isinstance(against(garbage), TryLater)


def test_a_centre_that_does_not_answer_is_tried_later(raw_center, anybody):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        outcome = client_of(url, anybody, read_timeout_s=0.1).deliver(ENVELOPE)
    assert outcome == TryLater(None, "no answer: ReadTimeoutError")
    assert client_of(url, anybody).deliver(ENVELOPE) == TryLater(None, "no answer: NewConnectionError")


def test_an_endless_answer_is_left(against, make, monkeypatch):
    monkeypatch.setattr(line, "MAX_ANSWER_BYTES", 1000)
    outcome = against(make.answer(b" " * 100_000 + receipt()))
    assert outcome == TryLater(None, "the answer is too long or too slow")


def test_a_dribbling_answer_is_left_at_its_deadline(against):
    pieces = [b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", *[pause_then(b" ")] * 500]
    began = time.monotonic()
    outcome = against(*pieces, answer_timeout_s=0.2)
    assert outcome == TryLater(None, "the answer is too long or too slow")
    assert time.monotonic() - began < 2


def pause_then(piece):
    def later():
        threading.Event().wait(0.01)
        return piece

    return later


def test_a_compressed_answer_is_not_unpacked(against, make):
    bomb = gzip.compress(b" " * 10_000_000 + receipt())
    assert isinstance(against(make.answer(bomb, extra="Content-Encoding: gzip\r\n")), TryLater)


@pytest.mark.parametrize("status", ["302 Found", "307 Temporary Redirect", "308 Permanent Redirect"])
def test_a_redirect_is_never_followed(raw_center, make, anybody, status):
    elsewhere = raw_center.start(make.answer(receipt()))
    url = raw_center.start(make.answer(b"", status, f"Location: {elsewhere}/envelopes\r\n"))
    assert isinstance(client_of(url, anybody).deliver(ENVELOPE), TryLater)
    assert len(raw_center.heard) == 1
    socket.create_connection(("127.0.0.1", int(elsewhere.rsplit(":", 1)[1]))).close()


@pytest.mark.parametrize(
    ("status", "extra", "outcome"),
    [
        ("503 Service Unavailable", "", TryLater(None, "status 503")),
        ("429 Too Many Requests", "Retry-After: 7\r\n", TryLater(7.0, "status 429")),
        ("401 Unauthorized", "", Unauthorised("status 401")),
        ("403 Forbidden", "", Unauthorised("status 403")),
        ("422 Unprocessable Content", "", Refused("status 422")),
        ("409 Conflict", "", Refused("status 409")),
    ],
)
def test_the_status_decides_what_the_courier_does(against, make, status, extra, outcome):
    assert against(make.answer(b"<html>", status, extra)) == outcome


def test_a_refusal_counts_even_when_its_body_is_cut(against, make):
    assert against(make.answer(b"x" * 100, "401 Unauthorized")[:-50]) == Unauthorised("status 401")


@pytest.mark.requirement("R100")
def test_the_request_line_bears_labels_only(raw_center, make, anybody):
    client_of(raw_center.start(make.answer(receipt())), anybody).deliver(ENVELOPE)
    line = raw_center.heard[0].split(b"\r\n")[0].decode()
    assert line == f"POST /envelopes?id={ENVELOPE.id}&itemCode=350511902000&kind=case HTTP/1.1"


def test_neither_proxy_nor_netrc_of_the_account_is_used(raw_center, make, anybody, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    outcome = client_of(raw_center.start(make.answer(receipt())), anybody).deliver(ENVELOPE)
    assert isinstance(outcome, Delivered)
    assert b"Authorization" not in raw_center.heard[0]


@pytest.fixture
def tls(tmp_path):
    """A server's TLS context and the file of the authority that signed it: itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "centre")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "centre.pem"
    file.write_bytes(
        certificate.public_bytes(Encoding.PEM)
        + key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context, file


def test_a_centre_with_the_configured_authority_is_trusted(raw_center, make, anybody, tls):
    context, authority = tls
    client = client_of(raw_center.start(make.answer(receipt()), tls=context), anybody, ca_file=authority)
    assert isinstance(client.deliver(ENVELOPE), Delivered)


def test_a_centre_of_an_unknown_authority_gets_nothing(raw_center, make, anybody, tls):
    client = client_of(raw_center.start(make.answer(receipt()), tls=tls[0]), anybody)
    assert client.deliver(ENVELOPE) == TryLater(None, "no answer: SSLError")
    assert raw_center.heard == []


@pytest.mark.parametrize("url", ["http://centre.example", "ftp://127.0.0.1", "centre.example", ""])
def test_personal_data_never_leaves_in_clear(url, anybody):
    with pytest.raises(ValueError, match="https"):
        CenterClient(url, anybody)


def test_a_wrong_clock_is_corrected_from_the_centres_answer(center, credentials, seal, make):
    client = client_of(
        center.url, credentials, receipt_keys=[center.keys.receipt_key], clock=lambda: time.time() - 86_400
    )
    assert isinstance(client.deliver(seal(make.rating())), Delivered)
    assert client.offset_s == pytest.approx(86_400, abs=5)


def test_a_clock_that_cannot_be_corrected_ends_after_two_attempts(raw_center, make, anybody):
    skewed = receipt().replace(b'"0000"', b'"4011"')
    client = client_of(raw_center.start(make.answer(skewed, "401 Unauthorized")), anybody)
    assert isinstance(client.deliver(ENVELOPE), TryLater)  # the second attempt found nobody
    assert client.offset_s != 0


def test_the_whole_catalogue_comes_checked(client):
    fetched = client.catalog()
    assert json.loads(fetched.list)["listVersion"] == fetched.list_version
    assert client.catalog(since=fetched.list_version) is None
    assert client.current_version(fetched.list_version) == fetched.list_version


def test_the_same_key_brings_the_same_certificate(client, make):
    request, key = make.proof(), uuid.uuid4().hex
    first = client.certificate("352014901000", request, key)
    again = client.certificate("352014901000", request, key)
    assert first.pdf.startswith(b"%PDF-")
    assert (again.pdf, again.verify_code) == (first.pdf, first.verify_code)
    assert (first.duplicate, again.duplicate) == (False, True)


def test_a_stranger_gets_no_certificate(center, anybody, make):
    with pytest.raises(CenterDenied):
        CenterClient(center.url, anybody).certificate("352014901000", make.proof(), uuid.uuid4().hex)


def test_a_certificate_that_does_not_exist_is_refused(client, make):
    with pytest.raises(CenterRefused):
        client.certificate("350511902000", make.proof(), uuid.uuid4().hex)


def test_a_large_envelope_is_delivered_whole(client, seal, make):
    page = bytes(8 * 1024 * 1024)
    case = make.case()
    file = case.materials[0].pages[0].model_copy(update={"sha256": hashlib.sha256(page).hexdigest()})
    material = case.materials[0].model_copy(update={"pages": (file,)})
    case = case.model_copy(update={"materials": (material,)})
    envelope = seal(case, {"proof-1.jpg": page, "signature.png": b"\x89PNG strokes"})
    assert isinstance(client.deliver(envelope), Delivered)


def test_a_wrong_secret_is_unauthorised(center, credentials, seal, make):
    forged = Credentials(credentials.terminal_no, credentials.app_key, b"another secret!!")
    assert isinstance(CenterClient(center.url, forged).deliver(seal(make.case())), Unauthorised)


def test_damaged_bytes_are_refused_for_a_person_to_see(client):
    assert isinstance(client.deliver(Envelope(uuid.uuid4().hex, "case", "350511902000", 0.0, b"x")), Refused)
