"""The contract's OpenAPI document held against the reference centre, call by call, with invented requests."""

import time
import uuid
from urllib.parse import urlsplit

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from kiosk.center import signing
from kiosk.center.contract import BATCH_TYPE, ENVELOPE_TYPE
from kiosk.center.reference.app import build_app
from kiosk.center.reference.described import contract_document
from kiosk.center.reference.serve import open_centre

for binary in (ENVELOPE_TYPE, BATCH_TYPE):
    schemathesis.serializer.alias(binary, "application/octet-stream")

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
CALLS = [
    ("POST", "/envelopes"),
    ("POST", "/envelopes/batch"),
    ("POST", "/proofs/{item_code}"),
    ("POST", "/progress"),
    ("POST", "/licences/query"),
    ("POST", "/licences/own"),
    ("POST", "/licences/copy"),
    ("POST", "/cases/paper"),
    ("POST", "/cases/returned"),
    ("POST", "/people/held"),
    ("POST", "/companies"),
    ("POST", "/entitlements/{item_code}"),
    ("GET", "/bookings/{item_code}/slots"),
    ("POST", "/bookings/{item_code}"),
    ("POST", "/bookings/query"),
    ("POST", "/bookings/cancel"),
    ("GET", "/items"),
    ("GET", "/guides"),
    ("GET", "/forms"),
    ("GET", "/regions"),
    ("GET", "/tools"),
    ("POST", "/inquiries/{item_code}"),
    ("GET", "/rating-scheme"),
    ("GET", "/verify/{verify_code}"),
]


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    centre = open_centre(tmp_path_factory.mktemp("centre"), "T-0001", "")
    yield contract_document(build_app(centre))
    centre.store.close()


def test_every_call_of_the_document_is_tried(document):
    said = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert said == set(CALLS)


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_the_centre_answers_as_the_document_says(center, credentials, document, method, path):
    def signed(prepared):
        body = prepared.body or b""
        url = urlsplit(prepared.url)
        body = body.encode() if isinstance(body, str) else body
        request = signing.Request(prepared.method, url.path, url.query, body)
        prepared.headers.update(
            signing.signed_headers(credentials, request, now_s=time.time(), nonce=uuid.uuid4().hex)
        )
        return prepared

    statuses = set()
    operation = schemathesis.openapi.from_dict(document)[path][method]

    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def tried(case):
        answer = case.call_and_validate(base_url=center.url, auth=signed, checks=CHECKS)
        statuses.add(answer.status_code)

    tried()
    assert statuses
    assert 401 not in statuses  # every request came past the gate
