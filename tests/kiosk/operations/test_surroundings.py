"""What the doctor says of disk, queue, keys and certificates."""

import datetime as dt
import shutil
import socket
import ssl
import threading
from pathlib import Path
from types import SimpleNamespace

import pyrage
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kiosk.center.receipts import public_text, signer_of
from kiosk.config import Settings
from kiosk.operations import surroundings
from kiosk.operations.surroundings import Level
from offline_queue.envelope import new_envelope
from offline_queue.outbox import Outbox


@pytest.mark.parametrize(
    ("free_mb", "level"), [(5000, Level.WELL), (1000, Level.WARNING), (100, Level.CLOSED)]
)
def test_a_disk_that_fills_up_warns_before_it_closes(tmp_path, monkeypatch, free_mb, level):
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=free_mb * 2**20))
    assert surroundings.disk(tmp_path / "not" / "yet" / "made").level is level


def test_the_queue_is_counted_while_a_kiosk_has_it_open(tmp_path):
    assert surroundings.queue(tmp_path).value.en == "empty"
    assert not surroundings.kiosk_runs(tmp_path)
    outbox = Outbox.open(tmp_path / "outbox.db")
    outbox.accept(new_envelope("case", "ITEM-1", 0.0, b"sealed"))
    assert surroundings.queue(tmp_path).value.en == "1 waiting, 0 delivered, 0 set aside"
    assert surroundings.kiosk_runs(tmp_path)
    outbox.close()
    assert not surroundings.kiosk_runs(tmp_path)
    assert surroundings.queue(tmp_path).level is Level.WELL


def test_a_queue_that_cannot_be_read_closes(tmp_path):
    (tmp_path / "outbox.db").write_bytes(b"no database" * 100)
    assert surroundings.queue(tmp_path).level is Level.CLOSED


RECEIPT_KEY = public_text(signer_of("1f" * 32))


def enrolled(secret: Path, recipient: str = "") -> Settings:
    recipient = recipient or str(pyrage.x25519.Identity.generate().to_public())
    center = {"url": "https://centre.invalid", "secret_file": secret, "recipients": [recipient]}
    center["receipt_keys"] = [RECEIPT_KEY]
    return Settings.model_validate({"terminal": {"number": "T-1"}, "center": center})


def test_keys_are_read_and_not_believed(tmp_path):
    secret = tmp_path / "secret"
    assert surroundings.keys(Settings()).value.en == "not enrolled"
    assert surroundings.keys(enrolled(secret)).value.en == "the secret file cannot be read"
    secret.write_text("\n", encoding="ascii")
    assert surroundings.keys(enrolled(secret)).value.en == "the secret file is empty"
    secret.write_text("a secret", encoding="ascii")
    assert surroundings.keys(enrolled(secret, "age1wrong")).level is Level.CLOSED
    assert surroundings.keys(enrolled(secret)).level is Level.WELL


@pytest.fixture
def https_centre(tmp_path):
    """Listens with a certificate that lasts so many days; gives the url and what trusts it."""
    listeners = []

    def listen(days: int) -> tuple[str, ssl.SSLContext]:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
        now = dt.datetime.now(dt.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(now - dt.timedelta(days=400))
            .not_valid_after(now + dt.timedelta(days=days, hours=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .sign(key, hashes.SHA256())
        )
        pem = certificate.public_bytes(serialization.Encoding.PEM)
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        file = tmp_path / "server.pem"
        file.write_bytes(private + pem)
        server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        server.load_cert_chain(file)
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)
        threading.Thread(target=greet, args=(listener, server), daemon=True).start()
        return f"https://localhost:{listener.getsockname()[1]}", ssl.create_default_context(
            cadata=pem.decode()
        )

    def greet(listener: socket.socket, server: ssl.SSLContext) -> None:
        line, _ = listener.accept()
        try:
            server.wrap_socket(line, server_side=True).close()
        except OSError:
            line.close()

    yield listen
    for listener in listeners:
        listener.close()


@pytest.mark.requirement("R96")
@pytest.mark.parametrize(
    ("days", "level"), [(200, Level.WELL), (45, Level.WELL), (44, Level.WARNING), (30, Level.WARNING)]
)
def test_a_certificate_warns_well_before_thirty_days(https_centre, days, level):
    url, context = https_centre(days)
    fact = surroundings.certificate(url, context=context)
    assert (fact.level, fact.value.en) == (level, f"{days} days left")


@pytest.mark.requirement("R96")
def test_an_expired_certificate_closes_and_says_why(https_centre):
    url, context = https_centre(-2)
    fact = surroundings.certificate(url, context=context)
    assert fact.level is Level.CLOSED
    assert "expired" in fact.value.en


def test_a_certificate_that_nobody_vouches_for_closes(https_centre):
    url, _ = https_centre(200)
    assert surroundings.certificate(url).level is Level.CLOSED


def test_a_centre_that_is_away_leaves_its_certificate_unknown():
    assert surroundings.certificate("https://localhost:1").level is Level.WARNING
    assert surroundings.certificate("http://127.0.0.1:8700") is None
