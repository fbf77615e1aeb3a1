"""What the contract's OpenAPI document says of each call, beside what FastAPI reads from its signature."""

from typing import Any, Generic, TypeVar

from fastapi import FastAPI

from kiosk.center import signing
from kiosk.center.contract import (
    Answer,
    BookingRequest,
    BookingsRequest,
    CancelRequest,
    CompanyRequest,
    EntitlementRequest,
    HeldRequest,
    LicenceCopyRequest,
    OffersRequest,
    OwnLicencesRequest,
    PaperRequest,
    ProgressRequest,
    ProofRequest,
    ReturnedRequest,
    Sent,
)

Data = TypeVar("Data")
SIGNATURE = (
    signing.APP_KEY,
    signing.TERMINAL_NO,
    signing.TIMESTAMP,
    signing.NONCE,
    signing.SIGN_TYPE_HEADER,
    signing.SIGN,
)
REFUSED = {
    "code": "4010",
    "message": "the signature does not prove a known terminal",
    "data": None,
    "requestId": "9f0c5d4be1f14d0f8d0b8f7c7b0e4a11",
    "serverTime": 1762128000000,
}
RECEIPT = {
    "id": "0123456789abcdef0123456789abcdef",
    "kind": "case",
    "receiveNo": "11359999MB000000053350511902000202511030001",
    "queryCode": "7KQ2MX",
    "acceptedAt": "2025-11-03T00:00:00Z",
    "state": "accepted",
    "promisedDays": 10,
    "dueOn": "2025-11-17",
    "duplicate": False,
    "digest": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "signature": "ed25519 signature in base64",
}
PROGRESS_REQUEST = {"asked": {"by": "number", "number": RECEIPT["receiveNo"], "queryCode": "7KQ2MX"}}
PROOF_REQUEST = {
    "terminalNo": "DEMO-0001",
    "localNo": "00000012",
    "certType": "resident_id_card",
    "certNo": "359999199001010017",
    "name": "张演示",
}

OWN_REQUEST = {**PROOF_REQUEST, "itemCode": "352098903000", "purpose": "银行业务"}
COPY_REQUEST = {**OWN_REQUEST, "ref": "0123456789abcdef0123456789abcdef"}


OFFERS_REQUEST = {
    **PROOF_REQUEST,
    "itemCode": "350131901000",
    "materials": ["residence-proof"],
    "purpose": "办理居住证首次申领",
    "consentId": "0123456789abcdef0123456789abcdef",
    "consentSha256": RECEIPT["digest"],
}


BOOKING_REQUEST = {
    **PROOF_REQUEST,
    "localNo": "1126-K7M3QX",
    "slot": "20261203-0930",
    "phone": "13800000000",
}
PAPER_REQUEST = {
    "terminalNo": "DEMO-0001",
    "receiveNo": RECEIPT["receiveNo"],
    "queryCode": "7KQ2MX",
    "paper": "acceptance",
}


RETURNED_REQUEST = {
    **{key: PROOF_REQUEST[key] for key in ("terminalNo", "certType", "certNo", "name")},
    "receiveNo": RECEIPT["receiveNo"],
}


class Done(Answer, Generic[Data]):
    """An answer with code "0000"."""

    data: Data


def answers(data: Any, example: Any = None) -> dict[int | str, dict[str, Any]]:
    """The responses of a call that answers `data`; a refusal is an `Answer` with the code of its cause."""
    done: dict[str, Any] = {"model": Done[data], "description": "Done."}
    if example is not None:
        whole = {**REFUSED, "code": "0000", "message": "", "data": example}
        done["content"] = {"application/json": {"example": whole}}
    refused = {"application/json": {"example": REFUSED}}
    return {
        200: done,
        "4XX": {"model": Answer, "description": "Refused; see `Code`.", "content": refused},
        "5XX": {"model": Answer, "description": "The centre failed; try again later."},
    }


def signed_call(content_type: str | None = None, schema: Any = None, example: Any = None) -> dict[str, Any]:
    """A call under a terminal's signature, with a body where it has one."""
    described: dict[str, Any] = {"security": [{name: [] for name in SIGNATURE}]}
    if content_type is not None:
        media: dict[str, Any] = {"schema": schema or {"type": "string", "format": "binary"}}
        if example is not None:
            media["example"] = example
        described["requestBody"] = {"required": True, "content": {content_type: media}}
    return described


def proof_call() -> dict[str, Any]:
    """A call with a ProofRequest in its body."""
    return _json_call(ProofRequest, PROOF_REQUEST)


def progress_call() -> dict[str, Any]:
    """A call with a ProgressRequest in its body."""
    return _json_call(ProgressRequest, PROGRESS_REQUEST)


def offers_call() -> dict[str, Any]:
    """A call with an OffersRequest in its body."""
    return _json_call(OffersRequest, OFFERS_REQUEST)


def own_licences_call() -> dict[str, Any]:
    """A call with an OwnLicencesRequest in its body."""
    return _json_call(OwnLicencesRequest, OWN_REQUEST)


def licence_copy_call() -> dict[str, Any]:
    """A call with a LicenceCopyRequest in its body."""
    return _json_call(LicenceCopyRequest, COPY_REQUEST)


def paper_call() -> dict[str, Any]:
    """A call with a PaperRequest in its body."""
    return _json_call(PaperRequest, PAPER_REQUEST)


def returned_call() -> dict[str, Any]:
    """A call with a ReturnedRequest in its body."""
    return _json_call(ReturnedRequest, RETURNED_REQUEST)


def booking_call() -> dict[str, Any]:
    """A call with a BookingRequest in its body."""
    return _json_call(BookingRequest, BOOKING_REQUEST)


def bookings_call() -> dict[str, Any]:
    """A call with a BookingsRequest in its body."""
    number = {"by": "number", "number": BOOKING_REQUEST["localNo"], "queryCode": "7KQ2MX"}
    return _json_call(BookingsRequest, {"asked": number})


def cancel_call() -> dict[str, Any]:
    """A call with a CancelRequest in its body."""
    number = BOOKING_REQUEST["localNo"]
    return _json_call(CancelRequest, {"terminalNo": "DEMO-0001", "number": number, "queryCode": "7KQ2MX"})


def _json_call(model: type[Sent], example: Any) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return signed_call("application/json", schema, example)


def person_call(model: type[CompanyRequest | EntitlementRequest | HeldRequest]) -> dict[str, Any]:
    """A call that asks about a person."""
    person = {key: PROOF_REQUEST[key] for key in ("terminalNo", "certType", "certNo", "name")}
    more: dict[str, Any] = {}
    if model is CompanyRequest:
        more = {"creditCode": "91359999MA0000010U"}
    elif model is HeldRequest:
        more = {"itemCode": "350511902000", "names": ["phone"]}
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return signed_call("application/json", schema, {**person, **more})


def contract_document(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the contract's calls."""
    document = app.openapi()
    parts = document["components"]
    parts["securitySchemes"] = {
        name: {"type": "apiKey", "in": "header", "name": name, "description": "See kiosk/center/signing.py."}
        for name in SIGNATURE
    }
    for model in (
        ProofRequest,
        ProgressRequest,
        OffersRequest,
        OwnLicencesRequest,
        LicenceCopyRequest,
        PaperRequest,
        ReturnedRequest,
        CompanyRequest,
        EntitlementRequest,
        HeldRequest,
        BookingRequest,
        BookingsRequest,
        CancelRequest,
    ):
        request = model.model_json_schema(ref_template="#/components/schemas/{model}")
        parts["schemas"] |= {**request.pop("$defs", {}), model.__name__: request}
    return document
