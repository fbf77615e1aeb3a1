"""A reference centre on loopback, and a listener that answers with raw bytes."""

import hashlib
import re
import socket
import threading
import uuid
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from kiosk.center.client import CenterClient
from kiosk.center.contract import CaseSubmission, CertType, Evaluation, ProofRequest
from kiosk.center.reference.items import load_catalogue
from kiosk.center.reference.serve import prepare
from kiosk.center.signing import Credentials
from offline_queue.envelope import new_envelope
from offline_queue.seal import Sealer

TERMINAL = "T-0001"
ASSISTANCE = "350511902000"
PAGE, STROKES = b"\xff\xd8 a page", b"\x89PNG strokes"
FORM = load_catalogue().document.forms[ASSISTANCE]


@contextmanager
def serving(served):
    """The centre in a thread of its own."""
    listening = threading.Event()
    server = served.server(listening.set)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [served.listener]})
    thread.start()
    assert listening.wait(10)
    try:
        yield served
    finally:
        server.should_exit = True
        thread.join()
        served.listener.close()
        served.store.close()


@pytest.fixture(scope="session")
def center(tmp_path_factory):
    with serving(prepare(tmp_path_factory.mktemp("centre"), TERMINAL, faults=())) as served:
        yield served


@pytest.fixture
def credentials(center):
    (credentials,) = center.keys.terminals.values()
    return credentials


@pytest.fixture
def client(center, credentials):
    return CenterClient(center.url, credentials, receipt_keys=[center.keys.receipt_key])


@pytest.fixture
def seal(center):
    """Seals a submission into an envelope of its kind."""

    def seal(submission, attachments=None, kind=None, recipient=center.keys.recipient):
        case = isinstance(submission, CaseSubmission)
        files = (
            {"proof-1.jpg": PAGE, "signature.png": STROKES} if case and attachments is None else attachments
        )
        sealed = Sealer([recipient]).seal(submission.model_dump_json().encode(), files or {})
        return new_envelope(kind or ("case" if case else "evaluation"), submission.item_code, 0.0, sealed)

    return seal


def digest(data):
    return hashlib.sha256(data).hexdigest()


def a_case(**changes):
    number = "359999199001010017"
    case = {
        "local_no": uuid.uuid4().hex[:12],
        "item_code": ASSISTANCE,
        "list_version": "1",
        "guide_version": "1",
        "form_version": FORM.version,
        "terminal_no": TERMINAL,
        "confirmed_at": datetime(2025, 11, 3, tzinfo=UTC),
        "applicant": {"cert_type": CertType.RESIDENT_ID_CARD, "cert_no": number, "name": "张演示"},
        "form": {
            "name": "张演示",
            "idNumber": number,
            "phone": "13800001234",
            "familySize": 3,
            "reason": "illness",
            "monthlyIncome": 120_000,
        },
        "materials": [
            {
                "code": "hardship-proof",
                "pages": [{"file": "proof-1.jpg", "sha256": digest(PAGE), "media_type": "image/jpeg"}],
            }
        ],
        "signature": {
            "statement_version": FORM.commitment.version,
            "statement_sha256": digest(FORM.commitment.text.zh.encode()),
            "image": {"file": "signature.png", "sha256": digest(STROKES), "media_type": "image/png"},
            "signed_at": datetime(2025, 11, 3, tzinfo=UTC),
        },
    }
    return CaseSubmission.model_validate(case | changes)


def a_rating(**changes):
    rating = {
        "local_no": uuid.uuid4().hex[:12],
        "item_code": ASSISTANCE,
        "terminal_no": TERMINAL,
        "satisfaction": "satisfied",
        "tags": ["412"],
        "scheme_version": "current",
        "rated_at": datetime(2025, 11, 3, tzinfo=UTC),
    }
    return Evaluation.model_validate(rating | changes)


def a_proof_request(**changes):
    request = {
        "terminal_no": TERMINAL,
        "local_no": uuid.uuid4().hex[:12],
        "cert_type": CertType.RESIDENT_ID_CARD,
        # Of a person of its own: copies a day are counted, and the centre of all tests is one.
        "cert_no": f"359999{uuid.uuid4().int % 10**12:012d}",
        "name": "张演示",
    }
    return ProofRequest.model_validate(request | changes)


@pytest.fixture
def raw_center():
    """Starts listeners that answer one connection after the other with the given pieces."""
    threads, heard = [], []

    def start(*pieces, then=(), tls=None):
        listener = socket.create_server(("127.0.0.1", 0))
        listener.settimeout(10)
        listener = tls.wrap_socket(listener, server_side=True) if tls else listener
        threads.append(threading.Thread(target=_serve, args=(listener, (pieces, *then), heard)))
        threads[-1].start()
        return f"http{'s' if tls else ''}://127.0.0.1:{listener.getsockname()[1]}"

    yield SimpleNamespace(start=start, heard=heard)
    for thread in threads:
        thread.join()


def _serve(listener, answers, heard):
    with listener, suppress(OSError):  # the client may leave first, also in the middle of a handshake
        for pieces in answers:
            connection, _ = listener.accept()
            with connection:
                request = b""
                while not _is_whole(request):  # closing on unread bytes would reset the connection
                    part = connection.recv(65536)
                    if not part:
                        return
                    request += part
                heard.append(request)
                for piece in pieces:
                    connection.sendall(piece() if callable(piece) else piece)


def _is_whole(request):
    head, end, body = request.partition(b"\r\n\r\n")
    length = re.search(rb"(?i)content-length: *(\d+)", head)
    return bool(end) and len(body) >= (int(length[1]) if length else 0)


def raw_answer(body, status="200 OK", extra=""):
    return (
        f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n{extra}Connection: close\r\n\r\n".encode()
        + body
    )


@pytest.fixture
def make():
    """Makers of what goes over the wire (test modules cannot import from here)."""
    return SimpleNamespace(case=a_case, rating=a_rating, answer=raw_answer, proof=a_proof_request)


@pytest.fixture
def anybody():
    """Credentials that no centre knows."""
    return Credentials(TERMINAL, "app", b"0123456789abcdef")
